/** What the system, or SQLite for it, says when a file or a folder cannot be used, and what to do about each. */
const refusals: readonly (readonly [codes: RegExp, words: string])[] = [
  [/^(?:ENOSPC|EDQUOT|SQLITE_FULL)$/, 'le disque est plein ; faites de la place'],
  // SQLite says the same of a file that it may not open and of one that it cannot make on a read-only disk.
  [
    /^(?:EROFS|EACCES|EPERM|SQLITE_(?:READONLY|CANTOPEN|PERM)\w*)$/,
    'on ne peut pas y écrire (droits du compte, ou disque en lecture seule) ; corrigez cela, ou choisissez un autre emplacement',
  ],
  [/^(?:ENOENT|ENOTDIR)$/, 'ce chemin n’existe pas, et ne peut pas être créé ; choisissez-en un autre'],
  [/^(?:EISDIR)$/, 'c’est un dossier, et non un fichier'],
  [/^(?:SQLITE_BUSY|SQLITE_LOCKED)\w*$/, 'une autre commande l’occupe ; réessayez quand elle aura fini'],
]

/** Why a file or a folder could not be used, and what to do about it; undefined for what is no such refusal. */
export function refusalOf(error: unknown): string | undefined {
  const code = codeOf(error)
  return code === undefined ? undefined : refusals.find(([codes]) => codes.test(code))?.[1]
}

/** The code of an error of the system or of SQLite. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
