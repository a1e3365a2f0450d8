import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A place of the official geographic code. */
interface Place {
  readonly code: string
  readonly nom: string
  readonly zone?: string
  readonly type?: string
  readonly region?: string
  readonly departement?: string
}

/** The official list itself, not what the application made of it. */
export function officialPlaces(list: 'communes' | 'departements' | 'regions'): readonly Place[] {
  const file = fileURLToPath(import.meta.resolve(`@etalab/decoupage-administratif/data/${list}.json`))
  return JSON.parse(readFileSync(file, 'utf8')) as Place[] // the package's own shape
}
