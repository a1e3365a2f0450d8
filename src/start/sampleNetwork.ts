import { randomFillSync } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../core/document/ids'
import { author } from '../core/records/author'
import { makeSample, type SampleOptions } from '../core/records/sample'
import type { CommuneLine } from '../core/reference/communes'
import { departments } from '../core/reference/departments'
import { fail, ok, type Result } from '../core/result'
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
 * Fills a new server with the sample network; a server that was filled before is left alone. One that was interrupted
 * goes on where it stood: what the server holds is not sent again. Returns how many départements were made, or why it
 * cannot be known what was.
 */
export async function addSampleNetwork(
  server: RunningServer,
  options: Pick<StartOptions, 'data' | 'network' | 'seed'>,
  root: string,
): Promise<Result<number, string>> {
  const marker = join(options.data, 'sample-network.json')
  const read = readMarker(marker)
  if (!read.ok) return read
  const before = read.value
  if (before && before.complete !== false) return ok(0)
  const seed = before?.seed ?? options.seed
  const done = new Set(before?.departments)
  const places = (options.network === 'pilot' ? PILOT : everywhere()).filter(({ code }) => !done.has(code))
  if (places.length === 0) {
    // An interrupted start was to make more than this one asks for, and had come as far.
    keepMarker(marker, { seed, departments: [...done], complete: true })
    return ok(0)
  }
  const communes = JSON.parse(readFileSync(join(root, 'resources', 'communes.json'), 'utf8')) as CommuneLine[] // ours
  const code = await server.invite(
    'coordinator',
    'Réseau d’exemple',
    places.map((place) => place.code),
  )
  const device = await enrolDevice(server.url, code, 'Réseau d’exemple')
  const stored = await device.written()
  for (const place of places) {
    // Known again after an interruption: the rooms that remain must name the records and the author of those that went.
    const begun =
      before?.begun?.code === place.code
        ? before.begun
        : {
            code: place.code,
            today: new Date().toISOString().slice(0, 10),
            writer: newId(randomFillSync, Date.now()),
          }
    keepMarker(marker, { seed, departments: [...done], complete: false, begun })
    const sample = makeSample({
      seed: String(seed),
      department: place.code,
      size: place.size,
      years: YEARS,
      today: begun.today,
      communes,
      activity: true,
    })
    const named: SeedRecord = { kind: author.name, id: begun.writer, values: { name: 'Réseau d’exemple' } }
    const rooms = seedRooms([...sample, named], place.code, begun.writer, randomFillSync, Date.now())
    await device.send(new Map([...rooms].filter(([room]) => !stored.has(room))))
    done.add(place.code)
    keepMarker(marker, { seed, departments: [...done], complete: place === places.at(-1) })
  }
  return ok(places.length)
}

/** What earlier starts have made. */
interface Marker {
  readonly seed: number
  readonly departments: readonly string[]
  /** False while the start that wrote it may still have been interrupted. */
  readonly complete?: boolean
  /** The département that was being sent, room by room. */
  readonly begun?: { readonly code: string; readonly today: string; readonly writer: string }
}

function readMarker(file: string): Result<Marker | undefined, string> {
  if (!existsSync(file)) return ok(undefined)
  try {
    const marker: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (isMarker(marker)) return ok(marker)
  } catch {
    // Falls through to the refusal: what cannot be read and what is no marker are the same to whoever starts this.
  }
  return fail(
    `${file} cannot be read, so it is not known which sample is there.\nDelete that file to go on: what the server holds stays as it is, and what is missing is made. Or begin anew elsewhere: add “-- --data DIR”.`,
  )
}

function isMarker(value: unknown): value is Marker {
  if (typeof value !== 'object' || value === null || !('seed' in value) || !('departments' in value))
    return false
  return typeof value.seed === 'number' && Array.isArray(value.departments)
}

/** Never half written: a start that is killed, or a power cut, leaves the marker of before. */
function keepMarker(file: string, marker: Marker): void {
  writeFileSync(`${file}.new`, JSON.stringify(marker), { flush: true })
  renameSync(`${file}.new`, file)
}

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
