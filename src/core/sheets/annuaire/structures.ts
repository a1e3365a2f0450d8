import type { StructureRow } from '../../figures/network'
import { dayOf, textOf } from '../../figures/source'
import { contact } from '../../records/contact'
import { structure } from '../../records/structure'
import { rowOf } from '../../projection/rows'
import { formatField } from '../../schema/kinds'
import { type ColumnOf, type Heading, internal, notPublic, type Sheet, tableSheet, yesNo } from '../sheet'
import type { Directory } from './directory'

const { fields } = structure

/** One line per structure, its head of house first, as coordinators' own exports have it. */
export function structuresSheet(directory: Directory, heading: Heading): Sheet {
  const { edition } = directory
  const { nameOf, audience, source } = edition
  const managerOf = (row: StructureRow) => rowOf(source, contact, row.values.manager ?? '')?.values
  const columns: readonly ColumnOf<StructureRow>[] = [
    {
      key: 'managerFirstName',
      label: 'Prénom du responsable',
      type: 'text',
      width: 13,
      seenBy: notPublic,
      value: (row) => textOf(managerOf(row)?.firstName),
    },
    {
      key: 'managerLastName',
      label: 'Nom du responsable',
      type: 'text',
      width: 14,
      seenBy: notPublic,
      value: (row) => textOf(managerOf(row)?.lastName),
    },
    {
      key: 'managerEmail',
      label: 'Courriel du responsable',
      type: 'text',
      width: 28,
      seenBy: notPublic,
      value: (row) => textOf(managerOf(row)?.email) ?? textOf(row.values.email),
    },
    {
      key: 'phone',
      label: 'Téléphone',
      type: 'text',
      width: 14,
      seenBy: internal,
      value: (row) => formatField(fields.phone, row.values.phone ?? managerOf(row)?.phone, nameOf) || null,
    },
    {
      key: 'type',
      label: 'Type de structure',
      type: 'text',
      width: 20,
      value: (row) => formatField(fields.type, row.values.type, nameOf) || null,
    },
    {
      key: 'name',
      label: 'Structure',
      type: 'text',
      width: 26,
      names: true,
      total: 'count',
      value: (row) => textOf(row.values.name),
    },
    {
      key: 'commune',
      label: 'Commune',
      type: 'text',
      width: 17,
      value: (row) => formatField(fields.communeCode, row.values.communeCode, nameOf) || null,
    },
    { key: 'qpv', label: 'QPV', type: 'text', width: 12, value: (row) => textOf(row.values.qpv) },
    {
      key: 'active',
      label: 'Nb de PdN actifs',
      type: 'integer',
      total: 'sum',
      seenBy: notPublic,
      formula: 'COUNTIFS([Promeneurs.structureId],[id],[Promeneurs.active],"Oui")',
      value: (row) => directory.activeIn(row.id),
    },
    {
      key: 'status',
      label: 'Statut',
      type: 'text',
      width: 13,
      seenBy: notPublic,
      options: Object.values(fields.status.options),
      value: (row) => formatField(fields.status, row.values.status, nameOf) || null,
    },
    {
      key: 'postalCode',
      label: 'Code postal',
      type: 'text',
      width: 8,
      value: (row) => textOf(row.values.postalCode),
    },
    {
      key: 'communeCode',
      label: 'Code INSEE',
      type: 'text',
      width: 8,
      value: (row) => textOf(row.values.communeCode),
    },
    {
      key: 'siret',
      label: 'SIRET',
      type: 'text',
      width: 16,
      seenBy: notPublic,
      value: (row) => textOf(row.values.siret),
    },
    {
      key: 'callYear',
      label: 'AAP',
      type: 'text',
      width: 8,
      seenBy: notPublic,
      value: (row) => formatField(fields.callYear, row.values.callYear, nameOf) || null,
    },
    {
      key: 'charteSignedAt',
      label: 'Charte signée le',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(row.values.charteSignedAt),
    },
    {
      key: 'conventionFrom',
      label: 'Convention du',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(directory.conventionOf(row.id)?.values.from),
    },
    {
      key: 'conventionTo',
      label: 'Convention au',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(directory.conventionOf(row.id)?.values.to),
    },
    {
      key: 'id',
      label: 'Identifiant',
      type: 'text',
      width: 30,
      hidden: true,
      seenBy: internal,
      value: (row) => row.id,
    },
    {
      // For the summary alone: whether a convention is in force takes more than its two dates.
      key: 'underConvention',
      label: 'Convention en cours',
      type: 'flag',
      hidden: true,
      seenBy: notPublic,
      value: (row) => yesNo(directory.isUnderConvention(row.id)),
    },
  ]
  return tableSheet({
    name: 'Structures',
    heading,
    audience,
    columns,
    items: directory.structures,
    empty: 'Aucune structure.',
  })
}
