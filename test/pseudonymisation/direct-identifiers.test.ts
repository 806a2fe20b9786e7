import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Finding, ScanContext } from '../../src/pseudonymisation/scanner/finding.ts'
import { scanText } from '../../src/pseudonymisation/scanner/scan-text.ts'

const { texts } = JSON.parse(readFileSync(new URL('../vectors/identifiers.json', import.meta.url), 'utf8')) as {
  texts: (Finding & { text: string })[]
}
const found = (text: string, context: ScanContext = {}) =>
  scanText(text, context).map(({ kind, certainty }) => `${kind} ${certainty}`)

describe('identifiers without a check digit', () => {
  it.each(texts)('$text is a $kind, $certainty, and nothing else', ({ text, kind, certainty }) => {
    expect(found(text)).toEqual([`${kind} ${certainty}`])
  })

  it.each(texts)('$text is found in the middle of a sentence', ({ text, kind }) => {
    expect(scanText(`Kontroll i dag (${text}), ny time.`, {}).map(finding => finding.kind)).toContain(kind)
  })
})

describe('names', () => {
  it.each([
    'Dr Hansen',
    'dr. A. Hansen',
    'Prof. Olsen',
    'Fru Testesen',
    'overlege Berg',
    'sykepleier Kari',
    'pt. Olsen',
    'pas. Ylva Testesen ringte',
  ])('are known by title or role: %s', text => expect(found(text)).toEqual(['name high']))

  it.each([
    'Kari A. Nordmann',
    'Anne-Lise Brattli',
    'Søren Kirkegaard',
    'Mikko Virtanen',
    'Pieter de Jong',
    'kari nordmann',
  ])('are known by given and family name: %s', text => expect(found(text)).toEqual(['name high']))

  it('are unsure where only an unknown capital word follows a role, or a given name stands alone in prose', () => {
    expect(found('pas. Brattli')).toEqual(['name low'])
    expect(found('Kari ringte')).toEqual(['name low'])
    expect(found('K. Nordmann')).toEqual(['name low'])
    expect(found('Ylva Testesen')).toEqual(['name low'])
    expect(found('Kari', { freeText: false })).toEqual([])
  })

  it.each([
    'Patient refusal',
    'pas. Fikk kvalme',
    'Seen by pt. Started cycle 2.',
    'Patient reported nausea',
    'Merkel Cell Carcinoma',
    'Ewing Sarcoma',
    'Hodgkin Lymphoma',
    'Jan 2022',
    'Max Dose 400 mg',
    'MR Caput',
    'MS Contin',
    'Per os',
    'Dag 1',
    'Simon Two-Stage Design',
    'Even Lower Dose',
    'Grade May Increase',
    'Pt. Pembrolizumab given',
    'Doctor not informed',
    'Physician Decision',
    'Called Dr. Informed of nausea',
    'Pt. Deceased',
    'Dandy Walker',
    'St. p. Hofteprotese',
    'Lambert Eaton Syndrome',
    'Mor død av kreft',
  ])('are not seen in %s', text => {
    expect(found(text)).toEqual([])
  })
})

describe('dates of birth', () => {
  it.each([
    'f. 12.03.61',
    'f.12.03.1961',
    'født: 12.3.1961',
    'geb. dat. 12-03-1961',
    'born on 12 March 1961',
    'f. 120361',
  ])('are dates after a word for birth: %s', text => expect(found(text)).toEqual(['date-of-birth high']))

  it('are read after the Finnish letter in Finland only', () => {
    expect(found('s. 12.3.1961', { country: 'FI' })).toEqual(['date-of-birth high'])
    expect(found('s. 12.3.1961', { country: 'NO' })).toEqual([])
  })

  it('are not counted twice where a national number begins with one', () => {
    expect(found('f. 151086 95088')).toEqual(['no-fnr high'])
    expect(found('born 15.10.86 95088')).toEqual(['no-fnr high'])
  })

  it.each([
    '12.03.1961',
    'CT 12.03.2022',
    'født i Bergen',
    'born 1961',
    'f. eks. 12 mg',
    'f. 32.13.1961',
    'kontroll 12.03.2022',
  ])('are not seen in %s', text => expect(found(text)).toEqual([]))
})

