import { defineRecord } from '../schema/record'

/** Someone at a training session. */
export const attendance = defineRecord({
  name: 'attendance',
  title: 'Participations',
  one: 'une participation',
  partition: 'yearly',
  owner: 'department',
  naming: ['personId', 'trainingId'],
  sections: ['Participation'],
  fields: {
    trainingId: {
      kind: 'ref',
      label: 'Formation',
      scope: 'private',
      to: 'training',
      required: true,
      column: 'shown',
    },
    personId: {
      kind: 'ref',
      label: 'Participant',
      scope: 'private',
      to: ['promeneur', 'contact'],
      required: true,
      column: 'shown',
    },
    status: {
      kind: 'choice',
      label: 'Présence',
      scope: 'private',
      expected: true,
      column: 'shown',
      options: { inscrit: 'Inscrit', present: 'Présent', excuse: 'Excusé', absent: 'Absent' },
    },
    halfDays: { kind: 'integer', label: 'Demi-journées', scope: 'private', min: 0, column: 'shown' },
    attestationFile: { kind: 'file', label: 'Attestation', scope: 'private' },
  },
})
