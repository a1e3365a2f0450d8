/** What the charte, the conventions and the law ask for and the records do not show. */
export type GapNature =
  | 'card'
  | 'charte-promeneur'
  | 'charte-structure'
  | 'convention-missing'
  | 'convention-unsigned'
  | 'convention-ending'
  | 'convention-ended'
  | 'profile'
  | 'account'
  | 'training'

/** One thing to put right, on the record where it is put right. */
export interface ComplianceGap {
  readonly nature: GapNature
  readonly kind: 'promeneur' | 'structure' | 'convention' | 'publicCard'
  readonly id: string
  /** The promeneur or the structure whom it is about. */
  readonly about: string
  /** What that one is called: a first and last name, or a structure's name. */
  readonly who: string
  /** A French sentence part: « charte non signée », « convention échue le 30/06/2026 ». */
  readonly what: string
  /** The end of the convention, where that is the matter. */
  readonly date: string | null
}

/** Whose gaps are asked for, and from what. */
export interface GapsAsked {
  readonly space?: string
  /** Only what shared fields tell: whoever does not hold the private room cannot say what is missing from it. */
  readonly sharedOnly?: boolean
}
