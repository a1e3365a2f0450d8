import './support'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { openBackups } from '../../../src/main/backups'
import { openWrites } from '../../../src/main/writes'
import { readBackup } from '../../../src/renderer/data/backup'
import { readRecoveryText } from '../../../src/renderer/data/recoveryKey'
import { openWorkspaces, reopen, surroundings } from './support'

const folder = await mkdtemp(join(tmpdir(), 'maillage-backups-'))
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => void vi.useRealTimers())

test('a backup that a clock far ahead has dated does not keep today’s from being made', async () => {
  const own = await mkdtemp(join(tmpdir(), 'maillage-backups-ahead-'))
  const ahead = openBackups(own, openWrites(), () => Date.now() + 365 * 24 * 3600_000)
  const backups = openBackups(own, openWrites(), Date.now)
  let written = 0
  const counted = {
    ...backups,
    write(workspace: string, bytes: Uint8Array) {
      written++
      return backups.write(workspace, bytes)
    },
  }
  const workspaces = openWorkspaces(surroundings({ backups: counted }))
  const made = await workspaces.create({ department: '50', name: 'Léa' })
  if (!made.ok) throw new Error(made.error)
  await ahead.write(made.value.id, new Uint8Array([1]))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const workspace = await reopen(workspaces, made.value.id)
  vi.advanceTimersByTime(22_000)
  await vi.waitFor(() => expect(written).toBe(1), { timeout: 8_000, interval: 20 })
  vi.useRealTimers()
  await workspace.close()
  await rm(own, { recursive: true })
})

test('each workspace has its own backup of the day, which its own key opens', async () => {
  const backups = openBackups(folder, openWrites(), Date.now)
  const workspaces = openWorkspaces(surroundings({ backups }))
  for (const department of ['50', '18']) {
    const made = await workspaces.create({ department, name: 'Léa' })
    if (!made.ok) throw new Error(made.error)
    const { id, recoveryKey = '' } = made.value
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const workspace = await reopen(workspaces, id)
    vi.advanceTimersByTime(22_000)
    const own = await vi.waitFor(
      async () => {
        const listed = await backups.list()
        const found = listed.ok ? listed.value.find((backup) => backup.workspace === id) : undefined
        if (!found) throw new Error(`no backup of ${department}`)
        return found
      },
      { timeout: 8_000, interval: 20 },
    )
    vi.useRealTimers()
    await workspace.close()
    const [bytes, key] = [await backups.read(own.name), await readRecoveryText(recoveryKey)]
    if (!bytes.ok || !key.ok) throw new Error('not read')
    expect(await readBackup(bytes.value, key.value)).toMatchObject({
      ok: true,
      value: { identity: { space: department } },
    })
  }
})
