import { dayOf, livingRows, textOf } from '../../figures/source'
import { contact } from '../../records/contact'
import { partner } from '../../records/partner'
import { formatField } from '../../schema/kinds'
import type { Row } from '../../schema/record'
import { compareText } from '../../schema/traits'
import type { Edition } from '../edition'
import { type ColumnOf, type Heading, internal, type Sheet, tableSheet } from '../sheet'

/** One line per partner institution. */
export function partnersSheet(edition: Edition, heading: Heading): Sheet {
  const { source, space, audience, nameOf } = edition
  const columns: readonly ColumnOf<Row<typeof partner>>[] = [
    {
      key: 'name',
      label: 'Partenaire',
      type: 'text',
      width: 36,
      names: true,
      total: 'count',
      value: (row) => textOf(row.values.name),
    },
    { key: 'acronym', label: 'Sigle', type: 'text', width: 12, value: (row) => textOf(row.values.acronym) },
    {
      key: 'kind',
      label: 'Type',
      type: 'text',
      value: (row) => formatField(partner.fields.kind, row.values.kind, nameOf) || null,
    },
    {
      key: 'roles',
      label: 'Rôles',
      type: 'longText',
      width: 34,
      value: (row) => formatField(partner.fields.roles, row.values.roles, nameOf) || null,
    },
    {
      key: 'themes',
      label: 'Thématiques',
      type: 'longText',
      width: 34,
      value: (row) => formatField(partner.fields.themes, row.values.themes, nameOf) || null,
    },
    { key: 'city', label: 'Commune', type: 'text', width: 20, value: (row) => textOf(row.values.city) },
    { key: 'website', label: 'Site', type: 'text', width: 32, value: (row) => textOf(row.values.website) },
  ]
  const items = [...livingRows(source, partner, space)].sort((a, b) =>
    inFrenchOrder(a, b, (row) => textOf(row.values.name) ?? ''),
  )
  return tableSheet({ name: 'Partenaires', heading, audience, columns, items, empty: 'Aucun partenaire.' })
}

/** One line per contact who is still in place. */
export function contactsSheet(edition: Edition, heading: Heading): Sheet {
  const { source, space, audience, nameOf, today } = edition
  const organisation = ({ values }: Row<typeof contact>): string | null => {
    const names = [values.partnerId, values.structureId].flatMap((id) => (id ? [nameOf(id) ?? ''] : []))
    return names.filter((name) => name !== '').join(' ; ') || null
  }
  const columns: readonly ColumnOf<Row<typeof contact>>[] = [
    {
      key: 'firstName',
      label: 'Prénom',
      type: 'text',
      width: 18,
      names: true,
      value: (row) => textOf(row.values.firstName),
    },
    {
      key: 'lastName',
      label: 'Nom',
      type: 'text',
      width: 20,
      names: true,
      total: 'count',
      value: (row) => textOf(row.values.lastName),
    },
    { key: 'organisation', label: 'Organisme', type: 'text', width: 36, value: organisation },
    { key: 'jobTitle', label: 'Fonction', type: 'text', value: (row) => textOf(row.values.jobTitle) },
    {
      key: 'roles',
      label: 'Rôles',
      type: 'longText',
      width: 30,
      value: (row) => formatField(contact.fields.roles, row.values.roles, nameOf) || null,
    },
    { key: 'email', label: 'Courriel', type: 'text', width: 34, value: (row) => textOf(row.values.email) },
    {
      key: 'phone',
      label: 'Téléphone',
      type: 'text',
      width: 16,
      seenBy: internal,
      value: (row) =>
        formatField(contact.fields.phone, row.values.phone ?? row.values.mobile, nameOf) || null,
    },
  ]
  const items = livingRows(source, contact, space)
    .filter((row) => (dayOf(row.values.to) ?? today) >= today)
    .sort((a, b) => inFrenchOrder(a, b, ({ values }) => `${values.lastName ?? ''} ${values.firstName ?? ''}`))
  return tableSheet({ name: 'Contacts', heading, audience, columns, items, empty: 'Aucun contact.' })
}

function inFrenchOrder<R extends { readonly id: string }>(a: R, b: R, name: (row: R) => string): number {
  return compareText(name(a), name(b)) || (a.id < b.id ? -1 : 1)
}
