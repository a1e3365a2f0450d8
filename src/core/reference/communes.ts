import { fold } from '../schema/fold'
import type { CommuneIndex } from '../schema/traits'

/** A commune as the file on disk lists it: INSEE code, name, postal codes. */
export type CommuneLine = readonly [code: string, name: string, postalCodes: readonly string[]]

/** Everything the application asks of the list of communes. */
export interface Communes extends CommuneIndex {
  postalCodesOf(code: string): readonly string[]
  /** Communes whose name begins so, or has a word that does; those of the département first. */
  suggest(
    text: string,
    department: string | undefined,
    limit: number,
  ): readonly { code: string; name: string }[]
}

/** The département of an INSEE code: `50129` → `50`, `2A004` → `2A`, `97411` → `974`. */
export function departmentOfCommune(code: string): string {
  return code.startsWith('97') ? code.slice(0, 3) : code.slice(0, 2)
}

// People write « St », « Ste » where the list writes « Saint », « Sainte », and add « Cedex » to names.
function nameKey(name: string): string {
  return fold(name)
    .replace(/\bste\b/g, 'sainte')
    .replace(/\bst\b/g, 'saint')
    .replace(/ cedex( \d+)?$/, '')
}

function push(index: Map<string, string[]>, key: string, code: string): void {
  const codes = index.get(key)
  if (codes) codes.push(code)
  else index.set(key, [code])
}

/** Makes the index from the list, which is read from a file: it is too large to stand in the code. */
export function indexCommunes(lines: readonly CommuneLine[]): Communes {
  const byCode = new Map(lines.map((line) => [line[0], line]))
  const byName = new Map<string, string[]>()
  const byPostal = new Map<string, string[]>()
  const keys: (readonly [key: string, code: string])[] = []
  for (const [code, name, postalCodes] of lines) {
    const key = nameKey(name)
    keys.push([key, code])
    push(byName, key, code)
    for (const postalCode of postalCodes) push(byPostal, postalCode, code)
  }
  const at = (code: string, department: string | undefined): boolean =>
    department === undefined || departmentOfCommune(code) === department
  const nearest = (codes: readonly string[], department: string | undefined): readonly string[] => {
    const near = codes.filter((code) => at(code, department))
    return near.length > 0 ? near : codes
  }
  return {
    nameOf: (code) => byCode.get(code)?.[1],
    postalCodesOf: (code) => byCode.get(code)?.[2] ?? [],
    find(text, department) {
      const bare = text.trim().toUpperCase()
      // Five digits are both an INSEE code and a postal code; the département decides when they disagree.
      const codes = [...(byCode.has(bare) ? [bare] : []), ...(byPostal.get(bare) ?? [])]
      if (codes.length > 0) return nearest([...new Set(codes)], department)
      const place = /^(.+?)\s*\((\d[\dAB]\d?)\)$/i.exec(text.trim())
      const found = byName.get(nameKey(place?.[1] ?? text)) ?? []
      return nearest(found, place?.[2]?.toUpperCase() ?? department)
    },
    suggest(text, department, limit) {
      const wanted = nameKey(text)
      if (wanted === '') return []
      const rank = ([key, code]: readonly [string, string]): number =>
        (at(code, department) ? 0 : 4) + (key === wanted ? 0 : key.startsWith(wanted) ? 1 : 2)
      return keys
        .filter(([key]) => key.startsWith(wanted) || key.includes(` ${wanted}`))
        .sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1))
        .slice(0, limit)
        .map(([, code]) => ({ code, name: byCode.get(code)?.[1] ?? code }))
    },
  }
}
