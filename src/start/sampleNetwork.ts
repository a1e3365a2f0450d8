import { randomFillSync } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../core/document/ids'
import { author } from '../core/records/author'
import { makeSample, type SampleOptions } from '../core/records/sample'
import type { CommuneLine } from '../core/reference/communes'
import { departments } from '../core/reference/departments'
import { enrolDevice } from './device'
import type { StartOptions } from './options'
import { seedRooms, type SeedRecord } from './seed'
import type { RunningServer } from './server'

/** The départements of the 2017 pilot, with the size of network each is given. */
const PILOT: readonly { readonly code: string; readonly size: SampleOptions['size'] }[] = [
  { code: '50', size: 75 },
  { code: '18', size: 40 },
  { code: '56', size: 55 },
  { code: '07', size: 30 },
  { code: '34', size: 45 },
]

/** How many years of life the sample tells, this one included. */
const YEARS = 3

/**
 * Fills a new server with the sample network; a server that was filled before is left alone.
 * Returns how many départements were made.
 */
export async function addSampleNetwork(
  server: RunningServer,
  options: StartOptions,
  root: string,
): Promise<number> {
  const marker = join(options.data, 'sample-network.json')
  const before = readMarker(marker)
  if (before && before.complete !== false) return 0
  const done = new Set(before?.departments)
  const places = (options.network === 'pilot' ? PILOT : everywhere()).filter(({ code }) => !done.has(code))
  const communes = JSON.parse(readFileSync(join(root, 'resources', 'communes.json'), 'utf8')) as CommuneLine[] // ours
  const code = await server.invite(
    'coordinator',
    'Réseau d’exemple',
    places.map((place) => place.code),
  )
  const device = await enrolDevice(server.url, code, 'Réseau d’exemple')
  const today = new Date().toISOString().slice(0, 10)
  for (const place of places) {
    const sample = makeSample({
      seed: String(options.seed),
      department: place.code,
      size: place.size,
      years: YEARS,
      today,
      communes,
      activity: true,
    })
    const writer = newId(randomFillSync, Date.now())
    const named: SeedRecord = { kind: author.name, id: writer, values: { name: 'Réseau d’exemple' } }
    await device.send(seedRooms([...sample, named], place.code, writer, randomFillSync, Date.now()))
    // One by one: a start that was interrupted goes on where it stopped, and makes nothing twice.
    done.add(place.code)
    const complete = place === places.at(-1)
    writeFileSync(marker, JSON.stringify({ seed: options.seed, departments: [...done], complete }))
  }
  return places.length
}

interface Marker {
  readonly departments: readonly string[]
  /** False while the start that wrote it may still have been interrupted. */
  readonly complete?: boolean
}

/** What earlier starts have made. */
const readMarker = (file: string): Marker | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Marker) /* written above */ : undefined

/** The hundred and one, most of them small, some median, a few large; two have sent nothing yet. */
function everywhere(): typeof PILOT {
  const sizes = [
    'small',
    'median',
    'small',
    'small',
    'median',
    'small',
    'large',
    'small',
    'median',
    'small',
  ] as const
  return departments
    .filter(({ code }) => code !== '976' && code !== '2A')
    .map(
      ({ code }, i) =>
        PILOT.find((place) => place.code === code) ?? { code, size: sizes[i % sizes.length] ?? 'small' },
    )
}
