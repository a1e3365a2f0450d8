import { Button, type ButtonProps } from '@mantine/core'
import type { FileRefusal, IpcCalls } from '../../core/ipc'
import type { Result } from '../../core/result'
import { announce } from './announce'
import { Icon } from './Icon'

interface PrintButtonProps extends Pick<ButtonProps, 'variant' | 'size' | 'className'> {
  /** What prints: the desktop writes a PDF, a browser opens its own dialog. */
  readonly on: {
    readonly isDesktop: boolean
    print(wanted: IpcCalls['printToPdf']['input']): Promise<Result<string | null, FileRefusal>>
  }
  /** What the file is called, without its ending. */
  readonly title: string
  /** Called once it is printed, or may have been: a browser does not tell. */
  onPrinted?(): void
}

/** Prints the page as it stands, and says what came of it. */
export function PrintButton({ on, title, onPrinted, ...look }: PrintButtonProps) {
  const print = async (): Promise<void> => {
    // What Windows refuses in a file's name may stand in a record's.
    const name = `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 150)}.pdf`
    const printed = await on.print({ name, landscape: false })
    if (printed.ok) {
      onPrinted?.()
      if (printed.value !== null) announce(`Fichier enregistré\u00a0: ${printed.value}`)
    } else if (printed.error === 'full')
      announce('Le disque est plein\u00a0: choisissez un autre emplacement.', 'danger')
    else if (printed.error !== 'cancelled')
      announce('Le fichier n’a pas pu être écrit. Choisissez un autre dossier.', 'danger')
  }
  return (
    <Button {...look} leftSection={<Icon name="printer" size={15} />} onClick={() => void print()}>
      {on.isDesktop ? 'Enregistrer en PDF' : 'Imprimer'}
    </Button>
  )
}
