import { expect, onTestFinished, test, vi } from 'vitest'
import { openLoopDelay } from '../../sync-server/loopDelay'
import { until } from './desk'

// A busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

/** Keeps the event loop from everything else for so long. */
function stall(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

test('the event loop’s delay is that of the last moments: a stall shows, is over, and the next one shows again', async () => {
  const delay = openLoopDelay(700)
  onTestFinished(() => delay.close())
  for (let round = 0; round < 3; round++) {
    await until(() => delay.p99 > 0 && delay.p99 < 0.2, 'all is quiet')
    stall(300)
    await until(() => delay.p99 > 0.25, 'it shows')
  }
  expect(delay.p99).toBeLessThan(10)
})
