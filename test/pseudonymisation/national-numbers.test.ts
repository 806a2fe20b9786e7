import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  NATIONAL_NUMBER_KINDS,
  type NationalNumberKind,
  type ScanContext,
} from '../../src/pseudonymisation/scanner/finding.ts'
import { scanText } from '../../src/pseudonymisation/scanner/scan-text.ts'

const { numbers } = JSON.parse(readFileSync(new URL('../vectors/identifiers.json', import.meta.url), 'utf8')) as {
  numbers: Record<NationalNumberKind, string[]>
}
const vectors = Object.entries(numbers).flatMap(([kind, examples]) =>
  examples.map(number => [kind as NationalNumberKind, number] as const),
)
/** Lithuanian numbers are told from Estonian ones by a word alone. */
const wordFor = (kind: NationalNumberKind) => (kind === 'lt-asmens-kodas' ? 'Lietuva ' : '')

function kindsIn(text: string, context: ScanContext = {}) {
  return scanText(text, context).map(finding => finding.kind)
}

/** How people part each number; `,` marks the places. */
const PARTINGS: Partial<Record<NationalNumberKind, readonly (readonly number[])[]>> = {
  'no-fnr': [[6], [6, 9], [2, 4, 6], [2, 4, 6, 9]],
  'no-d-number': [[6], [2, 4, 6]],
  'dk-cpr': [[6], [2, 4, 6]],
  'se-personnummer': [[6], [2, 4, 6]],
  'se-samordningsnummer': [[6]],
  'nl-bsn': [
    [3, 6],
    [4, 6],
  ],
  'is-kennitala': [[6]],
  'uk-nhs': [[3, 6]],
  'be-nn': [[2, 4, 6, 9], [6], [6, 9]],
  'fr-nir': [[1, 3, 5, 7, 10, 13], [13]],
}

function part(number: string, places: readonly number[], separator: string): string {
  return [0, ...places].map((from, at) => number.slice(from, places[at])).join(separator)
}

