import type { ComponentType } from 'react'
import { annuaire } from '../../../core/sheets/annuaire/annuaire'
import { consolidation } from '../../../core/sheets/consolidation/consolidation'
import { peopleListed } from '../../../core/sheets/annuaire/peopleListed'
import type { Edition } from '../../../core/sheets/edition'
import { fundingReport } from '../../../core/sheets/fundingReport/fundingReport'
import type { Audience, Workbook } from '../../../core/sheets/sheet'
import type { Identity } from '../../data/workspace'
import { DirectoryForetold } from './DirectoryForetold'

/** What a report asks of its user before it is made. */
export interface ReportChoice {
  readonly audience: Audience
  /** Null for all years. */
  readonly year: number | null
}

/** A workbook that the screen offers. */
export interface Report {
  readonly name: string
  readonly title: string
  /** What it holds and what it is for, in a sentence. */
  readonly holds: string
  readonly audiences: readonly Audience[]
  /** Which periods it can be made for. */
  readonly period: 'today' | 'year' | 'year-or-all'
  readonly isFor: (role: Identity['role']) => boolean
  /** Says before the workbook is made what it will leave out, and why. */
  readonly Foretold?: ComponentType<{ readonly audience: Audience }>
  /** How many people it names: the log of exports says it, and leaves out what names nobody. */
  readonly persons: (edition: Edition) => number
  readonly make: (edition: Edition, choice: ReportChoice) => Workbook
}

/** The three workbooks, in the order of the screen. */
export const reports: readonly Report[] = [
  {
    name: 'consolidation',
    title: 'Consolidation nationale',
    holds:
      'Une ligne par département, puis les régions, les types de structure, les financements par dispositif, l’activité transmise, la qualité des données et l’évolution sur trois ans. Aucune personne n’y figure.',
    audiences: ['interne', 'partenaires'],
    period: 'year',
    isFor: (role) => role === 'national',
    persons: () => 0,
    make: (edition, { year }) => consolidation(edition, year ?? Number(edition.today.slice(0, 4))),
  },
  {
    name: 'annuaire',
    title: 'Annuaire du réseau',
    holds:
      'Les promeneurs, les structures, les partenaires et les contacts d’aujourd’hui, avec une synthèse chiffrée et les définitions.',
    audiences: ['interne', 'partenaires', 'public'],
    period: 'today',
    isFor: (role) => role !== 'national',
    Foretold: DirectoryForetold,
    persons: peopleListed,
    make: (edition) => annuaire(edition),
  },
  {
    name: 'financements',
    title: 'Suivi des financements',
    holds:
      'Ce qui est demandé, accordé, versé et attendu, dossier par dossier\u00a0; les versements, les totaux par exercice et par financeur, les échéances.',
    audiences: ['interne', 'partenaires'],
    period: 'year-or-all',
    isFor: (role) => role !== 'national',
    persons: () => 0,
    make: (edition, { year }) => fundingReport(edition, year),
  },
]

/** What each reader is given, said before the workbook is made. */
export const audienceHints: { readonly [A in Audience]: string } = {
  interne: 'Toutes les colonnes\u00a0: à garder pour soi.',
  partenaires: 'Sans téléphone, ni note, ni identifiant.',
  public: 'Seulement ce qui est marqué «\u00a0Publié\u00a0».',
}
