import { formatField } from '../schema/kinds'
import { displayName } from '../schema/derive'
import { sameLossyText } from '../schema/likeness'
import type { AnyValues, FieldValue } from '../schema/record'
import { isEmpty } from '../schema/validate'
import type { Entry } from './importBook'
import { mergedOtherColumns, mergedValue } from './importMerge'
import type { RowDraft } from './importRow'
import { createFrom, say, textValue, updateFrom, type ImportRun, type Spoken } from './importRun'
import { definition } from './importTargets'

/** A field of which two lines about one record say two things. */
interface Difference {
  readonly name: string
  /** The line that said the first of them. */
  readonly by: RowDraft
  readonly first: FieldValue
  readonly second: FieldValue
}

/** What follows from another field gives way with it: who has not left has no day of leaving. */
const follows: { readonly [field: string]: string } = { exitDate: 'status', charteSignedAt: 'charteSigned' }

/**
 * Plans what a line says of its record: the one that is here, or a new one. Where an earlier line was about the same
 * record, this one fills what that left blank; where the two differ it is asked once which of them to keep, and what is
 * not taken is said cell by cell.
 */
export function writeLine(
  run: ImportRun,
  row: RowDraft,
  found: Entry | undefined,
  values: AnyValues,
): Entry | undefined {
  const earlier = found && run.spoken.get(found)
  const own = found && earlier ? besideEarlier(run, row, found, earlier, values) : values
  const entry = found ? updateFrom(run, row, found, own) : createFrom(run, row, row.kind, own)
  if (!entry) return undefined
  run.became.set(row, entry)
  run.spoken.set(entry, spokenWith(run.spoken.get(entry), row, own))
  return entry
}

/** What was said so far, with what one more line has said. */
function spokenWith(earlier: Spoken | undefined, row: RowDraft, own: AnyValues): Spoken {
  const by = new Map(earlier?.by)
  for (const [name, value] of Object.entries(own))
    if (!by.has(name) || value !== earlier?.values[name]) by.set(name, row)
  for (const line of textValue(own.otherColumns).split('\n')) if (!by.has(line)) by.set(line, row)
  return { row: earlier?.row ?? row, values: { ...earlier?.values, ...own }, by }
}

function besideEarlier(
  run: ImportRun,
  row: RowDraft,
  entry: Entry,
  earlier: Spoken,
  values: AnyValues,
): AnyValues {
  const place = placeOf(earlier.row, row)
  say(run, row, `Même fiche que la ${place}\u00a0: ce qui y manquait est repris d’ici.`, nameOf(run, entry))
  const own = { ...values, ...besideOthers(run, row, earlier, values) }
  const differences = differencesOf(entry, earlier, own)
  const asked = differences.filter((difference) => decided(entry, difference) === undefined)
  const answer = asked.length === 0 ? undefined : ask(run, row, entry, asked)
  const isSecond = (difference: Difference): boolean => {
    const leader = differences.find(({ name }) => name === follows[difference.name]) ?? difference
    return (decided(entry, leader) ?? answer) === SECOND
  }
  for (const difference of differences) {
    const { name, by, first, second } = difference
    const [left, other] = isSecond(difference) ? [by, row] : [row, by]
    const [text, kept] = isSecond(difference) ? [first, second] : [second, first]
    sayLeft(run, left, entry.kind, name, text, other, wordsOf(run, entry.kind, name, kept))
    for (const follower of Object.keys(follows)) {
      if (follows[follower] !== name) continue
      const from = isSecond(difference) ? earlier.values : own
      const value = from[follower]
      if (isEmpty(value) || !isEmpty((from === own ? earlier.values : own)[follower])) continue
      const source = from === own ? row : (earlier.by.get(follower) ?? earlier.row)
      const words = `${definition(entry.kind).fields[name]?.label ?? name}\u00a0: ${wordsOf(run, entry.kind, name, kept)}`
      sayLeft(run, source, entry.kind, follower, value, other, words)
      if (from === own) own[follower] = null
      else takeBack(run, entry, earlier, follower)
    }
    if (!isSecond(difference)) own[name] = null // blank says nothing
  }
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined))
}

/** Takes back what an earlier line said in a field: what the record held before the file stands. */
function takeBack(run: ImportRun, entry: Entry, earlier: Spoken, name: string): void {
  entry.values[name] = entry.before?.[name]
  run.spoken.set(entry, { ...earlier, values: { ...earlier.values, [name]: null } })
}

