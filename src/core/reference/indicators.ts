/** One figure that a département transmits. */
export interface Indicator {
  readonly code: string
  readonly label: string
  readonly unit: 'count' | 'hours' | 'money' | 'fte' | 'days'
  /** Counts of young people or parents, masked under 5 where a rule asks for it. */
  readonly masked?: true
}

/** A set of indicators; a transmitted year keeps the version it was counted with. */
export interface IndicatorSet {
  readonly version: string
  readonly indicators: readonly Indicator[]
}

const count = (code: string, label: string): Indicator => ({ code, label, unit: 'count' })
const young = (code: string, label: string): Indicator => ({ code, label, unit: 'count', masked: true })

/** The first national set. */
export const indicatorsV1: IndicatorSet = {
  version: '1',
  indicators: [
    count('active', 'Promeneurs actifs au 31/12'),
    count('active-jeunesse', 'dont jeunesse seule'),
    count('active-parentalite', 'dont parentalité seule'),
    count('active-double', 'dont double spécialité'),
    count('active-unknown', 'dont spécialité non renseignée'),
    count('entries', 'Entrées dans l’année'),
    count('exits', 'Sorties dans l’année'),
    count('chartes', 'Promeneurs actifs ayant signé la charte'),
    count('structures', 'Structures dans le réseau'),
    count('structures-convention', 'Structures conventionnées'),
    count('communes', 'Communes d’implantation'),
    count('meetings', 'Réunions'),
    count('copil', 'dont comités de pilotage'),
    count('trainings', 'Sessions de formation'),
    { code: 'trainee-days', label: 'Journées-stagiaires', unit: 'days' },
    { code: 'coordination-fte', label: 'ETP de coordination', unit: 'fte' },
    { code: 'coordination-hours-min', label: 'Heures de coordination (minimum)', unit: 'hours' },
    { code: 'coordination-hours-max', label: 'Heures de coordination (maximum)', unit: 'hours' },
    { code: 'requested', label: 'Financements demandés', unit: 'money' },
    { code: 'granted', label: 'Financements accordés', unit: 'money' },
    { code: 'received', label: 'Financements versés', unit: 'money' },
    count('forms-expected', 'Formulaires d’activité attendus'),
    count('forms-received', 'Formulaires d’activité reçus'),
    young('youth-contacted-min', 'Jeunes contactés (minimum)'),
    young('youth-contacted-max', 'Jeunes contactés (maximum)'),
    young('youth-met-min', 'Jeunes rencontrés ensuite (minimum)'),
    young('youth-met-max', 'Jeunes rencontrés ensuite (maximum)'),
    young('parents-contacted-min', 'Parents contactés (minimum)'),
    young('parents-contacted-max', 'Parents contactés (maximum)'),
    young('supports-min', 'Accompagnements (minimum)'),
    young('supports-max', 'Accompagnements (maximum)'),
    young('face-to-face', 'Retours vers une rencontre en face à face'),
    young('projects-restarted', 'Projets repris'),
    young('ruptures-prevented', 'Ruptures prévenues'),
    young('radicalisation-prevented', 'Situations de radicalisation prévenues'),
    count('projects', 'Projets initiés'),
    young('concerns-seen', 'Situations préoccupantes repérées'),
    young('concerns-reported', 'Situations préoccupantes signalées'),
  ],
}

/** Every set ever used, the current one first: old years are read with their own. */
export const indicatorSets: readonly IndicatorSet[] = [indicatorsV1]
