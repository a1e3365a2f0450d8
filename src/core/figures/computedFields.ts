import type { AnyRecordDef, AnyRow, AnyValues, Fields } from '../schema/record'
import { budgetAccounts } from './budget'
import { lastContacts } from './lastContact'
import { activeByStructure } from './network'
import type { Source } from './source'

/** Facts of a kind that follow from other records: shown as fields are, typed by nobody and stored nowhere. */
export interface ComputedFields {
  readonly fields: Fields
  /** The kinds that they follow from. */
  readonly from: readonly string[]
  /** Reads those once, to say what each row shows. */
  read(source: Source, today: string): (row: AnyRow) => AnyValues
}

const computed: { readonly [kind: string]: ComputedFields } = {
  structure: {
    fields: {
      activeCount: {
        kind: 'integer',
        label: 'Promeneurs actifs',
        scope: 'private',
        section: 'Réseau',
        column: 'shown',
        readOnly: true,
        hint: 'Compté d’après les fiches des promeneurs.',
      },
    },
    from: ['promeneur'],
    read(source) {
      const active = activeByStructure(source)
      return ({ id }) => ({ activeCount: active.get(id) ?? 0 })
    },
  },
  contact: {
    fields: {
      lastContactAt: {
        kind: 'date',
        label: 'Dernier contact',
        scope: 'private',
        section: 'Suivi',
        column: 'shown',
        readOnly: true,
        hint: 'Dernier acte, ou dernière réunion où la personne était présente.',
      },
    },
    from: ['act', 'meeting'],
    read(source, today) {
      const last = lastContacts(source, today)
      return ({ id }) => ({ lastContactAt: last.get(id) ?? null })
    },
  },
  budgetLine: {
    fields: {
      actual: {
        kind: 'money',
        label: 'Réalisé du compte',
        scope: 'private',
        negative: true,
        column: 'shown',
        readOnly: true,
        unsummed: true,
        hint: 'Charges\u00a0: dépenses de l’exercice sur ce compte. Produits\u00a0: reçu des financements que ses lignes nomment.',
      },
      gap: {
        kind: 'money',
        label: 'Écart du compte',
        scope: 'private',
        negative: true,
        column: 'shown',
        readOnly: true,
        unsummed: true,
        hint: 'Réalisé moins prévu, toutes les lignes du compte ensemble.',
      },
    },
    from: ['budgetLine', 'expense', 'funding', 'payment'],
    read(source) {
      const accountOf = budgetAccounts(source)
      return ({ values }) => {
        const { actual = null, gap = null } = accountOf(values) ?? {}
        return { actual, gap }
      }
    },
  },
}

/** The computed facts of a kind, where it has any. */
export function computedFields(kind: string): ComputedFields | undefined {
  return Object.hasOwn(computed, kind) ? computed[kind] : undefined
}

/** A kind with its computed facts among its fields, for what shows, sorts, filters or exports them. */
export function withComputed(def: AnyRecordDef): AnyRecordDef {
  const more = computedFields(def.name)
  return more ? { ...def, fields: { ...def.fields, ...more.fields } } : def
}
