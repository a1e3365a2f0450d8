import { sameLossyText, sameText } from '../schema/likeness'
import { cleanLine } from '../schema/clean'
import { parseField } from '../schema/kinds'
import type { AnyValues, FieldValue } from '../schema/record'
import { isEmpty } from '../schema/validate'
import { personKey, sayings, type Entry } from './importBook'
import { NEW } from './importDoubts'
import { completeStructure, structureNamed } from './importLinks'
import { splitPersonName } from './importNames'
import { partnerNamed } from './importPartners'
import { applyPublishing } from './importPublishing'
import { writeLine } from './importRepeats'
import type { RowDraft } from './importRow'
import { createFrom, entryById, leaveAside, say, textValue, updateFrom, type ImportRun } from './importRun'
import { definition } from './importTargets'

type Draft = { [field: string]: FieldValue }

/** Brings in promeneurs with their structure and their accounts. */
export function importPromeneurs(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) {
    run.onLine()
    const values = withNames(row)
    const found = findPerson(run, row, values)
    if (found === 'aside') continue
    const named = row.said.get('structureId')
    const current = found ? run.book.get('structure', textValue(found.values.structureId)) : undefined
    const structure =
      named === undefined ? undefined : structureNamed(run, row, named, nameOf(values), current)
    if (structure) values.structureId = structure.id
    applyStatus(run, row, values, found)
    applyPublishing(run, row, values, found)
    const entry = writeLine(run, row, found, values)
    if (!entry) continue
    if (structure) completeStructure(run, row, structure)
    importAccounts(run, row, entry)
  }
}

/** Brings in contacts, each linked to the structure or the partner it names. */
export function importContacts(run: ImportRun, rows: readonly RowDraft[]): void {
  for (const row of rows) {
    run.onLine()
    const values = withNames(row)
    Object.assign(values, organisationOf(run, row, values))
    const found = findPerson(run, row, values)
    if (found === 'aside') continue
    // Our own sheet shows the mobile where a contact has no other telephone.
    if (found && isEmpty(found.values.phone) && values.phone === found.values.mobile) delete values.phone
    writeLine(run, row, found, values)
  }
}

function organisationOf(run: ImportRun, row: RowDraft, values: Draft): AnyValues {
  const partner = row.said.get('partnerId')
  const structure = row.said.get('structureId')
  const name = structure ?? partner
  if (name === undefined) return {}
  if (
    structure !== undefined ||
    run.book.entries('structure').some((entry) => sameText(textValue(entry.values.name), name))
  ) {
    const found = structureNamed(run, row, name, nameOf(values))
    return found ? { structureId: found.id } : {}
  }
  const found = partnerNamed(run, row, name, 'Le partenaire est laissé vide.', (partner) =>
    run.book
      .find('contact', personKey(textValue(values.firstName), textValue(values.lastName)))
      .some((contact) => contact.values.partnerId === partner.id),
  )
  if (found === 'several')
    say(
      run,
      row,
      'Plusieurs partenaires s’appellent ainsi\u00a0: sans réponse, le partenaire est laissé vide.',
      name,
    )
  return found && found !== 'several' ? { partnerId: found.id } : {}
}

function withNames(row: RowDraft): Draft {
  const whole = row.said.get('fullName')
  const cut = whole === undefined ? undefined : splitPersonName(whole)
  return {
    ...(cut?.firstName ? { firstName: cut.firstName } : {}),
    ...(cut?.lastName ? { lastName: cut.lastName } : {}),
    ...row.values,
  }
}

const nameOf = (values: AnyValues): string =>
  `${textValue(values.firstName)} ${textValue(values.lastName)}`.trim()

const sameName = (a: AnyValues, b: AnyValues): boolean => sameLossyText(nameOf(a), nameOf(b))

/** Whether a record is of that name, or one with a record that was. */
const isCalled = (entry: Entry, values: AnyValues): boolean =>
  sayings(entry).some((said) => sameName(said, values))

/** The record of a line's person: by mail, else by name and structure, asked. Undefined: somebody new. */
function findPerson(run: ImportRun, row: RowDraft, values: Draft): Entry | undefined | 'aside' {
  const byId = entryById(run, row)
  if (byId) return byId
  const mail = textValue(values.email)
  if (mail !== '') {
    const held = run.book.find(row.kind, mail)
    const same = held.find((entry) => isCalled(entry, values))
    if (same) return same
    const others = held.filter((entry) => entry.before !== undefined)
    if (others.length > 0) return askPerson(run, row, values, others, `Le courriel ${mail} est déjà là.`)
  }
  const homonyms = run.book
    .find(row.kind, personKey(textValue(values.firstName), textValue(values.lastName)))
    .filter(
      (entry) =>
        entry.before !== undefined &&
        (mail === '' || textValue(entry.values.email) === '') &&
        (!isTaken(run, entry) || entry.formerly.some((said) => sameName(said, values))),
    )
  const here = homonyms.filter((entry) => worksAt(run, row, entry))
  if (here.length === 0) return undefined
  // A contact is found again without a question: its structure or partner is known by then.
  if (row.kind === 'contact' && here.length === 1 && sameOrganisation(here[0], values)) return here[0]
  return askPerson(
    run,
    row,
    values,
    here,
    'Sans courriel, le nom et la structure ne suffisent pas à en être sûr.',
  )
}

