import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from '../../src/terminology/normalise.ts'
import { shipped } from './shipped-terminology.ts'

const LETTERS = [...'ARNDCQEGHILKMFPSTWYV']
const gene = fc.constantFrom('BRAF', 'KRAS', 'ERBB2', 'TP53', 'EGFR')
const letter = fc.constantFrom(...LETTERS)
const position = fc.integer({ min: 1, max: 9999 })

const read = (text: string, context: 'record' | 'selector' = 'record') =>
  normalise(shipped, { part: 'alteration', context, text })

function readEveryPart(text: string): void {
  for (const part of ['gene', 'drugs'] as const) normalise(shipped, { part, text })
  normalise(shipped, { part: 'key', text })
}

describe('reading alterations', () => {
  it('is idempotent: the canonical form reads as itself in both contexts', () => {
    const change = fc.oneof(
      fc.tuple(letter, position, letter).map(([from, at, to]) => `${from}${at}${to}`),
      fc.tuple(letter, position, letter).map(([from, at, to]) => `${from}${at}_${to}${at + 2}del`),
      fc
        .tuple(letter, position, fc.array(letter, { minLength: 1, maxLength: 5 }))
        .map(([from, at, new_]) => `${from}${at}_A${at + 1}ins${new_.join('')}`),
      fc.tuple(letter, position, letter).map(([from, at, to]) => `${from}${at}${to}fs*12`),
    )
    fc.assert(
      fc.property(gene, change, (name, text) => {
        const { canonical, codes } = read(`${name} ${text}`)
        if (canonical === null) expect(codes).toEqual(['synonymous'])
        else
          for (const context of ['record', 'selector'] as const)
            expect(read(canonical, context).canonical).toBe(canonical)
      }),
    )
  })

  it('does not depend on the order of a set', () => {
    const sets = fc.uniqueArray(fc.tuple(gene, letter, position), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(sets, list => {
        const texts = list.map(([name, from, at]) => `${name} ${from}${at}`)
        expect(read(texts.join(', '), 'selector')).toEqual(read(texts.toReversed().join(', '), 'selector'))
      }),
    )
  })

  it('answers any text, in ASCII, and never throws', () => {
    const words = fc.array(
      fc.constantFrom(
        'BRAF',
        'HER2/neu',
        '::',
        'V600',
        'E/K',
        'exon 20',
        'ins',
        '>=',
        '10',
        'TMB',
        '-',
        '(',
        ')',
        'p.',
        '*',
        'non-',
        'ø',
        '\u200b',
      ),
      { maxLength: 12 },
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      words.map(list => list.join(' ')),
      words.map(list => list.join('')),
    )
    fc.assert(
      fc.property(text, one => {
        readEveryPart(one)
        normalise(shipped, { part: 'tumour', text: one, icd10: one, icdo3Morphology: one, sourceCode: one })
        const { status, canonical } = read(one, 'selector')
        expect(canonical === null).toBe(status !== 'ok')
        expect(canonical ?? 'ok').toMatch(/^[\x21-\x7e]+$/)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    `BRAF ${'V600E/'.repeat(60)}`,
    'A'.repeat(100_000),
    '-'.repeat(390),
    'TMB '.repeat(95),
    'BRCA1/'.repeat(65),
    '('.repeat(380),
    'ex 1 - '.repeat(50),
  ])('takes no long time over hostile text %#', text => {
    const start = performance.now()
    for (const context of ['record', 'selector'] as const) read(text, context)
    readEveryPart(text)
    normalise(shipped, { part: 'tumour', text })
    expect(performance.now() - start).toBeLessThan(500)
  })
})
