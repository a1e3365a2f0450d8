import { createRecord } from '../../../src/core/commands/createRecord'
import type { Ground } from '../../../src/renderer/data/ground'
import type { Workspace } from '../../../src/renderer/data/workspace'

/** Adds a structure, known by its name. */
export const add = (workspace: Workspace, name: string) =>
  workspace.run(createRecord, { kind: 'structure', values: { name } })

/** The structures that a workspace shows, by name. */
export const names = (workspace: Workspace): unknown[] =>
  workspace.rows
    .list('structure')
    .map((row) => row.values['name'])
    .sort()

/** Whether the server has everything, and so has this computer. */
export const level = (workspace: Workspace): boolean => workspace.sync.get().is === 'synced'

/** What a workspace stands on; every one that is opened has it. */
export const groundOf = (workspace: Workspace): Ground => (workspace as Workspace & { ground: Ground }).ground
