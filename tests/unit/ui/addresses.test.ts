import { expect, test } from 'vitest'
import { contact } from '../../../src/core/records/contact'
import { addressesOf, copiedWords } from '../../../src/renderer/ui/table/addresses'
import { rowsOf } from '../../support/rows'

test('the rows that brought no address of their own are told, so that the count comes out', () => {
  const of = (mails: readonly (string | null)[]) => {
    const rows = rowsOf(
      mails.map((email, index) => ({ kind: 'contact', id: `C${index}`, values: { email } })),
    )
    return addressesOf(contact, rows.list('contact'))
  }
  const some = of(['a@caf.example', null, 'b@caf.example', 'a@caf.example', null])
  expect(some).toEqual({ found: ['a@caf.example', 'b@caf.example'], without: 2, repeated: 1 })
  expect(copiedWords(some)).toBe(
    '2\u00a0adresses copiées, 2\u00a0fiches sans adresse, 1\u00a0fiche à une adresse déjà comptée.',
  )
  expect(copiedWords(of(['a@caf.example']))).toBe('1\u00a0adresse copiée.')
})
