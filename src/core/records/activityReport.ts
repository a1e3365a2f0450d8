import {
  activityThemeAliases,
  activityThemes,
  ageAliases,
  ages,
  networkAliases,
  networks,
  presenceBuckets,
} from '../reference/lists'
import type { FieldOf } from '../schema/field'
import { defineRecord } from '../schema/record'
import { withinWorkingWeek } from '../schema/rules'
import { duplicateFields } from './duplicateFields'

const people = ['<10', '10-50', '50-100', '>100'] as const
const talks = ['0', '<5', '5-10', '>10'] as const
const sent = ['<10', '10-25', '25-50', '>50'] as const

/** A count of young people or parents, exact or as a range; masked under 5 in every export. */
const young = (label: string, section: string): FieldOf<'range'> => ({
  kind: 'range',
  label,
  scope: 'private',
  buckets: people,
  masked: true,
  section,
})

const counted = (label: string, section: string): FieldOf<'integer'> => ({
  kind: 'integer',
  label,
  scope: 'private',
  min: 0,
  section,
})

const theme = {
  kind: 'choice',
  label: 'Thématique',
  scope: 'private',
  options: activityThemes,
  aliases: activityThemeAliases,
} as const satisfies FieldOf<'choice'>

/** What one promeneur did online in a period: counts only, never a young person. One cell a report. */
export const activityReport = defineRecord({
  name: 'activityReport',
  title: 'Formulaires d’activité',
  one: 'un formulaire d’activité',
  partition: 'yearly',
  owner: 'department',
  whole: true,
  unique: { as: 'activity', by: ['promeneurId', 'period', 'formVersion'] },
  naming: ['promeneurId', 'period'],
  sections: ['Formulaire', 'Présence', 'Jeunes', 'Demandes', 'Effets', 'Initiatives', 'Remarques'],
  fields: {
    promeneurId: {
      kind: 'ref',
      label: 'Promeneur',
      scope: 'private',
      to: 'promeneur',
      required: true,
      column: 'shown',
    },
    structureId: { kind: 'ref', label: 'Structure', scope: 'private', to: 'structure', column: 'shown' },
    period: {
      kind: 'month',
      label: 'Période',
      scope: 'private',
      wider: true,
      required: true,
      column: 'shown',
    },
    formVersion: { kind: 'text', label: 'Version du formulaire', scope: 'private', expected: true },
    source: {
      kind: 'choice',
      label: 'Origine',
      scope: 'private',
      options: { saisie: 'Saisi par la coordination', fichier: 'Fichier', enligne: 'Formulaire en ligne' },
    },
    receivedAt: { kind: 'date', label: 'Reçu le', scope: 'private', column: 'shown' },
    status: {
      kind: 'choice',
      label: 'État',
      scope: 'private',
      expected: true,
      column: 'shown',
      options: { attendu: 'Attendu', recu: 'Reçu', 'a-verifier': 'À vérifier', valide: 'Validé' },
    },
    weeklyHours: {
      kind: 'range',
      label: 'Heures de présence en ligne par semaine',
      hours: true,
      scope: 'private',
      buckets: presenceBuckets,
      expected: true,
      section: 'Présence',
      column: 'shown',
      synonyms: ['NB_HEURE'],
    },
    devices: {
      kind: 'choices',
      label: 'Matériel',
      scope: 'private',
      expected: true,
      section: 'Présence',
      options: {
        smartphone: 'Smartphone',
        ordinateur: 'Ordinateur',
        tablette: 'Tablette',
        console: 'Console',
      },
      aliases: { Ordi: 'ordinateur' },
    },
    networks: {
      kind: 'rows',
      label: 'Par réseau',
      scope: 'private',
      section: 'Présence',
      fields: {
        network: {
          kind: 'choice',
          label: 'Réseau',
          scope: 'private',
          options: networks,
          aliases: networkAliases,
          open: true,
        },
        skill: {
          kind: 'choice',
          label: 'Maîtrise',
          scope: 'private',
          options: { besoin: 'Besoin de formation', moyen: 'Niveau moyen', bonne: 'Bonne maîtrise' },
        },
        mainAge: {
          kind: 'choice',
          label: 'Tranche d’âge',
          scope: 'private',
          options: ages,
          aliases: ageAliases,
        },
        followers: { kind: 'range', label: 'Abonnés', scope: 'private', buckets: people },
        messagesSent: { kind: 'range', label: 'Messages envoyés', scope: 'private', buckets: sent },
        conversations: {
          kind: 'range',
          label: 'Discussions et accompagnements',
          scope: 'private',
          buckets: talks,
          masked: true,
        },
        newConversations: {
          kind: 'range',
          label: 'Nouveaux accompagnements',
          scope: 'private',
          buckets: talks,
          masked: true,
        },
      },
    },
    youthContacted: young('Jeunes contactés', 'Jeunes'),
    youthMetAfter: young('Jeunes rencontrés ensuite', 'Jeunes'),
    parentsContacted: young('Parents contactés', 'Jeunes'),
    interventionInfo: young('Interventions : information', 'Jeunes'),
    interventionLink: young('Interventions : lien social', 'Jeunes'),
    interventionSupport: young('Interventions : accompagnement', 'Jeunes'),
    interventionListening: young('Interventions : écoute, aide', 'Jeunes'),
    themes: {
      kind: 'choices',
      label: 'Thématiques abordées',
      scope: 'private',
      expected: true,
      section: 'Demandes',
      options: activityThemes,
      aliases: activityThemeAliases,
      column: 'shown',
    },
    requestDaily: counted('Demandes : vie quotidienne et prévention', 'Demandes'),
    requestPlace: counted('Demandes : infos pratiques sur une structure', 'Demandes'),
    requestProject: counted('Demandes : accompagnement d’un projet', 'Demandes'),
    requestDigital: counted('Demandes : pratiques numériques', 'Demandes'),
    requestPersonal: counted('Demandes : questions personnelles', 'Demandes'),
    referrals: counted('Orientations vers un partenaire', 'Demandes'),
    projectsStarted: counted('Projets initiés', 'Effets'),
    faceToFace: { ...counted('Retours vers une rencontre en face à face', 'Effets'), masked: true },
    projectsRestarted: { ...counted('Projets repris', 'Effets'), masked: true },
    rupturesPrevented: { ...counted('Ruptures prévenues', 'Effets'), masked: true },
    radicalisationPrevented: { ...counted('Situations de radicalisation prévenues', 'Effets'), masked: true },
    concernsSeen: {
      ...counted('Situations préoccupantes repérées', 'Effets'),
      masked: true,
      hint: 'Un nombre seulement, jamais une situation.',
    },
    concernsReported: { ...counted('Situations préoccupantes signalées', 'Effets'), masked: true },
    initiatives: {
      kind: 'rows',
      label: 'Initiatives numériques',
      scope: 'private',
      section: 'Initiatives',
      fields: {
        date: { kind: 'date', label: 'Date', scope: 'private' },
        title: { kind: 'text', label: 'Intitulé', scope: 'private' },
        theme,
        youthCount: { kind: 'integer', label: 'Nombre de jeunes', scope: 'private', min: 0, masked: true },
        age: { kind: 'choice', label: 'Âge', scope: 'private', options: ages, aliases: ageAliases },
      },
    },
    nextInitiatives: {
      kind: 'rows',
      label: 'Initiatives prévues',
      scope: 'private',
      section: 'Initiatives',
      fields: {
        date: { kind: 'date', label: 'Date', scope: 'private' },
        theme,
        needsSupport: {
          kind: 'choice',
          label: 'Besoin d’accompagnement',
          scope: 'private',
          options: { oui: 'Oui', non: 'Non', 'peut-etre': 'Peut-être' },
        },
      },
    },
    trainingWishes: {
      kind: 'longText',
      label: 'Souhaits de formation',
      scope: 'private',
      section: 'Remarques',
    },
    comments: {
      kind: 'longText',
      label: 'Commentaires et difficultés',
      scope: 'private',
      section: 'Remarques',
      hint: 'Jamais le nom ni l’âge d’un jeune.',
    },
    ...duplicateFields('activityReport', 'Remarques'),
  },
  rules: [withinWorkingWeek('weeklyHours')],
})
