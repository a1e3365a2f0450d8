import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Workspace } from './data/workspace'
import { useWorkspace } from './data/hooks'
import { usePlatform } from './data/usePlatform'
import { loadCommunes } from './data/loadCommunes'
import { isRunnable } from '../core/ipc'
import { indexCommunes, type Communes } from '../core/reference/communes'
import { createRecord } from '../core/commands/createRecord'
import { isPlace, namesakes } from '../core/figures/namesakes'
import { personsIn } from '../core/figures/persons'
import { mayWrite } from '../core/document/rights'
import { anyRecord } from '../core/projection/anyRecord'
import { recordOf } from '../core/records'
import { fold } from '../core/schema/fold'
import { tellingColumns } from '../core/schema/derive'
import { fileFacts } from '../core/schema/kinds/links'
import { compareText, type NameOf } from '../core/schema/traits'
import type { AnyRow } from '../core/schema/record'
import { paperColumn } from '../core/sheets/paperColumn'
import { formPath } from './features/records/formPlace'
import { recordPath } from './features/records/groups'
import { namedRecord } from './features/records/namedRecord'
import { newTitle } from './features/records/newTitle'
import { announce } from './ui/announce'
import { AskedFieldContext, openAskedField } from './ui/askedField'
import { notSaved } from './ui/notSaved'
import { type Found, type Services, ServicesContext } from './ui/services'
import { useToday } from './ui/useToday'
import { DraftsProvider } from './DraftsProvider'
import { watchNames } from './names'

/** Gives the kit what it needs of the open workspace: names, proposals, communes, attachments. */
export function ServicesProvider({ children }: { readonly children: ReactNode }) {
  const workspace = useWorkspace()
  const platform = usePlatform()
  const communes = useCommunes()
  const names = useMemo(
    () => watchNames(workspace.rows, (code) => communes?.nameOf(code)),
    [workspace, communes],
  )
  const { nameOf, citedName } = useSyncExternalStore(names.subscribe, names.get)
  const today = useToday()
  const [askedField] = useState(openAskedField)
  const services = useMemo<Services>(() => {
    const department = workspace.identity.space === 'national' ? undefined : workspace.identity.space
    const context = { today, department, communes }
    const readFile: Services['readFile'] = async (value) => {
      const facts = fileFacts(value)
      return facts ? await workspace.getFile(facts.sha256) : undefined
    }
    return {
      context,
      isShared: department !== undefined,
      nameOf,
      citedName,
      apart(ids) {
        const lines = ids.flatMap((id) => {
          const found = anyRecord(workspace.rows, id)
          return found ? [{ kind: found.def.name, id, name: nameOf(id) ?? '' }] : []
        })
        return namesakes(workspace.rows, lines, nameOf, isPlace)
      },
      find: (kinds, text, limit) => findRecords(workspace, kinds, text, limit, nameOf),
      titleOf: (kind) => recordOf(kind)?.title ?? kind,
      creatable(kinds, name) {
        return kinds.flatMap((kind) => {
          const def = recordOf(kind)
          return def &&
            mayWrite(workspace.identity, def, workspace.identity.space) &&
            namedRecord(def, name, context)
            ? [{ kind, label: newTitle(def) }]
            : []
        })
      },
      async create(kind, name) {
        const def = recordOf(kind)
        const values = def && namedRecord(def, name, context)
        if (!def || !values) throw new Error(`not to be made of its name: ${kind}`)
        const done = await workspace.run(createRecord, { kind, values })
        if (!done.ok) announce(done.error.map((problem) => problem.message).join(' '), 'danger')
        else announce(`${newTitle(def)}\u00a0: la fiche est créée, à compléter quand vous voudrez.`)
        return done.ok ? done.value.made : undefined
      },
      wordsOf(kind, field) {
        const own = workspace.rows.list(kind).filter((row) => row.space === workspace.identity.space)
        const words = own.flatMap(({ values }): unknown[] => {
          const held = values[field]
          return Array.isArray(held) ? held : []
        })
        return [...new Set(words.filter((word) => typeof word === 'string'))].sort(compareText)
      },
      findCommunes: (text, limit) =>
        (communes?.suggest(text, department, limit) ?? []).map(({ code, name }) => ({
          id: code,
          label: name,
          hint: communes?.postalCodesOf(code).slice(0, 2).join(', ') ?? '',
        })),
      hrefOf(id) {
        const found = anyRecord(workspace.rows, id)
        return found && `#${recordPath(found.def.name, id)}`
      },
      hrefOfForm(place) {
        const kindOf = (id: string): string | undefined => anyRecord(workspace.rows, id)?.def.name
        const path = formPath(place, workspace.identity.space, kindOf)
        return path && `#${path}`
      },
      async keepFile(file) {
        const hash = await workspace.putFile(new Uint8Array(await file.arrayBuffer()))
        return `${hash}/${file.size}/${file.name}`
      },
      readFile,
      async openFile(value) {
        const facts = fileFacts(value)
        const bytes = await readFile(value)
        if (!facts || !bytes)
          return announce('Ce fichier n’est pas encore arrivé sur cet ordinateur.', 'warn')
        const saved = await platform.saveFile({ name: facts.name, bytes })
        if (!saved.ok && saved.error !== 'cancelled') announce(notSaved(saved.error), 'danger')
        if (saved.ok && isRunnable(facts.name))
          announce(
            `«\u00a0${facts.name}\u00a0» est un programme, pas un document\u00a0: il est enregistré sous un nom qui ne se lance pas. Ne le renommez que si vous savez qui l’a joint et pourquoi.`,
            'warn',
          )
      },
      onPaper: (name, field) => paperColumn(name, field, nameOf),
      notePrinted: (def, rows, fields) =>
        void workspace.exports.add({
          what: `Tableau imprimé\u00a0: ${def.title}`,
          recipient: 'Non précisé',
          persons: personsIn(workspace.rows, def, rows, fields),
        }),
    }
  }, [workspace, platform, communes, nameOf, citedName, today])
  return (
    <ServicesContext.Provider value={services}>
      <AskedFieldContext.Provider value={askedField}>
        <DraftsProvider>{children}</DraftsProvider>
      </AskedFieldContext.Provider>
    </ServicesContext.Provider>
  )
}

