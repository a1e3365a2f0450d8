import { fold } from '../schema/fold'

/** Kinds of partner institutions. */
export const partnerKinds = {
  caf: 'Caf',
  msa: 'MSA',
  etat: 'État – SDJES, DRAJES',
  prefecture: 'Préfecture',
  departement: 'Conseil départemental',
  region: 'Région',
  epci: 'EPCI',
  commune: 'Commune',
  education: 'Éducation nationale',
  sante: 'ARS, santé',
  federation: 'Fédération d’éducation populaire',
  udaf: 'Udaf',
  association: 'Association',
  national: 'Organisme national (Cnaf, Ccmsa, Djepva)',
  autre: 'Autre',
} as const

type PartnerKind = keyof typeof partnerKinds

const signs: readonly (readonly [RegExp, PartnerKind])[] = [
  [/^(cnaf|ccmsa|djepva)\b/, 'national'],
  [/\b(caf|caisse d allocations familiales)\b/, 'caf'],
  [/\b(msa|mutualite sociale agricole)\b/, 'msa'],
  [/\b(sdjes|drajes|ddcs|ddcspp|djepva)\b/, 'etat'],
  [/\bprefecture\b/, 'prefecture'],
  [/^(conseil )?(departement|departemental)\b|\bconseil departemental\b/, 'departement'],
  [/^(conseil )?(region|regional)\b|\bconseil regional\b/, 'region'],
  [/\b(communaute (de communes|d agglomeration|urbaine)|metropole|agglomeration|epci)\b/, 'epci'],
  [/\b(dsden|education nationale|rectorat)\b/, 'education'],
  [/\b(ars|agence regionale de sante|hopital|chu)\b/, 'sante'],
  [/\budaf\b/, 'udaf'],
  [/\b(federation|ligue de l enseignement|francas|union des mjc|fol)\b/, 'federation'],
  [/^(commune|ville|mairie)\b/, 'commune'],
  [/^association\b/, 'association'],
]

/** The kind that a partner's name speaks of (« Caf de la Manche »), or null: it is then for a person to say. */
export function partnerKindOf(name: string): PartnerKind | null {
  const folded = fold(name)
  return signs.find(([sign]) => sign.test(folded))?.[1] ?? null
}
