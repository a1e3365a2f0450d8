import { personsIn } from '../../../core/figures/persons'
import { recordOf } from '../../../core/records'
import { displayName, formSections, kindNoun } from '../../../core/schema/derive'
import { formatField } from '../../../core/schema/kinds'
import type { AnyRecordDef, AnyRow } from '../../../core/schema/record'
import { useRow, useWorkspace } from '../../data/hooks'
import { usePlatform } from '../../data/usePlatform'
import { NotFound } from '../../ui/NotFound'
import { PaperPage } from '../../ui/PaperPage'
import { PrintButton } from '../../ui/PrintButton'
import { useServices } from '../../ui/services'
import { recordPath } from './groups'
import { History } from './History'
import { linksTo } from './links'
import classes from './Paper.module.css'

const noParts = [] as const

/** A record as it is handed to whoever asks for what is kept of her: what it holds, what names it, what was done to it. */
export function PaperScreen({ kind, id }: { readonly kind: string; readonly id: string }) {
  const def = recordOf(kind)
  const row = useRow(kind, id)
  return def && row ? <Paper key={id} def={def} row={row} /> : <NotFound />
}

interface PaperProps {
  readonly def: AnyRecordDef
  readonly row: AnyRow
}

function Paper({ def, row }: PaperProps) {
  const { identity, rows, exports } = useWorkspace()
  const { nameOf } = useServices()
  const platform = usePlatform()
  const name = displayName(def, row.values, nameOf)
  const note = (): void =>
    void exports.add({
      what: `Fiche imprimée\u00a0: ${kindNoun(def)}`,
      recipient: 'Non précisé',
      persons: personsIn(rows, def, [row], Object.keys(def.fields)),
    })
  return (
    <PaperPage
      back={{ href: `#${recordPath(row.kind, row.id)}`, label: 'Revenir à la fiche' }}
      print={<PrintButton on={platform} title={`Fiche - ${name}`} onPrinted={note} />}
      label={name}
    >
      <p className={classes.kind}>{kindNoun(def)}</p>
      <h1>{name}</h1>
      <Facts def={def} row={row} />
      <Naming row={row} />
      {identity.role === 'reader' ? null : (
        <>
          <h2>Historique</h2>
          <History def={def} row={row} parts={noParts} />
        </>
      )}
    </PaperPage>
  )
}

/** What the record holds, section by section; what is empty is not said. */
function Facts({ def, row }: PaperProps) {
  const { nameOf } = useServices()
  return formSections(def).map(({ title, fields }) => {
    const told = fields.flatMap(({ name, field }) => {
      const text = formatField(field, row.values[name], nameOf)
      return text === '' ? [] : [{ name, label: field.label, text }]
    })
    if (told.length === 0) return null
    return (
      <section key={title}>
        <h2>{title}</h2>
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
function Naming({ row }: { readonly row: AnyRow }) {
  const { rows } = useWorkspace()
  const { nameOf } = useServices()
  const groups = linksTo(rows, row.kind, row.id).filter((group) => group.rows.length > 0)
  if (groups.length === 0) return null
  return (
    <section>
      <h2>Fiches liées</h2>
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