/** The index of communes, once it is there. */
function useCommunes(): Communes | undefined {
  const [communes, setCommunes] = useState<Communes>()
  useEffect(() => {
    let current = true
    void loadCommunes().then((lines) => {
      if (current) setCommunes(indexCommunes(lines))
    })
    return () => {
      current = false
    }
  }, [])
  return communes
}

function findRecords(
  { rows }: Workspace,
  kinds: readonly string[],
  text: string,
  limit: number,
  nameOf: NameOf,
): readonly Found[] {
  const words = fold(text).split(' ').filter(Boolean)
  const found = kinds.flatMap((kind) =>
    rows.list(kind).flatMap((row) => {
      const label = nameOf(row.id) ?? ''
      const folded = ` ${fold(label)}`
      return words.every((word) => folded.includes(` ${word}`)) ? [{ row, label }] : []
    }),
  )
  found.sort((a, b) => compareText(a.label, b.label))
  return found
    .slice(0, limit)
    .map(({ row, label }) => ({ id: row.id, label, hint: hintOf(row, kinds.length > 1, nameOf) }))
}

/** What tells homonyms apart: the kind where there are several, then a place or a parent. */
function hintOf(row: AnyRow, withKind: boolean, nameOf: NameOf): string {
  const def = recordOf(row.kind)
  if (!def) return ''
  const telling = tellingColumns(def).filter(({ field }) => ['ref', 'commune', 'choice'].includes(field.kind))
  const parts = telling.map((column) => column.text(row, nameOf)).filter((part) => part !== '')
  return [...(withKind ? [def.title] : []), ...parts.slice(0, 2)].join(', ')
}
