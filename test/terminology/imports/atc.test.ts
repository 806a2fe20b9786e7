import { describe, expect, it } from 'vitest'
import { normalise } from '../../../src/terminology/normalise.ts'
import { inShort, shipped } from '../shipped-terminology.ts'
import { badFile, imported, withImports } from './imported.ts'
import { ATC } from './official-files.ts'

const terminology = withImports(imported('atc', ATC, '2026-01'))
const drugs = (text: string) => inShort(normalise(terminology, { part: 'drugs', text }))

describe('an imported ATC list', () => {
  it('makes its substances known, and keeps the year of its codes', () => {
    expect(inShort(normalise(shipped, { part: 'drugs', text: 'Newdrugatinib' }))).toBe('review drug-unknown')
    expect(drugs('Newdrugatinib 20 mg')).toBe('newdrugatinib')
    expect([shipped.atcYear, terminology.atcYear]).toEqual([null, 2026])
  })

  it('decides the code; of several that of the antineoplastic group, else none', () => {
    expect(shipped.drugs.atc.get('trastuzumab')).toBe('L01FD01')
    expect(terminology.drugs.atc.get('newdrugatinib')).toBe('L01XX99')
    expect(terminology.drugs.atc.has('oldpaste')).toBe(false)
    expect(terminology.drugs.atc.get('trastuzumab-deruxtecan')).toBe('L01FD04')
  })

  it('does not make a combination or a helper substance a drug of its own', () => {
    expect(drugs('pertuzumab and trastuzumab')).toBe('pertuzumab+trastuzumab')
    expect(drugs('trastuzumab and hyaluronidase-oysk')).toBe('trastuzumab')
    expect(imported('atc', ATC).leftOut).toEqual([
      { reason: 'groups above the level of substances', count: 2 },
      { reason: 'names that are not one substance', count: 1 },
    ])
  })

  it('is read with semicolons, byte order mark and Windows line ends', () => {
    const text = `\ufeff${ATC.replaceAll(',', ';').replaceAll('\n', '\r\n')}`
    expect(withImports(imported('atc', text)).drugs.inns.has('newdrugatinib')).toBe(true)
  })

  it('with several rows of one code, as lists with doses have, is taken once', () => {
    expect(withImports(imported('atc', `${ATC}L01FD01,trastuzumab\n`)).drugs.atc.get('trastuzumab')).toBe('L01FD01')
  })

  it.each([
    ['a code of another shape', `${ATC}L1FD01,something\n`, /has no ATC code/],
    ['a code with two names', `${ATC}L01FD01,something\n`, /L01FD01 has two names/],
    ['no name', `${ATC}L01FD09,\n`, /L01FD09 has no name/],
    ['a row cut off', `${ATC}L01FD09`, /not whole/],
    ['no antineoplastic substance', 'code,name\nA01AB01,oldpaste\n', /not whole/],
    ['no rows', 'code,name\n', /no entries/],
    ['other columns', 'a,b\nL01FD01,x\n', /no column/],
  ])('with %s is refused', (_, text, message) => {
    expect(() => imported('atc', text)).toThrow(badFile(message))
  })
})
