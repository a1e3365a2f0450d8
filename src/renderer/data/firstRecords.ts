import type { Command } from '../../core/commands/command'
import { created } from '../../core/document/commit'
import { changesFor } from '../../core/document/values'
import { department } from '../../core/records/department'
import { departmentOf, regions } from '../../core/reference/departments'
import { ok } from '../../core/result'
import { author } from '../../core/records/author'
import type { Workspace } from './workspace'

/** Writes who stands behind the author id, in the private room, unless it stands there already. */
const nameAuthor: Command<{ readonly author: string; readonly name: string }> = {
  name: 'nameAuthor',
  plan: (view, input) =>
    ok({
      changes: changesFor(author, input.author, view.get(author.name, input.author)?.values ?? {}, {
        name: input.name,
      }),
      by: 'setup',
    }),
}

/** Writes the département's own record. Its id is derived, so that two computers that begin apart write the same one. */
const nameDepartment: Command<{ readonly code: string }> = {
  name: 'nameDepartment',
  plan(view, { code }) {
    const id = `dep.${code}`
    const known = departmentOf(code)
    if (view.get(department.name, id) || !known) return ok({ changes: [], by: 'setup' })
    const values = { code, name: known.name, region: regions[known.region] ?? known.region }
    return ok({
      changes: [created(department.name, id), ...changesFor(department, id, {}, values)],
      by: 'setup',
    })
  },
}

/** Says who stands behind this workspace's author id. A reader signs nothing. */
export async function nameOneself(workspace: Workspace, name = workspace.identity.name): Promise<void> {
  const { role, author: id } = workspace.identity
  if (role !== 'reader') await workspace.run(nameAuthor, { author: id, name })
}

/** Writes what a server that was met for the first time lacks: the département's record, and who works here. */
export async function nameUnnamed(workspace: Workspace): Promise<void> {
  await nameSpace(workspace)
  const known = workspace.rows.get(author.name, workspace.identity.author)
  if (known?.values['name'] == null) await nameOneself(workspace)
}

/** Makes sure that the département has its own record; one that came from elsewhere stays as it is. */
export async function nameSpace(workspace: Workspace): Promise<void> {
  const { role, space } = workspace.identity
  if (role === 'coordinator') await workspace.run(nameDepartment, { code: space })
}
