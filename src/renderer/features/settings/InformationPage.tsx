import { Button, Group } from '@mantine/core'

/** Where the texts about people's data are. */
export function InformationPage() {
  return (
    <>
      <p>
        Les promeneurs et les contacts dont vous tenez la fiche doivent savoir pourquoi, combien de temps, et
        qui la reçoit. Ces textes sont prêts à compléter et à imprimer.
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
      <p>
        L’organisme responsable et l’adresse du délégué à la protection des données s’inscrivent dans la{' '}
        <a href="#/fiches/department">fiche du département</a>.
      </p>
    </>
  )
}
