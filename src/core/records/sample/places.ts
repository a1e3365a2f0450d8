import type { CommuneLine } from '../../reference/communes'
import { contact } from '../contact'
import { convention } from '../convention'
import { conventionAmount } from '../conventionAmount'
import { structure } from '../structure'
import type { Book } from './book'
import { later } from './chance'
import { fictionalPhone, mailOf, person, placeNames, positions, slug, structureNames } from './words'

/** A structure of the sample, as the rest of it needs them. */
export interface Place {
  readonly id: string
  readonly domain: string
  readonly managerId: string
  readonly isJoined: boolean
}

/** Who signs conventions beside the structures. */
export interface Signatories {
  readonly cafId: string
  readonly msaId: string
}

type StructureType = keyof typeof structureNames

const typeCodes: readonly StructureType[] = [
  ...([
    'CSC',
    'CSC',
    'CSC',
    'CSC',
    'EVS',
    'EVS',
    'MJC',
    'MJC',
    'ALSH',
    'ALSH',
    'SJM',
    'SJM',
    'SJM',
    'IJ',
  ] as const),
  ...(['IJ', 'ML', 'ML', 'PREV', 'PREV', 'FJT', 'EPN', 'MDA', 'SANTE', 'ASSO', 'ASSO', 'COLL'] as const),
]

/** A SIRET whose key is right and whose number begins with zeros, which none that exists does. */
function fictionalSiret(book: Book): string {
  const body = `0000${String(book.chance.int(10_000, 99_999))}0001`
  for (let key = 0; key <= 9; key += 1) {
    const digits = [...`${body}${key}`].map(Number)
    const sum = digits.reduce((total, digit, index) => {
      const weighed = index % 2 === 0 ? digit * 2 : digit
      return total + (weighed > 9 ? weighed - 9 : weighed)
    }, 0)
    if (sum % 10 === 0) return `${body}${key}`
  }
  throw new Error('one of ten keys is always right')
}

function addConvention(book: Book, structureId: string, signatories: Signatories, firstYear: number): void {
  const { chance, today } = book
  const thisYear = Number(today.slice(0, 4))
  const start = chance.int(Math.max(firstYear, thisYear - 3), thisYear)
  const [from, to] = [`${start}-01-01`, `${start + 2}-12-31`]
  const isEnded = to < today
  const isSigned = isEnded || chance.happens(0.85)
  const id = book.add(convention, {
    structureId,
    parties: chance.happens(0.3) ? [signatories.cafId, signatories.msaId].sort() : [signatories.cafId],
    from,
    to,
    signedAt: isSigned ? (chance.happens(0.95) ? later(from, chance.int(5, 80)) : 'unknown') : null,
    status: isEnded ? 'echue' : isSigned ? 'signee' : 'a-signer',
    noticeDate: later(to, -92),
  })
  for (let year = start; year <= start + 2; year += 1) {
    book.add(conventionAmount, { conventionId: id, year, amount: chance.int(4, 16) * 500_00 })
  }
}

function addStructure(
  book: Book,
  index: number,
  communes: readonly CommuneLine[],
  signatories: Signatories,
  firstYear: number,
): Place {
  const { chance } = book
  const type = chance.pick(typeCodes)
  const commune = communes.length > 0 ? chance.pick(communes) : undefined
  const proper = placeNames[index % placeNames.length] ?? ''
  const round = Math.floor(index / placeNames.length)
  const name = `${chance.pick(structureNames[type])} ${proper}${round > 0 ? ` ${round + 1}` : ''}`
  const domain = slug(name)
  const isJoined = index === 0 || chance.happens(0.8)
  const callYear = chance.int(firstYear, Number(book.today.slice(0, 4)))
  const who = person(chance)
  // Two records that name each other: the structure comes first, its manager right after it.
  const managerId = book.nextId()
  const id = book.add(structure, {
    name,
    type,
    legalForm: type === 'SJM' || type === 'COLL' ? 'commune' : 'association',
    siret: chance.happens(0.7) ? fictionalSiret(book) : null,
    address: `${chance.int(1, 60)} rue ${chance.pick(['de l’Exemple', 'du Modèle', 'de l’Échantillon'])}`,
    postalCode: commune?.[2][0] ?? null,
    communeCode: commune?.[0] ?? null,
    qpv: chance.happens(0.15) ? 'Quartier prioritaire' : 'Hors QPV',
    phone: fictionalPhone(chance, '26191'),
    email: `accueil@${domain}.example`,
    website: `https://${domain}.example`,
    manager: managerId,
    status: isJoined ? 'reseau' : chance.pick(['interessee', 'candidate', 'sortie', 'sortie']),
    callYear: chance.happens(0.2) ? 'hors' : String(callYear),
    labelledCount: isJoined ? chance.int(1, 3) : null,
    charteSignedAt:
      isJoined && chance.happens(0.85) ? `${callYear}-${chance.pick(['03', '06', '10'])}-15` : null,
    equipmentOk: chance.happens(0.8),
    ages: chance.some(['12-17', '18-25', 'parents'], chance.int(1, 3)),
  })
  book.add(
    contact,
    {
      ...who,
      structureId: id,
      jobTitle: chance.pick(positions),
      roles: ['direction'],
      email: mailOf(who, domain),
      phone: chance.happens(0.7) ? fictionalPhone(chance, '26191') : null,
    },
    undefined,
    managerId,
  )
  if (isJoined && chance.happens(0.9)) addConvention(book, id, signatories, firstYear)
  return { id, domain, managerId, isJoined }
}

/** The structures, each with its manager and most with a convention. */
export function addPlaces(
  book: Book,
  count: number,
  communes: readonly CommuneLine[],
  signatories: Signatories,
  firstYear: number,
): readonly Place[] {
  return Array.from({ length: count }, (_, index) =>
    addStructure(book, index, communes, signatories, firstYear),
  )
}