const isTaken = (run: ImportRun, entry: Entry): boolean => [...run.became.values()].includes(entry)

function worksAt(run: ImportRun, row: RowDraft, entry: Entry): boolean {
  const named = row.said.get('structureId') ?? row.said.get('partnerId')
  return sayings(entry).some(({ structureId, partnerId }) => {
    const held =
      run.book.get('structure', textValue(structureId)) ?? run.book.get('partner', textValue(partnerId))
    if (named === undefined || held === undefined) return true
    return sayings(held).some(({ name }) => sameLossyText(named, textValue(name)))
  })
}

const sameOrganisation = (entry: Entry | undefined, values: AnyValues): boolean =>
  entry !== undefined &&
  (textValue(values.structureId) !== '' || textValue(values.partnerId) !== '') &&
  sayings(entry).some(
    (said) =>
      (said.structureId ?? null) === (values.structureId ?? null) &&
      (said.partnerId ?? null) === (values.partnerId ?? null),
  )

function askPerson(
  run: ImportRun,
  row: RowDraft,
  values: Draft,
  entries: readonly Entry[],
  why: string,
): Entry | undefined | 'aside' {
  const answer = run.doubts.ask(
    {
      id: `person:${row.key}`,
      question: `${nameOf(values)} (ligne ${row.line}) : est-ce quelqu’un qui est déjà là ? ${why}`,
      options: [
        ...entries.map((entry) => ({
          id: entry.id,
          label: `Oui : ${nameOf(entry.values)}`,
          detail: [run.book.nameOf(textValue(entry.values.structureId)), textValue(entry.values.email)]
            .filter((part) => part)
            .join(', '),
        })),
        { id: NEW, label: 'Non, quelqu’un d’autre', detail: 'Une fiche sera ajoutée' },
      ],
      otherwise: 'La ligne est laissée de côté.',
    },
    { key: row.key, text: `ligne ${row.line}` },
  )
  if (answer === NEW) return undefined
  const chosen = entries.find((entry) => entry.id === answer)
  if (chosen) return chosen
  leaveAside(run, row, 'Sans réponse à la question posée : ligne laissée de côté.')
  return 'aside'
}

/** « Actif = Non » is sorti, date unknown, or what the coordinator chose for the column; it never undoes a finer status. */
function applyStatus(run: ImportRun, row: RowDraft, values: Draft, found: Entry | undefined): void {
  const held = found?.values.status
  if (row.active === undefined) {
    if (values.status === undefined && values.exitDate !== undefined) values.status = 'sorti'
    return
  }
  if (row.active) {
    values.status = 'actif'
    return
  }
  if (typeof held === 'string' && held !== 'actif') {
    delete values.status
    return
  }
  const { status, exitDate } = run.inactiveOf(row.sheet)
  values.status = status
  if (status === 'sorti' && exitDate !== null) values.exitDate ??= exitDate
}

/** Columns of networks become accounts, found again by promeneur and network. */
function importAccounts(run: ImportRun, row: RowDraft, promeneur: Entry): void {
  const { fields } = definition('socialAccount')
  for (const [target, text] of row.said) {
    if (target === 'networks') {
      for (const part of text.split(/[,;/|]/))
        if (cleanLine(part) !== '') importAccount(run, row, promeneur, part, undefined)
    } else if (target.startsWith('network.')) {
      const flag = parseField({ kind: 'flag', label: '', scope: 'private' }, text, run.context)
      if (flag.ok && flag.value === false) continue
      importAccount(run, row, promeneur, target.slice('network.'.length), flag.ok ? undefined : text)
    }
  }

  function importAccount(
    run: ImportRun,
    row: RowDraft,
    promeneur: Entry,
    network: string,
    handle: string | undefined,
  ): void {
    const read = fields.network ? parseField(fields.network, network, run.context) : undefined
    if (!read?.ok || typeof read.value !== 'string') return
    const code = read.value
    const isLink = handle !== undefined && /^https?:\/\//i.test(handle)
    const url = isLink && fields.url ? parseField(fields.url, handle, run.context) : undefined
    const values: AnyValues = url?.ok ? { url: url.value } : handle === undefined ? {} : { handle }
    const held = run.book
      .find('socialAccount', promeneur.id)
      .filter((account) => account.values.network === code)
    const same = held.find((account) =>
      sayings(account).some((said) =>
        Object.entries(values).every(([name, value]) => sameText(textValue(said[name]), textValue(value))),
      ),
    )
    const [only] = held
    if (same) return void same.sources.push(row)
    const earlier = only?.sources.find(({ line, sheet }) => line !== row.line || sheet !== row.sheet)
    const isFilled = Object.keys(values).some((name) => !isEmpty(only?.values[name]))
    if (held.length === 1 && only && earlier && isFilled)
      say(run, row, `Compte non repris\u00a0: la ligne ${earlier.line} en donne un autre.`, handle)
    else if (held.length === 1 && only) updateFrom(run, row, only, values)
    else if (held.length === 0)
      createFrom(run, row, 'socialAccount', { promeneurId: promeneur.id, network: code, ...values })
    else
      say(
        run,
        row,
        `${nameOf(promeneur.values)} a plusieurs comptes sur ce réseau : ils ne sont pas changés.`,
        handle ?? '',
      )
  }
}
