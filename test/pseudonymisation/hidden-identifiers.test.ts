import { describe, expect, it } from 'vitest'
import { knownWords } from '../../src/pseudonymisation/scanner/known-words.ts'
import { stopsLeaving } from '../../src/pseudonymisation/scanner/scan-document.ts'
import { scanExport } from '../../src/pseudonymisation/scanner/scan-export.ts'
import { scanText } from '../../src/pseudonymisation/scanner/scan-text.ts'
import { isSnomedConcept } from '../../src/pseudonymisation/scanner/snomed.ts'

/** From the table of vectors: no person has them. */
const NUMBERS = { 'no-fnr': '15108695088', 'dk-cpr': '211062-5629', 'fi-hetu': '131052-308T', 'nl-bsn': '111222333' }
const kindsIn = (text: string) => scanText(text, { country: 'NL' }).map(({ kind }) => kind)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const fullWidth = (text: string) => text.replace(/[0-9]/g, digit => String.fromCodePoint(0xff10 + Number(digit)))
const arabic = (text: string) => text.replace(/[0-9]/g, digit => String.fromCodePoint(0x0660 + Number(digit)))

const DISGUISES: Readonly<Record<string, (number: string) => string>> = {
  'across a line break': number => `${number.slice(0, 6)}\n${number.slice(6)}`,
  'across a line break of Windows, set in': number => `${number.slice(0, 6)}\r\n        ${number.slice(6)}`,
  'digit by digit, a line each': number => [...number].join('\n'),
  'with invisible characters': number => [...number].join('\u200b'),
  'in full-width digits': fullWidth,
  'in digits of another script': arabic,
  'in base64': number => base64(`fnr ${number} end`),
  'in base64, glued to a word': number => `note:x${base64(`a person's number: ${number}`)}`,
  'in base64 with line breaks': number =>
    base64(`a long text comes first, so that the lines have to be broken; ${number}`).replace(/(.{40})/g, '$1\r\n'),
  'in base64 twice': number => base64(base64(`number ${number}`)),
  'in base64 for addresses': number => Buffer.from(`??>>${number}<<??`).toString('base64url'),
  'in hexadecimal': number => Buffer.from(`number ${number}`).toString('hex'),
  'in a JSON text': number => JSON.stringify({ a: [{ b: number }] }),
  'in JSON escapes': number =>
    `{"b":"${[...number].map(c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}`,
  'in escapes of an address': number => `?id=${[...number].map(c => `%${c.charCodeAt(0).toString(16)}`).join('')}`,
  'in escapes of HTML': number => [...number].map(c => `&#${c.charCodeAt(0)};`).join(''),
}

describe('a number hidden', () => {
  it.each(Object.entries(DISGUISES))('%s is found', (name, disguise) => {
    for (const [kind, number] of Object.entries(NUMBERS)) {
      // Digits one by one are read from ten on, and the Finnish sign of the century is no digit.
      const single = name.startsWith('digit by digit') || name.startsWith('across')
      if (single && (kind === 'fi-hetu' || kind === 'nl-bsn' || kind === 'dk-cpr')) continue
      expect([name, kind, kindsIn(disguise(number))]).toEqual([name, kind, expect.arrayContaining([kind])])
    }
  })

  it('is not seen where nothing is: keys, hashes and signatures are no text', () => {
    let state = 1
    const byte = () => {
      state = (state * 48_271) % 2_147_483_647
      return state % 256
    }
    for (let times = 0; times < 2_000; times++) {
      const bytes = Buffer.from(Array.from({ length: 64 }, byte))
      const texts = [bytes.toString('base64'), bytes.toString('base64url')]
      for (const text of texts) expect([text, scanText(text, {}).filter(stopsLeaving)]).toEqual([text, []])
    }
  })
})

describe('what the source itself tells', () => {
  const sheet = (key: string, columns: string[], rows: string[][]) =>
    [key, { key, columns, rows: rows.map((cells, at) => ({ line: at + 2, cells })) }] as const
  const hits = (sheets: readonly ReturnType<typeof sheet>[]) =>
    scanExport({ sheets: new Map(sheets) }).map(({ sheet: key, column, line, kind, certainty }) =>
      [key, column, line, kind, certainty].join(' '),
    )

  it('finds a name of its column of names in other cells, whatever the order of the sheets', () => {
    const notes = sheet(
      'mh',
      ['SubjectId', 'Note'],
      [
        ['0301-007', 'talte med Quxley i dag'],
        ['0301-008', 'quxley'],
      ],
    )
    const people = sheet('dm', ['SubjectId', 'Patient name'], [['0301-007', 'Zorbina Quxley']])
    expect(hits([notes, people])).toEqual(expect.arrayContaining(['mh Note 2 name high', 'mh Note 3 name low']))
    expect(hits([notes])).toEqual([])
  })

  it('finds subject ids within other texts, and takes a column of keys for what it is', () => {
    const notes = sheet(
      'mh',
      ['SubjectId', 'Note', 'Other key'],
      [['0301-007', 'samme som 0301-008, se der', '0301-008']],
    )
    const people = sheet('dm', ['SubjectId', 'Sex'], [['0301-008', 'F']])
    expect(hits([notes, people])).toEqual(['mh Note 2 other high'])
    expect(hits([notes])).toEqual([])
  })

  it('takes up no id that looks like a count, and no word of the language', () => {
    const known = knownWords()
    known.noteId('12')
    known.noteId('1204')
    known.noteName('et')
    expect(known.find('12 og 1204 et')).toEqual([])
  })
})

describe('an id of SNOMED CT', () => {
  it('is known by its check digit and partition', () => {
    for (const id of ['363406005', '73211009', '254837009', '138875005', '1156453008'])
      expect(isSnomedConcept(id)).toBe(true)
    for (const id of ['363406006', '736406005', '111222333', '15108695088', '12'])
      expect(isSnomedConcept(id)).toBe(false)
  })
})
