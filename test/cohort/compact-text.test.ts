import { describe, expect, it } from 'vitest'
import { parseCohortText } from '../../src/cohort/compact-text.ts'
import { definitionKey } from '../../src/cohort/definition.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const parse = (text: string) => parseCohortText(shipped, text)
const code = (wanted: string) => expect.objectContaining({ code: wanted })

describe('the compact text of a cohort', () => {
  it('is one cohort in any order and spelling, with or without quotes', () => {
    const texts = [
      'tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib',
      'drug:Lumykras tumour:coadread alteration:KRASG12C',
      '  alteration:KRAS p.Gly12Cys   tumour:COADREAD drug:"Sotorasib 960 mg" ',
      'tumour:COADREAD alteration:KRAS G12C drug:sotorasib',
      'tumour:"COADREAD" alteration:V:HGNC:6407:p.Gly12Cys drug:sotorasib',
    ]
    expect(texts.map(text => definitionKey(parse(text)))).toEqual(
      texts.map(() => 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'),
    )
  })

  it('leaves a missing part open', () => {
    expect(parse('drug:nivolumab')).toEqual({
      schema: 'cohort-definition/1',
      tumour: null,
      alteration: null,
      drugs: 'nivolumab',
    })
  })

  it('takes several codes and texts, and commas inside quotes as part of the text', () => {
    expect(parse('tumour:PAAD,COADREAD alteration:"HRD positive, GIS >= 42","BRCA1/2 mut"')).toMatchObject({
      tumour: ['COADREAD', 'PAAD'],
      alteration: ['G:HGNC:1100:lof', 'G:HGNC:1101:lof', 'P:HRD:pos@42'],
    })
  })

  it('reads alterations as a selector', () => {
    expect(parse('alteration:"BRAF V600*"').alteration).toEqual(['C:HGNC:1097:p.Val600'])
  })

  it.each([
    '',
    '   ',
    'COADREAD',
    'tumour:',
    'tumour:,',
    'tumour:COADREAD tumour:PAAD',
    'tumor:COADREAD',
    'sex:F drug:nivolumab',
    'alteration:"KRAS G12C',
    'drug:a,b',
    `drug:${'x'.repeat(5000)}`,
  ])('is refused where it is not of its form: %s', text => {
    expect(() => parse(text)).toThrow(code('cohort/bad-text'))
  })

  it.each([
    ['tumour:COADRED', 'COADREAD'],
    ['tumour:"colorectal cancer"', 'COADREAD'],
    ['drug:trametnib', 'trametinib'],
    ['alteration:"TMB high"', 'TMB >= 10'],
  ])('names what is near an unknown code: %s', (text, near) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'cohort/unknown-code', hint: expect.stringContaining(near) }),
    )
  })
})
