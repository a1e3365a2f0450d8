// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import type { Field as FieldDef } from '../../../src/core/schema/field'
import type { FieldValue } from '../../../src/core/schema/record'
import { Field } from '../../../src/renderer/ui/field/Field'
import { type Services, ServicesContext } from '../../../src/renderer/ui/services'

const costs: FieldDef = {
  kind: 'rows',
  label: 'Coûts',
  scope: 'shared',
  fields: {
    what: { kind: 'text', label: 'Poste', scope: 'shared' },
    amount: { kind: 'integer', label: 'Montant', scope: 'shared' },
  },
}

/** A field on a value that others write too. */
function shownTable(first: FieldValue) {
  const stored: (FieldValue | null)[] = []
  let write: (value: FieldValue) => void = () => undefined
  function Table() {
    const [value, setValue] = useState<FieldValue | null>(first)
    write = setValue
    const commit = (next: FieldValue | null): Promise<null> => {
      stored.push(next)
      setValue(next)
      return Promise.resolve(null)
    }
    return <Field field={costs} value={value} commit={commit} />
  }
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const services = {
    context: { today: '2026-11-22', department: '50', communes: undefined },
    nameOf: () => undefined,
  } as unknown as Services // all that these fields ask of them
  root.render(
    <MantineProvider>
      <ServicesContext.Provider value={services}>
        <Table />
      </ServicesContext.Provider>
    </MantineProvider>,
  )
  const boxes = (): readonly HTMLInputElement[] => [...place.querySelectorAll('input')]
  return { root, boxes, stored, write: (value: FieldValue) => write(value) }
}

async function type(box: HTMLInputElement, text: string): Promise<void> {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, text)
  box.dispatchEvent(new Event('input', { bubbles: true }))
  await vi.waitUntil(() => box.value === text)
}

const line = (what: string, amount: number | null = null) => ({ what, amount })

test('a figure that is being typed stays with its line when somebody takes out the one before it', async () => {
  const { root, boxes, stored, write } = shownTable([line('Loyer'), line('Salaires'), line('Matériel')])
  await vi.waitUntil(() => boxes().length === 6)
  const box = boxes()[3]
  if (!box) throw new Error('no line')
  await type(box, '1200')
  write([line('Salaires'), line('Matériel')])
  await vi.waitUntil(() => boxes().length === 4)
  expect(boxes().map(({ value }) => value)).toEqual(['Salaires', '1200', 'Matériel', ''])
  box.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  await vi.waitUntil(() => stored.length > 0)
  expect(stored).toEqual([[line('Salaires', 1200), line('Matériel')]])
  await vi.waitUntil(() => boxes()[1] === box && box.value !== '')
  root.unmount()
})

test('a figure that is being typed stays with its line when somebody changes another, or adds one', async () => {
  const { root, boxes, stored, write } = shownTable([line('Loyer'), line('Salaires')])
  await vi.waitUntil(() => boxes().length === 4)
  const box = boxes()[3]
  if (!box) throw new Error('no line')
  await type(box, '1200')
  write([line('Loyer', 300), line('Salaires')])
  await vi.waitUntil(() => boxes()[1]?.value !== '')
  write([line('Loyer', 300), line('Matériel'), line('Salaires')])
  await vi.waitUntil(() => boxes().length === 6)
  box.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  await vi.waitUntil(() => stored.length > 0)
  expect(stored).toEqual([[line('Loyer', 300), line('Matériel'), line('Salaires', 1200)]])
  root.unmount()
})
