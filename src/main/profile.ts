import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Result } from '../core/result'
import { fail, ok } from '../core/result'

/**
 * The folder of a profile that was asked for, made where it is not there yet: Electron takes none that is missing.
 * Refused in words where it cannot be one.
 */
export function makeProfile(asked: string): Result<string, string> {
  const folder = resolve(asked)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return ok(folder)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail(
      `Le dossier du profil ne peut pas être utilisé\u00A0: ${folder}\nChoisissez-en un autre avec --profile, ou corrigez ses droits. Rien n’a été ouvert (${why}).`,
    )
  }
}