describe('phones', () => {
  it('count their digits by country', () => {
    expect(found('+47 22 33 44 5')).toEqual([])
    expect(found('+47 22 33 44 556')).toEqual([])
    expect(found('+4722334455')).toEqual(['phone high'])
    expect(found('(+47) 22334455')).toEqual(['phone high'])
    expect(found('+47-22-33-44-55')).toEqual(['phone high'])
    expect(found('tlf22334455')).toEqual(['phone high'])
  })

  it('do not hide a national number that stands after the word', () => {
    expect(found('tlf 15108695088')).toContain('no-fnr high')
  })

  it('are unsure in the national form, and only at home', () => {
    expect(found('ring 912 34 567', { country: 'NO' })).toEqual(['phone low'])
    expect(found('ring 912 34 567', { country: 'SE' })).toEqual([])
    expect(found('070-123 45 67', { country: 'SE' })).toEqual(['phone low'])
    expect(found('06-12345678', { country: 'NL' })).toContain('phone low')
  })

  it.each(['22 33', 'dose 400 mg 2 x daglig', '0047', '+47', '120 80 72', 'telefon 3', '+45 % reduksjon'])(
    'are not seen in %s',
    text => expect(found(text)).toEqual([]),
  )
})

describe('e-mail and web addresses', () => {
  it('are one hit each, with no name or domain beside the e-mail', () => {
    expect(found('kari.nordmann@ous-hf.no')).toEqual(['email high'])
    expect(found('KARI.NORDMANN@OUS-HF.NO')).toEqual(['email high'])
    expect(found('example.org/pasient/12')).toEqual(['web high'])
    expect(found('se legemiddelhandboka.no/kreft')).toEqual(['web high'])
  })

  it('still show a national number inside an e-mail', () => {
    expect(found('15108695088@example.org')).toEqual(['email high', 'no-fnr high'])
  })

  it.each([
    'Stable.No new lesions',
    'stable.no new lesions',
    'kvalme.Se under',
    'v.1.2',
    '3 @ 5',
    'dose @ week',
    'e.g. rash',
    'p.V600E',
    'NM_004333.6',
  ])('are not seen in %s', text => expect(found(text)).toEqual([]))
})

describe('postal addresses', () => {
  it.each([
    'Parkveien 3B',
    'bor Storgata 12, 0155 Oslo',
    'Baker Street 22',
    'Mannerheimintie 5',
    'Strandvej 5',
    'N-0155 Oslo',
  ])('are streets with a number or postcodes with a place: %s', text => expect(found(text)).toEqual(['address high']))

  it('are unsure in lower case', () => {
    expect(found('bor i storgata 12')).toEqual(['address low'])
    expect(found('flyttet til Storgata')).toEqual(['address low'])
  })

  it('take postcodes of a place that no list holds only at home', () => {
    expect(found('733 40 Sala', { country: 'SE' })).toEqual(['address low'])
    expect(found('733 40 Sala')).toEqual([])
    expect(found('1234AB', { country: 'NL' })).toEqual(['address low'])
    expect(found('1234AB')).toEqual([])
  })

  it.each([
    'Luftveier 3',
    'øvre luftvei 2',
    'urinveien 3 mm',
    'Galleveien 2',
    'antibody-drug Conjugate 3',
    'Surrogate 1',
    'Oslo 2021',
    'i 2021 Oslo universitetssykehus',
    '2023 CT Thorax',
    '2023 Progresjon',
    '1000 Tabletter',
    '120 80 Puls',
    'Underveis 3 ganger',
    'Brigade 2',
  ])('are not seen in %s', text => {
    expect(found(text)).toEqual([])
  })
})

describe('record numbers and others', () => {
  it.each(['MRN 1234567', 'journalnummer: 12345', 'pasientnr 998877', 'patient-id 12345', 'DIPSnr 123456'])(
    'are known by the word: %s',
    text => expect(found(text)).toEqual(['record-number high']),
  )

  it.each(['journal 2023', 'NPR rapportert', 'patient 0301-007', 'MRN ukjent', 'pas. 3 kurer'])(
    'are not seen in %s',
    text => expect(found(text)).toEqual([]),
  )

  it.each([
    'bilde_nordmann.jpg',
    'C:\\Brukere\\test\\scan',
    'serienr: AB-123456',
    'yrke: fyrvokter',
    'works as a diver',
  ])('are never sure of %s', text => expect(found(text)).toEqual(['other low']))
})
