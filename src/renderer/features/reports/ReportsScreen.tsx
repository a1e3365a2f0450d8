import { useWorkspace } from '../../data/hooks'
import { ExportLog } from './ExportLog'
import { ReportCard } from './ReportCard'
import { reports } from './reports'
import classes from './Reports.module.css'

/** « Rapports »: the workbooks that the Caf and the partners ask for, each for one reader at a time. */
export function ReportsScreen() {
  const { identity } = useWorkspace()
  return (
    <div className={classes.screen}>
      <header>
        <h1>Rapports</h1>
        <p className={classes.lead}>
          Des classeurs Excel prêts à remettre&nbsp;: totaux au-dessus des colonnes, filtres, mise en page A4.
        </p>
      </header>
      {reports
        .filter((report) => report.isFor(identity.role))
        .map((report) => (
          <ReportCard key={report.name} report={report} />
        ))}
      {identity.role === 'national' ? null : (
        <p className={classes.lead}>
          Le comité national établit de son côté la «&nbsp;Consolidation nationale&nbsp;», une ligne par
          département, à partir des seuls champs que vous partagez&nbsp;:{' '}
          <a href="#/aide/partage-national">voir lesquels</a>, et{' '}
          <a href="#/aide/comite-national">ce qu’il en fait</a>.
        </p>
      )}
      <ExportLog />
    </div>
  )
}
