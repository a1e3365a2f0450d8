import { networkFigures } from '../../figures/network'
import type { Edition } from '../edition'
import { type Formula, type Heading, type Sheet, tableSheet } from '../sheet'

interface Indicator {
  readonly label: string
  readonly count: Formula
}

const active = '[Promeneurs.active],"Oui"'
const inNetwork = '[Structures.status],"Dans le réseau"'

/** Communes where a structure of the network stands, each once: every structure counts for its share of its commune. */
const communes =
  'SUMPRODUCT(([Structures.status]="Dans le réseau")*([Structures.communeCode]<>"")/' +
  `(COUNTIFS([Structures.communeCode],[Structures.communeCode]&"",${inNetwork})` +
  '+([Structures.status]<>"Dans le réseau")+([Structures.communeCode]="")))'

/** The network in a dozen counts, each a formula on the other sheets. */
export function summarySheet(edition: Edition, heading: Heading): Sheet {
  const { source, today, space, audience } = edition
  const figures = networkFigures(source, today, space)
  const year = today.slice(0, 4)
  const during = (key: string): string =>
    `COUNTIFS([Promeneurs.${key}],">="&DATE(${year},1,1),[Promeneurs.${key}],"<="&DATE(${year},12,31))`
  const specialty = (label: string): string => `COUNTIFS(${active},[Promeneurs.specialty],"${label}")`
  const indicators: readonly (readonly [label: string, formula: string, value: number])[] = [
    ['Promeneurs actifs', `COUNTIFS(${active})`, figures.active],
    ['dont spécialité jeunesse seule', specialty('Jeunesse'), figures.youthOnly],
    ['dont spécialité parentalité seule', specialty('Parentalité'), figures.parentsOnly],
    ['dont double spécialité', specialty('Jeunesse ; Parentalité'), figures.bothSpecialties],
    ['dont spécialité non renseignée', specialty(''), figures.noSpecialty],
    [`Entrées en ${year}`, during('entryDate'), figures.entries],
    [`Sorties en ${year}`, during('exitDate'), figures.exits],
    [
      'Promeneurs actifs ayant signé la charte',
      `COUNTIFS(${active},[Promeneurs.charteSigned],"Oui")`,
      figures.chartesSigned,
    ],
    ['Structures dans le réseau', `COUNTIFS(${inNetwork})`, figures.structuresInNetwork],
    [
      'dont convention en cours',
      `COUNTIFS(${inNetwork},[Structures.underConvention],"Oui")`,
      figures.underConvention,
    ],
    ['Communes d’implantation', communes, figures.communes],
  ]
  return tableSheet<Indicator>({
    name: 'Synthèse',
    heading,
    audience,
    columns: [
      { key: 'label', label: 'Indicateur', type: 'text', width: 44, value: ({ label }) => label },
      { key: 'count', label: 'Nombre', type: 'integer', width: 12, value: ({ count }) => count },
    ],
    items: indicators.map(([label, formula, value]) => ({ label, count: { formula, value } })),
  })
}