/** Says of a cell that it was left, for the words of another line. */
function sayLeft(
  run: ImportRun,
  left: RowDraft,
  kind: string,
  name: string,
  value: FieldValue | null | undefined,
  other: RowDraft,
  words: string,
): void {
  run.problems.push({
    sheet: left.sheet,
    line: left.line,
    heading: definition(kind).fields[name]?.label ?? name,
    text: wordsOf(run, kind, name, value),
    message: `Non repris\u00a0: la ${placeOf(other, left)} dit «\u00a0${words}\u00a0».`,
  })
}

/** A value as the record's page says it. */
function wordsOf(run: ImportRun, kind: string, name: string, value: FieldValue | null | undefined): string {
  const field = definition(kind).fields[name]
  return field ? formatField(field, value, run.book.nameOf) : ''
}

/** The columns kept as text: of one heading the earlier line's words stay, and those left out are said. */
function besideOthers(run: ImportRun, row: RowDraft, earlier: Spoken, values: AnyValues): AnyValues {
  const [first, second] = [textValue(earlier.values.otherColumns), textValue(values.otherColumns)]
  if (first === '' || second === '') return {}
  const otherColumns = mergedOtherColumns(second, first, run.headings)
  const kept = otherColumns.split('\n')
  for (const line of second.split('\n')) {
    if (kept.includes(line)) continue
    const among = mergedOtherColumns(first, line, run.headings).split('\n')
    const former = first.split('\n').find((other) => !among.includes(other)) ?? ''
    const place = placeOf(earlier.by.get(former) ?? earlier.row, row)
    say(run, row, `Non repris\u00a0: la ${place} dit autre chose.`, line)
  }
  return { otherColumns }
}

function differencesOf(entry: Entry, earlier: Spoken, values: AnyValues): readonly Difference[] {
  return Object.entries(definition(entry.kind).fields).flatMap(([name, field]) => {
    const [first, second] = [earlier.values[name], values[name]]
    if (name === 'otherColumns' || first === null || first === undefined || isEmpty(first)) return []
    if (second === null || second === undefined || Array.isArray(first)) return []
    // A date for « date inconnue », and a name whose letters were lost, say more and not otherwise.
    if (mergedValue(field, first, second) === undefined || first === 'unknown') return []
    if (typeof first === 'string' && typeof second === 'string' && sameLossyText(first, second)) return []
    return [{ name, by: earlier.by.get(name) ?? earlier.row, first, second }]
  })
}

const FIRST = 'first'
const SECOND = 'second'

/** Which of two lines the record that is here already agrees with: a file that is read again asks nothing again. */
function decided(entry: Entry, { name, first, second }: Difference): string | undefined {
  const field = definition(entry.kind).fields[name]
  const before = entry.before?.[name]
  if (!field || before === null || before === undefined || isEmpty(before)) return undefined
  if (mergedValue(field, before, first) === undefined) return FIRST
  return mergedValue(field, before, second) === undefined ? SECOND : undefined
}

function ask(
  run: ImportRun,
  row: RowDraft,
  entry: Entry,
  differences: readonly Difference[],
): string | undefined {
  const { fields } = definition(entry.kind)
  const told = (side: 'first' | 'second'): string =>
    differences
      .flatMap((difference) => {
        const field = fields[difference.name]
        return field ? [`${field.label}\u00a0: ${formatField(field, difference[side], run.book.nameOf)}`] : []
      })
      .join(', ')
  const places = [
    ...new Set(
      differences
        .map(({ by }) => by)
        .sort((a, b) => a.line - b.line)
        .map((by) => placeOf(by, row)),
    ),
  ]
  const isOne = places.length === 1
  return run.doubts.ask(
    {
      id: `twice:${row.key}`,
      question: `${nameOf(run, entry)} est à la ${[...places, `ligne ${row.line}`].join(' et à la ')}, qui ne disent pas tout à fait la même chose\u00a0: laquelle garder\u00a0?`,
      options: [
        { id: FIRST, label: capital(places.join(' et ')), detail: told('first') },
        { id: SECOND, label: `Ligne ${row.line}`, detail: told('second') },
      ],
      otherwise: `La ${places.join(' et la ')} ${isOne ? 'est gardée' : 'sont gardées'}\u00a0; ce que l’autre dit autrement reste dans «\u00a0À savoir\u00a0».`,
    },
    { key: row.key, text: `ligne ${row.line}` },
  )
}

const nameOf = (run: ImportRun, entry: Entry): string =>
  displayName(definition(entry.kind), entry.values, run.book.nameOf)

/** « ligne 4 », with its sheet where that is another than the reader's. */
const placeOf = (row: RowDraft, from: RowDraft): string =>
  row.sheet === from.sheet ? `ligne ${row.line}` : `ligne ${row.line} de «\u00a0${row.sheet}\u00a0»`

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
