import './support'
import { expect, test } from 'vitest'
import type { Batch } from '../../../src/renderer/data/updateLog'
import { joined, newDesk, startServer, until } from './desks'
import { add, groundOf, level } from './structures'

test('an idle computer asks for news and writes nothing', async () => {
  await using server = await startServer()
  let answers = 0
  const way: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if ((input instanceof Request ? input.url : input.toString()).endsWith('/v1/exchange')) answers++
    return answer
  }
  const lea = await joined(newDesk('idle', { sockets: false, fetch: way }), server)
  await add(lea, 'Un')
  await until(() => level(lea), 'level')
  const settled = answers + 2
  await until(() => answers >= settled, 'all that is to be said was said')
  const { log } = groundOf(lea)
  const write = log.write.bind(log)
  const written: Batch[] = []
  Object.assign(log, {
    write(batch: Batch) {
      written.push(batch)
      return write(batch)
    },
  })
  const idle = answers + 3
  await until(() => answers >= idle, 'three polls')
  expect(written).toEqual([])
  expect(log.rooms().filter((room) => log.room(room).position === null)).toEqual([])
  await lea.close()
}, 60_000)
