import { defineRecord } from '../schema/record'

/**
 * Who stands behind an opaque author id. Journals of shared rooms carry the id alone; the name never leaves the private
 * room. No screen lists it, so it is no record of the menu.
 */
export const author = defineRecord({
  name: 'author',
  title: 'Auteurs',
  one: 'un auteur',
  partition: 'base',
  owner: 'department',
  ofCommittee: true,
  naming: ['name'],
  sections: ['Auteur'],
  fields: { name: { kind: 'text', label: 'Nom', scope: 'private', required: true } },
})
