import { Button, Group } from '@mantine/core'
import { department } from '../../../core/records'
import { useRows, useWorkspace } from '../../data/hooks'
import classes from './Settings.module.css'

const MISSING = 'À compléter'

/** Where the texts about people's data are, and what of the département's record they are filled in with. */
export function InformationPage() {
  const { identity } = useWorkspace()
  const own = useRows(department).find(({ space }) => space === identity.space)
  return (
    <>
      <p>
        Les promeneurs et les contacts dont vous tenez la fiche doivent savoir pourquoi, combien de temps, et
        qui la reçoit. Ces textes se remplissent avec la fiche du département&nbsp;; il reste à remplir ce
        qu’ils marquent «&nbsp;à compléter&nbsp;», puis à les copier ou à les imprimer.
      </p>
      <Group>
        <Button component="a" href="#/aide/information" variant="default">
          Note d’information des personnes
        </Button>
        <Button component="a" href="#/aide/registre" variant="default">
          Fiche du registre des traitements
        </Button>
        <Button component="a" href="#/aide/partage-national" variant="default">
          Ce qui est partagé avec le national
        </Button>
      </Group>
      <h2>Responsable du traitement</h2>
      <dl className={classes.facts}>
        <dt>Organisme</dt>
        <dd>{own?.values.dataController ?? MISSING}</dd>
        <dt>Délégué à la protection des données</dt>
        <dd>{own?.values.dpoEmail ?? MISSING}</dd>
      </dl>
      <p>
        Ils s’inscrivent dans la <a href="#/fiches/department">fiche du département</a>.
      </p>
    </>
  )
}
