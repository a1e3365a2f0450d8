import type { ComponentType } from 'react'
import type { Identity } from '../../data/workspace'
import { BackupPage } from './BackupPage'
import { ComputerPage } from './ComputerPage'
import { InformationPage } from './InformationPage'
import { LostPage } from './LostPage'
import { NewComputerPage } from './NewComputerPage'
import type { SettingsPageProps } from './pageProps'
import { SecondPage } from './SecondPage'
import { ServerPage } from './ServerPage'
import { SuccessorPage } from './SuccessorPage'

interface SettingsPage {
  /** Its part of the address: `#/reglages/sauvegarde`. */
  readonly name: string
  readonly title: string
  readonly Page: ComponentType<SettingsPageProps>
  /** Whose pages have it; everyone's by default. */
  readonly roles?: readonly Identity['role'][]
}

/** Those who hold a space; whoever only reads one hands nothing over. */
const writers = ['coordinator', 'national'] as const

/** The pages of « Réglages », in two parts. */
export const settingsParts: readonly { readonly title: string; readonly pages: readonly SettingsPage[] }[] = [
  {
    title: 'Cet espace',
    pages: [
      { name: 'poste', title: 'Cet ordinateur', Page: ComputerPage },
      { name: 'serveur', title: 'Serveur', Page: ServerPage },
      { name: 'sauvegarde', title: 'Sauvegarde et clé', Page: BackupPage },
      { name: 'information', title: 'Information et registre', Page: InformationPage },
    ],
  },
  {
    title: 'Quand quelque chose change',
    pages: [
      {
        name: 'deuxieme-coordinatrice',
        title: 'Une deuxième coordinatrice',
        Page: SecondPage,
        roles: writers,
      },
      { name: 'succession', title: 'Une personne me succède', Page: SuccessorPage, roles: writers },
      { name: 'nouvel-ordinateur', title: 'Un nouvel ordinateur', Page: NewComputerPage },
      { name: 'ordinateur-perdu', title: 'Un ordinateur perdu', Page: LostPage },
    ],
  },
]