describe('national numbers', () => {
  it.each(vectors)('%s is found in %s', (kind, number) => {
    expect(kindsIn(wordFor(kind) + number)).toContain(kind)
  })

  it.each(vectors)('%s %s is found glued to words, in a sentence and beside a stop', (kind, number) => {
    for (const text of [`nr${number} sett`, `Pasienten (${number}), kontroll.`, `id:${number};`, `se ${number}.`]) {
      expect(kindsIn(wordFor(kind) + text)).toContain(kind)
    }
  })

  it.each(vectors)('%s %s is never found inside a longer run of digits', (kind, number) => {
    const isFinnish = kind === 'fi-hetu'
    for (const text of [`7${number}`, isFinnish ? `${number}7` : `${number}7`, `12${number}34`]) {
      const longer = wordFor(kind) + text
      expect(kindsIn(longer)).not.toContain(kind)
    }
  })

  it.each(Object.entries(PARTINGS))('%s is found with blanks, no-break blanks, hyphens and dots', (kind, partings) => {
    for (const number of numbers[kind as NationalNumberKind]) {
      for (const places of partings) {
        for (const separator of [' ', '\u00a0', '\u202f', '-', '\u2011', '.']) {
          expect(kindsIn(part(number, places, separator))).toContain(kind)
        }
      }
    }
  })

  it('is found in full-width digits and across a soft hyphen', () => {
    expect(kindsIn('１５１０８６９５０８８')).toContain('no-fnr')
    expect(kindsIn('151086\u00ad95088')).toContain('no-fnr')
    expect(kindsIn('151086\u200b95088')).toContain('no-fnr')
  })

  it('reads a Finnish number without its hyphen and in lower case', () => {
    expect(kindsIn('131052308T')).toEqual(['fi-hetu'])
    expect(kindsIn('131052-308t')).toEqual(['fi-hetu'])
    expect(kindsIn('131052 - 308T')).toEqual(['fi-hetu'])
  })

  it('reads a Swedish number with its century, and with + from the age of 100', () => {
    expect(kindsIn('19880320-0016')).toEqual(['se-personnummer'])
    expect(kindsIn('198803200016')).toEqual(['se-personnummer'])
    expect(kindsIn('880320+0016')).toEqual(['se-personnummer'])
  })

  it('reads a number that a spreadsheet wrote as a decimal', () => {
    expect(kindsIn('15108695088.0')).toEqual(['no-fnr'])
    expect(kindsIn('111222333.0')).toEqual(['nl-bsn'])
  })

  it('is found however its digits are parted', () => {
    const kindsIn = (text: string) => scanText(text, { country: 'NO' }).map(finding => finding.kind)
    for (const parted of ['15 10 86 95 088', '151 086 950 88', '1 5 1 0 8 6 9 5 0 8 8', '1-5-1-0-8-6-9-5-0-8-8']) {
      expect(kindsIn(`pasient ${parted} ringte`)).toEqual(['no-fnr'])
    }
    for (const parted of ['3 68 05 28 010 9', '368052 80109', '3680 5280 109', '368-052-801-09']) {
      expect(kindsIn(parted)).toEqual(['ee-isikukood'])
    }
    expect(kindsIn('943476 5870')).toEqual(['uk-nhs'])
    expect(kindsIn('2 - 95 - 10 - 99 - 126 - 111 - 93')).toEqual(['fr-nir'])
  })

  it('is not a part of a longer row of single digits', () => {
    expect(scanText('1 1 5 1 0 8 6 9 5 0 8 8', {})).toEqual([])
    expect(scanText('1 5 1 0 8 6 9 5 0 8 8 0', {})).toEqual([])
  })

  it('finds each of a list of numbers', () => {
    expect(kindsIn('15108695088,211062-5629;131052-308T').sort()).toEqual(['dk-cpr', 'fi-hetu', 'no-fnr'])
    expect(kindsIn('211062-5629/610312-1239')).toEqual(['dk-cpr', 'se-personnummer'])
  })

  it('relaxes the first Norwegian check digit for those born from 2032 only', () => {
    // 010132 500: k1 is 5 and k2 5 of the ten digits ending in 1 instead.
    const relaxed = (nine: string) => {
      for (let k1 = 0; k1 < 10; k1++) {
        for (let k2 = 0; k2 < 10; k2++) {
          const found = scanText(`${nine}${k1}${k2}`, {}).find(finding => finding.kind === 'no-fnr')
          if (found?.certainty === 'low') return true
        }
      }
      return false
    }
    expect(relaxed('010132500')).toBe(true)
    expect(relaxed('010132499')).toBe(false)
    expect(relaxed('010150500')).toBe(false)
  })

  it.each(
    Object.keys(numbers)
      .filter(kind => kind !== 'dk-cpr')
      .map(kind => kind as NationalNumberKind),
  )('%s is not found when any one digit differs', kind => {
    for (const number of numbers[kind]) {
      // The last two alone: a changed date or serial may make another valid number of the same kind.
      for (const at of [number.length - 1, number.length - 2]) {
        const digit = number[at] ?? ''
        if (!/\d/.test(digit) || (kind === 'is-kennitala' && at === number.length - 1)) continue
        const changed = `${number.slice(0, at)}${(Number(digit) + 1) % 10}${number.slice(at + 1)}`
        const findings = scanText(wordFor(kind) + changed, {}).filter(
          finding => finding.certainty === 'high' || kind === 'nl-bsn' || kind === 'uk-nhs',
        )
        expect([changed, findings.map(finding => finding.kind).includes(kind)]).toEqual([changed, false])
      }
    }
  })

  it.each([
    ['no-fnr', '32108695088'],
    ['no-fnr', '15138695088'],
    ['dk-cpr', '321062-5629'],
    ['dk-cpr', '290201-1234'],
    ['se-personnummer', '881320-0016'],
    ['fi-hetu', '131052-001T'],
    ['fi-hetu', '131052-308S'],
    ['is-kennitala', '120174-3391'],
    ['nl-bsn', '000000000'],
    ['uk-nhs', '0000000000'],
    ['be-nn', '85.13.30-033.28'],
    ['fr-nir', '295139912611193'],
  ])('%s is not found in %s', (kind, text) => {
    expect(kindsIn(text)).not.toContain(kind)
  })

  it.each([
    'LOT 12345678',
    'Lot A1234567',
    'NCT04817956',
    'EudraCT 2020-004414-35',
    'EudraCT 2012-015678-35',
    'NCT02925234, NCT04185831',
    '2023-01-15',
    '2023-01-15 1030',
    '15.01.2023 12:30',
    '20230115',
    '15012023',
    '0.33333333333',
    '12,3456789012',
    '400 mg x 2',
    '12.5 %',
    '120/80',
    '+47 22 33 44 55',
    '0301-007',
    'IMPRESS-0301-007',
    '2021-03-15 2021-04-12 2021-05-10',
    '2023-504321-12-00',
    'ICD-10 C50.9 8500/3',
    'HGNC:3430 ENST00000269571.10',
    // These would pass a check digit or are a valid date, but stand where no such number does.
    '20200109',
    '20200110',
    '18011950',
    '0.15108695088',
    '+15108695088',
    '12,111222333',
    '111222333-02',
    '5-2110625629',
    '+45 12345672',
    '0045 12345672',
  ])('finds no national number in %s', text => {
    expect(kindsIn(text).filter(kind => (NATIONAL_NUMBER_KINDS as readonly string[]).includes(kind))).toEqual([])
  })
})

