import { departmentOf } from '../../core/reference/departments'
import { fail, ok } from '../../core/result'
import { afterFirstMeeting } from './afterFirstMeeting'
import { readBackup, writeBackup } from './backup'
import { stands, WorkspaceDatabase } from './database'
import { nameOneself, nameUnnamed } from './firstRecords'
import { moveFormerExports } from './formerExports'
import { spacesOf } from './invitedSpaces'
import { joinSpace } from './joinSpace'
import { keepKey, keyPlaceOf, keyRing } from './keys'
import { found, newAuthor, personalPlace, type Shelves } from './newWorkspace'
import { forgetVanished } from './forgetVanished'
import type { Ground, Syncing } from './ground'
import { openWorkspace } from './openWorkspace'
import { remember, remembered, type ProfileRow } from './profile'
import { readRecoveryText } from './recoveryKey'
import { restoreContent } from './restore'
import { seedWorkspace } from './sampleNetwork'
import { createSeal, importDataKey, sealJson } from './seal'
import { enrol, serverUrl, type Fetch, type ServerLink } from './server'
import { readServer } from './serverLink'
import { settleIn } from './settleIn'
import { startUpkeep, type BackupFolder } from './upkeep'
import { lockWorkspace, whenFree } from './windowLock'
import type { Identity, Workspace } from './workspace'
import { BUSY, identityOf, UNOPENABLE, VANISHED } from './workspaceEntry'
import type { Created, WorkspaceEntry, Workspaces } from './workspaces'
import { NOT_WRITTEN, writeFirst } from './writeFirst'

/** What differs between the desktop, a browser and a test. */
export interface Surroundings extends Shelves {
  readonly fetch: Fetch
  readonly locks: LockManager
  /** Where a sealed backup is written every day; a browser has no such folder. */
  readonly backups: BackupFolder | null
  /** Starts sync of an open workspace; `link` is absent while it works alone. */
  readonly sync: (ground: Ground, identity: Identity, link: ServerLink | undefined) => Syncing
}

