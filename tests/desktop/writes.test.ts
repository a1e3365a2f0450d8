import { expect, test } from 'vitest'
import { openWrites } from '../../src/main/writes'

/** A write that ends when it is told to. */
function slowWrite(): { write: () => Promise<void>; end: () => void; began: () => boolean } {
  let end = (): void => undefined
  let began = false
  const ended = new Promise<void>((resolve) => (end = resolve))
  const write = async (): Promise<void> => {
    began = true
    await ended
  }
  return { write, end, began: () => began }
}

test('one thing is written once at a time, and holds up no other', async () => {
  const writes = openWrites()
  const [share, again] = [slowWrite(), slowWrite()]
  const first = writes.run('share', share.write)
  const second = writes.run('share', again.write)
  expect(await writes.run('disk', async () => 'written')).toBe('written')
  expect([share.began(), again.began()]).toEqual([true, false])
  share.end()
  await first
  again.end()
  await second
  expect(writes.areDone()).toBe(true)
})

test('all are waited for, those that fail and those that are asked meanwhile too', async () => {
  const writes = openWrites()
  const slow = slowWrite()
  const order: string[] = []
  const failed = writes.run('disk', async () => {
    await slow.write()
    throw new Error('no room')
  })
  const next = writes.run('disk', async () => order.push('next'))
  const late = failed.catch(() => writes.run('share', async () => order.push('late')))
  const done = writes.done().then(() => order.push('done'))
  expect(writes.areDone()).toBe(false)
  slow.end()
  await expect(failed).rejects.toThrow('no room')
  await Promise.all([next, late, done])
  expect(order.at(-1)).toBe('done')
  expect(order).toHaveLength(3)
  expect(writes.areDone()).toBe(true)
})
