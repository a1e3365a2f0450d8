import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { reportStates } from '../../../core/figures/transmission'
import { foldedFilter } from '../../ui/field/foldedFilter'
import { takeTyped } from '../../ui/field/takeTyped'
import { Icon } from '../../ui/Icon'
import { useServices } from '../../ui/services'
import { DepartmentTable } from './DepartmentTable'
import { exerciseAsked, nationalPath } from './exercise'
import { ExerciseChoice } from './ExerciseChoice'
import classes from './National.module.css'
import { deploymentsIn, type Order, ordered, type Wanted, wantedRows } from './overview'
import { useDepartments } from './useDepartments'

/** « National »: every département in the year that the address asks for, what is known of it, and what is not. */
export function NationalScreen({ exercise }: { readonly exercise: string | undefined }) {
  const [, go] = useLocation()
  const thisYear = Number(useServices().context.today.slice(0, 4))
  const year = exerciseAsked(exercise, thisYear)
  const [wanted, setWanted] = useState<Wanted>({ text: '', region: null, deployment: null, report: null })
  const [order, setOrder] = useState<Order>({ by: 'code', down: false })
  const all = useDepartments(year)
  const received = all.filter((one) => one.network !== null).length
  const sent = all.filter((one) => one.transmission.state !== 'non-transmis').length
  // Of reports nothing is said until there is one: « non transmis » would blame 101 départements for what none could send.
  const report = sent === 0 ? null : wanted.report
  const rows = ordered(wantedRows(all, { ...wanted, report }), order)
  const regions = [...new Set(all.map((one) => one.region))].sort((a, b) => a.localeCompare(b, 'fr'))

  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1>National</h1>
        <p>
          <strong>{`${received} département${received > 1 ? 's' : ''} sur ${all.length}`}</strong>{' '}
          {received > 1 ? 'ont' : 'a'} envoyé des données
          {sent === 0 ? null : (
            <>
              {' '}
              · <strong>{sent}</strong> {sentWords(sent, year)}
            </>
          )}
        </p>
      </header>
      <div className={classes.filters}>
        <TextInput
          className={classes.search ?? ''}
          type="search"
          aria-label="Chercher un département"
          placeholder="Chercher un département"
          leftSection={<Icon name="search" size={15} />}
          value={wanted.text}
          onChange={(event) => setWanted({ ...wanted, text: event.currentTarget.value })}
        />
        <Select
          aria-label="Région"
          placeholder="Toutes les régions"
          data={regions}
          value={wanted.region}
          clearable
          searchable
          filter={foldedFilter}
          selectFirstOptionOnChange
          onKeyDownCapture={(event) => takeTyped(event, { typed: event.currentTarget.value, first: false })}
          onChange={(region) => setWanted({ ...wanted, region })}
        />
        <Select
          aria-label="État de déploiement"
          placeholder="Tous les états"
          data={[...deploymentsIn(all)]}
          value={wanted.deployment}
          clearable
          onChange={(deployment) => setWanted({ ...wanted, deployment })}
        />
        {sent === 0 ? null : (
          <Select
            aria-label="Bilan"
            placeholder="Tous les bilans"
            data={Object.values(reportStates)}
            value={wanted.report}
            clearable
            onChange={(chosen) => setWanted({ ...wanted, report: chosen })}
          />
        )}
        <ExerciseChoice
          year={year}
          onChoose={(chosen) => go(nationalPath(undefined, chosen, thisYear), { replace: true })}
        />
        <span className={classes.found} role="status">
          {rows.length === all.length ? '' : `${rows.length} département${rows.length > 1 ? 's' : ''}`}
        </span>
      </div>
      <DepartmentTable
        rows={rows}
        hrefOf={(code) => nationalPath(code, year, thisYear)}
        reportsOf={sent === 0 ? undefined : year}
        order={order}
        onOrder={setOrder}
      />
      <p className={classes.legend}>
        « non transmis » : rien n’est arrivé de ce département pour cette colonne, ce n’est pas zéro. Les noms
        et coordonnées des promeneurs, hors fiche publique, et les notes restent dans les coordinations. Les
        dossiers en préparation, refusés ou annulés ne comptent pas.
      </p>
    </div>
  )
}

function sentWords(sent: number, year: number): string {
  return `${sent > 1 ? 'ont' : 'a'} transmis ${sent > 1 ? 'leur' : 'son'} bilan ${year}`
}
