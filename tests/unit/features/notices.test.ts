import { describe, expect, test } from 'vitest'
import type { department } from '../../../src/core/records/index'
import { promeneur } from '../../../src/core/records/index'
import type { Values } from '../../../src/core/schema/record'
import { filledIn, noticeFacts } from '../../../src/renderer/features/help/noticeFacts'
import { guide } from '../../../src/renderer/features/help/pages'
import { markdownText } from '../../../src/renderer/ui/markdown'

const notices = guide.flatMap(({ pages }) => pages).filter(({ isNotice }) => isNotice)
const nameOf = (id: string): string | undefined => (id === 'caf' ? 'Caf de la Manche' : undefined)
const known: Values<typeof department> = {
  name: 'Manche',
  cafId: 'caf',
  dataController: 'Fédération de la Baie',
  dpoEmail: 'dpo@baie.example',
  retentionFormerMonths: 18,
}

describe('the notices that are handed over', () => {
  test('there are two, and the application knows all that they put between brackets', () => {
    expect(notices.map(({ name }) => name)).toEqual(['information', 'registre'])
    const words = notices.flatMap(({ source }) => [...source.matchAll(/\[([^\]]+)\]/g)].map(([, one]) => one))
    const facts = Object.keys(noticeFacts(undefined, nameOf))
    expect(words.filter((one = '') => !facts.includes(one))).toEqual([])
  })

  test.each(notices)('$name says what the département’s record says, and marks the rest', ({ source }) => {
    const text = filledIn(source, noticeFacts(known, nameOf))
    for (const said of [
      'Manche',
      'Caf de la Manche',
      'Fédération de la Baie',
      'dpo@baie.example',
      '18\u00a0mois',
    ])
      expect(text).toContain(said)
    expect(text).toContain('[à compléter\u00a0: organisme qui porte la coordination]')
    expect(text).toContain('3\u00a0ans après le dernier échange')
    expect(filledIn(source, noticeFacts(undefined, nameOf))).toContain(
      '[à compléter\u00a0: responsable du traitement]',
    )
  })

  test('a promeneur is told every field of hers that the committee reads, by its label', () => {
    const [information] = notices
    const text = filledIn(information?.source ?? '', noticeFacts(undefined, nameOf)).toLowerCase()
    for (const { label, scope } of Object.values(promeneur.fields))
      if (scope === 'shared') expect(text).toContain(label.toLowerCase())
    expect(text).toContain('courriel affiché')
  })

  test('is copied without the marks of its source', () => {
    expect(markdownText('# Titre\n\nUn **mot**.\n\n- a\n- *b*\n\n1. c\n')).toBe(
      'Titre\n\nUn mot.\n\n– a\n– b\n\n1. c',
    )
  })
})
