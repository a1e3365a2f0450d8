import type { Result } from '../../core/result'
import type { Problem } from '../../core/schema/record'

/** What a refused command says, in one sentence; null when it was done. */
export async function refusalOf(done: Promise<Result<unknown, readonly Problem[]>>): Promise<string | null> {
  const result = await done
  return result.ok ? null : result.error.map((problem) => problem.message).join(' ')
}
