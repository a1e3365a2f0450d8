import { fail, ok, type Result } from '../../core/result'

/** A zip's directory, and its entries inflated on demand, never beyond the limits. */
export interface Zip {
  has(path: string): boolean
  /** The entry as UTF-8 text; undefined when there is none. */
  text(path: string): Promise<Result<string | undefined, string>>
}

const MAX_ENTRIES = 2_000
const MAX_ENTRY_BYTES = 64 * 1024 * 1024
const MAX_TOTAL_BYTES = 160 * 1024 * 1024
/** A deflated spreadsheet shrinks ten to thirty times; a bomb, a thousand. Small entries may shrink more. */
const MAX_RATIO = 300
const RATIO_FROM_BYTES = 8 * 1024 * 1024

const damaged =
  'Ce fichier est abîmé ou incomplet. Ouvrez-le dans votre tableur et enregistrez-le de nouveau en .xlsx.'
const tooBig =
  'Ce fichier est trop volumineux une fois décompressé. Gardez-en seulement les feuilles à importer, puis enregistrez-le de nouveau.'

interface Entry {
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/**
 * Reads a zip's central directory and refuses what could not be a spreadsheet (too many entries, absurd sizes)
 * before inflating a byte. Names only look entries up: they are never used as paths of the computer.
 */
export function openZip(bytes: Uint8Array): Result<Zip, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return fail(damaged)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > MAX_ENTRIES) return fail(tooBig)
  const entries = new Map<string, Entry>()
  const names = new TextDecoder()
  let total = 0
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return fail(damaged)
    const entry = {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    if (name === undefined || extra === undefined || comment === undefined) return fail(damaged)
    if ((view.getUint16(at + 8, true) & 1) !== 0)
      return fail('Ce fichier est protégé par un mot de passe : enlevez la protection, puis recommencez.')
    total += entry.size
    const swollen = entry.size > RATIO_FROM_BYTES && entry.size > entry.packed * MAX_RATIO
    if (entry.size > MAX_ENTRY_BYTES || total > MAX_TOTAL_BYTES || swollen) return fail(tooBig)
    entries.set(names.decode(bytes.subarray(at + 46, at + 46 + name)), entry)
    at += 46 + name + extra + comment
  }
  return ok({
    has: (path) => entries.has(path),
    async text(path) {
      const entry = entries.get(path)
      return entry ? inflate(bytes, view, entry) : ok(undefined)
    },
  })
}

/** The end record stands in the last 64 KB, after an optional comment. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  return undefined
}

/** Counts what really comes out: the directory may lie about sizes. */
async function inflate(bytes: Uint8Array, view: DataView, entry: Entry): Promise<Result<string, string>> {
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50)
    return fail(damaged)
  const start =
    entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const packed = bytes.slice(start, start + entry.packed)
  if (packed.length < entry.packed) return fail(damaged)
  if (entry.method === 0) return ok(new TextDecoder().decode(packed))
  if (entry.method !== 8) return fail(damaged)
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const decoder = new TextDecoder()
  const parts: string[] = []
  let size = 0
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      size += chunk.value.length
      if (size > Math.min(MAX_ENTRY_BYTES, entry.size)) {
        await reader.cancel()
        return fail(tooBig)
      }
      parts.push(decoder.decode(chunk.value, { stream: true }))
    }
  } catch {
    return fail(damaged)
  }
  return ok(parts.join('') + decoder.decode())
}
