import type { Department } from '../../reference/departments'
import { regions } from '../../reference/departments'
import type { partnerKinds } from '../../reference/partnerKinds'
import { contact } from '../contact'
import { coordinator } from '../coordinator'
import { department as departmentDef } from '../department'
import { partner } from '../partner'
import type { Book } from './book'
import { coordinatorPerson, fictionalPhone, mailOf, person, positions, slug } from './words'

/** The institutions around the network, as the rest of the sample needs them. */
export interface Institutions {
  readonly cafId: string
  readonly msaId: string
  readonly councilId: string
  readonly prefectureId: string
  readonly bodyId: string
  readonly coordinatorIds: readonly string[]
  readonly contactIds: readonly string[]
  readonly partnerIds: readonly string[]
}

interface Institution {
  readonly name: string
  readonly acronym?: string
  readonly kind: keyof typeof partnerKinds
  readonly roles: readonly string[]
}

const institutionsOf = (
  name: string,
): readonly [Institution, Institution, Institution, Institution, Institution, ...Institution[]] => [
  { name: `Caf (${name})`, acronym: 'Caf', kind: 'caf', roles: ['copil', 'financeur', 'pilote'] },
  { name: `MSA (${name})`, acronym: 'MSA', kind: 'msa', roles: ['copil', 'financeur'] },
  {
    name: `Conseil départemental (${name})`,
    acronym: 'CD',
    kind: 'departement',
    roles: ['copil', 'financeur'],
  },
  { name: `Préfecture (${name})`, kind: 'prefecture', roles: ['financeur'] },
  { name: 'Fédération La Grande Ourse', kind: 'federation', roles: ['cotech', 'employeur'] },
  { name: `SDJES (${name})`, acronym: 'SDJES', kind: 'etat', roles: ['copil'] },
  { name: `Udaf (${name})`, acronym: 'Udaf', kind: 'udaf', roles: ['cotech'] },
  { name: 'Communauté de communes des Trois Rivières', kind: 'epci', roles: ['cotech'] },
  { name: 'Communauté d’agglomération du Grand Cap', kind: 'epci', roles: ['cotech'] },
  { name: `DSDEN (${name})`, acronym: 'DSDEN', kind: 'education', roles: ['relais'] },
  { name: 'Centre hospitalier de l’Estuaire', kind: 'sante', roles: ['relais'] },
  { name: 'Association Écoute Plurielle', kind: 'association', roles: ['relais', 'formateur'] },
]

const themes = [
  'sante',
  'mal-etre',
  'addictions',
  'logement',
  'emploi',
  'cyberviolences',
  'parentalite',
  'droits',
]

function addPartner(book: Book, institution: Institution): string {
  const { chance } = book
  return book.add(partner, {
    ...institution,
    themes: institution.roles.includes('relais') ? chance.some(themes, chance.int(1, 3)) : null,
    phone: fictionalPhone(chance, '26191'),
    email: `contact@${slug(institution.name)}.example`,
    website: `https://${slug(institution.name)}.example`,
  })
}

function addContact(book: Book, partnerId: string, name: string): string {
  const { chance } = book
  const who = person(chance)
  return book.add(contact, {
    ...who,
    partnerId,
    jobTitle: chance.pick(positions),
    roles: [
      chance.pick(['referent', 'copil-titulaire', 'copil-suppleant', 'cotech', 'signataire', 'comptabilite']),
    ],
    email: mailOf(who, slug(name)),
    phone: chance.happens(0.8) ? fictionalPhone(chance, '63998') : null,
    newsletter: chance.happens(0.5),
  })
}

/** The institutions, their contacts, the coordination and the département itself. */
export function addInstitutions(
  book: Book,
  place: Department,
  contacts: number,
  firstYear: number,
): Institutions {
  const { chance } = book
  const [caf, msa, council, prefecture, body, ...others] = institutionsOf(place.name)
  const named = [caf, msa, council, prefecture, body, ...others].map((institution) => ({
    id: addPartner(book, institution),
    name: institution.name,
  }))
  const idOf = (institution: Institution): string => {
    const found = named.find(({ name }) => name === institution.name)
    if (!found) throw new Error(`no partner ${institution.name}`)
    return found.id
  }
  book.add(
    departmentDef,
    {
      code: place.code,
      name: place.name,
      region: regions[place.region] ?? null,
      state: 'active',
      stateSince: `${firstYear}-09-01`,
      launchedAt: `${firstYear}-02-01`,
      coordinatingBodyId: idOf(body),
      cafId: idOf(caf),
      msaId: idOf(msa),
      groups: ['Centre', 'Nord', 'Sud'],
      charteVersion: '2016',
      formFrequency: 'mensuel',
      formVersion: '1',
      dataController: body.name,
      dpoEmail: `dpo@${slug(body.name)}.example`,
      copilRules: 'Deux représentants par institution ; un suppléant chacun.',
      financialYearStart: 1,
    },
    undefined,
    `dep.${place.code}`,
  )
  const coordinatorIds = [0.5, 0.2].map((fte, index) => {
    const who = coordinatorPerson(chance)
    return book.add(coordinator, {
      ...who,
      email: mailOf(who, slug(body.name)),
      phone: fictionalPhone(chance, '63998'),
      fte,
      from: `${firstYear + index}-09-01`,
    })
  })
  const contactIds = Array.from({ length: contacts }, (_, index) => {
    const { id, name } = named[index % named.length] ?? chance.pick(named)
    return addContact(book, id, name)
  })
  return {
    cafId: idOf(caf),
    msaId: idOf(msa),
    councilId: idOf(council),
    prefectureId: idOf(prefecture),
    bodyId: idOf(body),
    coordinatorIds,
    contactIds,
    partnerIds: named.map(({ id }) => id),
  }
}
