import { useWatched, useWorkspace } from '../../data/hooks'
import type { ExportEntry } from '../../data/workspace'
import classes from './Reports.module.css'

const moment = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'short', timeStyle: 'short' })
const UNTOLD = 'non noté'

/** What left this computer with people's data in it: when, by whom, what, for whom, and how many people it names. */
export function ExportLog() {
  const { exports } = useWorkspace()
  const entries = useWatched(exports.entries)
  return (
    <section className={classes.log} aria-labelledby="exports">
      <h2 id="exports">Journal des exports de cet ordinateur</h2>
      <p>
        Ce qui en est sorti avec des données personnelles&nbsp;: classeurs, adresses copiées, fiches et
        comptes rendus imprimés, sauvegardes. Gardé treize mois, chiffré, sans aucun nom des personnes. Chaque
        ordinateur a le sien.
      </p>
      {entries.length === 0 ? (
        <p>Rien encore.</p>
      ) : (
        // Reached by the keyboard too: it scrolls.
        <div className={classes.scroll} role="group" aria-label="Lignes du journal" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Par</th>
                <th scope="col">Contenu</th>
                <th scope="col">Destinataire</th>
                <th scope="col">Personnes</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry, index) => (
                <Line key={entries.length - index} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Line({ entry: { at, author, what, recipient, persons } }: { readonly entry: ExportEntry }) {
  const { authorName } = useWorkspace()
  return (
    <tr>
      <td>{moment.format(new Date(at))}</td>
      <td>{author === null ? UNTOLD : authorName(author)}</td>
      <td>{what}</td>
      <td>{recipient}</td>
      <td>{persons === null ? UNTOLD : persons.toLocaleString('fr-FR')}</td>
    </tr>
  )
}
