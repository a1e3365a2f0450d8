/** A column of a workbook as the product's page writes it: its label, and whether it is calculated (« ƒ »). */
export interface ColumnLabel {
  readonly label: string
  readonly calculated: boolean
}

const read = (...lines: readonly string[]): readonly ColumnLabel[] =>
  lines
    .flatMap((line) => line.split(' | '))
    .map((text) => ({ label: text.replace(/ ƒ$/, ''), calculated: text.endsWith(' ƒ') }))

/** Figures of a département, that regions add up. */
const figures = (mark: '' | ' ƒ'): readonly ColumnLabel[] =>
  read(
    'Promeneurs actifs ƒ',
    ['Jeunesse seule', 'Parentalité seule', 'Double spécialité', 'Spécialité non renseignée']
      .concat(['Entrées', 'Sorties', 'Structures dans le réseau', 'Communes d’implantation'])
      .concat(['Chartes signées'])
      .join(`${mark} | `) + mark,
    `% chartes ƒ | Structures conventionnées${mark} | % conventionnées ƒ`,
    ['Réunions', 'dont Copil', 'Sessions de formation', 'ETP de coordination', 'Demandé', 'Accordé', 'Versé']
      .map((label) => label + mark)
      .join(' | '),
    'Reste à verser ƒ',
  )

const definitions = read('Terme | Définition')

/** Every sheet of the three workbooks for internal eyes, in their order, with its columns in theirs. */
export const workbookColumns = {
  directory: {
    Promeneurs: read(
      'Prénom | Nom | Fonction | Courriel | Téléphone pro | Structure | Type de structure | Commune | QPV',
      'Actif | Spécialité | Statut | Date d’entrée | Date de sortie | Charte signée | Charte signée le',
      'Convention jusqu’au | Réseaux sociaux | Publié | Identifiant | Identifiant de la structure',
    ),
    Structures: read(
      'Prénom du responsable | Nom du responsable | Courriel du responsable | Téléphone | Type de structure',
      'Structure | Commune | QPV | Nb de PdN actifs ƒ | Statut | Code postal | Code INSEE | SIRET | AAP',
      'Charte signée le | Convention du | Convention au | Identifiant | Convention en cours',
    ),
    Partenaires: read('Partenaire | Sigle | Type | Rôles | Thématiques | Commune | Site'),
    Contacts: read('Prénom | Nom | Organisme | Fonction | Rôles | Courriel | Téléphone'),
    Synthèse: read('Indicateur | Nombre ƒ'),
    Définitions: definitions,
  },
  fundings: {
    Financements: read(
      'Exercice | Financeur | Dispositif | Objet | Demandé | Accordé | Versé ƒ | Reste à verser ƒ',
      'Convention signée le | Bilan attendu le | État | Porteur | Notifié le | N° de dossier | % versé ƒ',
      'Compté | Réf. | N° du financeur | Identifiant',
    ),
    Versements: read(
      'Réf. | Exercice | Financeur | Nature | Montant attendu | Attendu le | Montant reçu | Reçu le',
      'Reçu au 31/12 de l’exercice ƒ | Écart ƒ | État',
    ),
    'Par exercice et financeur': read(
      'Exercice | Financeur | Nb de dossiers ƒ | Demandé ƒ | Accordé ƒ | Versé ƒ | Reste à verser ƒ',
      'Part du financeur ƒ | N° du financeur',
    ),
    Échéances: read('Date | Nature | Financeur | Dispositif | Jours restants | État'),
    Définitions: definitions,
  },
  consolidation: {
    Départements: [
      ...read('Code | Département | Région | État de déploiement | Depuis'),
      ...figures(''),
      ...read('Bilan | Données au'),
    ],
    Régions: [...read('Région | Départements ƒ'), ...figures(' ƒ'), ...read('Bilans transmis ƒ')],
    'Structures par type': read(
      'Code | Département | Centre socioculturel | Espace de vie sociale (EVS) | MJC',
      'Accueil de jeunes, ALSH ados | Service jeunesse municipal | Information Jeunesse (BIJ, PIJ, CRIJ)',
      'Mission locale | Prévention spécialisée | FJT, résidence habitat jeunes | EPN, tiers-lieu',
      'Maison des adolescents, lieu d’écoute | Espace santé | Établissement scolaire | Association (autre)',
      'Collectivité (autre) | Autre | Non renseigné',
    ),
    'Financements par dispositif': read(
      'Code | Département | Exercice | Dispositif | Dossiers | Demandé | Accordé | Versé | Reste à verser ƒ',
    ),
    Activité: read(
      'Code | Département | Jeu d’indicateurs | Formulaires attendus | Reçus | Taux ƒ',
      'Jeunes contactés (min) | Jeunes contactés (max) | Rencontrés ensuite (min) | Rencontrés ensuite (max)',
      'Accompagnements (min) | Accompagnements (max) | Projets | Heures de coordination',
      'Journées-stagiaires | Situations préoccupantes',
    ),
    'Qualité des données': read('Code | Département | Contrôle | Nb | Sur | % ƒ'),
    Évolution: read('Code | Département | Indicateur | N−2 | N−1 | N | Écart ƒ'),
    Définitions: definitions,
  },
} as const

/** The labels alone, in their order. */
export const labelsOf = (columns: readonly ColumnLabel[]): readonly string[] =>
  columns.map(({ label }) => label)
