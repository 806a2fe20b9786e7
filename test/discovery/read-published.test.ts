import { describe, expect, it } from 'vitest'
import { indexTable } from '../../src/discovery/index-table.ts'
import { etagOf, readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { checkSchema } from '../../src/model/validation.ts'
import {
  aCell,
  aDefinition,
  aPublishedTable,
  aTable,
  krasColorectal,
  SAMPLE_CELLS,
  sampleTerms,
} from '../support/published-tables.ts'

type Cell = NationalTable['cells'][number]

const screened = (kind: Cell['kind'], code: string, count: Cell['count']): Cell => ({
  ...aCell(kind, code, count),
  denominator: 'screened',
})
const cells = [
  ...SAMPLE_CELLS,
  screened('total', '*', 1000),
  screened('tumour', 'BOWEL', 200),
  screened('tumour', 'LUNG', 150),
  screened('tumour', 'SKIN', 'masked'),
  screened('gene', 'HGNC:6407', 220),
  screened('tumour-gene', 'BOWEL|HGNC:6407', 90),
  screened('tumour-gene', 'LUNG|HGNC:6407', 40),
  screened('tumour-gene', 'SKIN|HGNC:6407', 'masked'),
  screened('gene', 'HGNC:1097', 'masked'),
  screened('tumour-gene', 'BOWEL|HGNC:1097', 20),
]
const screenedWith = (alteration: [string, ...string[]], tumour: [string, ...string[]] | null = null) =>
  aDefinition({ tumour, alteration })
const published = await aPublishedTable(aTable({ cells }))
const index = (table = published, isFirst = true) => indexTable(table, { terms: sampleTerms, isFirst })
const indexed = index()
const ask = (definition: CohortDefinition, table = indexed, denominator: 'treated' | 'screened' = 'treated') =>
  readPublished({ definition: sampleTerms.canonicalise(definition), denominator }, table, sampleTerms)
const read = (definition: CohortDefinition, table = indexed) => ask(definition, table).result
const withCells = async (changed: readonly Cell[]) => index(await aPublishedTable(aTable({ cells: [...changed] })))

const brafMelanoma = aDefinition({
  tumour: ['MEL'],
  alteration: ['G:HGNC:1097:act!p.Val600'],
  drugs: 'dabrafenib+trametinib',
})

describe('reading a published table', () => {
  it('gives the count of the catalogue cell with its denominator, cut, table, policy and versions', () => {
    expect(ask(krasColorectal)).toEqual({
      cohort: krasColorectal,
      country: 'NO',
      trialId: 'impress-norway',
      denominator: 'treated',
      cut: { id: 'cut-0123456789abcdef', cutoff: '2023-10-01' },
      table: published.sha256,
      policy: { version: '1', k: 5 },
      versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
      result: { status: 'value', count: 12 },
      cells: 'one-cut',
    })
  })

  it.each([
    ['the total', aDefinition(), 186],
    ['an exact set of drugs', aDefinition({ drugs: 'sotorasib' }), 22],
    ['a tissue', aDefinition({ tumour: ['BOWEL+'] }), 40],
    ['a tissue named together with codes below it', aDefinition({ tumour: ['BOWEL+', 'COAD'] }), 40],
  ])('gives the count of %s', (_what, definition, count) => {
    expect(read(definition)).toEqual({ status: 'value', count })
  })

  it.each([
    ['a masked cohort, by its total', brafMelanoma, 0, 186],
    ['a masked drug', aDefinition({ drugs: 'dabrafenib+trametinib' }), 0, 186],
    ['a masked tissue', aDefinition({ tumour: ['SKIN+'] }), 0, 186],
    ['a drug that the catalogue does not have', aDefinition({ drugs: 'imatinib' }), 0, 186],
    ['a cohort outside the catalogue, by its drug', aDefinition({ ...krasColorectal, tumour: ['COAD'] }), 0, 22],
    ['a named cohort, by the tissue of its node', aDefinition({ ...krasColorectal, drugs: 'imatinib' }), 0, 40],
    ['a tumour below a tissue, by the tissue', aDefinition({ tumour: ['COAD+'] }), 0, 40],
    ['a tissue itself, without what lies below', aDefinition({ tumour: ['BOWEL'] }), 0, 40],
    ['the least of several cells that hold it', aDefinition({ tumour: ['COAD+'], drugs: 'sotorasib' }), 0, 22],
    ['a class of drugs, by the drug within', aDefinition({ drugs: 'L01XX' }), 22, 186],
    ['a drug alone or with others', aDefinition({ drugs: 'sotorasib+' }), 22, 186],
    ['an alteration that takes in a shown cohort', aDefinition({ alteration: ['G:HGNC:6407:mut'] }), 12, 186],
    ['the same with its drug', aDefinition({ alteration: ['G:HGNC:6407:mut'], drugs: 'sotorasib' }), 12, 22],
    ['the same with its tissue', aDefinition({ tumour: ['BOWEL+'], alteration: ['V:HGNC:6407:p.Gly12Cys'] }), 12, 40],
    ['a tumour that does not take in all of a node', aDefinition({ tumour: ['COAD+'], drugs: 'sotorasib' }), 0, 22],
    ['an alteration of another gene', aDefinition({ alteration: ['G:HGNC:1097:mut'] }), 0, 186],
    ['two tissues, one of them masked', aDefinition({ tumour: ['BOWEL+', 'SKIN+'] }), 40, 186],
    ['a named pan-tumour cohort', aDefinition({ tumour: ['PAN'], alteration: ['P:MSI:H'], drugs: 'sotorasib' }), 0, 22],
    ['all children of a tissue without itself', aDefinition({ tumour: ['COADREAD+', 'ANGS'] }), 12, 186],
  ])('bounds %s', (_what, definition, from, to) => {
    expect(read(definition)).toMatchObject({ from, to })
  })

  it('calls masked what is a cell, and a range what is none', () => {
    const cells = [brafMelanoma, aDefinition({ drugs: 'imatinib' }), aDefinition({ tumour: ['SKIN+'] })]
    expect(cells.map(definition => read(definition).status)).toEqual(['masked', 'masked', 'masked'])
    const others = [aDefinition({ drugs: 'sotorasib+' }), aDefinition({ tumour: ['COAD+'] })]
    expect(others.map(definition => read(definition).status)).toEqual(['range', 'range'])
  })

  it('does not add two tissues of treated patients from below, since a patient may have been treated in both', async () => {
    const both = await withCells([...SAMPLE_CELLS, aCell('tumour', 'LUNG', 30)])
    expect(read(aDefinition({ tumour: ['BOWEL+', 'LUNG+'] }), both)).toEqual({ status: 'range', from: 40, to: 70 })
  })

  it.each([
    ['all', aDefinition(), { status: 'value', count: 1000 }],
    ['a tissue', aDefinition({ tumour: ['BOWEL+'] }), { status: 'value', count: 200 }],
    [
      'two tissues, which hold different patients',
      aDefinition({ tumour: ['BOWEL+', 'LUNG+'] }),
      { status: 'value', count: 350 },
    ],
    ['a masked tissue, by the others', aDefinition({ tumour: ['SKIN+'] }), { status: 'masked', from: 0, to: 650 }],
    ['one masked and one shown', aDefinition({ tumour: ['SKIN+', 'LUNG+'] }), { status: 'range', from: 150, to: 800 }],
    ['part of a tissue', aDefinition({ tumour: ['COAD+'] }), { status: 'range', from: 0, to: 200 }],
    ['a gene', screenedWith(['G:HGNC:6407:any']), { status: 'value', count: 220 }],
    ['a gene in a tissue', screenedWith(['G:HGNC:6407:any'], ['BOWEL+']), { status: 'value', count: 90 }],
    ['a gene in two tissues', screenedWith(['G:HGNC:6407:any'], ['BOWEL+', 'LUNG+']), { status: 'value', count: 130 }],
    [
      'a gene in a masked tissue, by the others',
      screenedWith(['G:HGNC:6407:any'], ['SKIN+']),
      { status: 'masked', from: 0, to: 90 },
    ],
    ['one variant', screenedWith(['V:HGNC:6407:p.Gly12Cys'], ['BOWEL+']), { status: 'range', from: 0, to: 90 }],
    ['part of a tissue', screenedWith(['G:HGNC:6407:any'], ['COAD+']), { status: 'range', from: 0, to: 90 }],
    [
      'two genes, which one patient may have both',
      screenedWith(['G:HGNC:1097:any', 'G:HGNC:6407:any'], ['BOWEL+']),
      { status: 'range', from: 90, to: 110 },
    ],
    ['a masked gene, by its tissues', screenedWith(['G:HGNC:1097:any']), { status: 'masked', from: 20, to: 1000 }],
    ['a fusion, which is in no gene', screenedWith(['F:HGNC:427:*'], ['LUNG+']), { status: 'range', from: 0, to: 150 }],
    ['a gene of no cell', screenedWith(['G:HGNC:3430:any'], ['BOWEL+']), { status: 'masked', from: 0, to: 200 }],
  ])('gives screened patients: %s', (_what, definition, result) => {
    expect(ask(definition, indexed, 'screened')).toMatchObject({ denominator: 'screened', result })
  })

  it('refuses screened patients of a drug or of a named cohort', () => {
    for (const definition of [krasColorectal, aDefinition({ drugs: 'sotorasib' })]) {
      expect(() => ask(definition, indexed, 'screened')).toThrow(
        expect.objectContaining({ code: 'cohort/bad-definition' }),
      )
    }
  })

  it('says nothing where no cell that holds the cohort is shown', async () => {
    const none = await withCells(SAMPLE_CELLS.map(cell => ({ ...cell, count: 'masked' as const })))
    expect(read(brafMelanoma, none)).toEqual({ status: 'masked', from: 0, to: null })
    expect(ask(aDefinition(), none, 'screened').result).toEqual({ status: 'masked', from: 0, to: null })
  })

  it('does not take a screened cell for a treated one', async () => {
    const one = await withCells([screened('total', '*', 1167)])
    expect(read(aDefinition(), one)).toEqual({ status: 'masked', from: 0, to: null })
    expect(ask(aDefinition(), one, 'screened').result).toEqual({ status: 'value', count: 1167 })
  })

  it('looks the same for a masked cell and for one that is not listed', async () => {
    const unlisted = SAMPLE_CELLS.filter(cell => cell.count !== 'masked')
    const shorter = { ...(await withCells(unlisted)), published }
    expect(ask(brafMelanoma, shorter)).toEqual(ask(brafMelanoma))
  })

  it('says after the first table that cells may be of different cuts, subtracts no more, and never gives an empty range', async () => {
    expect(ask(aDefinition({ tumour: ['SKIN+'] }), index(published, false), 'screened')).toMatchObject({
      cells: 'mixed-cuts',
      result: { status: 'masked', from: 0, to: 1000 },
    })
    // The cohort was shown anew with 30; its drug still shows 22.
    const lagging = SAMPLE_CELLS.map(cell =>
      cell.kind === 'cohort' && cell.count === 12 ? { ...cell, count: 30 } : cell,
    )
    const later = index(await aPublishedTable(aTable({ cells: lagging })), false)
    expect(read(aDefinition({ drugs: 'sotorasib' }), later)).toEqual({ status: 'value', count: 22 })
    const within = aDefinition({ alteration: ['G:HGNC:6407:mut'], drugs: 'sotorasib' })
    expect(read(within, later)).toEqual({ status: 'range', from: 22, to: 30 })
  })

  it('gives after the first table no number but that of a cell, and that before all others', async () => {
    const later = index(published, false)
    const both = aDefinition({ tumour: ['BOWEL+', 'LUNG+'] })
    expect([ask(both, indexed, 'screened'), ask(both, later, 'screened')].map(({ result }) => result)).toEqual([
      { status: 'value', count: 350 },
      { status: 'range', from: 350, to: 350 },
    ])
    // Bowel was shown anew; everybody, and everybody with the gene, lag behind.
    const lagging = cells.map(cell =>
      cell.denominator === 'screened' && (cell.kind === 'total' || cell.kind === 'gene')
        ? { ...cell, count: 80 }
        : cell,
    )
    const mixed = index(await aPublishedTable(aTable({ cells: lagging })), false)
    const bowel = ['BOWEL+'] as [string]
    expect(ask(aDefinition({ tumour: bowel }), mixed, 'screened').result).toEqual({ status: 'value', count: 200 })
    const withGene = ask(screenedWith(['G:HGNC:6407:any'], bowel), mixed, 'screened').result
    expect(withGene).toEqual({ status: 'value', count: 90 })
    const masked = ask(aDefinition({ tumour: ['SKIN+', 'LUNG+'] }), mixed, 'screened').result
    expect(masked).toEqual({ status: 'range', from: 80, to: 150 })
  })

  it('says nothing of a masked cohort whose key cannot be read, but that it is a cell', () => {
    const terms = { ...sampleTerms, readNamedCohort: () => null }
    const { result } = readPublished({ definition: brafMelanoma, denominator: 'treated' }, indexed, terms)
    expect(result).toEqual({ status: 'masked', from: 0, to: null })
  })

  it('has a validator that is the same for the same table and question, and another for another', async () => {
    expect(etagOf(ask(krasColorectal))).toBe(etagOf(ask({ ...krasColorectal })))
    expect(etagOf(ask(krasColorectal))).toMatch(/^"[0-9a-f]{64}"$/)
    const others = [
      ask(brafMelanoma),
      ask(krasColorectal, await withCells(SAMPLE_CELLS)),
      ask(krasColorectal, index(published, false)),
    ]
    expect(new Set([ask(krasColorectal), ...others].map(etagOf)).size).toBe(4)
  })

  it('makes readings that the schema of answers takes', () => {
    const claims = { type: 'answer/1', purpose: 'discovery', iss: 'a', aud: 'b', iat: 1, exp: 2 }
    const envelope = { ...claims, jti: 'j'.repeat(16), question: 'q' }
    for (const definition of [krasColorectal, brafMelanoma, aDefinition()]) {
      expect(() => checkSchema('urn:prime-rose:answer/1', { ...envelope, reading: ask(definition) })).not.toThrow()
    }
  })
})
