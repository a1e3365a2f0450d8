import { Button, NativeSelect } from '@mantine/core'
import { useId, useState } from 'react'
import type { Result } from '../../../core/result'
import { type Audience, audienceName } from '../../../core/sheets/sheet'
import { useRows, useWorkspace } from '../../data/hooks'
import { Icon } from '../../ui/Icon'
import { Notice } from '../../ui/Notice'
import { useToday } from '../../ui/useToday'
import { WorkProgress } from '../../ui/WorkProgress'
import { audienceHints, type Report } from './reports'
import classes from './Reports.module.css'
import { type Exported, type ExportRefusal, useExporter } from './useExporter'

const ALL = 'all'

/** One workbook: what it holds, for whom and when it is made, and what came of it. */
export function ReportCard({ report }: { readonly report: Report }) {
  const title = useId()
  const today = useToday()
  const { identity } = useWorkspace()
  const exporter = useExporter()
  const years = useYears(report, Number(today.slice(0, 4)))
  const [audience, setAudience] = useState<Audience>(report.audiences[0] ?? 'interne')
  const [period, setPeriod] = useState(report.period === 'year-or-all' ? ALL : String(years[0]))
  const [outcome, setOutcome] = useState<Result<Exported, ExportRefusal>>()

  const make = async (): Promise<void> => {
    setOutcome(undefined)
    const year = period === ALL ? null : Number(period)
    const since = report.period === 'today' ? Number(today.slice(0, 4)) : Math.min(...years) - 2
    setOutcome(
      await exporter.run({
        audience,
        since,
        what: report.title,
        persons: report.persons,
        make: (edition) => report.make(edition, { audience, year }),
      }),
    )
  }

  return (
    <section className={classes.card} aria-labelledby={title}>
      <h2 id={title}>{report.title}</h2>
      <p>{report.holds}</p>
      <div className={classes.choices}>
        {report.period === 'today' ? null : (
          <NativeSelect
            className={classes.period}
            label={report.period === 'year' ? 'Année' : 'Exercice'}
            value={period}
            onChange={(event) => setPeriod(event.currentTarget.value)}
            data={[
              ...(report.period === 'year-or-all' ? [{ value: ALL, label: 'Tous les exercices' }] : []),
              ...years.map(String),
            ]}
          />
        )}
        <NativeSelect
          className={classes.audience}
          label="Destinataire"
          description={audienceHints[audience]}
          value={audience}
          onChange={(event) => {
            const chosen = report.audiences.find((one) => one === event.currentTarget.value)
            if (chosen) setAudience(chosen)
          }}
          data={report.audiences.map((one) => ({ value: one, label: audienceName(one, identity.space) }))}
        />
        <Button
          leftSection={<Icon name="download" size={16} />}
          disabled={exporter.done !== null}
          onClick={() => void make()}
        >
          Créer le classeur
        </Button>
      </div>
      {report.Foretold === undefined ? null : <report.Foretold audience={audience} />}
      {exporter.done === null ? null : (
        <WorkProgress label="Écriture du classeur…" done={exporter.done} onCancel={exporter.cancel} />
      )}
      {outcome === undefined ? null : <Outcome outcome={outcome} />}
    </section>
  )
}

function Outcome({ outcome }: { readonly outcome: Result<Exported, ExportRefusal> }) {
  if (!outcome.ok) {
    if (outcome.error === 'cancelled')
      return <Notice title="Export annulé&nbsp;: aucun fichier n’a été écrit." />
    return <Notice tone="danger" title={outcome.error.message} />
  }
  const { fileName, notices } = outcome.value
  return (
    <Notice tone={notices.length === 0 ? 'good' : 'warn'} title={`Classeur enregistré\u00a0: ${fileName}`}>
      {notices.length === 0 ? null : notices.map((notice) => <p key={notice}>{notice}</p>)}
    </Notice>
  )
}

/** Years that the report can be made for, the latest first: those of its grants, or the last five. */
function useYears(report: Report, thisYear: number): readonly number[] {
  const fundings = useRows('funding')
  if (report.period === 'year') return [0, 1, 2, 3, 4].map((ago) => thisYear - ago)
  const found = fundings.flatMap(({ values }) => (typeof values.year === 'number' ? [values.year] : []))
  return [...new Set([thisYear, ...found])].sort((a, b) => b - a)
}
