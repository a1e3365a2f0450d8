import { Button } from '@mantine/core'
import { Notice } from '../../ui/Notice'
import { counted } from '../../ui/counted'
import { StepFoot } from './StepFoot'
import type { ImportSession } from './useImport'

interface UndoneNoticeProps {
  readonly session: ImportSession
  /** How many records the import had touched. */
  readonly records: number
}

/** Says that the import was undone after its result had been shown, and how to go on. */
export function UndoneNotice({ session, records }: UndoneNoticeProps) {
  return (
    <>
      <Notice title="Import annulé">
        {`${counted(records, 'fiche')}\u00a0: tout est comme avant l’import, sauf ce qui a été modifié depuis. Ctrl Maj Z le rétablit.`}
      </Notice>
      <StepFoot>
        <Button variant="default" onClick={() => session.go('preview')}>
          Revoir l’aperçu
        </Button>
        <Button onClick={() => session.go('choose')}>Importer un autre fichier</Button>
      </StepFoot>
    </>
  )
}
