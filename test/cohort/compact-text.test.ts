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
      'tumour:COADREAD,COADREAD alteration:"KRAS G12C","KRAS p.Gly12Cys" drug:sotorasib',
    ]
    expect(texts.map(text => definitionKey(parse(text)))).toEqual(
      texts.map(() => 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'),
    )
  })

  it('leaves a missing part open', () => {
    expect(parse('drug:nivolumab')).toEqual({
      schema: 'cohort/1',
      match: 'within',
      tumour: null,
      alteration: null,
      drugs: 'nivolumab',
      endpoint: null,
    })
  })

  it('takes several codes and texts, and commas inside quotes as part of the text', () => {
    expect(parse('tumour:PAAD,COADREAD alteration:"HRD positive, GIS >= 42","BRCA1/2 mut"')).toMatchObject({
      tumour: ['COADREAD+', 'PAAD+'],
      alteration: ['G:HGNC:1100:lof', 'G:HGNC:1101:lof', 'P:HRD:pos@42'],
    })
  })

  it('reads alterations as a selector', () => {
    expect(parse('alteration:"BRAF V600*"').alteration).toEqual(['C:HGNC:1097:p.Val600'])
  })

  it('names a cohort by three plain parts, and asks within it where one is wider', () => {
    const kras = 'alteration:"KRAS G12C"'
    expect(parse(`tumour:COADREAD ${kras} drug:sotorasib`)).toMatchObject({ match: 'named', tumour: ['COADREAD'] })
    expect(parse(`tumour:COADREAD+ ${kras} drug:sotorasib`)).toMatchObject({ match: 'within', tumour: ['COADREAD+'] })
    expect(parse(`tumour:=COADREAD ${kras} drug:sotorasib`)).toMatchObject({ match: 'within', tumour: ['COADREAD'] })
    expect(parse(`tumour:COADREAD ${kras} drug:sotorasib+`)).toMatchObject({
      match: 'within',
      tumour: ['COADREAD+'],
      drugs: 'sotorasib+',
    })
    expect(parse(`tumour:COADREAD ${kras} drug:L01XX`)).toMatchObject({ match: 'within', drugs: 'L01XX' })
  })

  it('takes PAN within as any tumour, and as a cohort of its own by name', () => {
    expect(parse('tumour:PAN drug:nivolumab')).toEqual(parse('drug:nivolumab'))
    expect(parse('tumour:PAN alteration:MSI-H drug:nivolumab')).toMatchObject({ match: 'named', tumour: ['PAN'] })
  })

  it('takes an endpoint', () => {
    expect(parse('drug:nivolumab endpoint:control-w16-visit').endpoint).toBe('control-w16-visit')
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
    'endpoint:control-w16-visit',
    'drug:nivolumab endpoint:control-w16-visit,benefit-16w-confirmed',
    `drug:${'x'.repeat(5000)}`,
  ])('is refused where it is not of its form: %s', text => {
    expect(() => parse(text)).toThrow(code('cohort/bad-text'))
  })

  it('is refused with 10,000 terms', () => {
    const terms = Array.from({ length: 10_000 }, (_, at) => `T${at}`)
    expect(() => parse(`tumour:${terms.join(',')}`)).toThrow(code('cohort/bad-text'))
  })

  it.each([
    ['tumour:COADRED', 'COADREAD'],
    ['tumour:"colorectal cancer"', 'COADREAD'],
    ['drug:trametnib', 'trametinib'],
    ['drug:nivolumap+', 'nivolumab'],
    ['drug:L01FZ', 'L01F'],
    ['alteration:"TMB high"', 'TMB >= 10'],
    ['alteration:"KRSA G12C"', 'KRAS'],
    ['alteration:"BRAF class II"', 'EGFR exon 19 deletion'],
    ['alteration:"PTEN loss"', 'homozygous deletion'],
    ['alteration:"BRAF non-V600"', 'Say what it is'],
    ['drug:L01FF01', 'nivolumab'],
    ['drug:"Keytruda biosimilar"', 'pembrolizumab'],
    ['alteration:"TRK fusion"', 'NTRK1, TPM3'],
    ['drug:nivolumab endpoint:survival', 'schemas/cohort.schema.json'],
    ['drug:nivolumab endpoint:control-w16-visits', 'control-w16-visit'],
  ])('names what is near an unknown code: %s', (text, near) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code: 'cohort/unknown-code', hint: expect.stringContaining(near) }),
    )
  })

  it.each([
    ['a dotless i', 'tumour:g\u0131st'],
    ['a Cyrillic letter', 'tumour:\u0421OADREAD'],
    ['full-width letters', 'tumour:\uff23\uff2f\uff21\uff24'],
    ['an invisible letter', 'tumour:CO\u200bAD'],
    ['a right-to-left mark', 'tumour:COAD\u202e'],
    ['a Greek letter for a Latin one', 'drug:\u03bfsimertinib'],
  ])('refuses %s as a code', (_, text) => {
    expect(() => parse(text)).toThrow(code('cohort/unknown-code'))
  })
})
