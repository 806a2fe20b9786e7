import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from '../../src/terminology/normalise.ts'
import { parseTerminology } from '../../src/terminology/terminology.ts'
import { inShort, shipped, shippedTables } from './shipped-terminology.ts'

const drugs = (text: string) => inShort(normalise(shipped, { part: 'drugs', text }))
const answer = (text: string) => normalise(shipped, { part: 'drugs', text })

describe('a drug text', () => {
  it.each(['+', ',', ';', '/', '&', ' and ', ' og ', ' och ', ' und ', ' et ', ' ja '])(
    'is split at "%s"',
    separator => {
      expect(drugs(`Trametinib${separator}Dabrafenib`)).toBe('dabrafenib+trametinib')
    },
  )

  it('loses dose, form, salt, route and biosimilar suffix', () => {
    const texts = [
      'trastuzumab 6 mg/kg q3w',
      'Herceptin SC',
      'trastuzumab-dkst',
      'trastuzumab and hyaluronidase-oysk',
      'Herceptin (subcutaneous)',
    ]
    expect(texts.map(drugs)).toEqual(texts.map(() => 'trastuzumab'))
    expect(drugs('lapatinib ditosylate 250 mg tablets')).toBe('lapatinib')
  })

  it('keeps antibody-drug conjugates as INNs of their own', () => {
    expect(['T-DM1', 'Kadcyla', 'ado-trastuzumab emtansine', 'trastuzumab-emtansine'].map(drugs)).toEqual(
      Array(4).fill('trastuzumab-emtansine'),
    )
    expect(drugs('T-DXd')).toBe('trastuzumab-deruxtecan')
  })

  it('never takes a combination for a mono therapy', () => {
    expect(drugs('Trametinib +')).toBe('review drug-unknown')
    expect(drugs('Trametinib + study drug A')).toBe('review drug-unknown')
    expect(drugs('Trametinib + 2 mg')).toBe('review drug-unknown')
  })

  it('takes brand and ingredient for one drug, and stops where they contradict', () => {
    expect(drugs('Mekinist (Trametinib)')).toBe('trametinib')
    expect(drugs('Phesgo (pertuzumab/trastuzumab)')).toBe('pertuzumab+trastuzumab')
    expect(drugs('Mekinist (Dabrafenib)')).toBe('review drug-ambiguous')
  })

  it('accepts a misspelling of the curated list with a warning', () => {
    expect(answer('Traztuzumab')).toMatchObject({ canonical: 'trastuzumab', warnings: ['drug-spelling'] })
    expect(answer('trastuzumab')).toMatchObject({ canonical: 'trastuzumab', warnings: [] })
  })

  it('only proposes what is one edit away', () => {
    for (const text of ['Trametnib', 'Trametinibb', 'Tramatinib', 'Tramteinib'])
      expect(answer(text)).toMatchObject({ status: 'review', codes: ['drug-unknown'], proposals: ['trametinib'] })
    expect(answer('Tramatnib').proposals).toEqual([])
  })

  it('proposes nothing where two names are one edit away', () => {
    const tables = shippedTables()
    const twins = parseTerminology({ ...tables, 'drug-names': `${tables['drug-names']}Trametinibo,name,olaparib\n` })
    expect(normalise(twins, { part: 'drugs', text: 'Trametinibx' })).toMatchObject({
      codes: ['drug-unknown'],
      proposals: [],
    })
    expect(answer('Trametinibx').proposals).toEqual(['trametinib'])
  })

  it('is one code whatever order, case and separator', () => {
    const names = fc.uniqueArray(fc.constantFrom(...shipped.drugs.inns.keys()), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(names, fc.constantFrom('+', ' og ', ', '), (list, separator) => {
        const { canonical } = answer(list.join(separator).toUpperCase())
        expect(canonical).toBe(list.toSorted().join('+'))
        expect(drugs(canonical ?? '')).toBe(canonical)
      }),
    )
  })
})
