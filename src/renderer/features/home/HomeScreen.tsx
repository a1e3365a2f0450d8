import { Button } from '@mantine/core'
import { Link } from 'wouter'
import { departmentOf } from '../../../core/reference/departments'
import { promeneur } from '../../../core/records/promeneur'
import { splitPersonName } from '../../../core/sheets/importNames'
import { useRows, useWorkspace } from '../../data/hooks'
import { useRights } from '../../data/useRights'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { useToday } from '../../ui/useToday'
import { Agenda } from './Agenda'
import { Deadlines } from './Deadlines'
import { NetworkInFigures } from './NetworkInFigures'
import { Gaps } from './Gaps'
import classes from './Home.module.css'
import { Lookalikes } from './Lookalikes'
import { Opinions } from './Opinions'
import { Trouble } from './Trouble'

const fullDay = new Intl.DateTimeFormat('fr-FR', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** « Accueil »: what needs her now, the figures of the network, the next meetings. */
export function HomeScreen() {
  const { identity } = useWorkspace()
  const today = useToday()
  const promeneurs = useRows('promeneur')
  const structures = useRows('structure')
  const { firstName } = splitPersonName(identity.name)
  const empty = promeneurs.length === 0 && structures.length === 0
  return (
    <div className={classes.home}>
      <header className={classes.head}>
        <h1>Bonjour{firstName === '' ? '' : `, ${firstName}`}</h1>
        <p>
          {departmentOf(identity.space)?.name ?? 'Comité national'},{' '}
          {fullDay.format(new Date(`${today}T12:00`))}
        </p>
      </header>
      <Trouble />
      <Opinions />
      <Lookalikes />
      {empty ? (
        <Beginning />
      ) : (
        <>
          <NetworkInFigures today={today} />
          <div className={classes.columns}>
            <div className={classes.column}>
              <Deadlines today={today} />
              <Agenda today={today} />
            </div>
            <div className={classes.column}>
              <Gaps today={today} />
            </div>
          </div>
        </>
      )}
    </div>
  )
}

/** An empty space says what to do first; to a reader, that it is still to come. */
function Beginning() {
  const { mayWrite } = useRights()
  if (!mayWrite(promeneur))
    return (
      <EmptyState icon="people" title="Rien n’est encore arrivé">
        Le réseau s’affichera ici quand la coordination aura envoyé ses premières fiches.
      </EmptyState>
    )
  return (
    <EmptyState
      icon="people"
      title="Commençons par votre réseau"
      actions={
        <>
          <Button component={Link} href="/import" leftSection={<Icon name="upload" size={16} />}>
            Importer mes fichiers Excel
          </Button>
          <Button component={Link} href="/fiches/structure/nouveau" variant="default">
            Ajouter une structure
          </Button>
          <Button component={Link} href="/fiches/promeneur/nouveau" variant="default">
            Ajouter un promeneur
          </Button>
        </>
      }
    >
      Importez la liste que vous tenez aujourd’hui, ou ajoutez une première structure puis ses promeneurs.
    </EmptyState>
  )
}
