/** A gene beside its margin, looked at alone. Patients are made-up numbers. */
import { describe, expect, it } from 'vitest'
import { besideMargin, marginOf, nameOf, readGeneCell } from '../../src/disclosure/gene-cells.ts'
import { range } from '../support/protection.ts'

const K = 5
const T = range(1, 30)
const beside = (patients: ReadonlySet<number>, margin: ReadonlySet<number> = T) =>
  besideMargin(patients, { margin, shown: null, k: K })

describe('the name of a cell', () => {
  it('says whether it is of a gene, and where', () => {
    expect(readGeneCell({ denominator: 'screened', kind: 'gene', code: 'HGNC:1' })).toEqual({
      tissue: null,
      gene: 'HGNC:1',
    })
    expect(readGeneCell({ denominator: 'screened', kind: 'tumour-gene', code: 'BOWEL|HGNC:1' })).toEqual({
      tissue: 'BOWEL',
      gene: 'HGNC:1',
    })
    for (const kind of ['total', 'tumour', 'drugs', 'cohort'] as const) {
      expect(readGeneCell({ denominator: 'screened', kind, code: 'BOWEL|HGNC:1' })).toBeNull()
    }
    expect(readGeneCell({ denominator: 'screened', kind: 'tumour-gene', code: '' })).toEqual({ tissue: '', gene: '' })
  })

  it('has its tissue, or the total, as margin', () => {
    expect(nameOf(marginOf({ tissue: 'BOWEL', gene: 'HGNC:1' }))).toBe('screened tumour BOWEL')
    expect(nameOf(marginOf({ tissue: null, gene: 'HGNC:1' }))).toBe('screened total *')
  })
})

describe('a cell of a gene beside its margin', () => {
  it('may be shown where nobody is without the gene, or k and more', () => {
    expect([beside(range(1, 30)), beside(range(1, 25)), beside(range(1, 5))]).toEqual([null, null, null])
  })

  it('may not where a few are without it, and the group is those', () => {
    expect(beside(range(1, 26))).toEqual({ reason: 'complement', group: 4 })
    expect(beside(range(1, 29))).toEqual({ reason: 'complement', group: 1 })
  })

  describe('that was shown before', () => {
    /** Ten with the gene and ten without, then. */
    const shown = { patients: range(1, 10), without: range(11, 20) }
    const later = (patients: ReadonlySet<number>, without: ReadonlySet<number>) =>
      besideMargin(patients, { margin: patients.union(without), shown, k: K })
    const few = { reason: 'few-changed', group: null }

    it('may be shown anew where both sides have grown by k, or stayed the same', () => {
      expect(later(range(1, 10), range(11, 20))).toBeNull()
      expect(later(new Set([...range(1, 10), ...range(21, 25)]), range(11, 20))).toBeNull()
      expect(later(range(1, 10), range(11, 25))).toBeNull()
      expect(later(range(31, 45), range(46, 60))).toBeNull()
    })

    it('may not where either side has grown by less, shrunk, or has other patients', () => {
      expect(later(new Set([...range(1, 10), ...range(21, 24)]), range(11, 20))).toEqual(few)
      expect(later(range(1, 10), range(11, 24))).toEqual(few)
      expect(later(range(2, 10), range(11, 20))).toEqual(few)
      expect(later(range(1, 10), range(12, 20))).toEqual(few)
      expect(later(new Set([...range(1, 9), 21]), range(11, 20))).toEqual(few)
      expect(later(range(1, 10), new Set([...range(11, 19), 21]))).toEqual(few)
    })
  })
})
