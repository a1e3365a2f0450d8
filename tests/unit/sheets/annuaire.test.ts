import { describe, expect, test } from 'vitest'
import { annuaire } from '../../../src/core/sheets/annuaire/annuaire'
import { publicCounts } from '../../../src/core/sheets/annuaire/directory'
import type { AnyValues } from '../../../src/core/schema/record'
import type { Audience } from '../../../src/core/sheets/sheet'
import { labelsOf, workbookColumns } from '../../support/workbookColumns'
import { rowsOf } from '../../support/rows'
import { smallNetwork, today } from '../figures/smallNetwork'
import { editionOf } from './edition'
import { pageOf, reread, shownFrom } from './rereadWorkbook'

const rows = rowsOf(smallNetwork)
const read = (audience: Audience) => reread(annuaire(editionOf(rows, audience)))
const headingsOf = async (name: string, audience: Audience) =>
  shownFrom(pageOf(await read(audience), name), 6)[0]

describe('Annuaire du réseau', () => {
  test('foretells how many people and structures the public will see, and accounts for everyone else', async () => {
    const edition = editionOf(rows, 'public')
    const { promeneurs, structures, left } = publicCounts(edition)
    const file = await read('public')
    expect(promeneurs).toBe(shownFrom(pageOf(file, 'Promeneurs')).length - 2)
    expect(structures).toBe(shownFrom(pageOf(file, 'Structures')).length - 2)
    expect(promeneurs).toBeGreaterThan(0)
    const all = edition.source.list('promeneur').filter((row) => row.space === edition.space && !row.deleted)
    expect(promeneurs + Object.values(left).reduce((sum, count) => sum + count)).toBe(all.length)
  })

  test('is named after the network, its reader and the day', () => {
    const names = (['interne', 'partenaires', 'public'] as const).map(
      (audience) => annuaire(editionOf(rows, audience)).fileName,
    )
    expect(names).toEqual([
      'Annuaire du réseau - Manche - 2026-11-22.xlsx',
      'Annuaire du réseau (partenaires) - Manche - 2026-11-22.xlsx',
      'Annuaire du réseau (public) - Manche - 2026-11-22.xlsx',
    ])
  })

  test('a line is no higher than its texts ask for', async () => {
    const inPriority = smallNetwork.map((record) =>
      record.kind === 'structure'
        ? { ...record, values: { ...record.values, qpv: 'Quartier prioritaire' } }
        : record,
    )
    const file = await reread(annuaire(editionOf(rowsOf(inPriority), 'interne')))
    for (const name of ['Promeneurs', 'Structures']) {
      const page = pageOf(file, name)
      const heights = shownFrom(page, 7).flatMap((line, at) =>
        line.includes('Quartier prioritaire') ? [page.getRow(7 + at).height] : [],
      )
      expect(heights.length).toBeGreaterThan(0)
      expect(Math.max(...heights), name).toBe(30)
    }
  })

  test('opens on a title block', async () => {
    const page = pageOf(await read('interne'), 'Promeneurs')
    expect([1, 2, 3, 4].map((row) => page.getCell(row, 1).value)).toEqual([
      'Annuaire du réseau',
      'Manche (50) – situation au 22/11/2026',
      'Données au 22/11/2026 – édité le 22/11/2026 par Claire Martin',
      'Destinataire : Interne à la coordination',
    ])
  })

  test('Promeneurs, for internal eyes', async () => {
    const file = await read('interne')
    const shown = shownFrom(pageOf(file, 'Promeneurs'))
    expect(shown[0]?.[0]).toBe(5)
    expect(shown[1]).toEqual(labelsOf(workbookColumns.directory.Promeneurs))
    expect(shown.slice(2).map((row) => row[1])).toEqual(['Abadie', 'Desrues', 'Élie', 'Mauger', 'Vasseur'])
    expect(shown[5]).toEqual([
      'Inès',
      'Mauger',
      'Animatrice',
      'ines.mauger@csc.example',
      '06 39 98 00 01',
      'Centre social de l’Écume',
      'Centre socioculturel',
      'Cherbourg-en-Cotentin',
      null,
      'Oui',
      'Jeunesse',
      'Actif',
      '2026-02-01',
      null,
      'Oui',
      '2026-02-10',
      '2027-01-31',
      'Discord : ines#50 ; Instagram : ines.pdn',
      'Oui',
      'A1',
      'S1',
    ])
    // Signed on an unknown day: « Oui », and no made-up date.
    expect(shown[3]?.slice(14, 16)).toEqual(['Oui', null])
    const page = pageOf(file, 'Promeneurs')
    expect([page.getColumn(20).hidden, page.getColumn(21).hidden]).toEqual([true, true])
  })

  test('Structures counts its promeneurs by a formula on ids, and keeps the zeros of codes', async () => {
    const page = pageOf(await read('interne'), 'Structures')
    const shown = shownFrom(page)
    expect(shown[1]).toEqual(labelsOf(workbookColumns.directory.Structures))
    const counts = Object.fromEntries(shown.slice(2).map((row) => [String(row[17]), row[8]]))
    expect(counts).toEqual({ S1: 2, S2: 1, S3: 0, S4: 0 })
    expect(page.getCell('I7').formula).toBe(
      `COUNTIFS('Promeneurs'!$U$7:$U$11,R7,'Promeneurs'!$J$7:$J$11,"Oui")`,
    )
    expect(page.getCell('I5').formula).toBe('SUBTOTAL(109,$I$7:$I$10)')
    expect(page.getCell('K8').value).toBe('50100')
    expect(page.getCell('M8').value).toBe('73282932000074')
  })

  test('partners get no phone and no id, and the counts as values', async () => {
    const file = await read('partenaires')
    expect(await headingsOf('Promeneurs', 'partenaires')).not.toContain('Téléphone pro')
    expect(await headingsOf('Structures', 'partenaires')).not.toContain('Téléphone')
    expect(await headingsOf('Contacts', 'partenaires')).not.toContain('Téléphone')
    const structures = pageOf(file, 'Structures')
    expect(structures.getCell('H7').formula).toBeUndefined()
    expect(
      shownFrom(structures)
        .slice(2)
        .map((row) => row[7]),
    ).toEqual([0, 2, 1, 0])
    const words = JSON.stringify(file.worksheets.map((page) => shownFrom(page, 1)))
    for (const secret of ['06 39', '+336', 'Préfère être', '"A1"', '"S1"', 'ines#50'])
      expect(words).not.toContain(secret)
  })

  test('the public gets what is published, and nobody’s name, mail or phone', async () => {
    const file = await read('public')
    expect(file.worksheets.map(({ name }) => name)).toEqual([
      'Promeneurs',
      'Structures',
      'Partenaires',
      'Synthèse',
      'Définitions',
    ])
    expect(shownFrom(pageOf(file, 'Promeneurs'), 6)).toEqual([
      [
        'Prénom',
        'Fonction',
        'Courriel',
        'Structure',
        'Type de structure',
        'Commune',
        'QPV',
        'Spécialité',
        'Réseaux sociaux',
      ],
      [
        'Inès',
        'Animatrice',
        null,
        'Centre social de l’Écume',
        'Centre socioculturel',
        'Cherbourg-en-Cotentin',
        null,
        'Jeunesse',
        'Instagram : ines.pdn',
      ],
    ])
    const words = JSON.stringify(file.worksheets.map((page) => shownFrom(page, 1)))
    for (const name of ['Mauger', 'Ferrand', 'Desrues', '@', '06 39', 'Bocage'])
      expect(words).not.toContain(name)
  })

  test('a consent withdrawn takes its person out of the public file', async () => {
    const card = {
      promeneurId: 'A1',
      shownName: 'Inès',
      consentAt: '2026-01-01',
      consentWithdrawnAt: '2026-10-01',
    }
    const withdrawn = rowsOf([...smallNetwork, { kind: 'publicCard', id: 'K1', values: card }])
    const file = await reread(annuaire(editionOf(withdrawn, 'public')))
    expect(
      shownFrom(pageOf(file, 'Promeneurs'), 7)
        .flat()
        .filter((cell) => cell !== null),
    ).toEqual(['Aucun promeneur.'])
  })

  test('a public card prints what its consent names, and as long as it holds', async () => {
    const card = {
      promeneurId: 'A1',
      shownName: 'Inès',
      shownEmail: 'ines@csc.example',
      consentAt: '2026-01-01',
      consentFor: ['nom', 'mail'],
    }
    const printed = async (values: AnyValues) => {
      const source = rowsOf([
        ...smallNetwork,
        { kind: 'publicCard', id: 'K1', values: { ...card, ...values } },
      ])
      const edition = editionOf(source, 'public')
      const lines = shownFrom(pageOf(await reread(annuaire(edition)), 'Promeneurs'), 7)
      expect(publicCounts(edition).promeneurs).toBe(lines.filter((line) => line[0] === 'Inès').length)
      return lines.map((line) => [line[0], line[2]])
    }
    expect(await printed({})).toEqual([['Inès', 'ines@csc.example']])
    expect(await printed({ consentUntil: today })).toEqual([['Inès', 'ines@csc.example']])
    expect(await printed({ consentFor: ['nom'] })).toEqual([['Inès', null]])
    expect(await printed({ consentAt: null })).toEqual([['Inès', null]])
    expect(await printed({ consentUntil: '2026-11-21' })).not.toContainEqual(['Inès', 'ines@csc.example'])
    expect((await printed({ consentUntil: '2026-11-21' })).flat()).not.toContain('Inès')
  })

  test('Contacts leaves out who is no longer in place', async () => {
    expect(shownFrom(pageOf(await read('interne'), 'Contacts'), 7)).toEqual([
      [
        'Odile',
        'Ferrand',
        'Centre social de l’Écume',
        null,
        null,
        'odile.ferrand@csc.example',
        '02 61 91 00 01',
      ],
    ])
  })

  test('a structure named like a formula stays a text', async () => {
    const cell = pageOf(await read('interne'), 'Structures').getCell('F7')
    expect([cell.formula, cell.value]).toEqual([undefined, '=HYPERLINK("http://x.example")'])
  })
})
