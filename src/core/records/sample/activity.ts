import { act } from '../act'
import { activityReport } from '../activityReport'
import type { Book } from './book'
import { workingDay } from './chance'
import { wasHere, type Circle } from './meetings'
import type { Walker } from './people'

const types = [
  'accompagnement-pdn',
  'accompagnement-structure',
  'partenariat',
  'publication',
  'organisation',
  'accueil',
  'aap',
  'preparation-copil',
] as const
const titles: { readonly [type in (typeof types)[number]]: string } = {
  'accompagnement-pdn': 'Point avec un promeneur',
  'accompagnement-structure': 'Échange avec une direction',
  partenariat: 'Appel à un partenaire',
  publication: 'Publication sur le site du réseau',
  organisation: 'Préparation d’une rencontre',
  accueil: 'Accueil d’un nouveau promeneur',
  aap: 'Renseignements sur l’appel à projets',
  'preparation-copil': 'Dossier du Copil',
}

/** The coordination's log of a year. */
export function addActs(book: Book, circle: Circle, year: number, count: number): void {
  const { chance, today } = book
  for (let index = 0; index < count; index += 1) {
    const date = workingDay(chance, year)
    if (date > today) continue
    const type = chance.pick(types)
    const here = circle.walkers.filter((walker) => wasHere(walker, date)).map(({ id }) => id)
    const isAbout = type === 'accompagnement-pdn' || type === 'accueil'
    book.add(
      act,
      {
        date,
        type,
        title: `${titles[type]} (${index + 1}/${year})`,
        organiser: 'coordination',
        support: chance.pick(['mail', 'telephone', 'visio', 'presentiel']),
        duration: chance.pick(['m30', 'h1', 'h2', 'demi']),
        promeneurIds: isAbout ? chance.some(here, 1) : null,
        partnerIds: type === 'partenariat' ? chance.some(circle.institutions.partnerIds, 1) : null,
        nbPdn: isAbout ? 1 : null,
      },
      year,
    )
  }
}

function addReport(book: Book, walker: Walker, year: number, month: string): void {
  const { chance } = book
  const used = chance.some(['instagram', 'snapchat', 'facebook', 'discord'] as const, chance.int(1, 4))
  book.add(
    activityReport,
    {
      promeneurId: walker.id,
      structureId: walker.structureId,
      period: `${year}-${month}`,
      formVersion: '1',
      source: 'enligne',
      status: chance.happens(0.8) ? 'valide' : 'recu',
      receivedAt: `${year}-${month}-28`,
      weeklyHours: chance.pick(['<4', '4-6', '6-10', '>10']),
      devices: chance.some(['smartphone', 'ordinateur', 'tablette'], 2),
      networks: used.map((network) => ({
        network,
        skill: chance.pick(['besoin', 'moyen', 'bonne']),
        mainAge: chance.pick(['12-17', '12-17', '18-25']),
        followers: chance.pick(['<10', '10-50', '50-100', '>100']),
        messagesSent: chance.pick(['<10', '10-25', '25-50', '>50']),
        conversations: chance.pick(['0', '<5', '5-10', '>10']),
        newConversations: chance.pick(['0', '<5', '<5', '5-10']),
      })),
      themes: chance.some(
        ['lien-social', 'quotidien', 'loisirs', 'socio-pro', 'sante', 'e-violence', 'logement'],
        3,
      ),
      youthContacted: chance.pick(['<10', '10-50', String(chance.int(0, 40))]),
      youthMetAfter: String(chance.int(0, 8)),
      projectsStarted: chance.int(0, 2),
      concernsSeen: chance.happens(0.04) ? 1 : 0,
      concernsReported: 0,
    },
    year,
  )
}

/** The monthly forms of a year: about seven in ten come in. */
export function addReports(book: Book, walkers: readonly Walker[], year: number): void {
  for (let month = 1; month <= 12; month += 1) {
    const code = String(month).padStart(2, '0')
    if (`${year}-${code}-28` > book.today) return
    for (const walker of walkers) {
      if (wasHere(walker, `${year}-${code}-15`) && book.chance.happens(0.7))
        addReport(book, walker, year, code)
    }
  }
}
