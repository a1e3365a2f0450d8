import type { ExportEntry, ExportLog } from './workspace'
import type { Memory } from './profile'

/** The log stood unsealed beside the workspaces, by space; what it called its readers. */
const readers: { readonly [audience: string]: string } = {
  interne: 'Interne à la coordination',
  partenaires: 'Partenaires',
  public: 'Public',
}

/** Moves what an earlier version noted of a space into its sealed log; it is forgotten outside once it is on disk there. */
export async function moveFormerExports(memory: Memory, space: string, into: ExportLog): Promise<void> {
  const place = `maillage.exports.${space}`
  const text = memory.getItem(place)
  if (text === null) return
  await into.take(readFormer(text))
  memory.removeItem(place)
}

function readFormer(text: string): readonly ExportEntry[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.flatMap(entryOf) : []
  } catch {
    return []
  }
}

function entryOf(value: unknown): readonly ExportEntry[] {
  if (typeof value !== 'object' || value === null) return []
  const { fileName, audience, at } = { fileName: null, audience: null, at: null, ...value } as const
  const recipient = typeof audience === 'string' ? readers[audience] : undefined
  if (typeof fileName !== 'string' || typeof at !== 'string' || recipient === undefined) return []
  return [{ at, author: null, what: fileName, recipient, persons: null }]
}
