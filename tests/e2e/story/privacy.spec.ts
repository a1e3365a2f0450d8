import { expect, test } from '@playwright/test'
import { openRoom } from '../../../src/core/document/room'
import { projectRoom } from '../../../src/core/projection/project'
import type { RowPart } from '../../../src/core/projection/rows'
import { recordOf, type RecordName } from '../../../src/core/records'
import { author } from '../../../src/core/records/author'
import { builtPages, serveApp, type App } from '../../support/app'
import { join, level, newDesk, saved, type Desk } from '../../support/appDesk'
import { unsealed } from '../../support/appStore'
import { filesBelow, Finder } from './needles'
import { keptRooms, type KeptRoom } from './serverRooms'

/** What must never leave a coordination: surnames, phones, mails, notes, titles of meetings, expenses, authors. */
const secret: readonly (readonly [RecordName | 'author', ...string[]])[] = [
  ['promeneur', 'lastName', 'email', 'phone', 'privateNote'],
  ['contact', 'lastName', 'email', 'phone'],
  ['structure', 'email', 'phone'],
  ['partner', 'email', 'phone'],
  ['meeting', 'title', 'notes'],
  ['training', 'title'],
  ['expense', 'label'],
  ['act', 'title'],
  ['author', 'name'],
]

/** Every kind that a room may hold, with the one that no screen lists. */
const defOf = (kind: string) => (kind === author.name ? author : recordOf(kind))

/** A coordinator who is named nowhere but where she signs. */
const signed = 'Solveig Kerguélen'

let app: App
let coordinator: Desk
let committee: Desk

test.beforeAll(async () => {
  test.setTimeout(300_000)
  app = await serveApp()
  await app.addSample()
  coordinator = await newDesk()
  await join(coordinator, await app.invite('coordinator', 'Coordination 50', ['50']), signed, 'Portable')
  await coordinator.page.goto(`${app.url}/#/fiches/structure/nouveau`)
  const form = coordinator.page.getByRole('dialog')
  await form.getByLabel('Nom', { exact: true }).fill('MJC du Port')
  await form.getByRole('button', { name: 'Créer' }).click()
  await expect(form).toBeHidden()
  await saved(coordinator.page)
  await level(coordinator.page)
  await coordinator.close()
  committee = await newDesk()
})
test.afterAll(async () => {
  await coordinator.remove()
  await committee.remove()
  await app.close()
})

test('the committee’s computer and the shared rooms hold no surname, phone, mail, note, title, expense or author', async () => {
  test.setTimeout(300_000)
  const rooms = keptRooms(app.data)
  const [own, shared] = [rooms.filter(isPrivate), rooms.filter((room) => !isPrivate(room))]
  const texts = secretTexts(own)
  const finder = new Finder(texts)

  await test.step('the search finds what it looks for where it may be', () => {
    expect(own).toHaveLength(20) // five départements, one base and three years each
    expect(texts.size).toBeGreaterThan(2000)
    expect(texts).toContain(signed)
    expect(foundIn(finder, own).size).toBe(texts.size)
  })

  await test.step('the server’s rows of the shared rooms', () => {
    expect(shared.length).toBeGreaterThanOrEqual(20)
    expect([...foundIn(finder, shared)]).toEqual([])
  })

  await test.step('the committee joins and looks around', async () => {
    await join(committee, await app.invite('national', 'Comité', []), 'Comité national', 'Poste du comité')
    const { page } = committee
    for (const code of ['50', '18', '56', '07', '34']) {
      await page.goto(`${app.url}/#/national/${code}`)
      await expect(page.getByRole('tab', { name: /^Promeneurs \([1-9]\d*\)$/ })).toBeVisible()
    }
    for (const tab of await page.getByRole('tab').all()) await tab.click()
    await page.goto(`${app.url}/#/fiches/promeneur`)
    await page.getByRole('grid').getByRole('row').nth(2).click()
    await expect(page.getByRole('complementary')).toBeVisible()
    await level(page)
  })

  await test.step('what that computer keeps, unsealed', async () => {
    // Rows are kept a moment after they are shown.
    await expect
      .poll(async () => (await rowsKept()).filter(({ kind }) => kind === 'promeneur').length)
      .toBeGreaterThan(245)
    const kept = await unsealed(committee.page)
    const found = kept.flatMap(({ place, bytes }) =>
      [...finder.find(bytes)].map((text) => `${place}: ${text}`),
    )
    expect(found).toEqual([])
    expect(new Finder(['firstName']).find(Buffer.concat(kept.map(({ bytes }) => bytes))).size).toBe(1)
    const astray = (await rowsKept()).filter(
      ({ room }) => room.includes('-private') && room !== 'national-private',
    )
    expect(astray).toEqual([])
    expect((await rowsKept()).flatMap(privateFields)).toEqual([])
  })

  await test.step('every byte of that computer’s profile', async () => {
    await committee.close()
    // Words of the example that « Découvrir » writes stand in the application itself, and so in its cached copy.
    const application = new Set(
      (await filesBelow(builtPages)).flatMap(({ bytes }) => [...finder.find(bytes)]),
    )
    expect(application.size).toBeLessThan(20)
    const files = await filesBelow(committee.folder)
    expect(files.length).toBeGreaterThan(20)
    const found = files.flatMap(({ path, bytes }) =>
      [...finder.find(bytes)].filter((text) => !application.has(text)).map((text) => `${path}: ${text}`),
    )
    expect(found).toEqual([])
  })
})

const isPrivate = ({ name }: KeptRoom): boolean => name.includes('-private')

function foundIn(finder: Finder, rooms: readonly KeptRoom[]): Set<string> {
  return new Set(rooms.flatMap(({ bytes }) => bytes.flatMap((each) => [...finder.find(each)])))
}

/** Every text of the secret fields, as it is stored; texts too short to be told from chance are left out. */
function secretTexts(rooms: readonly KeptRoom[]): Set<string> {
  const texts = new Set<string>()
  for (const { name, doc } of rooms)
    for (const { kind, values } of projectRoom(openRoom(name, doc), defOf))
      for (const [secretKind, ...fields] of secret) {
        if (secretKind !== kind) continue
        for (const field of fields) {
          const value = values[field]
          if (typeof value !== 'string') continue
          for (const line of value.split('\n')) if (Buffer.byteLength(line) >= 6) texts.add(line)
        }
      }
  return texts
}

async function rowsKept(): Promise<readonly RowPart[]> {
  const kept = await unsealed(committee.page)
  return kept.flatMap(({ place, bytes }) =>
    // written by the application
    place.startsWith('rows/') ? (JSON.parse(bytes.toString('utf8')) as RowPart[]) : [],
  )
}

/** Fields of a row that its record does not share. */
function privateFields({ room, kind, id, values }: RowPart): readonly string[] {
  if (room === 'national-private') return []
  const fields: Readonly<Record<string, { readonly scope?: string }>> = defOf(kind)?.fields ?? {}
  return Object.entries(values).flatMap(([name, value]) =>
    value !== null && fields[name]?.scope !== 'shared' ? [`${room} ${kind} ${id} ${name}`] : [],
  )
}