/** Opens the list of this computer's workspaces. */
export function openWorkspaces(surroundings: Surroundings): Workspaces {
  const { profile, memory, keystore, fetch } = surroundings
  const opened = new Map<string, Workspace & { readonly ground: Ground }>()

  const entryOf = async (row: ProfileRow): Promise<WorkspaceEntry> => {
    const { id, space, role, createdAt, sample, restoredFrom } = row
    const ring = await keyRing(keystore, id, row.keys)
    const identity = ring.ok ? await identityOf(row, ring.value) : undefined
    const here = (await stands(id)) ? 'here' : 'vanished'
    return {
      id,
      space,
      role,
      createdAt,
      sample,
      keyPlace: keyPlaceOf(row.keys),
      ...(restoredFrom === undefined ? {} : { restoredFrom }),
      name: identity?.name ?? '',
      state: identity ? here : 'locked',
    }
  }

  const open: Workspaces['open'] = async (id, options = {}) => {
    const row = await profile.workspaces.get(id)
    if (!row) return fail(VANISHED)
    const ring = await keyRing(keystore, id, row.keys)
    if (!ring.ok) return fail({ why: 'key', message: ring.error })
    const identity = await identityOf(row, ring.value)
    if (!identity) return fail({ why: 'key', message: 'La clé de cet ordinateur n’ouvre pas cet espace.' })
    const lock = await lockWorkspace(id, options.takeOver ?? false, surroundings.locks)
    if (!lock) return fail(BUSY)
    const db = new WorkspaceDatabase(id)
    let taken = false
    lock.onTaken(() => {
      taken = true
      db.abandon()
    })
    try {
      await db.ready()
      const seal = createSeal(ring.value)
      const link = await readServer(db, seal)
      const workspace = await openWorkspace({
        db,
        seal,
        identity,
        isSample: row.sample,
        restoredFrom: row.restoredFrom,
        server: link && { url: link.url, device: link.device, deviceName: link.deviceName },
        keyPlace: keyPlaceOf(row.keys),
        sync: (ground) => surroundings.sync(ground, identity, link),
        upkeep: (ground) => startUpkeep(ground, id, identity, row.sample ? null : surroundings.backups),
        release() {
          opened.delete(id)
          db.close()
          lock.release()
        },
      })
      opened.set(id, workspace)
      // What is left outside is of the real space where there is one, not of a sample beside it.
      if (!row.sample) void moveFormerExports(memory, row.space, workspace.exports).catch(() => undefined)
      if (link) afterFirstMeeting(workspace, () => void nameUnnamed(workspace))
      const leave = async (): Promise<void> => {
        await options.onLosing?.()
        await workspace.close()
      }
      // A disk that refuses does not keep the page from saying what has happened.
      const left = (): Promise<void> => Promise.race([leave(), soon()]).catch(() => undefined)
      lock.onLost(() => void left().then(options.onTakenOver))
      return ok(workspace)
    } catch {
      db.close()
      lock.release()
      if (taken) return fail(BUSY)
      return fail(db.vanished ? VANISHED : UNOPENABLE)
    }
  }

  const remove: Workspaces['remove'] = async (id) => {
    const row = await profile.workspaces.get(id)
    await new WorkspaceDatabase(id).delete()
    await keystore?.remove(`data-key-${id}`)
    await profile.workspaces.delete(id)
    remember(memory, { id, space: row?.space ?? '' }, true)
  }
  const ways = { open, remove }

  return {
    open,
    whenFree: (id, signal) => whenFree(id, signal, surroundings.locks),
    async list() {
      const rows = await profile.workspaces.toArray()
      const entries = await Promise.all(rows.map(entryOf))
      const lost = remembered(memory).filter(({ id }) => !rows.some((row) => row.id === id))
      const gone = { role: 'coordinator', name: '', createdAt: 0, sample: false, state: 'vanished' } as const
      return [
        ...entries.sort((a, b) => a.createdAt - b.createdAt),
        ...lost.map((one) => ({ ...gone, ...one })),
      ]
    },
    async create({ department, name }) {
      const problem = unsafe() ?? unfit(name)
      if (problem) return fail(problem)
      if (!departmentOf(department)) return fail('Choisissez un département dans la liste.')
      const founded = await found()
      if (!founded.ok) return founded
      const identity = { space: department, author: newAuthor(), name: name.trim() }
      return settleIn(surroundings, ways, founded.value, { ...identity, role: 'coordinator' })
    },
    async join({ server, code, device, name }) {
      const [closed, nameless] = [unsafe(), unfit(name)]
      if (closed) return fail({ about: null, message: closed })
      if (nameless) return fail({ about: 'name', message: nameless })
      const url = serverUrl(server)
      if (!url.ok) return fail({ about: 'server', message: url.error })
      const deviceName = device.trim() || 'Ordinateur sans nom'
      const enrolled = await enrol(url.value, code, deviceName, fetch)
      if (!enrolled.ok) return enrolled
      const { token, device: known } = enrolled.value
      const link = { url: url.value, token, device: known, deviceName }
      const joining = { enrolled: enrolled.value, link, name: name.trim() }
      const spaces: Created[] = []
      const troubles: string[] = []
      for (const space of spacesOf(enrolled.value)) {
        const joined = await joinSpace(surroundings, ways, opened, space, joining)
        if (joined.ok) spaces.push(joined.value)
        else troubles.push(`${departmentOf(space)?.name ?? 'Comité national'}\u00a0: ${joined.error}`)
      }
      const [first, ...others] = spaces
      const [trouble] = troubles
      if (!first) return fail({ about: null, message: trouble ?? EMPTY_INVITATION })
      return ok({ spaces: [first, ...others], ...(trouble === undefined ? {} : { trouble }) })
    },
    async discover(department, records, work) {
      const problem = unsafe()
      if (problem) return fail(problem)
      const founded = await found()
      if (!founded.ok) return founded
      const identity = {
        space: department,
        role: 'coordinator',
        author: newAuthor(),
        name: 'Démonstration',
      } as const
      const created = await settleIn(surroundings, ways, founded.value, identity, { sample: true })
      if (!created.ok) return created
      const refusal = await writeFirst(ways, created.value.id, (workspace) =>
        seedWorkspace(workspace, records, work),
      )
      return refusal === undefined ? created : fail(refusal)
    },
    async restore(file, typed) {
      const problem = unsafe()
      if (problem) return fail(problem)
      const key = await readRecoveryText(typed)
      if (!key.ok) return key
      const content = await readBackup(file, key.value)
      if (!content.ok) return content
      const founded = await found(key.value)
      if (!founded.ok) return founded
      const { db, seal, id } = founded.value
      const { identity, savedAt } = content.value
      if (!(await restoreContent(db, seal, content.value))) {
        db.close()
        await remove(id)
        return fail(NOT_WRITTEN)
      }
      const restored = await settleIn(surroundings, ways, founded.value, identity, { restoredFrom: savedAt })
      if (restored.ok) await forgetVanished(surroundings, identity, key.value, opened)
      return restored
    },
    async unlock(id, typed) {
      const key = await readRecoveryText(typed)
      if (!key.ok) return key
      const row = await profile.workspaces.get(id)
      if (!row) return fail('Cet espace n’est plus sur cet ordinateur.')
      if (!(await identityOf(row, [await importDataKey(key.value)])))
        return fail('Cette clé de secours est celle d’un autre espace.')
      await profile.workspaces.put({ ...row, keys: await keepKey(keystore, id, key.value) })
      return ok(null)
    },
    async rename(id, typed) {
      const name = typed.trim()
      const problem = unfit(name)
      if (problem) return fail(problem)
      const row = await profile.workspaces.get(id)
      const one = opened.get(id)
      if (!row || !one) throw new Error(`not open: ${id}`)
      await nameOneself(one, name)
      const { author } = one.identity
      const personal = await sealJson(one.ground.seal, personalPlace(id), { name, author })
      await profile.workspaces.put({ ...row, personal })
      return ok(null)
    },
    async backup(id) {
      const one = opened.get(id)
      if (!one) throw new Error(`not open: ${id}`)
      return writeBackup(one.ground, one.identity, Date.now())
    },
    remove,
  }
}

const EMPTY_INVITATION = 'Cette invitation n’ouvre aucun espace\u00a0: demandez-en une autre.'

/** A window whose disk fails cannot finish: the user is told of the other one all the same. */
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5000))

/** Browsers seal and lock over HTTPS and on this computer alone. */
function unsafe(): string | undefined {
  const { subtle } = crypto as { subtle?: unknown } // absent on a page that came over plain http
  return subtle
    ? undefined
    : 'Cette page n’est pas servie en https\u00a0: ce navigateur refuse d’y garder des données. Demandez son adresse en https à la personne qui tient le serveur.'
}

/** The name that signs edits: something, and not a page of text. */
function unfit(name: string): string | undefined {
  const length = name.trim().length
  if (length === 0) return 'Indiquez votre nom\u00a0: il signe vos modifications.'
  return length > 80 ? 'Ce nom est trop long.' : undefined
}
