import { expect, test } from 'vitest'
import { targetsOf } from '../../../src/core/schema/links'
import { recordOf, records } from '../../../src/core/records/index'
import { formSections, tableColumns } from '../../../src/core/schema/derive'
import { dictionary } from '../../../src/core/schema/dictionary'
import type { AnyRecordDef } from '../../../src/core/schema/record'
import type { Field } from '../../../src/core/schema/field'
import { fold } from '../../../src/core/schema/fold'

const grammar = /^[A-Za-z0-9._~-]+$/
const all: readonly AnyRecordDef[] = records

function eachField(see: (def: AnyRecordDef, name: string, field: Field) => void): void {
  for (const def of all) {
    for (const [name, field] of Object.entries(def.fields)) {
      see(def, name, field)
      if (field.kind === 'rows') {
        for (const [cell, column] of Object.entries(field.fields)) see(def, `${name}.${cell}`, column)
      }
    }
  }
}

test('names and option codes can stand in keys, and aliases lead to options', () => {
  eachField((def, name, field) => {
    expect(`${def.name} ${name}`).toMatch(/^[A-Za-z]+ [A-Za-z.]+$/)
    if (!('options' in field)) return
    for (const [code, label] of Object.entries(field.options)) {
      expect(code, `${def.name}.${name}`).toMatch(grammar)
      expect(label.trim(), `${def.name}.${name}`).not.toBe('')
    }
    const labels = Object.values(field.options).map(fold)
    expect(new Set(labels).size, `${def.name}.${name} has twins`).toBe(labels.length)
    if (!('aliases' in field)) return
    for (const code of Object.values(field.aliases)) {
      expect(Object.keys(field.options), `${def.name}.${name}`).toContain(code)
    }
  })
})

test('sections exist, and the form shows every field once', () => {
  for (const def of all) {
    for (const field of Object.values(def.fields)) {
      if (field.section !== undefined) expect(def.sections, def.name).toContain(field.section)
    }
    const shown = formSections(def).flatMap((section) => section.fields.map(({ name }) => name))
    expect(shown.toSorted()).toEqual(Object.keys(def.fields).toSorted())
    expect(formSections(def).length, `${def.name} has an empty section`).toBe(def.sections.length)
  }
})

test('every kind is named by its own fields, shows some columns and says what is needed to save', () => {
  for (const def of all) {
    expect(def.naming.length).toBeGreaterThan(0)
    for (const name of def.naming) expect(Object.keys(def.fields), def.name).toContain(name)
    expect(
      tableColumns(def).some((column) => column.shown),
      def.name,
    ).toBe(true)
    const isNeeded = Object.values(def.fields).some((field) => field.required)
    const hasRule = (def.rules ?? []).some((rule) => rule.level === 'refuse')
    expect(isNeeded || hasRule, def.name).toBe(true)
  }
})

test('a field is expected when a list of the same record says so', () => {
  for (const def of all) {
    for (const [name, { expected, expectedWhen }] of Object.entries(def.fields)) {
      if (!expectedWhen) continue
      expect(expected, `${def.name}.${name}`).toBe(true)
      if ('missing' in expectedWhen) {
        expect(Object.keys(def.fields)).toContain(expectedWhen.missing)
        continue
      }
      const told = def.fields[expectedWhen.field]
      expect(told && 'options' in told ? Object.keys(told.options) : [], `${def.name}.${name}`).toEqual(
        expect.arrayContaining([...expectedWhen.is]),
      )
    }
  }
})

test('a postal code is that of a commune of the same record', () => {
  eachField((def, name, field) => {
    if (field.kind === 'text' && field.postalOf !== undefined)
      expect(def.fields[field.postalOf]?.kind, `${def.name}.${name}`).toBe('commune')
  })
})

test('references lead to kinds, and rules speak of fields', () => {
  eachField((def, name, field) => {
    if (!('to' in field)) return
    for (const target of [field.to].flat())
      expect(recordOf(target), `${def.name}.${name} → ${target}`).toBeDefined()
  })
  for (const def of all) {
    for (const { fields } of [...(def.outerRules ?? []), ...(def.taking ? [def.taking] : [])])
      for (const name of fields) expect(Object.keys(def.fields), def.name).toContain(name)
    for (const rule of def.rules ?? []) {
      for (const name of rule.fields) expect(Object.keys(def.fields), def.name).toContain(name)
      expect(rule.check({}) === null || rule.fields.length > 1, `${def.name} complains about nothing`).toBe(
        true,
      )
    }
  }
})

