import { expect, test } from '@playwright/test'
import { enter, join, newDesk } from '../../support/appDesk'
import { makeProfile } from '../../support/profile'
import { keptRooms } from '../story/serverRooms'
import { npmRun } from './npmRun'

const heads = (data: string): readonly string[] =>
  keptRooms(data).map(({ name, bytes }) => `${name} ${bytes.reduce((sum, each) => sum + each.length, 0)}`)

test('`npm start` prints a link for the coordinator and one for the committee; starting again leaves data alone', async () => {
  test.setTimeout(400_000)
  const { folder, remove } = await makeProfile()
  const first = await npmRun('start', folder, '--no-desktop')
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
  const second = await npmRun('start', folder, '--no-desktop')
  expect(second.said).toContain('Sample network: there already, left alone.')
  expect(second.coordinator).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#\/rejoindre\/\S+$/)
  await second.stop()
  expect(heads(folder)).toEqual(known)
  await remove()
})

test('`npm run dev -- --desks 2` serves the sources to two coordinators, who meet', async () => {
  test.setTimeout(400_000)
  const { folder, remove } = await makeProfile()
  const dev = await npmRun('run dev', folder, '--desks', '2')
  expect(dev.said).toContain('Sample network made: 5 départements.')
  const claire = await newDesk()
  await enter(claire, dev.coordinator, 'Claire Essai', 'Portable')
  const paul = await newDesk()
  await enter(paul, dev.link('Her colleague n° 2'), 'Paul Essai', 'Tour')

  await paul.page.goto(`${new URL(dev.coordinator).origin}/#/fiches/promeneur`)
  await expect(paul.page.getByText(/^\d{3} fiches$/)).toBeVisible()
  await paul.remove()
  await claire.remove()
  await dev.stop()
  await remove()
})
