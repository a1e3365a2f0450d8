import { records } from '../../../core/records'
import { sharingOf } from '../../../core/schema/sharing'
import classes from './SharedFields.module.css'

const NOTHING = 'Rien'

/** Kind by kind, what the committee reads and what it does not: taken from the records, so that it is never behind them. */
export function SharedFields() {
  const kinds = sharingOf(records)
  const open = kinds.filter(({ shared }) => shared.length > 0)
  const closed = kinds.filter(({ shared }) => shared.length === 0)
  return (
    <section aria-labelledby="champs">
      <h2 id="champs" className={classes.title}>
        La liste, champ par champ
      </h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Fiche</th>
            <th scope="col">Lu par le comité national</th>
            <th scope="col">Reste dans la coordination</th>
          </tr>
        </thead>
        <tbody>
          {[...open, ...closed].map(({ kind, title, shared, kept }) => (
            <tr key={kind}>
              <th scope="row">{title}</th>
              <td>{shared.join(', ') || NOTHING}</td>
              <td>{kept.join(', ') || NOTHING}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