describe('words near a number', () => {
  it('leave one hit for each scheme where there are none', () => {
    expect(kindsIn('120174-3399').sort()).toEqual(['dk-cpr', 'is-kennitala'])
  })

  it('decide where several schemes fit', () => {
    expect(kindsIn('kennitala 120174-3399')).toEqual(['is-kennitala'])
    expect(kindsIn('CPR: 120174-3399')).toEqual(['dk-cpr'])
    expect(kindsIn('120174-3399 (cpr)')).toEqual(['dk-cpr'])
  })

  it('decide nothing where they name a scheme that does not fit', () => {
    expect(kindsIn('bsn 120174-3399').sort()).toEqual(['dk-cpr', 'is-kennitala'])
  })

  it.each(['bsn', 'BSN:', 'nhs', 'fnr', 'personnr', 'cpr', 'born', 'f.'])('make a weak number sure: %s', word => {
    expect(scanText(`${word} 111222333`, {})).toEqual([{ kind: 'nl-bsn', certainty: 'high' }])
    expect(scanText(`${word} 943 476 5870`, {})).toEqual([{ kind: 'uk-nhs', certainty: 'high' }])
  })

  it('belong to the nearest number', () => {
    expect(scanText('BSN 111222333, ref 9434765870', {})).toEqual([
      { kind: 'nl-bsn', certainty: 'high' },
      { kind: 'uk-nhs', certainty: 'low' },
    ])
  })

  it('tell a Lithuanian number from an Estonian one', () => {
    expect(kindsIn('33309240064')).toEqual(['ee-isikukood'])
    for (const text of ['asmens kodas 33309240064', '33309240064, Vilnius', 'Lithuanian patient 33309240064']) {
      expect(kindsIn(text)).toEqual(['lt-asmens-kodas'])
    }
  })
})

describe('numbers that match by chance', () => {
  it('are low, but sure in prose of their own country', () => {
    expect(scanText('ref 111222333', {})).toEqual([{ kind: 'nl-bsn', certainty: 'low' }])
    expect(scanText('ref 111222333', { country: 'NL', freeText: true })).toEqual([
      { kind: 'nl-bsn', certainty: 'high' },
    ])
    expect(scanText('ref 111222333', { country: 'NL', freeText: false })).toEqual([
      { kind: 'nl-bsn', certainty: 'low' },
    ])
    expect(scanText('ref 9434765870', { country: 'GB' })).toEqual([{ kind: 'uk-nhs', certainty: 'high' }])
  })

  it('are not looked for in a subject id of the declared shape, others are', () => {
    expect(scanText('111222333', { declaredSubjectId: true })).toEqual([])
    expect(kindsIn('15108695088', { declaredSubjectId: true })).toEqual(['no-fnr'])
  })

  it('have lost a leading zero where there are eight digits, unless these are a date', () => {
    expect(scanText('12345672', {})).toEqual([{ kind: 'nl-bsn', certainty: 'low' }])
    expect(kindsIn('01234567')).toEqual([])
  })
})
