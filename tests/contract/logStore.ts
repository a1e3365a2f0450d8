import { afterEach, beforeEach, expect, test } from 'vitest'
import { DamagedRoom, type LogStore, type Snapshot } from '../../sync-server/stores/logStore'

/** A store under test, and the hands that a test lays on what it keeps. */
export interface StoreUnderTest {
  readonly store: LogStore
  /** Closes it and opens what it left behind. */
  reopen(): Promise<LogStore>
  /** Changes one byte of a stored row, or takes the row away, behind the store's back. */
  damageRow(room: string, position: number, how: 'flip' | 'remove'): Promise<void>
  damageSnapshot(room: string): Promise<void>
  close(): Promise<void>
}

const row = (position: number, size = 3): Uint8Array => new Uint8Array(size).fill(position)

const snapshotAt = (position: number): Snapshot => ({
  position,
  v1: Uint8Array.of(1, 1),
  v2: Uint8Array.of(2, 2, 2),
  vector: Uint8Array.of(0),
  deletes: Uint8Array.of(0, 0),
})

/** What every store must do, whatever it is made of. */
export function logStoreContract(open: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest
  let store: LogStore

  beforeEach(async () => {
    under = await open()
    store = under.store
  })

  afterEach(() => under.close())

  async function fill(room: string, count: number, size = 3): Promise<void> {
    const { position } = await store.head(room)
    const rows = Array.from({ length: count }, (_, i) => position + i + 1)
    await store.append(rows.map((at) => ({ room, position: at, update: row(at, size) })))
  }

  test('a room that nobody has written has a head and no rows, and is not listed', async () => {
    expect(await store.head('dep-50')).toMatchObject({
      epoch: '1',
      position: 0,
      base: 0,
      bytes: 0,
      savedAt: null,
    })
    expect(await store.since('dep-50', 0, 100)).toEqual({ rows: [], more: false })
    expect(await store.parts('dep-50')).toBeUndefined()
    expect(await store.snapshot('dep-50', 'v1')).toBeUndefined()
    expect(await store.heads()).toEqual([])
  })

  test('rows come back as they went in, in order, also after a reopening', async () => {
    await fill('dep-50', 3)
    await fill('dep-18', 1)
    await fill('dep-50', 2)
    store = await under.reopen()
    const some = await store.since('dep-50', 0, 1_000)
    expect(some?.rows.map(({ position, update }) => [position, ...update])).toEqual(
      [1, 2, 3, 4, 5].map((n) => [n, n, n, n]),
    )
    expect(some?.more).toBe(false)
    const heads = await store.heads()
    expect(heads.map(({ room, position, tailBytes }) => [room, position, tailBytes])).toEqual([
      ['dep-18', 1, 3],
      ['dep-50', 5, 15],
    ])
  })

  test('rows come in pieces of about the size asked for, and never none', async () => {
    await fill('dep-50', 10, 100)
    const first = await store.since('dep-50', 2, 250)
    expect(first?.rows.map((entry) => entry.position)).toEqual([3, 4, 5])
    expect(first?.more).toBe(true)
    const last = await store.since('dep-50', 9, 1)
    expect(last).toMatchObject({ rows: [{ position: 10 }], more: false })
  })

  test('a batch is stored whole or not at all: a row that does not follow is refused', async () => {
    await fill('dep-50', 2)
    const batch = [
      { room: 'dep-18', position: 1, update: row(1) },
      { room: 'dep-50', position: 4, update: row(4) },
    ]
    await expect(store.append(batch)).rejects.toThrow('does not follow')
    expect((await store.head('dep-18')).position).toBe(0)
    expect((await store.head('dep-50')).position).toBe(2)
  })

  test('a snapshot stands for the rows up to it; positions go on', async () => {
    await fill('dep-50', 6)
    expect(await store.compact('dep-50', 0, snapshotAt(4))).toBe(true)
    await fill('dep-50', 1)
    store = await under.reopen()
    expect(await store.head('dep-50')).toMatchObject({ position: 7, base: 4, tailBytes: 9 })
    expect(await store.since('dep-50', 3, 100)).toBeUndefined()
    expect((await store.since('dep-50', 4, 100))?.rows.map((entry) => entry.position)).toEqual([5, 6, 7])
    expect(await store.parts('dep-50')).toMatchObject({ position: 4 })
    const v2 = await store.snapshot('dep-50', 'v2')
    expect([v2?.position, ...(v2?.deflated ?? [])]).toEqual([4, 2, 2, 2])
  })

  test('a room knows since when it has had rows above its snapshot', async () => {
    const since = async (): Promise<number | null> => (await store.head('dep-50')).tailSince
    expect(await since()).toBeNull()
    await fill('dep-50', 2)
    const first = await since()
    expect(first).not.toBeNull()
    await fill('dep-50', 2)
    expect(await since()).toBe(first)
    await store.compact('dep-50', 0, snapshotAt(3))
    expect(await since()).toBe(first)
    await store.compact('dep-50', 3, snapshotAt(4))
    expect(await since()).toBeNull()
  })

  test('of two compactions of one room the later one to arrive does nothing', async () => {
    await fill('dep-50', 6)
    expect(await store.compact('dep-50', 0, snapshotAt(4))).toBe(true)
    expect(await store.compact('dep-50', 0, snapshotAt(5))).toBe(false)
    expect(await store.compact('dep-50', 4, snapshotAt(3))).toBe(false)
    expect(await store.compact('dep-50', 4, snapshotAt(6))).toBe(true)
    expect(await store.head('dep-50')).toMatchObject({ position: 6, base: 6, tailBytes: 0 })
  })

  test.each(['flip', 'remove'] as const)(
    'a row that was damaged (%s) is never answered over',
    async (how) => {
      await fill('dep-50', 5)
      await fill('dep-18', 2)
      await under.damageRow('dep-50', 3, how)
      store = await under.reopen()
      await expect(store.since('dep-50', 0, 1_000)).rejects.toThrow(DamagedRoom)
      expect((await store.since('dep-18', 0, 1_000))?.rows.length).toBe(2)
    },
  )

  test('a last row that is gone is missed too', async () => {
    await fill('dep-50', 5)
    await under.damageRow('dep-50', 5, 'remove')
    await expect(store.since('dep-50', 0, 1_000)).rejects.toThrow(DamagedRoom)
    await expect(store.since('dep-50', 4, 1_000)).rejects.toThrow(DamagedRoom)
  })

  test('a snapshot that was damaged is never answered with', async () => {
    await fill('dep-50', 5)
    await store.compact('dep-50', 0, snapshotAt(5))
    await under.damageSnapshot('dep-50')
    await expect(store.snapshot('dep-50', 'v1')).rejects.toThrow(DamagedRoom)
  })

  test('attachments are kept by room and hash', async () => {
    await store.putBlob({ room: 'dep-50', hash: 'aa', bytes: Uint8Array.of(7) })
    await store.putBlob({ room: 'dep-50', hash: 'aa', bytes: Uint8Array.of(7) })
    store = await under.reopen()
    expect([...((await store.blob('dep-50', 'aa')) ?? [])]).toEqual([7])
    expect(await store.blob('dep-18', 'aa')).toBeUndefined()
  })

  test('an attachment that comes again takes the place of the bytes that were damaged', async () => {
    await store.putBlob({ room: 'dep-50', hash: 'aa', bytes: Uint8Array.of(0) })
    await store.putBlob({ room: 'dep-50', hash: 'aa', bytes: Uint8Array.of(7) })
    expect([...((await store.blob('dep-50', 'aa')) ?? [])]).toEqual([7])
  })
}
