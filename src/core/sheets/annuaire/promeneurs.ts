import { hasSignedCharte, isActive, type PromeneurRow } from '../../figures/network'
import { dayOf, textOf } from '../../figures/source'
import { promeneur } from '../../records/promeneur'
import { socialAccount } from '../../records/socialAccount'
import { structure } from '../../records/structure'
import { formatField } from '../../schema/kinds'
import { type ColumnOf, type Heading, internal, notPublic, type Sheet, tableSheet, yesNo } from '../sheet'
import type { Directory } from './directory'

const { fields } = promeneur

/** One line per promeneur; the public sees first names, work places and public accounts. */
export function promeneursSheet(directory: Directory, heading: Heading): Sheet {
  const { edition, structureOf } = directory
  const { nameOf, audience } = edition
  const columns: readonly ColumnOf<PromeneurRow>[] = [
    {
      key: 'firstName',
      label: 'Prénom',
      type: 'text',
      width: 12,
      names: true,
      total: 'count',
      value: (row) => textOf(row.values.firstName),
    },
    {
      key: 'lastName',
      label: 'Nom',
      type: 'text',
      width: 13,
      names: true,
      seenBy: notPublic,
      value: (row) => textOf(row.values.lastName),
    },
    {
      key: 'jobTitle',
      label: 'Fonction',
      type: 'text',
      width: 17,
      value: (row) => textOf(row.values.jobTitle),
    },
    {
      key: 'email',
      label: 'Courriel',
      type: 'text',
      width: 26,
      value: (row) =>
        audience === 'public' ? directory.shownOf(row, 'shownEmail') : textOf(row.values.email),
    },
    {
      key: 'phone',
      label: 'Téléphone pro',
      type: 'text',
      width: 14,
      seenBy: internal,
      value: (row) => formatField(fields.phone, row.values.phone, nameOf) || null,
    },
    {
      key: 'structure',
      label: 'Structure',
      type: 'text',
      width: 21,
      value: (row) => textOf(structureOf(row)?.values.name),
    },
    {
      key: 'type',
      label: 'Type de structure',
      type: 'text',
      width: 17,
      value: (row) => formatField(structure.fields.type, structureOf(row)?.values.type, nameOf) || null,
    },
    {
      key: 'commune',
      label: 'Commune',
      type: 'text',
      width: 15,
      value: (row) =>
        formatField(structure.fields.communeCode, structureOf(row)?.values.communeCode, nameOf) || null,
    },
    {
      key: 'qpv',
      label: 'QPV',
      type: 'text',
      width: 12,
      value: (row) => textOf(structureOf(row)?.values.qpv),
    },
    {
      key: 'active',
      label: 'Actif',
      type: 'flag',
      seenBy: notPublic,
      options: ['Oui', 'Non'],
      value: (row) => yesNo(textOf(row.values.status) === null ? null : isActive(row)),
    },
    {
      key: 'specialty',
      label: 'Spécialité',
      type: 'text',
      width: 12,
      value: (row) => formatField(fields.specialty, row.values.specialty, nameOf) || null,
    },
    {
      key: 'status',
      label: 'Statut',
      type: 'text',
      width: 11,
      seenBy: notPublic,
      options: Object.values(fields.status.options),
      value: (row) => formatField(fields.status, row.values.status, nameOf) || null,
    },
    {
      key: 'entryDate',
      label: 'Date d’entrée',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(row.values.entryDate),
    },
    {
      key: 'exitDate',
      label: 'Date de sortie',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(row.values.exitDate),
    },
    {
      key: 'charteSigned',
      label: 'Charte signée',
      type: 'flag',
      seenBy: notPublic,
      options: ['Oui', 'Non'],
      value: (row) => yesNo(hasSignedCharte(row) || (row.values.charteSigned ?? null)),
    },
    {
      key: 'charteSignedAt',
      label: 'Charte signée le',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(row.values.charteSignedAt),
    },
    {
      key: 'conventionTo',
      label: 'Convention jusqu’au',
      type: 'date',
      seenBy: notPublic,
      value: (row) => dayOf(directory.conventionOf(row.values.structureId ?? '')?.values.to),
    },
    {
      key: 'accounts',
      label: 'Réseaux sociaux',
      type: 'longText',
      width: 26,
      value: (row) => accountsText(directory, row),
    },
    {
      key: 'published',
      label: 'Publié',
      type: 'flag',
      seenBy: notPublic,
      options: ['Oui', 'Non'],
      value: (row) => yesNo(row.values.publishOnDirectory),
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
      key: 'structureId',
      label: 'Identifiant de la structure',
      type: 'text',
      width: 30,
      hidden: true,
      seenBy: internal,
      value: (row) => textOf(row.values.structureId),
    },
  ]
  return tableSheet({
    name: 'Promeneurs',
    heading,
    audience,
    columns,
    items: directory.promeneurs,
    empty: 'Aucun promeneur.',
  })
}

/** « Instagram : ines.pdn ; Discord ». */
function accountsText(directory: Directory, row: PromeneurRow): string | null {
  const accounts = directory.accountsOf(row).map(({ values }) => {
    const network = formatField(socialAccount.fields.network, values.network, directory.edition.nameOf)
    const handle = textOf(values.handle)
    return handle === null ? network : `${network} : ${handle}`
  })
  return accounts.length === 0 ? null : accounts.sort().join(' ; ')
}
