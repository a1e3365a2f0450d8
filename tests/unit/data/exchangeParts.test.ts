import { expect, test } from 'vitest'
import { limits } from '../../../src/core/sync/protocol'
import { firstOf, Load, type Part } from '../../../src/renderer/data/exchangeParts'

const MiB = 1024 * 1024

test('months of short edits in many rooms never make one request of more updates than the server reads', () => {
  const waiting = Array.from({ length: 20 }, () =>
    Array.from({ length: 12_000 }, (): Part => ({
      update: new Uint8Array(20),
      covers: [],
      clock: undefined,
    })),
  )
  let requests = 0
  for (; waiting.some((parts) => parts.length > 0); requests++) {
    const load = new Load()
    let sent = 0
    for (const parts of waiting.filter((each) => each.length > 0)) {
      if (load.isFull(8 * MiB)) break
      const updates = firstOf(parts, MiB).map(({ update }) => update)
      load.add(updates)
      sent += parts.splice(0, updates.length).length
    }
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(limits.exchangeUpdates)
  }
  expect(requests).toBeGreaterThanOrEqual(240_000 / limits.exchangeUpdates)
})
