import type { FileRefusal, IpcCalls } from '../../core/ipc'
import type { Result } from '../../core/result'
import { announce } from './announce'

/** What prints: the desktop writes a PDF, a browser opens its own dialog. */
export interface Printer {
  readonly isDesktop: boolean
  print(wanted: IpcCalls['printToPdf']['input']): Promise<Result<string | null, FileRefusal>>
}

/** Prints the page as it stands under a title, and says what came of it where that is known: a browser does not tell. */
export async function printPage(on: Printer, title: string): Promise<void> {
  const printed = await on.print({ name: `${title}.pdf`, landscape: false })
  if (printed.ok) {
    if (printed.value !== null) announce(`Fichier enregistré\u00a0: ${printed.value}`)
  } else if (printed.error === 'full')
    announce('Le disque est plein\u00a0: choisissez un autre emplacement.', 'danger')
  else if (printed.error !== 'cancelled')
    announce('Le fichier n’a pas pu être écrit. Choisissez un autre dossier.', 'danger')
}
