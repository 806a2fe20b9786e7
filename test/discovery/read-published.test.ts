import { describe, expect, it } from 'vitest'
import { indexTable } from '../../src/discovery/index-table.ts'
import { readPublished } from '../../src/discovery/read-published.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
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

const published = await aPublishedTable()
const indexed = indexTable(published)
const read = (definition: CohortDefinition) => readPublished(definition, indexed, sampleTerms).result

const brafMelanoma = aDefinition({
  tumour: ['MEL'],
  alteration: ['G:HGNC:1097:act!p.Val600'],
  drugs: 'dabrafenib+trametinib',
})

describe('reading a published table', () => {
  it('gives the count of the catalogue cell with its denominator, cut, table, policy and versions', () => {
    expect(readPublished(krasColorectal, indexed, sampleTerms)).toEqual({
      cohort: krasColorectal,
      country: 'NO',
      trialId: 'impress-norway',
      denominator: 'treated',
      cut: { id: 'cut-0123456789abcdef', cutoff: '2023-10-01' },
      table: published.sha256,
      policy: { version: '1', k: 5 },
      versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
      result: { status: 'value', count: 12 },
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
    ['a masked cohort', brafMelanoma, 186],
    ['a masked drug', aDefinition({ drugs: 'dabrafenib+trametinib' }), 186],
    ['a masked tissue', aDefinition({ tumour: ['SKIN+'] }), 186],
    ['a drug that the catalogue does not have', aDefinition({ drugs: 'imatinib' }), 186],
    [
      'a cohort that the catalogue does not have, by its drug',
      aDefinition({ ...krasColorectal, tumour: ['COAD'] }),
      22,
    ],
    ['a tumour below a tissue, by the tissue', aDefinition({ tumour: ['COAD+'] }), 40],
    ['a tissue itself, without what lies below', aDefinition({ tumour: ['BOWEL'] }), 40],
    ['the least of several cells that hold it', aDefinition({ tumour: ['COAD+'], drugs: 'sotorasib' }), 22],
    ['a named cohort, which its tissue need not hold', aDefinition({ ...krasColorectal, drugs: 'imatinib' }), 186],
    [
      'all children of a tissue, since patients may be coded at the tissue',
      aDefinition({ tumour: ['COAD+', 'COADREAD+', 'READ+'] }),
      40,
    ],
    ['tumours of two tissues', aDefinition({ tumour: ['BOWEL+', 'LUNG+'] }), 186],
    [
      'a named pan-tumour cohort, by its drug',
      aDefinition({ tumour: ['PAN'], alteration: ['P:MSI:H'], drugs: 'sotorasib' }),
      22,
    ],
    ['a class of drugs', aDefinition({ drugs: 'L01XX' }), 186],
    ['a drug alone or with others, which its cell does not hold', aDefinition({ drugs: 'sotorasib+' }), 186],
    ['an alteration alone', aDefinition({ alteration: ['P:MSI:H'] }), 186],
  ])('masks %s and bounds it', (_what, definition, atMost) => {
    expect(read(definition)).toEqual({ status: 'masked', atMost })
  })

  it('gives no bound where no cell that holds the cohort is shown', async () => {
    const cells = SAMPLE_CELLS.map(cell => (cell.kind === 'total' ? aCell('total', '*', 'masked') : cell))
    const without = indexTable(await aPublishedTable(aTable({ cells })))
    expect(readPublished(brafMelanoma, without, sampleTerms).result).toEqual({ status: 'masked', atMost: null })
  })

  it('does not take a screened cell for a treated one', async () => {
    const cells = [{ ...aCell('total', '*', 1167), denominator: 'screened' as const }]
    const screened = indexTable(await aPublishedTable(aTable({ cells })))
    expect(readPublished(aDefinition(), screened, sampleTerms).result).toEqual({ status: 'masked', atMost: null })
  })

  it('looks the same for a masked cell and for one that is not listed', async () => {
    const unlisted = SAMPLE_CELLS.filter(cell => cell.count !== 'masked')
    const shorter = { ...indexTable(await aPublishedTable(aTable({ cells: unlisted }))), published }
    expect(readPublished(brafMelanoma, shorter, sampleTerms)).toEqual(readPublished(brafMelanoma, indexed, sampleTerms))
  })

  it('makes readings that the schema of answers takes', () => {
    const claims = { type: 'answer/1', purpose: 'discovery', iss: 'a', aud: 'b', iat: 1, exp: 2 }
    const envelope = { ...claims, jti: 'j'.repeat(16), question: 'q' }
    for (const definition of [krasColorectal, brafMelanoma, aDefinition()]) {
      const reading = readPublished(definition, indexed, sampleTerms)
      expect(() => checkSchema('urn:prime-rose:answer/1', { ...envelope, reading })).not.toThrow()
    }
  })
})
