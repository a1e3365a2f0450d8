import path from 'node:path'
import { type Result, fail, ok } from '../src/core/result'
import { type Role, isDepartment, parseRoom } from '../src/core/sync/protocol'
import type { Invited } from './access'
import { readArguments, single } from './arguments'

type Named =
  | { readonly name: 'invite'; readonly invited: Invited }
  | { readonly name: 'devices' | 'rooms' | 'verify' }
  | { readonly name: 'revoke'; readonly device: string }
  | { readonly name: 'backup'; readonly file: string }
  | { readonly name: 'restore'; readonly file: string; readonly takesDamaged: boolean }
  | { readonly name: 'compact'; readonly room: string | undefined }
  | { readonly name: 'repair'; readonly room: string }

/** What an administrator asks for. */
export type AdminCommand = Named & { readonly data: string }

const roles: readonly Role[] = ['coordinator', 'reader', 'national']
const isRole = (word: string | undefined): word is Role => roles.some((role) => role === word)

/** The commands in one breath, shown when none was understood. */
export const usage = `Commandes : npm run -s admin -- --data DOSSIER …
  invite --role coordinator|reader|national --department 50[,18…] --name "Coordination 50"
  devices | revoke POSTE | rooms | backup FICHIER | restore FICHIER [--damaged accept] | verify | compact [ESPACE] | repair ESPACE`

/** Reads the administrator's command line; all mistakes at once, in words. */
export function readAdminArguments(argv: readonly string[]): Result<AdminCommand, readonly string[]> {
  const read = readArguments(argv, ['data', 'role', 'department', 'name', 'damaged'])
  const mistakes = [...read.mistakes]
  const one = (name: string): string | undefined => single(read, name, mistakes)
  const data = one('data')
  if (data === undefined || data === '') mistakes.push('--data : indiquez le dossier des données.')
  const invitation = { role: one('role'), department: one('department'), name: one('name') }
  const damaged = one('damaged')
  const [name, ...words] = read.words
  const command = readCommand(name, words, { invitation, takesDamaged: damaged === 'accept' }, mistakes)
  const isStray = name !== 'invite' && Object.values(invitation).some((value) => value !== undefined)
  if (isStray) mistakes.push('--role, --department et --name ne vont qu’avec invite.')
  if (damaged !== undefined && (damaged !== 'accept' || name !== 'restore'))
    mistakes.push('--damaged accept ne va qu’avec restore.')
  if (mistakes.length > 0 || command === undefined || data === undefined) return fail(mistakes)
  return ok({ ...command, data: path.resolve(data) })
}

type Invitation = Readonly<Record<'role' | 'department' | 'name', string | undefined>>

function readCommand(
  name: string | undefined,
  words: readonly string[],
  { invitation, takesDamaged }: { readonly invitation: Invitation; readonly takesDamaged: boolean },
  mistakes: string[],
): Named | undefined {
  const [word, ...more] = words
  const expect = (count: number, what: string): void => {
    if (words.length < count) mistakes.push(`${name ?? ''} : indiquez ${what}.`)
    if (more.length > 0 || words.length > Math.max(count, 0))
      mistakes.push(`${name ?? ''} : trop d’arguments.`)
  }
  switch (name) {
    case 'invite':
      expect(0, '')
      return readInvitation(invitation, mistakes)
    case 'devices':
    case 'rooms':
    case 'verify':
      expect(0, '')
      return { name }
    case 'revoke':
      expect(1, 'l’identifiant du poste (voir : admin devices)')
      return { name, device: word ?? '' }
    case 'backup':
      expect(1, 'le fichier de sauvegarde')
      return { name, file: path.resolve(word ?? '') }
    case 'restore':
      expect(1, 'le fichier de sauvegarde')
      return { name, file: path.resolve(word ?? ''), takesDamaged }
    case 'compact':
      if (word !== undefined) expect(1, '')
      checkRoom(word, mistakes)
      return { name, room: word }
    case 'repair':
      expect(1, 'l’espace à réparer (voir : admin verify)')
      checkRoom(word, mistakes)
      return { name, room: word ?? '' }
    default:
      mistakes.push(name === undefined ? usage : `« ${name} » : commande inconnue.\n${usage}`)
      return undefined
  }
}

function checkRoom(room: string | undefined, mistakes: string[]): void {
  if (room !== undefined && parseRoom(room) === undefined) mistakes.push(`« ${room} » n’est pas un espace.`)
}

function readInvitation({ role, department, name }: Invitation, mistakes: string[]): Named | undefined {
  if (!isRole(role)) mistakes.push(`--role : indiquez ${roles.join(', ')}.`)
  if (name === undefined || name.trim() === '' || name.length > 100) {
    mistakes.push('--name : indiquez le nom de la personne ou de la coordination (100 lettres au plus).')
  }
  const departments = (department ?? '').split(',').filter((code) => code !== '')
  for (const code of departments) {
    if (!isDepartment(code))
      mistakes.push(`--department : « ${code} » n’est pas un département (50, 2A, 974…).`)
  }
  if (role === 'national' && departments.length > 0)
    mistakes.push('--department : inutile pour le rôle national.')
  if ((role === 'coordinator' || role === 'reader') && departments.length === 0) {
    mistakes.push('--department : indiquez au moins un département.')
  }
  if (!isRole(role)) return undefined
  return {
    name: 'invite',
    invited: { role, departments: [...new Set(departments)], name: (name ?? '').trim() },
  }
}
