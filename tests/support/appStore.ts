import type { Page } from '@playwright/test'
import { canonicalJson } from '../../src/core/document/cells'
import type { RowPart } from '../../src/core/projection/rows'

/** Something that a workspace keeps sealed, opened with the key that its browser holds. */
export interface Unsealed {
  /** What it is, for a failure to say: `rows/dep-50/promeneur`. */
  readonly place: string
  readonly bytes: Buffer
}

/** Opens everything that the open workspace keeps: log, snapshots, cached rows, what stands beside them. */
export async function unsealed(page: Page): Promise<readonly Unsealed[]> {
  const found = await page.evaluate(async () => {
    interface Row {
      readonly room: string
      readonly kind: string
      readonly seq: number
      readonly key: string
      readonly sealed: unknown
      readonly value: unknown
    }
    const open = (name: string): Promise<IDBDatabase> =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error(`no database ${name}`))
      })
    const all = <T>(db: IDBDatabase, table: string): Promise<T[]> =>
      new Promise((resolve, reject) => {
        const request = db.transaction(table).objectStore(table).getAll()
        request.onsuccess = () => resolve(request.result as T[]) // the tables of the workspace's database
        request.onerror = () => reject(new Error(`no table ${table}`))
      })
    const id = localStorage.getItem('maillage.last') ?? ''
    const profile = await open('maillage')
    const listed = await all<{ id: string; keys: { key: CryptoKey }[] }>(profile, 'workspaces')
    const key = listed.find((one) => one.id === id)?.keys[0]?.key
    if (!key) throw new Error('no workspace is open')
    const db = await open(`maillage-${id}`)
    const places: readonly (readonly [string, (row: Row) => string])[] = [
      ['updates', (row) => `updates/${row.room}/${row.seq}`],
      ['snapshots', (row) => `snapshots/${row.room}`],
      ['rows', (row) => `rows/${row.room}/${row.kind}`],
      ['meta', (row) => row.key],
    ]
    const opened: { place: string; base64: string }[] = []
    for (const [table, placeOf] of places)
      for (const row of await all<Row>(db, table)) {
        const sealed = table === 'meta' ? row.value : row.sealed
        if (!(sealed instanceof Uint8Array)) continue
        const place = placeOf(row)
        const iv = sealed.slice(5, 17)
        const parameters = { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }
        const text = await crypto.subtle.decrypt(parameters, key, sealed.slice(17))
        let binary = ''
        for (const byte of new Uint8Array(text)) binary += String.fromCharCode(byte)
        opened.push({ place, base64: btoa(binary) })
      }
    profile.close()
    db.close()
    return opened
  })
  return found.map(({ place, base64 }) => ({ place, bytes: Buffer.from(base64, 'base64') }))
}

/** The cached rows of the rooms asked for, as one text for each kind of each room: equal for equal rows. */
export async function storedRows(
  page: Page,
  isWanted: (room: string) => boolean,
): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { place, bytes } of await unsealed(page)) {
    const [table, room = ''] = place.split('/')
    if (table !== 'rows' || !isWanted(room)) continue
    const parts = JSON.parse(bytes.toString('utf8')) as RowPart[] // written by the application
    const present = parts.filter((part) => part.present)
    if (present.length > 0)
      lines.push(`${place} ${canonicalJson(present.sort((a, b) => (a.id < b.id ? -1 : 1)))}`)
  }
  return lines.sort()
}
