import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { root } from '../../support/app'
import { join, newDesk } from '../../support/appDesk'
import { makeProfile } from '../../support/profile'
import { keptRooms } from '../story/serverRooms'

interface Started {
  /** All that was printed until the links were, the last line included. */
  readonly said: string
  readonly coordinator: string
  readonly committee: string
  /** Ctrl C. Resolves when nothing of it runs any more. */
  stop(): Promise<void>
}

/** `npm start` as somebody types it, on a folder of its own. */
async function npmStart(data: string): Promise<Started> {
  const options = ['--no-desktop', '--port', '0', '--data', data]
  const child: ChildProcess = spawn('npm', ['start', '--', ...options], {
    cwd: root,
    detached: true, // a group of its own: Ctrl C reaches every process of it
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  if (!child.stdout) throw new Error('no output to read')
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (line.startsWith('Open one of the links')) break
  }
  const said = lines.join('\n')
  const link = (who: string): string =>
    new RegExp(`${who}\\s+(http\\S+)`).exec(said)?.[1] ?? `no link:\n${said}`
  return {
    said,
    coordinator: link('Coordinator of the Manche'),
    committee: link('National committee'),
    async stop() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
      await ended
    },
  }
}

const heads = (data: string): readonly string[] =>
  keptRooms(data).map(({ name, bytes }) => `${name} ${bytes.reduce((sum, each) => sum + each.length, 0)}`)

test('`npm start` prints a link for the coordinator and one for the committee; starting again leaves data alone', async () => {
  test.setTimeout(400_000)
  const { folder, remove } = await makeProfile()
  const first = await npmStart(folder)
  expect(first.said).toContain('Sample network made: 5 départements.')
  const before = heads(folder)
  expect(before.length).toBeGreaterThanOrEqual(40)

  const coordinator = await newDesk()
  await join(coordinator, first.coordinator, 'Claire Essai', 'Portable')
  await coordinator.page.goto(`${new URL(first.coordinator).origin}/#/fiches/promeneur`)
  await expect(coordinator.page.getByText(/^\d{3} fiches$/)).toBeVisible()
  await coordinator.remove()

  const committee = await newDesk()
  await join(committee, first.committee, 'Comité national', 'Poste du comité')
  await committee.page.goto(`${new URL(first.committee).origin}/#/national`)
  await expect(committee.page.getByText('5 départements sur 101')).toBeVisible()
  await committee.remove()
  await first.stop()

  const known = heads(folder)
  const second = await npmStart(folder)
  expect(second.said).toContain('Sample network: there already, left alone.')
  expect(second.coordinator).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/rejoindre\/\S+$/)
  await second.stop()
  expect(heads(folder)).toEqual(known)
  await remove()
})
