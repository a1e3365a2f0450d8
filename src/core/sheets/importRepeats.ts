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
  run.spoken.set(entry, { row: earlier?.row ?? row, values: { ...earlier?.values, ...own } })
  return entry
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
  const differences = differencesOf(entry, earlier.values, own)
  const asked = differences.filter((difference) => decided(entry, difference) === undefined)
  const answer = asked.length === 0 ? undefined : ask(run, row, entry, earlier, asked)
  for (const difference of differences) {
    const isSecond = (decided(entry, difference) ?? answer) === SECOND
    const { name, first, second } = difference
    const [left, other] = isSecond ? [earlier.row, row] : [row, earlier.row]
    const [text, kept] = isSecond ? [first, second] : [second, first]
    const field = definition(entry.kind).fields[name]
    if (field)
      run.problems.push({
        sheet: left.sheet,
        line: left.line,
        heading: field.label,
        text: formatField(field, text, run.book.nameOf),
        message: `Non repris\u00a0: la ${placeOf(other, left)} dit «\u00a0${formatField(field, kept, run.book.nameOf)}\u00a0».`,
      })
    if (!isSecond) own[name] = null // blank says nothing
  }
  for (const [name, of] of Object.entries(follows))
    if (own[of] === null && values[of] !== null && values[of] !== undefined) own[name] = null
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null && value !== undefined))
}

/** The columns kept as text: of one heading the earlier line's words stay, and those left out are said. */
function besideOthers(run: ImportRun, row: RowDraft, earlier: Spoken, values: AnyValues): AnyValues {
  const [first, second] = [textValue(earlier.values.otherColumns), textValue(values.otherColumns)]
  if (first === '' || second === '') return {}
  const otherColumns = mergedOtherColumns(second, first, run.headings)
  const kept = otherColumns.split('\n')
  for (const line of second.split('\n'))
    if (!kept.includes(line))
      say(run, row, `Non repris\u00a0: la ${placeOf(earlier.row, row)} dit autre chose.`, line)
  return { otherColumns }
}

function differencesOf(entry: Entry, earlier: AnyValues, values: AnyValues): readonly Difference[] {
  return Object.entries(definition(entry.kind).fields).flatMap(([name, field]) => {
    const [first, second] = [earlier[name], values[name]]
    if (name === 'otherColumns' || first === null || first === undefined || isEmpty(first)) return []
    if (second === null || second === undefined || Array.isArray(first)) return []
    // A date for « date inconnue », and a name whose letters were lost, say more and not otherwise.
    if (mergedValue(field, first, second) === undefined || first === 'unknown') return []
    if (typeof first === 'string' && typeof second === 'string' && sameLossyText(first, second)) return []
    return [{ name, first, second }]
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
  earlier: Spoken,
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
  const first = placeOf(earlier.row, row)
  return run.doubts.ask(
    {
      id: `twice:${row.key}`,
      question: `${nameOf(run, entry)} est à la ${first} et à la ligne ${row.line}, qui ne disent pas tout à fait la même chose\u00a0: laquelle garder\u00a0?`,
      options: [
        { id: FIRST, label: capital(first), detail: told('first') },
        { id: SECOND, label: `Ligne ${row.line}`, detail: told('second') },
      ],
      otherwise: `La ${first} est gardée\u00a0; ce que l’autre dit autrement reste dans «\u00a0À savoir\u00a0».`,
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
