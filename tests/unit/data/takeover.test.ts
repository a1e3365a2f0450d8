import { memoryStorage, surroundings } from './support' // first: it brings the databases
import { expect, test } from 'vitest'
import { openWorkspaces } from '../../../src/renderer/data/openWorkspaces'
import { ProfileDatabase } from '../../../src/renderer/data/profile'
import { startSync, type Network } from '../../../src/renderer/data/syncClient'
import { workAlone } from '../../../src/renderer/data/alone'
import { lockWorkspace } from '../../../src/renderer/data/windowLock'
import { joined, newDesk, startServer, until } from './desks'
import { add, groundOf, level, names } from './structures'

/** Locks of one browser, with waiting and stealing. */
function browserLocks(): LockManager {
  const held = new Map<string, (error: Error) => void>()
  const waiting = new Map<string, (() => void)[]>()
  const request = (
    name: string,
    options: LockOptions,
    run: (lock: Lock | null) => Promise<unknown> | undefined,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const take = (): void => {
        held.set(name, reject)
        void Promise.resolve(run({ name, mode: 'exclusive' })).then((value) => {
          if (held.get(name) === reject) {
            held.delete(name)
            waiting.get(name)?.shift()?.()
          }
          resolve(value)
        })
      }
      if (options.steal) {
        const robbed = held.get(name)
        take()
        return robbed?.(new DOMException('stolen', 'AbortError'))
      }
      if (!held.has(name)) return take()
      if (options.ifAvailable) return resolve(run(null))
      const queue = waiting.get(name) ?? []
      waiting.set(name, [...queue, take])
      options.signal?.addEventListener('abort', () => {
        waiting.set(
          name,
          (waiting.get(name) ?? []).filter((one) => one !== take),
        )
        reject(new DOMException('late', 'TimeoutError'))
      })
    })
  // the overloads of LockManager.request say more than these tests ask
  return { request, query: () => Promise.resolve({}) } as unknown as LockManager
}

/** A way to the server whose exchanges can be held: on their way there until `send`, then on their way back. */
function heldAnswers() {
  let isHeld = false
  const [sent, back] = [gate(), gate()]
  const counts = { asked: 0, answered: 0 }
  const way: Network['fetch'] = async (input, init) => {
    const isExchange = (input instanceof Request ? input.url : input.toString()).endsWith('/v1/exchange')
    if (!isHeld || !isExchange) return fetch(input, init)
    const cut = new Promise<never>((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new DOMException('cut', 'AbortError'))),
    )
    counts.asked += 1
    await Promise.race([sent.opened, cut])
    const answer = await fetch(input, init)
    counts.answered += 1
    await Promise.race([back.opened, cut])
    return answer
  }
  return { way, counts, hold: () => void (isHeld = true), send: sent.open, answer: back.open }
}

function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

test('a space closes within seconds although the server has stopped answering', async () => {
  await using server = await startServer()
  const answers = heldAnswers()
  const claire = await joined(newDesk('mute', { sockets: false, fetch: answers.way }), server)
  await until(() => level(claire), 'level')
  answers.hold()
  await until(() => answers.counts.asked > 0, 'an exchange is on its way')
  const from = performance.now()
  await claire.close()
  expect(performance.now() - from).toBeLessThan(10_000)
}, 60_000)

test('a window that hangs loses its space, and its late answers are not written over what the next one writes', async () => {
  await using server = await startServer()
  const colleague = await joined(newDesk('colleague'), server, 'coordinator', 'Nour')
  const [locks, memory, profile] = [
    browserLocks(),
    memoryStorage(),
    new ProfileDatabase('profile-two-windows'),
  ]
  const answers = heldAnswers()
  const windowOn = (way: Network['fetch']) => {
    const network: Network = {
      fetch: way,
      openRaw(_url, _protocols, events) {
        queueMicrotask(() => events.close({ code: 1006, reason: '' }))
        return { send: () => undefined, close: () => undefined }
      },
      pollMs: 400,
      isOnline: () => true,
      onOnline: () => () => undefined,
    }
    return openWorkspaces({
      profile,
      memory,
      keystore: null,
      fetch: way,
      locks,
      backups: null,
      sync: (ground, identity, link) => (link ? startSync(ground, identity, link, network) : workAlone(0)),
    })
  }
  const [first, second] = [windowOn(answers.way), windowOn(fetch)]
  const code = await server.invite('coordinator', 'Léa', '50')
  const made = await first.join({ server: server.url, code, device: 'Poste', name: 'Léa' })
  if (!made.ok) throw new Error(made.error.message)
  const id = made.value.spaces[0]?.id ?? ''
  // It never finishes leaving: a window that the computer has put to sleep, or that waits for a dialog.
  const hung = await first.open(id, { onLosing: () => new Promise(() => undefined) })
  if (!hung.ok) throw new Error(hung.error.message)
  await until(() => level(hung.value) && level(colleague), 'level')
  answers.hold()
  await until(() => answers.counts.asked > 0, 'an exchange is on its way')
  await add(colleague, 'De la collègue')
  await until(() => level(colleague), 'the server has it')
  answers.send()
  await until(() => answers.counts.answered > 0, 'its answer brings the news')

  const next = await second.open(id, { takeOver: true })
  if (!next.ok) throw new Error(next.error.message)
  const written = groundOf(hung.value).log.stored()
  answers.answer()
  await add(next.value, 'Dans la nouvelle fenêtre')
  await until(() => names(next.value).length === 2 && level(next.value), 'the new window has both')
  expect(names(next.value)).toEqual(['Dans la nouvelle fenêtre', 'De la collègue'])
  expect(next.value.storage.get()).toEqual({ is: 'saved' })
  expect(groundOf(hung.value).log.stored()).toBe(written)
  await next.value.close()
  await colleague.close()
}, 90_000)

/** Takes a lock from whoever holds it, as a window that waits no longer does. */
const steal = (locks: LockManager, workspace: string): void =>
  void locks.request(`maillage/${workspace}`, { steal: true }, () => new Promise<void>(() => undefined))

test('a lock that was taken before anybody asked says so at once', async () => {
  const locks = browserLocks()
  const lock = await lockWorkspace('robbed', false, locks)
  let lost = false
  lock?.onLost(() => (lost = true))
  steal(locks, 'robbed')
  await until(() => lost, 'the lock is gone')
  let taken = false
  lock?.onTaken(() => (taken = true))
  expect(taken).toBe(true)
  lock?.release()
})

test('a window that loses its space while it is still opening gives it up', async () => {
  const locks = browserLocks()
  const around = surroundings({ locks })
  const created = await openWorkspaces(around).create({ department: '50', name: 'Léa' })
  if (!created.ok) throw new Error(created.error)
  const { id } = created.value
  const request = (name: string, options: LockOptions, run: LockGrantedCallback<unknown>) =>
    locks.request(name, options, (lock) => {
      queueMicrotask(() => steal(locks, id)) // the database is not even open
      return run(lock)
    })
  // the overloads of LockManager.request say more than this test asks
  const slow = openWorkspaces({ ...around, locks: { ...locks, request } as unknown as LockManager })
  const opened = await slow.open(id)
  expect(opened.ok || opened.error.why).toBe('busy')
})
