import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { department } from '../../../src/core/records/department'
import { retentionMonths } from '../../../src/core/reference/retention'
import { markdownTitle, readMarkdown } from '../../../src/renderer/ui/markdown'

describe('our Markdown', () => {
  test('reads headings, paragraphs, lists, commands and strong words', () => {
    expect(readMarkdown('# Titre\n\nUn **mot**\nsuivi.\n\n- a\n- b\n\n1. c\n\n    npm start\n')).toEqual([
      { is: 'heading', level: 1, runs: [{ text: 'Titre', style: 'plain' }] },
      {
        is: 'paragraph',
        runs: [
          { text: 'Un ', style: 'plain' },
          { text: 'mot', style: 'strong' },
          { text: ' suivi.', style: 'plain' },
        ],
      },
      {
        is: 'list',
        ordered: false,
        items: [[{ text: 'a', style: 'plain' }], [{ text: 'b', style: 'plain' }]],
      },
      { is: 'list', ordered: true, items: [[{ text: 'c', style: 'plain' }]] },
      { is: 'command', text: 'npm start' },
    ])
  })

  test('leaves HTML and stray stars as the text they are', () => {
    expect(readMarkdown('<img src=x onerror=alert(1)> 2 * 3')).toEqual([
      { is: 'paragraph', runs: [{ text: '<img src=x onerror=alert(1)> 2 * 3', style: 'plain' }] },
    ])
  })
})

describe('the guide', () => {
  const folder = new URL('../../../resources/guide/', import.meta.url)
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  const listed = readFileSync(
    new URL('../../../src/renderer/features/help/pages.ts', import.meta.url),
    'utf8',
  )

  test.each(names)('%s has a title, its place in the help, and French spaces', (name) => {
    const source = readFileSync(new URL(name, folder), 'utf8')
    expect(markdownTitle(source)).not.toBe('')
    expect(listed).toContain(`guide/${name}?raw`)
    expect(source).not.toMatch(/\p{L} [:;!?](?:\s|$)|« |\p{L}'\p{L}/u)
  })

  test('the durations of the guide are those that the settings propose', () => {
    const years: { readonly [months: number]: string } = {
      12: 'un an',
      24: 'deux ans',
      36: 'trois ans',
      60: 'cinq ans',
      120: 'dix ans',
    }
    const { former, candidate, contact, meeting, funding } = retentionMonths
    const pageOf = (name: string): string =>
      readFileSync(new URL(name, folder), 'utf8').replaceAll('\u00a0', ' ')
    const privacy = pageOf('confidentialite.md')
    expect(privacy).toContain(`le temps de sa présence, puis ${years[former]}.`)
    expect(privacy).toContain(`Candidat non retenu : ${years[candidate]}.`)
    expect(privacy).toContain(`Contact : ${years[contact]} après le dernier échange.`)
    expect(privacy).toContain(`Notes de réunion : ${years[meeting]}.`)
    expect(privacy).toContain(`Dossiers de financement : ${years[funding]}.`)
    expect(department.fields.retentionMeetingMonths.hint).toContain(String(meeting))
  })
})
