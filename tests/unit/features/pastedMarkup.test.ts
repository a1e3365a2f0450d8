// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { readyForNotes, tabsApart } from '../../../src/renderer/features/meetings/pastedMarkup'

function ready(markup: string) {
  const root = document.createElement('div')
  root.innerHTML = markup
  return { ...readyForNotes(root), lines: [...root.querySelectorAll('p, li')].map(words), root }
}

const words = ({ textContent }: Element) => textContent.replaceAll(/[ \n]+/g, ' ').trim()

test('a row of a table is a line, whose cells stay apart and in their place', () => {
  const { tables, lines } = ready(
    '<table><caption>Budget</caption><tr><th colspan=3>En euros</th></tr>' +
      '<tr><td rowspan=2>Caf</td><td>2025</td><td>16 500</td></tr><tr><td>2026</td><td><b>20 000</b></td></tr>' +
      '<tr><td>MSA</td><td></td><td>-800</td></tr><tr><td colspan=2>Total</td><td>35 700</td><td></td></tr>' +
      '<tr><td></td><td> </td></tr></table>',
  )
  expect(tables).toBe(1)
  expect(lines).toEqual([
    'Budget',
    'Caf | 2025 | 16 500',
    '| 2026 | 20 000',
    'MSA | | -800',
    'Total | | 35 700',
  ])
})

test('lines and a table within one cell stay apart, and a table of one cell only surrounds its text', () => {
  expect(ready('<table><tr><td><p>100</p><p>200</p></td><td>3<br>4</td></tr></table>').lines).toEqual([
    '100 / 200 | 3 / 4',
  ])
  expect(
    ready('<table><tr><td>Caf</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>').lines,
  ).toEqual(['Caf | 1 | 2'])
  const letter = ready('<table><tr><td><h2>Bonjour</h2><ul><li>un</li></ul></td></tr></table>')
  expect(letter.tables).toBe(0)
  expect(letter.root.querySelector('h2')?.textContent).toBe('Bonjour')
  expect(letter.lines).toEqual(['un'])
})

test('what Word writes as paragraphs with a mark is a list, numbered and nested as it was', () => {
  const { root } = ready(
    '<p class="MsoListParagraph">·&nbsp;&nbsp; Bilan</p><p class="MsoListParagraph" style="mso-list:l0 level2 lfo1">o&nbsp;&nbsp; Détail</p>' +
      '<p class="MsoListParagraph">·&nbsp;&nbsp; Budget</p><p>Puis</p><p class="MsoListParagraph">2)&nbsp;&nbsp; Votes</p>' +
      '<p class="MsoListParagraph">3)&nbsp;&nbsp; Dates</p><p class="MsoListParagraph">Sans puce</p>',
  )
  expect([...root.children].map(({ nodeName }) => nodeName)).toEqual(['UL', 'P', 'OL', 'P'])
  expect([...root.querySelectorAll('p')].map(words)).toEqual([
    'Bilan',
    'Détail',
    'Budget',
    'Puis',
    'Votes',
    'Dates',
    'Sans puce',
  ])
  expect(root.querySelector('ul ul')?.textContent).toBe('Détail')
  expect(root.querySelector('ol')?.getAttribute('start')).toBe('2')
})

test('cells pasted as plain text stay apart, and an indented line stays as it is', () => {
  expect(tabsApart('Caf\t16 500\t20 000\r\n\tdécalé\n1.\tPremier\nMSA\t\t800')).toBe(
    'Caf | 16 500 | 20 000\n\tdécalé\n1. Premier\nMSA |  | 800',
  )
})
