import { networkAliases, networks } from '../reference/lists'
import { defineRecord } from '../schema/record'
import { inOrder } from '../schema/rules'

/** A promeneur's professional account on a network; the committee counts networks, it does not see handles. */
export const socialAccount = defineRecord({
  name: 'socialAccount',
  title: 'Comptes',
  one: 'un compte',
  partition: 'base',
  owner: 'department',
  naming: ['network', 'handle'],
  sections: ['Compte'],
  fields: {
    promeneurId: {
      kind: 'ref',
      label: 'Promeneur',
      scope: 'shared',
      to: 'promeneur',
      required: true,
      column: 'shown',
    },
    network: {
      kind: 'choice',
      label: 'Réseau',
      scope: 'shared',
      options: networks,
      aliases: networkAliases,
      open: true,
      required: true,
      column: 'shown',
      synonyms: ['Réseau social'],
    },
    handle: {
      kind: 'text',
      label: 'Nom de profil',
      scope: 'private',
      expected: true,
      column: 'shown',
      synonyms: ['Pseudo', 'Identifiant', 'Compte'],
    },
    url: { kind: 'url', label: 'Lien', scope: 'private' },
    public: { kind: 'flag', label: 'Public', scope: 'private' },
    since: { kind: 'date', label: 'Depuis le', scope: 'shared' },
    to: { kind: 'date', label: 'Jusqu’au', scope: 'shared' },
  },
  rules: [inOrder('since', 'to', 'La fin doit suivre le début.')],
})
