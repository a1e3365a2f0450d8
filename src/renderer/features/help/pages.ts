import together from '../../../../resources/guide/a-deux.md?raw'
import activity from '../../../../resources/guide/activite.md?raw'
import review from '../../../../resources/guide/a-verifier.md?raw'
import committee from '../../../../resources/guide/comite-national.md?raw'
import privacy from '../../../../resources/guide/confidentialite.md?raw'
import conventions from '../../../../resources/guide/conventions.md?raw'
import trash from '../../../../resources/guide/corbeille.md?raw'
import duplicates from '../../../../resources/guide/doublons.md?raw'
import funding from '../../../../resources/guide/financements.md?raw'
import importing from '../../../../resources/guide/importer.md?raw'
import information from '../../../../resources/guide/information.md?raw'
import lost from '../../../../resources/guide/ordinateur-perdu.md?raw'
import national from '../../../../resources/guide/partage-national.md?raw'
import start from '../../../../resources/guide/premiers-pas.md?raw'
import reports from '../../../../resources/guide/rapports.md?raw'
import register from '../../../../resources/guide/registre.md?raw'
import meetings from '../../../../resources/guide/reunions.md?raw'
import offline from '../../../../resources/guide/sans-reseau.md?raw'
import backup from '../../../../resources/guide/sauvegarde.md?raw'
import type { ComponentType } from 'react'
import { markdownTitle } from '../../ui/markdown'
import { SharedFields } from './SharedFields'

/** A page of the guide. */
export interface GuidePage {
  /** Its part of the address: `#/aide/sauvegarde`. */
  readonly name: string
  readonly title: string
  readonly source: string
  /** What the application itself says below the text. */
  readonly Below?: ComponentType
  /** A text to hand over: what it says between brackets is filled in from the département's record. */
  readonly isNotice?: true
}

/** A part of the guide, in the order in which it is read. */
export interface GuidePart {
  readonly title: string
  readonly pages: readonly GuidePage[]
}

const page = (name: string, source: string): GuidePage => ({ name, title: markdownTitle(source), source })

export const guide: readonly GuidePart[] = [
  {
    title: 'Commencer',
    pages: [
      page('premiers-pas', start),
      page('importer', importing),
      page('doublons', duplicates),
      page('sans-reseau', offline),
    ],
  },
  {
    title: 'Travailler à plusieurs',
    pages: [
      page('a-deux', together),
      page('a-verifier', review),
      { ...page('partage-national', national), Below: SharedFields },
      page('comite-national', committee),
    ],
  },
  {
    title: 'Au quotidien',
    pages: [
      page('reunions', meetings),
      page('conventions', conventions),
      page('financements', funding),
      page('activite', activity),
      page('rapports', reports),
    ],
  },
  {
    title: 'Garder et protéger',
    pages: [
      page('corbeille', trash),
      page('sauvegarde', backup),
      page('ordinateur-perdu', lost),
      page('confidentialite', privacy),
      { ...page('information', information), isNotice: true },
      { ...page('registre', register), isNotice: true },
    ],
  },
]

/** The page of an address; the first one where the address names none. */
export function guidePage(name: string | undefined): GuidePage | undefined {
  const pages = guide.flatMap((part) => part.pages)
  return name === undefined ? pages[0] : pages.find((candidate) => candidate.name === name)
}
