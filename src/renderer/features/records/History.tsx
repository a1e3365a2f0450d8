import { Loader } from '@mantine/core'
import { useEffect, useState } from 'react'
import { canonicalJson } from '../../../core/document/cells'
import { stampTime } from '../../../core/document/clock'
import { recordOf } from '../../../core/records'
import { displayName, kindNoun } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow, FieldValue } from '../../../core/schema/record'
import type { NameOf } from '../../../core/schema/traits'
import { useRevision, useWorkspace } from '../../data/hooks'
import { readAgain } from '../../data/readAgain'
import { cellLabel, cellText } from '../../ui/cellText'
import { type Services, useServices } from '../../ui/services'
import { Chip } from '../../ui/Chip'
import { Folded } from '../../ui/Folded'
import type { PartOf } from '../../ui/slots'
import { usePrinting } from '../../ui/usePrinting'
import { actWords, mergeWords } from './actWords'
import { recordPath } from './groups'
import classes from './History.module.css'
import { MergedRecords } from './MergedRecords'
import { storyOf, type ToldEntry, withParts } from './story'
import { TextCopies } from './TextCopies'

const when = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeStyle: 'short' })

interface HistoryProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  readonly parts: readonly PartOf[]
  /** It stands on a sheet, where small counts are masked; it is masked as well while the page around it is printed. */
  readonly onPaper?: boolean
}

/** What was done to a record and to its parts, newest first; to read, not to touch. */
export function History({ def, row, parts, onPaper = false }: HistoryProps) {
  const workspace = useWorkspace()
  const isMasked = usePrinting() || onPaper
  const revision = useRevision() // a part may be another record than yesterday
  const [entries, setEntries] = useState<readonly ToldEntry[]>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const told = withParts(workspace.rows, row, parts)
    return readAgain(
      () => workspace.histories(told),
      (histories) => setEntries(storyOf(told, histories)),
      () => setFailed(true),
    )
  }, [workspace, row, parts, revision])
  if (!entries && failed)
    return (
      <p role="status">L’historique ne se lit pas pour le moment. Il s’affichera ici dès qu’il se lira.</p>
    )
  if (!entries) return <Loader size="sm" aria-label="Lecture de l’historique" />
  return (
    <>
      {Object.entries(def.fields)
        .filter(([, { kind }]) => kind === 'richText')
        .map(([name, { label }]) => (
          <TextCopies key={name} row={row} name={name} label={label} />
        ))}
      {entries.length === 0 ? (
        <p>Aucune modification n’est connue de cet ordinateur.</p>
      ) : (
        <ol className={classes.list}>
          {entries.map((entry) => (
            <Entry key={`${entry.about.id}/${entry.commit}`} entry={entry} of={row} isMasked={isMasked} />
          ))}
        </ol>
      )}
    </>
  )
}

interface EntryProps {
  readonly entry: ToldEntry
  readonly of: AnyRow
  readonly isMasked: boolean
}

/** What one person did at one moment; of a part, which one it is. */
function Entry({ entry, of, isMasked }: EntryProps) {
  const workspace = useWorkspace()
  const { nameOf, onPaper } = useServices()
  const { about } = entry
  const def = recordOf(about.kind)
  const time = stampTime(entry.stamp)
  if (!def) return null
  const isPart = about.id !== of.id
  const name = displayName(def, about.values, nameOf)
  // A part is called by its name, and its being here says whose it is: neither is said twice.
  const isTold = ({ field, before, after, refersTo }: Line): boolean =>
    refersTo === of.id || (before === '' && def.naming.includes(field) && name.includes(after))
  const lines = linesOf(def, entry, nameOf, isMasked ? onPaper : undefined).filter(
    (line) => !isPart || !isTold(line),
  )
  const told = entry.merged.length
  return (
    <li>
      <p className={classes.who}>
        <strong>{workspace.authorName(entry.author)}</strong>{' '}
        {told === 0 || isPart ? (
          actWords(entry)
        ) : (
          <span>
            {mergeWords(entry)}&nbsp;: <MergedRecords def={def} ids={entry.merged} />
          </span>
        )}
        {entry.undone ? <Chip>Annulé depuis</Chip> : null}
      </p>
      {isPart ? (
        <p className={classes.part}>
          {kindNoun(def)} : <a href={`#${recordPath(about.kind, about.id)}`}>{name}</a>
        </p>
      ) : null}
      <time className={classes.when}>{time === undefined ? 'date inconnue' : when.format(time)}</time>
      {told === 0 || isPart ? null : (
        <p className={classes.cell}>
          {lines.length === 0 ? 'Aucune valeur n’en est venue.' : 'Valeurs qui en sont venues\u00a0:'}
        </p>
      )}
      {lines.map((line) => (
        <p key={line.key} className={classes.cell}>
          <span>{line.label} : </span>
          {line.before === '' || line.isKept ? null : (
            <del>
              <Folded text={line.before} />
            </del>
          )}{' '}
          {line.after === '' ? (
            <i>vidé</i>
          ) : (
            <ins>
              <Folded text={line.after} />
            </ins>
          )}
          {/* Chosen against another one, which « À vérifier » has told: nothing was replaced. */}
          {line.isKept ? <i> (valeur gardée)</i> : null}
        </p>
      ))}
    </li>
  )
}

interface Line {
  readonly key: string
  readonly field: string
  readonly label: string
  readonly before: string
  readonly after: string
  /** The cell held the same before: it was written anew. */
  readonly isKept: boolean
  /** What the cell held then: of a reference, the record that it names. */
  readonly refersTo: unknown
}

/** The fields of an entry in words; a set is told member by member, the document's own marks are left out. */
function linesOf(
  def: AnyRecordDef,
  entry: ToldEntry,
  nameOf: NameOf,
  onPaper: Services['onPaper'] | undefined,
): readonly Line[] {
  const { about } = entry
  return entry.cells.flatMap(({ field: name, member, before, after }) => {
    const field = Object.hasOwn(def.fields, name) ? def.fields[name] : undefined
    if (!field) return []
    const told = (value: unknown): string =>
      onPaper && member === undefined
        ? onPaper(name, field).text({ ...about, values: { ...about.values, [name]: value as FieldValue } }) // read leniently
        : cellText(field, { member, value }, nameOf)
    const label = cellLabel(field, member, nameOf)
    const key = `${name}/${member ?? ''}`
    const isKept = after !== null && canonicalJson(before) === canonicalJson(after)
    return [{ key, field: name, label, before: told(before), after: told(after), isKept, refersTo: after }]
  })
}
