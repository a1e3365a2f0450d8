import { networks } from '../../reference/lists'
import { affiliation } from '../affiliation'
import { permanence } from '../permanence'
import { promeneur } from '../promeneur'
import { socialAccount } from '../socialAccount'
import type { Book } from './book'
import { later } from './chance'
import type { Place } from './places'
import { fictionalPhone, jobs, mailOf, person, slug } from './words'

/** A promeneur of the sample, as the rest of it needs them. */
export interface Walker {
  readonly id: string
  readonly structureId: string
  readonly entryDate: string
  readonly exitDate: string | null
  readonly isActive: boolean
}

const accountNetworks = ['instagram', 'snapchat', 'facebook', 'discord', 'tiktok', 'whatsapp'] as const
const weekdays = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi'] as const
const slots = ['14:00-16:00', '16:00-18:00', '17:30-19:00', '18:00-20:00'] as const
const exits = ['depart', 'poste', 'convention', 'choix'] as const

function addAccounts(book: Book, promeneurId: string, firstName: string, since: string): void {
  const { chance } = book
  for (const network of chance.some(accountNetworks, chance.int(1, 4))) {
    const handle = `${slug(firstName)}.pdn${book.department.toLowerCase()}.${chance.int(1, 99)}`
    book.add(socialAccount, {
      promeneurId,
      network,
      handle,
      url: `https://${slug(networks[network])}.example/${handle}`,
      public: chance.happens(0.8),
      since,
    })
  }
  for (const weekday of chance.some(weekdays, chance.int(0, 2))) {
    book.add(permanence, {
      promeneurId,
      weekday,
      slot: chance.pick(slots),
      network: chance.pick(accountNetworks),
      period: chance.pick(['Toute l’année', 'Période scolaire']),
    })
  }
}

function addPromeneur(book: Book, place: Place, isActive: boolean, firstYear: number): Walker {
  const { chance, today } = book
  const who = person(chance)
  // The network grew over the years: earlier entries than the first year of its life are those who founded it.
  const span = Math.max(60, Math.floor((Date.parse(today) - Date.parse(`${firstYear}-01-01`)) / 86_400_000))
  const entryDate = later(today, -chance.int(isActive ? 20 : 200, span + 400))
  const stay = Math.floor((Date.parse(today) - Date.parse(entryDate)) / 86_400_000)
  const exitDate = isActive ? null : later(entryDate, chance.int(Math.min(90, stay - 10), stay - 5))
  const charteSigned = !isActive || chance.happens(0.86)
  const knowsDate = chance.happens(0.9)
  const specialty = chance.happens(0.78)
    ? ['jeunesse']
    : chance.happens(0.5)
      ? ['parentalite']
      : ['jeunesse', 'parentalite']
  const isEarly = isActive && entryDate > later(today, -60)
  const status = exitDate !== null ? 'sorti' : isEarly && chance.happens(0.3) ? 'formation' : 'actif'
  const id = book.add(promeneur, {
    firstName: who.firstName,
    lastName: who.lastName,
    email: mailOf(who, place.domain),
    phone: chance.happens(0.85) ? fictionalPhone(chance, '63998') : null,
    jobTitle: chance.pick(jobs),
    specialty: chance.happens(0.94) ? specialty : null,
    structureId: place.id,
    status,
    entryDate,
    exitDate,
    exitReason: exitDate === null ? null : chance.pick(exits),
    charteSigned,
    charteSignedAt: charteSigned ? (knowsDate ? later(entryDate, chance.int(0, 30)) : 'unknown') : null,
    charteVersion: charteSigned ? '2016' : null,
    ficheReceived: chance.happens(0.9),
    jobDescriptionUpdated: chance.happens(0.6),
    profileChecklist: chance.some(
      ['nom', 'photo', 'logo', 'demarche', 'contact', 'annuaire', 'permanence'],
      chance.int(3, 7),
    ),
    publishOnDirectory: exitDate === null && chance.happens(0.7),
    weeklyPresence: chance.pick(['<4', '4-6', '6-10', '>10']),
    photoKind: 'aucune',
    privateNote: chance.happens(0.15)
      ? `Préfère être jointe le ${chance.pick(weekdays)} après ${chance.int(14, 17)} h.`
      : null,
  })
  book.add(affiliation, { promeneurId: id, structureId: place.id, from: entryDate, to: exitDate })
  if (isActive) addAccounts(book, id, who.firstName, entryDate)
  return { id, structureId: place.id, entryDate, exitDate, isActive: status === 'actif' }
}

/** The promeneurs of the network, those who left included; those in activity work in a structure of the network. */
export function addPeople(
  book: Book,
  places: readonly Place[],
  counts: { readonly active: number; readonly former: number },
  firstYear: number,
): readonly Walker[] {
  const { chance } = book
  const joined = places.filter((place) => place.isJoined)
  const active = Array.from({ length: counts.active }, (_, index) => {
    // Every structure of the network has someone before any has a second.
    const place = joined[index] ?? chance.pick(joined)
    return addPromeneur(book, place, true, firstYear)
  })
  const former = Array.from({ length: counts.former }, () =>
    addPromeneur(book, chance.pick(places), false, firstYear),
  )
  return [...active, ...former]
}
