// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { records } from '../../../src/core/records/index'
import type { AnyRecordDef } from '../../../src/core/schema/record'
import { sharingOf } from '../../../src/core/schema/sharing'
import { guidePage } from '../../../src/renderer/features/help/pages'

const written: readonly AnyRecordDef[] = records.filter(({ owner }) => owner === 'department')

/** The page that « voir la liste » leads to, as it is drawn. */
function linesOfPage(): ReadonlyMap<string, readonly string[]> {
  const Below = guidePage('partage-national')?.Below
  if (Below === undefined) throw new Error('the page lists nothing')
  const place = document.createElement('div')
  place.innerHTML = renderToStaticMarkup(<Below />)
  const lines = [...place.querySelectorAll('tbody tr')].map((line) =>
    [...line.children].map((cell) => cell.textContent ?? ''),
  )
  return new Map(lines.map(([title = '', ...cells]) => [title, cells]))
}

describe('what is shared with the committee is said from the records', () => {
  test.each(written.map((def) => [def.title, def] as const))('%s', (title, def) => {
    const said = (scope: 'shared' | 'private'): string =>
      Object.values(def.fields)
        .filter((field) => field.scope === scope)
        .map(({ label }) => label)
        .join(', ') || 'Rien'
    expect(linesOfPage().get(title)).toEqual([said('shared'), said('private')])
  })

  test('every kind that coordinators write has its line, and the committee’s own have none', () => {
    expect([...linesOfPage().keys()].toSorted()).toEqual(written.map(({ title }) => title).toSorted())
  })

  test('a field changes sides with its scope', () => {
    const moved: AnyRecordDef = {
      name: 'essai',
      title: 'Essais',
      one: 'un essai',
      partition: 'base',
      owner: 'department',
      naming: ['name'],
      sections: ['Essai'],
      fields: {
        name: { kind: 'text', label: 'Nom', scope: 'private' },
        place: { kind: 'text', label: 'Lieu', scope: 'shared' },
      },
    }
    expect(sharingOf([moved])).toEqual([{ kind: 'essai', title: 'Essais', shared: ['Lieu'], kept: ['Nom'] }])
  })
})
