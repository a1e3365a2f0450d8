import { fail, ok, type Result } from '../../result'
import type { FieldOf } from '../field'
import { fold } from '../fold'
import { cleanLine, written } from '../clean'
import { compareText, isText, type KindTraits, type NameOf } from '../traits'
import { labelOf } from './options'

const idShape = /^[A-Za-z0-9._~-]+$/
const missing = '(fiche absente)'

const shown = (id: string, nameOf: NameOf): string => nameOf(id) ?? missing

/** A record, by its id. */
export const ref: KindTraits<'ref'> = {
  is: isText,
  parse(input) {
    const id = written(input) ?? ''
    return idShape.test(id) ? ok(id) : fail('Choisissez une fiche dans la liste.')
  },
  format: (value, _field, nameOf) => shown(value, nameOf),
  compare: (a, b, _field, nameOf) => compareText(shown(a, nameOf), shown(b, nameOf)),
  widget: 'record',
  sheet: () => ({ type: 'text', width: 28, format: '@' }),
}

/** A set of records; sets have no order, so it is kept in the order of ids. */
export const refs: KindTraits<'refs'> = {
  is: (value): value is readonly string[] => Array.isArray(value) && value.every(isText),
  parse(input) {
    const ids: readonly unknown[] = Array.isArray(input) ? input : [input]
    const found = new Set<string>()
    for (const item of ids) {
      const id = written(item) ?? ''
      if (!idShape.test(id)) return fail('Choisissez des fiches dans la liste.')
      found.add(id)
    }
    return ok([...found].sort())
  },
  format: (value, _field, nameOf) =>
    value
      .map((id) => shown(id, nameOf))
      .sort(compareText)
      .join(' ; '),
  compare: (a, b, field, nameOf) => compareText(refs.format(a, field, nameOf), refs.format(b, field, nameOf)),
  widget: 'records',
  sheet: () => ({ type: 'text', width: 36, format: '@' }),
}

const isPlainObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** A choice for each of some records: who was present, excused, absent. */
export const marks: KindTraits<'marks'> = {
  is: (value): value is { readonly [id: string]: string } =>
    isPlainObject(value) && Object.values(value).every(isText),
  parse(input, field): Result<{ readonly [id: string]: string }, string> {
    if (!isPlainObject(input)) return fail('Choisissez une réponse pour chaque fiche.')
    const marked: { [id: string]: string } = {}
    for (const id of Object.keys(input).sort()) {
      const wanted = written(input[id]) ?? ''
      if (wanted === '') continue
      const code = Object.keys(field.options).find(
        (option) => option === wanted || fold(field.options[option] ?? '') === fold(wanted),
      )
      if (!idShape.test(id) || code === undefined) {
        return fail(`Choisissez dans la liste : ${Object.values(field.options).join(', ')}.`)
      }
      marked[id] = code
    }
    return ok(marked)
  },
  format(value, field) {
    const counts = new Map(Object.keys(field.options).map((code) => [code, 0]))
    for (const code of Object.values(value)) counts.set(code, (counts.get(code) ?? 0) + 1)
    return [...counts]
      .filter(([, count]) => count > 0)
      .map(([code, count]) => `${labelOf(field.options, code)} : ${count}`)
      .join(', ')
  },
  compare: (a, b) => Object.keys(a).length - Object.keys(b).length,
  widget: 'marks',
  sheet: () => ({ type: 'text', width: 28, format: '@' }),
}

/** What a stored file value says: `sha256/bytes/name`. */
export interface FileFacts {
  readonly sha256: string
  readonly bytes: number
  readonly name: string
}

/** Reads a stored file value, or null when it is none. */
export function fileFacts(value: string): FileFacts | null {
  const parts = /^([0-9a-f]{64})\/(\d{1,15})\/(.+)$/.exec(value)
  return parts ? { sha256: parts[1] ?? '', bytes: Number(parts[2]), name: parts[3] ?? '' } : null
}

/** Sizes as people read them: « 120 ko ». */
function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u00A0octets`
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'ko'] : [bytes / 1e6, 'Mo']
  return `${size < 10 ? size.toFixed(1).replace('.', ',').replace(',0', '') : Math.round(size)}\u00A0${unit}`
}

/**
 * Why a file is not attached, by its size alone: to be asked before its bytes are kept anywhere. `most`: what a server takes
 * of one file, in bytes. Null when all is well.
 */
export function sizeRefusal(
  { maxBytes = Infinity }: FieldOf<'file'>,
  bytes: number,
  most = Infinity,
): string | null {
  if (bytes > maxBytes)
    return `Fichier trop lourd\u00a0: ${formatBytes(bytes)}, ${formatBytes(maxBytes)} au plus.`
  return bytes > most
    ? `Ce fichier dépasse ${Math.floor(most / 1024 ** 2)}\u00a0Mo\u00a0: réduisez-le, ou gardez-le ailleurs et notez ici où il se trouve.`
    : null
}

/** An attached file: its hash, its size and its name; the bytes are kept apart. */
export const file: KindTraits<'file'> = {
  is: isText,
  parse(input, field) {
    const facts = fileFacts(typeof input === 'string' ? cleanLine(input) : '')
    if (!facts) return fail('Choisissez un fichier.')
    const refusal = sizeRefusal(field, facts.bytes)
    if (refusal !== null) return fail(refusal)
    return ok(`${facts.sha256}/${facts.bytes}/${facts.name}`)
  },
  format(value) {
    const facts = fileFacts(value)
    return facts ? `${facts.name} (${formatBytes(facts.bytes)})` : value
  },
  compare: (a, b) => compareText(fileFacts(a)?.name ?? a, fileFacts(b)?.name ?? b),
  widget: 'file',
  sheet: () => ({ type: 'text', width: 28, format: '@' }),
}
