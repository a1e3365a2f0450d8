import { audienceName } from '../../../core/sheets/sheet'
import { useWorkspace } from '../../data/hooks'
import { useExportLog } from './useExportLog'
import classes from './Reports.module.css'

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' })

/** What left this computer: the last workbooks, when they were made, and for whom. */
export function ExportLog() {
  const { identity } = useWorkspace()
  const { entries } = useExportLog()
  if (entries.length === 0) return null
  return (
    <section className={classes.log} aria-labelledby="exports">
      <h2 id="exports">Classeurs créés sur cet ordinateur</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Fichier</th>
            <th scope="col">Destinataire</th>
            <th scope="col">Créé le</th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, 20).map((entry) => (
            <tr key={`${entry.at}${entry.fileName}`}>
              <td>{entry.fileName}</td>
              <td>{audienceName(entry.audience, identity.space)}</td>
              <td>{moment.format(new Date(entry.at))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
