import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, constants, gunzipSync } from 'node:zlib'

const WINDOW = 6

/** Something that must not be found, and how it would be written as bytes. */
interface Needle {
  readonly text: string
  readonly bytes: Buffer
}

/** Finds any of many texts in bytes, as UTF-8 or as UTF-16. */
export class Finder {
  private readonly begins = new Uint8Array(65_536)
  private readonly needles = new Map<number, Needle[]>()

  constructor(texts: Iterable<string>) {
    for (const text of new Set(texts))
      for (const bytes of [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]) {
        if (bytes.length < WINDOW) throw new Error(`too short to be told from chance: ${text}`)
        const key = bytes.readUIntLE(0, WINDOW)
        this.needles.set(key, [...(this.needles.get(key) ?? []), { text, bytes }])
        this.begins[bytes.readUInt16LE(0)] = 1
      }
  }

  /** Every text that stands somewhere in the bytes. */
  find(bytes: Buffer): Set<string> {
    const found = new Set<string>()
    for (let at = 0; at + WINDOW <= bytes.length; at += 1) {
      // the loop's bound keeps both reads inside
      if (this.begins[(bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)] !== 1) continue
      for (const needle of this.needles.get(bytes.readUIntLE(at, WINDOW)) ?? [])
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(needle.text)
    }
    return found
  }
}

/** Every file below a folder with its bytes, and what is packed inside unpacked. */
export async function filesBelow(folder: string): Promise<readonly { path: string; bytes: Buffer }[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const found: { path: string; bytes: Buffer }[] = []
  for (const path of files) {
    const bytes = await readFile(path)
    found.push(
      { path, bytes },
      ...unpacked(bytes).map((inside) => ({ path: `${path} (unpacked)`, bytes: inside })),
    )
  }
  return found
}

const lenient = { finishFlush: constants.Z_SYNC_FLUSH }

/** What is deflated or packed by brotli inside a file of Chromium: wherever a gzip begins, and the body of a cached answer. */
function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  const keep = (unpack: () => Buffer): void => {
    try {
      found.push(unpack())
    } catch {
      // it only looked like something packed
    }
  }
  for (let at = bytes.indexOf('1f8b08', 0, 'hex'); at >= 0; at = bytes.indexOf('1f8b08', at + 1, 'hex')) {
    const from = at
    keep(() => gunzipSync(bytes.subarray(from), lenient))
  }
  const isCached = bytes.length > 24 && bytes.readBigUInt64LE(0) === 0xfcfb6d1ba7725c30n
  if (isCached) {
    const body = bytes.subarray(24 + bytes.readUInt32LE(12))
    keep(() => brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH }))
  }
  return found
}