test('leave speaks of fields of the record, of what its consent can name, and of a flag of whom it is about', () => {
  for (const { name, fields, leave } of all) {
    if (!leave) continue
    const { shown, consent, since, until, withdrawn, about, flag } = leave
    for (const field of [...Object.keys(shown), consent, since, until, withdrawn, about])
      expect(Object.keys(fields), name).toContain(field)
    const named = fields[consent]
    expect(named?.kind === 'choices' ? Object.keys(named.options) : [], name).toEqual(
      expect.arrayContaining(Object.values(shown)),
    )
    const subject = fields[about]
    for (const kind of subject ? targetsOf(subject) : [])
      expect(recordOf(kind)?.fields[flag]?.kind, `${name} → ${kind}`).toBe('flag')
  }
})

test('a heading means one field of a record', () => {
  for (const def of all) {
    const meant = new Map<string, string>()
    for (const [name, field] of Object.entries(def.fields)) {
      for (const heading of new Set([field.label, ...(field.synonyms ?? [])].map(fold))) {
        expect(meant.get(heading) ?? name, `${def.name}: « ${heading} »`).toBe(name)
        meant.set(heading, name)
      }
    }
  }
})

const means = (record: string, heading: string): string | undefined => {
  const wanted = fold(heading)
  const fields = Object.entries(recordOf(record)?.fields ?? {})
  return fields.find(([, field]) =>
    [field.label, ...(field.synonyms ?? [])].some((text) => fold(text) === wanted),
  )?.[0]
}

test('the headings of coordinators’ own files are recognised', () => {
  const expected: readonly (readonly [record: string, headings: string, fields: string])[] = [
    [
      'promeneur',
      'PRENOM,NOM,FONCTION,MAIL,TEL PRO,STRUCTURE,ACTIF',
      'firstName,lastName,jobTitle,email,phone,structureId,status',
    ],
    [
      'promeneur',
      'Nom,Prénom,Structure employeur,Date d’entrée,Charte signée,Actif,Portable pro,Mail',
      'lastName,firstName,structureId,entryDate,charteSigned,status,phone,email',
    ],
    ['structure', 'TYPE STR,VILLE,QPV', 'type,communeCode,qpv'],
    ['structure', 'TEL,TYPE_STR,NOM_STR,VILLE,QPV,STATUT', 'phone,type,name,communeCode,qpv,status'],
    [
      'structure',
      'Structure,Type de structure,Commune,Code postal,Responsable,Courriel,Téléphone,Statut,AAP',
      'name,type,communeCode,postalCode,manager,email,phone,status,callYear',
    ],
    ['contact', 'PRENOM_RESP,NOM_RESP,MAIL_RESP', 'firstName,lastName,email'],
    [
      'funding',
      'Exercice,Financeur,Dispositif,Objet,Demandé,Accordé,Convention signée le,Bilan attendu le,État',
      'year,funderId,fund,purpose,requested,granted,conventionSignedAt,reportDueAt,status',
    ],
    ['payment', 'Versé', 'receivedAmount'],
    [
      'act',
      'NOM_ACTION,DATE,TYPE,ORGANISE_PAR,INTITULE,LIEU,VILLE,SUPPORT,DUREE',
      'title,date,type,organiser,title,place,communeCode,support,duration',
    ],
  ]
  for (const [record, headings, fields] of expected) {
    expect(
      headings.split(',').map((heading) => means(record, heading)),
      record,
    ).toEqual(fields.split(','))
  }
})

test('the data dictionary says every field', () => {
  const lines = dictionary(all)
  expect(lines.length).toBe(all.reduce((sum, def) => sum + Object.keys(def.fields).length, 0))
  expect(lines.find((line) => line.record === 'promeneur' && line.field === 'lastName')).toMatchObject({
    label: 'Nom',
    scope: 'privé à la coordination',
    need: 'attendu',
  })
})
