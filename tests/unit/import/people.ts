/** The headings of a sheet of promeneurs such as coordinators keep; one maps to nothing. */
export const people = [
  'Nom',
  'Prénom',
  'Structure',
  'Mail',
  'Actif',
  'Charte signée',
  'Date de sortie',
  'Téléphone',
  'Véhicule',
]
/** A line of it. */
export const ines = [
  'MAUGER',
  'Inès',
  'PIJ de Valognes',
  'ines@pij.example',
  'oui',
  'x',
  null,
  612345678,
  'Vélo',
] as const
