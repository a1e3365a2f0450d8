import { fail, ok, type Result } from '../../core/result'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const KEY_BYTES = 32
const CHECK_BYTES = 3
const GROUP = 4

/** What a recovery key is for, in the words of its sheet. */
export const RECOVERY_ADVICE =
  'Si cet ordinateur est perdu ou remplacé, cette clé et une sauvegarde ramènent toutes vos données. Gardez-la dans un endroit fermé, loin de l’ordinateur.'

/**
 * The data key as people print it: Crockford's letters (no I, L, O, U) in groups of four, with three bytes of check.
 * Fourteen groups; whoever has them opens a backup on any computer.
 */
export async function recoveryText(key: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = new Uint8Array(KEY_BYTES + CHECK_BYTES)
  bytes.set(key)
  bytes.set(await checkOf(key), KEY_BYTES)
  let [text, bits, held] = ['', 0, 0]
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31] ?? ''
    }
    held &= (1 << bits) - 1
  }
  return text.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? ''
}

/** Reads what was typed: any case, any spacing, O for 0, I and L for 1. Says where it went wrong. */
export async function readRecoveryText(typed: string): Promise<Result<Uint8Array<ArrayBuffer>, string>> {
  const text = typed
    .toUpperCase()
    .replace(/[\s\u00a0\u202f\u2010-\u2015._-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const stray = [...text].find((letter) => !ALPHABET.includes(letter))
  if (stray !== undefined)
    return fail(`«\u00a0${stray}\u00a0» n’existe pas dans une clé de secours\u00a0: vérifiez ce caractère.`)
  const length = ((KEY_BYTES + CHECK_BYTES) * 8) / 5
  if (text.length !== length)
    return fail(`Une clé de secours compte ${length} caractères, vous en avez saisi ${text.length}.`)
  const bytes = new Uint8Array(KEY_BYTES + CHECK_BYTES)
  let [at, bits, held] = [0, 0, 0]
  for (const letter of text) {
    held = (held << 5) | ALPHABET.indexOf(letter)
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (held >> bits) & 255
    held &= (1 << bits) - 1
  }
  const key = bytes.slice(0, KEY_BYTES)
  const check = await checkOf(key)
  if (check.some((byte, i) => byte !== bytes[KEY_BYTES + i]))
    return fail('Cette clé de secours contient une faute de frappe\u00a0: relisez-la groupe par groupe.')
  return ok(key)
}

async function checkOf(key: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const label = new TextEncoder().encode('maillage recovery key')
  const text = new Uint8Array(label.length + key.length)
  text.set(label)
  text.set(key, label.length)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, CHECK_BYTES)
}

/** A recovery key as a text file to put away; `of` says line by line which space it opens. */
export function recoveryFile(
  key: string,
  { place, of }: { readonly place: string; readonly of: readonly string[] },
): { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } {
  const lines = ['Maillage - clé de secours', ...of, '', key, '', RECOVERY_ADVICE, '']
  return {
    name: `Maillage - clé de secours - ${place}.txt`,
    bytes: new TextEncoder().encode(lines.join('\r\n')),
  }
}
