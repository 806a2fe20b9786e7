import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAlterationBelow, markersOf } from '../../src/terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../../src/terminology/alteration-code.ts'
import { alterationLevels, rollUpAlteration } from '../../src/terminology/roll-up.ts'
import { shipped } from './shipped-terminology.ts'

const code = (text: string): AlterationCode => {
  const read = readAlteration(shipped.genes, text)
  if (read === null) throw new Error(`no code: ${text}`)
  return read
}
const below = (one: string, above: string) => isAlterationBelow(shipped.exons, code(one), code(above))

/** A few of every level, near each other, so that many pairs are related. */
const CODES = [
  'V:HGNC:1097:p.Val600Glu',
  'V:HGNC:1097:p.Val600Lys',
  'V:HGNC:1097:p.Lys601Glu',
  'C:HGNC:1097:p.Val600',
  'C:HGNC:1097:p.Lys601',
  'G:HGNC:1097:mut',
  'G:HGNC:1097:act',
  'G:HGNC:1097:act!p.Val600',
  'G:HGNC:1097:mut!p.Val600',
  'G:HGNC:1097:any',
  'G:HGNC:1097:amp',
  'G:HGNC:1097:gain',
  'V:HGNC:3236:p.Asp770_Asn771insSerValAsp',
  'V:HGNC:3236:p.Thr790Met',
  'V:HGNC:3236:p.Glu746_Ala750del',
  'C:HGNC:3236:p.Thr790',
  'X:HGNC:3236:ex20:ins',
  'X:HGNC:3236:ex20:mut',
  'X:HGNC:3236:ex19:del',
  'G:HGNC:3236:mut!p.Thr790',
  'G:HGNC:3236:mut',
  'G:HGNC:1787:homdel',
  'G:HGNC:1787:loss',
  'E:HGNC:3430:pos',
  'E:HGNC:3430:ihc@3',
  'E:HGNC:3430:ihc@2',
  'F:HGNC:3495::HGNC:8033',
  'F:HGNC:3495~HGNC:8033',
  'F:HGNC:8033:*',
  'F:HGNC:3495:*',
  'P:TMB:high@10',
  'P:TMB:high@16',
  'P:HRD:pos@42',
  'P:HRD:pos@gloh16',
  'P:MSI:H',
] as const
const codes = fc.constantFrom(...CODES)

describe('what lies below an alteration', () => {
  it.each([
    ['V:HGNC:1097:p.Val600Glu', 'C:HGNC:1097:p.Val600'],
    ['C:HGNC:1097:p.Val600', 'G:HGNC:1097:mut'],
    ['V:HGNC:3236:p.Asp770_Asn771insSerValAsp', 'X:HGNC:3236:ex20:ins'],
    ['V:HGNC:3236:p.Asp770_Asn771insSerValAsp', 'X:HGNC:3236:ex20:mut'],
    ['X:HGNC:3236:ex20:ins', 'G:HGNC:3236:any'],
    ['G:HGNC:1097:act!p.Val600', 'G:HGNC:1097:act'],
    ['V:HGNC:1097:p.Lys601Glu', 'G:HGNC:1097:mut!p.Val600'],
    ['X:HGNC:3236:ex19:del', 'G:HGNC:3236:mut!p.Thr790'],
    ['G:HGNC:1097:amp', 'G:HGNC:1097:gain'],
    ['G:HGNC:1787:homdel', 'G:HGNC:1787:loss'],
    ['E:HGNC:3430:ihc@3', 'E:HGNC:3430:ihc@2'],
    ['F:HGNC:3495::HGNC:8033', 'F:HGNC:3495~HGNC:8033'],
    ['F:HGNC:3495~HGNC:8033', 'F:HGNC:8033:*'],
    ['P:TMB:high@16', 'P:TMB:high@10'],
  ])('holds %s below %s, and not the reverse', (one, above) => {
    expect([below(one, above), below(above, one)]).toEqual([true, false])
  })

  it.each([
    ['V:HGNC:1097:p.Lys601Glu', 'G:HGNC:1097:act', 'a change is not known to be activating'],
    ['V:HGNC:1100:p.Gln1756fs', 'G:HGNC:1100:lof', 'nor to lose the function'],
    ['E:HGNC:3430:ihc@3', 'E:HGNC:3430:pos', 'a score is not the word'],
    ['G:HGNC:3430:amp', 'E:HGNC:3430:pos', 'copies are not expression'],
    ['F:HGNC:427:*', 'G:HGNC:427:any', 'a fusion is a level of its own'],
    ['V:HGNC:1097:p.Val600Glu', 'G:HGNC:1097:mut!p.Val600', 'the codon that is left out'],
    ['X:HGNC:3236:ex20:mut', 'G:HGNC:3236:mut!p.Thr790', 'an exon that holds the codon left out'],
    ['V:HGNC:1097:p.Val600Glu', 'G:HGNC:6407:mut', 'another gene'],
    ['P:HRD:pos@42', 'P:HRD:pos@gloh16', 'another scale'],
    ['P:MSI:H', 'P:MMR:d', 'another assay'],
    ['F:HGNC:3495::HGNC:8033', 'F:HGNC:8033::HGNC:3495', 'another order'],
  ])('does not hold %s below %s: %s', (one, above) => {
    expect(below(one, above)).toBe(false)
  })

  it('is reflexive and transitive', () => {
    for (const a of CODES) {
      expect(below(a, a)).toBe(true)
      for (const b of CODES.filter(above => below(a, above))) {
        for (const c of CODES.filter(above => below(b, above))) expect([a, c, below(a, c)]).toEqual([a, c, true])
      }
    }
  })

  it('is of the same marker as what lies below it', () => {
    const related = CODES.flatMap(a =>
      CODES.filter(above => below(a, above)).map(above => [code(a), code(above)] as const),
    )
    expect(related.length).toBeGreaterThan(CODES.length)
    for (const [one, above] of related) expect(markersOf(one)).toContain(markersOf(above)[0])
    expect(markersOf(code('P:TMB:high@10'))).not.toContain(markersOf(code('P:HRD:pos@42'))[0])
  })

  it('holds every code below what it rolls up to', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom(...alterationLevels), (one, level) => {
        const rolled = rollUpAlteration(shipped.exons, code(one), level)
        if (rolled !== null) expect(isAlterationBelow(shipped.exons, code(one), rolled)).toBe(true)
      }),
    )
  })
})
