import { readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { app, dialog } from 'electron'
import type { BrowserWindow, FileFilter } from 'electron'
import type { FileContent, FileRefusal, IpcCalls } from '../core/ipc'
import { maxFileBytes } from '../core/ipc'
import type { Result } from '../core/result'
import { fail, ok } from '../core/result'
import { refusalOf, writeChosen } from './durable'
import type { Writes } from './writes'

const fileTypes: { readonly [extension: string]: string } = {
  csv: 'Fichier CSV',
  docx: 'Document Word',
  ics: 'Calendrier',
  maillage: 'Échange Maillage',
  'maillage-backup': 'Sauvegarde Maillage',
  pdf: 'Document PDF',
  txt: 'Texte',
  vcf: 'Contacts',
  xlsx: 'Classeur Excel',
}

const anyFile: FileFilter = { name: 'Tous les fichiers', extensions: ['*'] }

/** Asks where to write, writes the whole file or nothing, and gives back its name. */
export const saveFile = (
  window: BrowserWindow,
  { name, bytes }: FileContent,
  writes: Writes,
): Promise<Result<string, FileRefusal>> => saveMade(window, name, async () => bytes, writes)

/** The same of a file that is made once it is known where it goes: of one that nobody wants nothing is made. */
async function saveMade(
  window: BrowserWindow,
  name: string,
  make: () => Promise<Uint8Array>,
  writes: Writes,
): Promise<Result<string, FileRefusal>> {
  const extension = extname(name).slice(1)
  const asked = dialog.showSaveDialog(window, {
    title: 'Enregistrer',
    defaultPath: join(documents(), name),
    filters: [...(extension ? [filterOf(extension)] : []), anyFile],
  })
  const answer = await asked.catch(() => undefined)
  if (answer === undefined) return fail('denied')
  const path = answer.filePath
  if (answer.canceled || !path) return fail('cancelled')
  const bytes = await make().catch(() => undefined)
  if (bytes === undefined) return fail('denied')
  try {
    await writes.run(path, () => writeChosen(path, bytes))
  } catch (error) {
    return fail(refusalOf(error))
  }
  return ok(basename(path))
}

/** Asks which file, and gives back its name and bytes: the page never sees a path. */
export async function openFile(
  window: BrowserWindow,
  { title, extensions }: IpcCalls['openFile']['input'],
): Promise<Result<FileContent, FileRefusal>> {
  const asked = dialog.showOpenDialog(window, {
    title,
    properties: ['openFile'],
    filters: extensions.length > 0 ? [{ name: title, extensions: [...extensions] }, anyFile] : [anyFile],
  })
  const answer = await asked.catch(() => undefined)
  if (answer === undefined) return fail('denied')
  const path = answer.filePaths[0]
  if (answer.canceled || path === undefined) return fail('cancelled')
  try {
    const found = await stat(path)
    // A pipe or a device has no end, or no beginning.
    if (!found.isFile()) return fail('denied')
    if (found.size > maxFileBytes) return fail('too-big')
    return ok({ name: basename(path), bytes: new Uint8Array(await readFile(path)) })
  } catch (error) {
    return fail(refusalOf(error))
  }
}

/**
 * Prints what the window shows into a file. It is asked first where that file goes: the page notes in its log of exports
 * what is printed, and must not be told of what is then called off.
 */
export const printToPdf = (
  window: BrowserWindow,
  { name, landscape }: IpcCalls['printToPdf']['input'],
  writes: Writes,
): Promise<Result<string, FileRefusal>> =>
  saveMade(
    window,
    name,
    async () =>
      new Uint8Array(
        await window.webContents.printToPDF({
          landscape,
          pageSize: 'A4',
          // A table asks for its paper the other way round; only a page that asks for nothing has it as it was wanted.
          preferCSSPageSize: true,
          printBackground: true,
          generateTaggedPDF: true,
        }),
      ),
    writes,
  )

/** Where files are proposed. A folder that the system cannot name, as one on a server that is away, is left to the dialog. */
function documents(): string {
  try {
    return app.getPath('documents')
  } catch {
    return ''
  }
}

function filterOf(extension: string): FileFilter {
  return { name: fileTypes[extension] ?? extension.toUpperCase(), extensions: [extension] }
}
