import type { CommuneLine } from '../../reference/communes'
import { action } from '../action'
import { attendance } from '../attendance'
import { decision } from '../decision'
import { meeting } from '../meeting'
import { training } from '../training'
import type { Book } from './book'
import { later, workingDay } from './chance'
import type { Institutions } from './institutions'
import type { Walker } from './people'
import { actionTitles, decisionTexts, meetingTopics, noteLines, trainingTitles } from './words'

/** What a year of meetings draws on. */
export interface Circle {
  readonly institutions: Institutions
  readonly walkers: readonly Walker[]
  readonly managerIds: readonly string[]
  readonly communes: readonly CommuneLine[]
}

type MeetingKind = keyof typeof meeting.fields.kind.options

const yearly: readonly MeetingKind[] = [
  'copil',
  'cotech',
  'reseau',
  'analyse',
  'copil',
  'cotech',
  'reseau',
  'groupe',
]
const others: readonly MeetingKind[] = [
  'bilan',
  'structure',
  'partenaire',
  'bilan',
  'analyse',
  'groupe',
  'cotech',
]
const presence = ['present', 'present', 'present', 'present', 'excuse', 'absent'] as const

/** Whether a promeneur was of the network that day. */
export function wasHere(walker: Walker, day: string): boolean {
  return walker.entryDate <= day && (walker.exitDate === null || walker.exitDate >= day)
}

function invited(book: Book, circle: Circle, kind: MeetingKind, day: string): readonly string[] {
  const { chance } = book
  const { contactIds, coordinatorIds } = circle.institutions
  const here = circle.walkers.filter((walker) => wasHere(walker, day)).map(({ id }) => id)
  switch (kind) {
    case 'copil':
    case 'partenaire':
      return [...coordinatorIds, ...chance.some(contactIds, kind === 'copil' ? 8 : 2)]
    case 'cotech':
      return [...coordinatorIds, ...chance.some(contactIds, 4), ...chance.some(here, 3)]
    case 'structure':
      return [...coordinatorIds, ...chance.some(circle.managerIds, 1), ...chance.some(here, 1)]
    case 'bilan':
      return [...coordinatorIds.slice(0, 1), ...chance.some(here, 1)]
    default:
      return [...coordinatorIds, ...chance.some(here, kind === 'reseau' ? 40 : 12)]
  }
}

function addMeeting(book: Book, circle: Circle, year: number, kind: MeetingKind, index: number): void {
  const { chance, today } = book
  const date = workingDay(chance, year)
  if (date > later(today, 75)) return
  const isHeld = date <= today
  const label = meeting.fields.kind.options[kind]
  const marks = invited(book, circle, kind, date).map((id) => [id, chance.pick(presence)] as const)
  const commune = circle.communes.length > 0 ? chance.pick(circle.communes) : undefined
  const id = book.add(
    meeting,
    {
      title: `${label} n° ${index + 1} – ${chance.pick(meetingTopics)}`,
      kind,
      date,
      slot: chance.pick(['09:30-12:00', '14:00-16:30', '14:00-17:00']),
      duration: kind === 'bilan' ? 'h2' : 'demi',
      mode: chance.pick(['presentiel', 'presentiel', 'visio']),
      place: chance.pick(['Salle polyvalente', 'Maison des associations', 'Locaux de la structure']),
      communeCode: commune?.[0] ?? null,
      organiser: 'coordination',
      confidentiality: kind === 'analyse' ? 'coordination' : 'departement',
      attendance: isHeld ? Object.fromEntries(marks) : null,
      otherCount: chance.happens(0.2) ? chance.int(1, 6) : null,
      agenda: chance.some(meetingTopics, 3).join('\n'),
      notes: isHeld ? chance.some(noteLines, chance.int(2, 4)).join('\n') : null,
      minutesStatus: isHeld
        ? date < later(today, -30)
          ? 'diffuse'
          : chance.pick(['a-rediger', 'redige'])
        : null,
    },
    year,
  )
  if (!isHeld) return
  const takesDecisions = kind === 'copil' || kind === 'cotech'
  for (let rank = 1; takesDecisions && rank <= chance.int(1, 3); rank += 1) {
    const number = `${year}-${kind === 'copil' ? 'C' : 'T'}${index + 1}-${String(rank).padStart(2, '0')}`
    const text = chance.pick(decisionTexts)
    book.add(
      decision,
      { meetingId: id, number, text, date, type: 'strategie', adoptedBy: 'consensus', status: 'vigueur' },
      year,
    )
  }
  for (let rank = 0; rank < chance.int(0, 2); rank += 1) {
    const dueDate = later(date, chance.int(10, 60))
    const isDone = dueDate < today && chance.happens(0.92)
    book.add(action, {
      title: chance.pick(actionTitles),
      originId: id,
      ownerId: chance.pick(circle.institutions.coordinatorIds),
      dueDate,
      status: isDone ? 'fait' : chance.pick(['a-faire', 'a-faire', 'en-cours']),
      doneAt: isDone ? dueDate : null,
    })
  }
}

/** The meetings of a year, held or planned, with what they decided and what was left to do. */
export function addMeetings(book: Book, circle: Circle, year: number, count: number): void {
  for (let index = 0; index < count; index += 1) {
    addMeeting(book, circle, year, yearly[index] ?? book.chance.pick(others), index)
  }
}

/** The trainings of a year and who came. */
export function addTrainings(book: Book, circle: Circle, year: number, count: number): void {
  const { chance, today } = book
  const themes = ['pratiques', 'outils', 'posture', 'juridique', 'analyse'] as const
  for (let index = 0; index < count; index += 1) {
    const theme = themes[index % themes.length] ?? 'pratiques'
    const date = workingDay(chance, year)
    if (date > later(today, 75)) continue
    const days = chance.int(1, 2)
    const commune = circle.communes.length > 0 ? chance.pick(circle.communes) : undefined
    const trainingId = book.add(
      training,
      {
        title: `${trainingTitles[theme]} (session ${index + 1})`,
        theme,
        level: theme === 'posture' ? 'initiale' : 'continue',
        date,
        endDate: days > 1 ? later(date, days - 1) : null,
        hours: days * 6,
        mode: 'presentiel',
        communeCode: commune?.[0] ?? null,
        provider: 'Association Écoute Plurielle',
        capacity: 15,
        cost: chance.int(4, 14) * 100_00,
      },
      year,
    )
    const here = circle.walkers.filter((walker) => wasHere(walker, date))
    for (const { id } of chance.some(here, chance.int(6, 15))) {
      const status = date > today ? 'inscrit' : chance.pick(presence)
      book.add(
        attendance,
        { trainingId, personId: id, status, halfDays: status === 'present' ? days * 2 : null },
        year,
      )
    }
  }
}
