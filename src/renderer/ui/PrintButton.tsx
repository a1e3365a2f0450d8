import { Button, type ButtonProps } from '@mantine/core'
import { Icon } from './Icon'
import { type Printer, printPage } from './printPage'

interface PrintButtonProps extends Pick<ButtonProps, 'variant' | 'size' | 'className'> {
  readonly on: Printer
  /** What the file is called, without its ending. */
  readonly title: string
  /** Called once it is printed, or may have been: a browser does not tell. */
  onPrinted?(): void
}

/** Prints the page as it stands, and says what came of it. */
export function PrintButton({ on, title, onPrinted, ...look }: PrintButtonProps) {
  const print = async (): Promise<void> => {
    if (await printPage(on, title)) onPrinted?.()
  }
  return (
    <Button {...look} leftSection={<Icon name="printer" size={15} />} onClick={() => void print()}>
      {on.isDesktop ? 'Enregistrer en PDF' : 'Imprimer'}
    </Button>
  )
}
