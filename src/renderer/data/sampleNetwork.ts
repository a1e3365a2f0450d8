import { appendParagraphs } from '../../core/document/text'
import type { Command } from '../../core/commands/command'
import { created } from '../../core/document/commit'
import { changesFor } from '../../core/document/values'
import { recordOf } from '../../core/records'
import { ok } from '../../core/result'
import type { AnyValues } from '../../core/schema/record'
import type { LongWork, Workspace } from './workspace'

/** One record to write as it is, with its id. */
export interface SampleRecord {
  readonly kind: string
  readonly id: string
  readonly values: AnyValues
}

/** Records in one commit: small enough that the window goes on drawing in between. */
const AT_ONCE = 200

/** Writes fictional records through an ordinary command, like anything else. */
const seed: Command<readonly SampleRecord[]> = {
  name: 'seedSample',
  plan(_view, records) {
    const changes = records.flatMap(({ kind, id, values }) => {
      const def = recordOf(kind)
      if (!def) throw new Error(`a sample of an unknown kind: ${kind}`)
      return [created(kind, id), ...changesFor(def, id, {}, values)]
    })
    return ok({ changes, by: 'sample' })
  },
}

/** Fills a workspace with fictional records; rich texts become paragraphs. */
export async function seedWorkspace(
  workspace: Workspace,
  records: Iterable<SampleRecord>,
  work: LongWork = {},
): Promise<void> {
  const all = [...records]
  for (let at = 0; at < all.length; at += AT_ONCE) {
    if (work.signal?.aborted) return
    const batch = all.slice(at, at + AT_ONCE)
    const written = await workspace.run(seed, batch)
    if (!written.ok) throw new Error('the sample was refused')
    for (const record of batch) await seedTexts(workspace, record)
    work.onProgress?.(Math.min(1, (at + AT_ONCE) / all.length))
  }
}

async function seedTexts(workspace: Workspace, { kind, id, values }: SampleRecord): Promise<void> {
  for (const [name, field] of Object.entries(recordOf(kind)?.fields ?? {})) {
    const text = values[name]
    if (field.kind !== 'richText' || typeof text !== 'string' || text === '') continue
    const open = await workspace.openText(kind, id, name)
    if (open.fragment.length === 0) appendParagraphs(open.fragment, text)
    await open.close()
  }
}
