import type { Command } from '../../core/commands/command'
import type { CellChange } from '../../core/document/cells'
import { roomsOf } from '../../core/document/rooms'
import { roomsOfUnmaking, takenByUndo } from '../../core/document/takenByUndo'
import { fail } from '../../core/result'
import type { AnyRecordDef, AnyRow } from '../../core/schema/record'
import type { Documents } from './documents'
import { holdAll } from './holdAll'
import { whyNotWritten } from './notWritten'
import type { Workspace } from './workspace'

/**
 * Runs a command that brings a record back, with what an undo took from it. The journals are asked in the very turn that
 * plans: what a colleague has written by then is left.
 */
export async function broughtBack<I extends { readonly taken?: readonly CellChange[] }>(
  { run }: Pick<Workspace, 'run'>,
  documents: Pick<Documents, 'hold'>,
  def: AnyRecordDef,
  { id, space }: Pick<AnyRow, 'id' | 'space'>,
  command: Command<I>,
  input: I,
): ReturnType<Workspace['run']> {
  const releases: (() => void)[] = []
  const held = async (names: Iterable<string>) => {
    const { rooms, release } = await holdAll(documents, names)
    releases.push(release)
    return rooms
  }
  try {
    const own = await held(roomsOf(def, id, space))
    const rooms = new Set([...own, ...(await held(roomsOfUnmaking(own, def.name, id)))])
    const bringing: Command<I> = {
      name: command.name,
      plan: (view, asked) => command.plan(view, { ...asked, taken: takenByUndo(rooms, def.name, id) }),
    }
    return await run(bringing, input, { space })
  } catch (error) {
    const why = whyNotWritten(error)
    if (why === undefined) throw error
    return fail([{ field: '', message: why }])
  } finally {
    for (const release of releases) release()
  }
}
