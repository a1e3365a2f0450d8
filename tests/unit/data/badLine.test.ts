import './support'
import { expect, test } from 'vitest'
import type { OpenRaw } from '../../../src/renderer/data/liveSocket'
import type { Workspace } from '../../../src/renderer/data/workspace'
import { canonicalRows } from '../../support/canonical'
import { openCuttingProxy } from '../../support/cuttingProxy'
import { createRandom, type Random } from '../../support/random'
import { joined, newDesk, openNodeSocket, reopened, startServer, until } from './desks'
import { add, level } from './structures'

const long = process.env['MAILLAGE_LONG'] === '1'
const names = (workspace: Workspace): unknown[] =>
  workspace.rows.list('structure').map((row) => row.values['name'])

/** Some lengths up to 4096, the first ones close together: there the sessions begin. */
const lengths = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => Math.round(4096 * (at / count) ** 2))

for (const direction of ['up', 'down'] as const)
  test(`[T22] a line cut after any number of bytes ${direction === 'up' ? 'to' : 'from'} the server loses nothing and stores nothing twice`, async () => {
    await using server = await startServer()
    const proxy = await openCuttingProxy(server.url)
    const through = { ...server, url: proxy.url }
    const desk = newDesk(`cut-${direction}`)
    const b = await joined(newDesk(`cut-${direction}-b`), server, 'coordinator', 'Nour')
    const first = await joined(desk, through)
    await until(() => level(first), 'level', 20_000)
    await first.close()
    let count = 0
    for (const bytes of lengths(long ? 4096 : 10)) {
      proxy.cut([bytes, bytes, bytes], direction)
      const a = await reopened(desk)
      await add(a, `Après ${bytes}`)
      count++
      await until(() => level(a) && names(b).length === count, `level, cut after ${bytes} bytes`, 30_000)
      expect(canonicalRows(a.rows)).toBe(canonicalRows(b.rows))
      proxy.cut([], direction)
      await a.close()
    }
    expect(new Set(names(b)).size).toBe(count)
    expect(proxy.broken).toBeGreaterThan(count) // longer sessions are let through, the others broken several times
    await b.close()
    await proxy.close()
  }, 3_600_000)

/** A line that repeats a frame now and then, changes places with the next, or loses it: both ways. */
function noisy(random: Random, state: { noise: boolean; faults: number }): OpenRaw {
  const disturb = (pass: (data: unknown) => void): ((data: unknown) => void) => {
    let late: unknown
    return (data) => {
      const chance = state.noise ? random.int(100) : 99
      if (chance < 25) state.faults++
      if (chance < 5) return
      if (chance < 15 && late === undefined) {
        late = data
        return
      }
      pass(data)
      if (chance < 25) pass(data)
      if (late !== undefined) pass(late)
      late = undefined
    }
  }
  return (url, protocols, events) => {
    const raw = openNodeSocket(url, protocols, { ...events, message: disturb(events.message) })
    const send = disturb((data) => raw.send(data as Uint8Array)) // what goes in comes out
    return { ...raw, send }
  }
}

for (let seed = 1; seed <= (long ? 200 : 2); seed++)
  test(`[T23] frames doubled, swapped and lost in both directions are healed, and no gap is stored (seed ${seed})`, async () => {
    await using server = await startServer()
    const random = createRandom(seed)
    const state = { noise: true, faults: 0 }
    const openRaw = noisy(random, state)
    const a = await joined(newDesk(`noise-a-${seed}`, { openRaw }), server)
    const b = await joined(newDesk(`noise-b-${seed}`, { openRaw }), server, 'coordinator', 'Nour')
    for (let at = 0; at < 12; at++) {
      await add(random.pick([a, b]), `Structure ${at}`)
      if (random.chance(0.3)) await until(() => state.faults > at / 2, 'some noise', 20_000)
    }
    state.noise = false
    await until(
      () => level(a) && level(b) && names(a).length === 12 && names(b).length === 12,
      'both have all',
      60_000,
    )
    expect(canonicalRows(a.rows)).toBe(canonicalRows(b.rows))
    expect(state.faults).toBeGreaterThan(0)
    await Promise.all([a.close(), b.close()])
    await server.stop()
    await server.admin('verify')
  }, 180_000)
