import type { Command } from '../../core/commands/command'
import { settleCase } from '../../core/commands/settleCase'
import { casesOfRecord, type OverruledCase } from '../../core/document/overruled'
import { fail } from '../../core/result'
import type { Documents } from './documents'
import { whyNotWritten } from './notWritten'
import type { Workspace } from './workspace'

/** Settles a case. Its room is asked in the very turn that plans: the card may be a moment older than what has arrived. */
export async function settledNow(
  { run }: Pick<Workspace, 'run'>,
  documents: Pick<Documents, 'hold'>,
  item: OverruledCase,
  keep: string,
): ReturnType<Workspace['settle']> {
  try {
    const { loaded, release } = await documents.hold(item.room)
    const looking: Command<{ readonly item: OverruledCase; readonly keep: string }> = {
      name: settleCase.name,
      plan: (view, asked) =>
        settleCase.plan(view, { ...asked, now: casesOfRecord(loaded.room, item.kind, item.record) }),
    }
    try {
      return await run(looking, { item, keep }, { space: item.space })
    } finally {
      release()
    }
  } catch (error) {
    const why = whyNotWritten(error)
    if (why === undefined) throw error
    return fail([{ field: '', message: why }])
  }
}
