import { Button, type ButtonProps } from '@mantine/core'
import { Icon } from './Icon'
import { type Printer, printPage } from './printPage'

interface PrintButtonProps extends Pick<ButtonProps, 'variant' | 'size' | 'className'> {
  readonly on: Printer
  /** What the file is called, without its ending. */
  readonly title: string
}

/** Prints the page as it stands, and says what came of it. */
export function PrintButton({ on, title, ...look }: PrintButtonProps) {
  return (
    <Button
      {...look}
      leftSection={<Icon name="printer" size={15} />}
      onClick={() => void printPage(on, title)}
    >
      {on.isDesktop ? 'Enregistrer en PDF' : 'Imprimer'}
    </Button>
  )
}
