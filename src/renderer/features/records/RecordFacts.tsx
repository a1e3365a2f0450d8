import { displayName, formSections } from '../../../core/schema/derive'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useWorkspace } from '../../data/hooks'
import { useServices } from '../../ui/services'
import { linksTo } from './links'
import classes from './Paper.module.css'

interface RecordFactsProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
  /** The level of the titles of its parts, under its own. */
  readonly level: 2 | 3
}

/** A record as it reads on paper: what it holds, small counts masked as in every file, then what names it. */
export function RecordFacts(props: RecordFactsProps) {
  return (
    <>
      <Facts {...props} />
      <Naming {...props} />
    </>
  )
}

/** What the record holds, section by section; what is empty is not said. */
function Facts({ def, row, level }: RecordFactsProps) {
  const { onPaper } = useServices()
  return formSections(def).map(({ title, fields }) => {
    const told = fields.flatMap(({ name, field }) => {
      const text = onPaper(name, field).text(row)
      return text === '' ? [] : [{ name, label: field.label, text }]
    })
    if (told.length === 0) return null
    return (
      <section key={title}>
        <Heading level={level}>{title}</Heading>
        <dl className={classes.facts}>
          {told.map(({ name, label, text }) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    )
  })
}

/** The records that name this one. */
function Naming({ row, level }: Pick<RecordFactsProps, 'row' | 'level'>) {
  const { rows } = useWorkspace()
  const { nameOf } = useServices()
  const groups = linksTo(rows, row.kind, row.id).filter((group) => group.rows.length > 0)
  if (groups.length === 0) return null
  return (
    <section>
      <Heading level={level}>Fiches liées</Heading>
      <dl className={classes.facts}>
        {groups.map((group) => (
          <div key={`${group.def.name}.${group.field}`}>
            <dt>{group.label}</dt>
            <dd>
              {group.rows.map((linked) => displayName(group.def, linked.values, nameOf)).join('\u00a0; ')}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Heading({ level, children }: { readonly level: 2 | 3; readonly children: string }) {
  return level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>
}
