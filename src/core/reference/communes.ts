import { fold } from '../schema/fold'
import type { CommuneIndex } from '../schema/traits'

/** A commune as the file on disk lists it: INSEE code, name, postal codes. */
export type CommuneLine = readonly [code: string, name: string, postalCodes: readonly string[]]

/** Everything the application asks of the list of communes. */
export interface Communes extends CommuneIndex {
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

/** Lists of codes by key. */
type Codes = ReadonlyMap<string, readonly string[]>

function grouped(pairs: Iterable<readonly [key: string, code: string]>): Codes {
  const groups = new Map<string, string[]>()
  for (const [key, code] of pairs) {
    const codes = groups.get(key)
    if (codes) codes.push(code)
    else groups.set(key, [code])
  }
  return groups
}

/** Computed when it is first asked for: most sessions show names and never look for one. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Makes the index from the list, which is read from a file: it is too large to stand in the code. */
export function indexCommunes(lines: readonly CommuneLine[]): Communes {
  const byCode = new Map(lines.map((line) => [line[0], line]))
  const keys = once(() => lines.map(([code, name]) => [nameKey(name), code] as const))
  const byName = once(() => grouped(keys()))
  const byPostal = once(() =>
    grouped(lines.flatMap(([code, , postalCodes]) => postalCodes.map((postal) => [postal, code] as const))),
  )
  const at = (code: string, department: string | undefined): boolean =>
    department === undefined || departmentOfCommune(code) === department
  const nearest = (codes: readonly string[], department: string | undefined): readonly string[] => {
    const near = codes.filter((code) => at(code, department))
    return near.length > 0 ? near : codes
  }
  /** Communes of which a postal code begins so, those of the département first. */
  const ofPostalCode = (digits: string, department: string | undefined, limit: number) =>
    [...byPostal()]
      .flatMap(([postal, codes]) =>
        postal.startsWith(digits) ? codes.map((code) => ({ postal, code })) : [],
      )
      .map(({ postal, code }) => ({
        code,
        name: byCode.get(code)?.[1] ?? code,
        rank: `${at(code, department) ? 0 : 1}${postal}`,
      }))
      .sort((a, b) => (a.rank === b.rank ? (a.name < b.name ? -1 : 1) : a.rank < b.rank ? -1 : 1))
      .filter(({ code }, index, all) => all.findIndex((other) => other.code === code) === index)
      .slice(0, limit)
      .map(({ code, name }) => ({ code, name }))
  return {
    nameOf: (code) => byCode.get(code)?.[1],
    postalCodesOf: (code) => byCode.get(code)?.[2] ?? [],
    find(text, department) {
      const bare = text.trim().toUpperCase()
      // Five digits are both an INSEE code and a postal code; the département decides when they disagree.
      const codes = [...(byCode.has(bare) ? [bare] : []), ...(byPostal().get(bare) ?? [])]
      if (codes.length > 0) return nearest([...new Set(codes)], department)
      const place = /^(.+?)\s*\((\d[\dAB]\d?)\)$/i.exec(text.trim())
      const found = byName().get(nameKey(place?.[1] ?? text)) ?? []
      return nearest(found, place?.[2]?.toUpperCase() ?? department)
    },
    suggest(text, department, limit) {
      const digits = /^\s*(\d{2,5})\s*$/.exec(text)?.[1]
      if (digits !== undefined) return ofPostalCode(digits, department, limit)
      const wanted = nameKey(text)
      if (wanted === '') return []
      return keys()
        .flatMap(([key, code]) => {
          if (!key.startsWith(wanted) && !key.includes(` ${wanted}`)) return []
          const nearness = key === wanted ? 0 : key.startsWith(wanted) ? 1 : 2
          return [{ key, code, rank: nearness + (at(code, department) ? 0 : 4) }]
        })
        .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
        .slice(0, limit)
        .map(({ code }) => ({ code, name: byCode.get(code)?.[1] ?? code }))
    },
  }
}
