import type { FileRefusal } from '../../core/ipc'

/** Why a file was not saved where the person wanted it, and what to do. */
export const notSaved = (refusal: FileRefusal): string =>
  refusal === 'full'
    ? 'Le disque est plein\u00a0: choisissez un autre emplacement.'
    : 'Le fichier n’a pas pu être enregistré. Fermez-le s’il est ouvert dans un autre programme (Excel, par exemple), ou choisissez un autre dossier.'
