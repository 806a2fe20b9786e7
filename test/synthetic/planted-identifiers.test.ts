import { describe, expect, it } from 'vitest'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { syntheticNationalNumber } from '../../src/synthetic/planted-identifiers.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { sheets } from '../../src/synthetic/sheets.ts'
import { readExport } from './read-csv.ts'

const made = makeEcrfExport({ trialId: 'impress-norway', scenario: 'impress-2023-10' })
const read = readExport(made.files)
const planted = made.summary.plantedIdentifiers

const dateColumns = new Map<string, Set<string>>(
  [...sheets].map(([key, columns]) => [key, new Set(columns.filter(one => one.type === 'date').map(one => one.name))]),
)

/** Every cell but those of date columns and those planted, with the digits' separators taken out. */
const otherCells = [...read].flatMap(([key, { rows }]) =>
  rows.flatMap(({ line, cells }) =>
    Object.entries(cells)
      .filter(([column]) => !dateColumns.get(key)?.has(column))
      .filter(([column]) => !planted.some(one => one.sheet === key && one.line === line && one.column === column))
      .map(([, cell]) => cell),
  ),
)

describe('planted identifiers', () => {
  it('stand where the summary says', () => {
    const patterns: Record<string, RegExp> = {
      name: /(pas|Dr)\. \p{Lu}/u,
      phone: /\+47 12 34 56 78/,
      email: /@example\.org/,
      'date-of-birth': /f\. \d\d\.\d\d\.\d{4}/,
      'no-fnr-synthetic': /fnr \d{11}$/,
    }
    expect(new Set(planted.map(one => one.kind))).toEqual(new Set(Object.keys(patterns)))
    for (const { sheet, line, column, kind } of planted) {
      const row = read.get(sheet)?.rows.find(one => one.line === line)
      expect(row?.cells[column]).toMatch(patterns[kind] ?? /^never$/)
    }
  })

  it('hold a national number whose month no person has', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      expect(syntheticNationalNumber(seededRandom(String(seed)))).toMatch(/^(0[1-9]|1\d|2[0-8])85[56]\d[1-4]\d{4}$/)
    }
  })
})

describe('every other cell', () => {
  it('is free of runs of digits long enough for a national or a phone number', () => {
    const glued = otherCells.map(cell => cell.replaceAll(/(?<=\d)[\s.\-/\u00A0]+(?=\d)/g, ''))
    expect(glued.filter(cell => /\d{8}/.test(cell))).toEqual([])
    expect(otherCells.filter(cell => /\d{6}[-+A-FU-Y]\d{3}/i.test(cell))).toEqual([])
  })

  it('is free of titles, e-mail and web addresses, streets and record numbers', () => {
    const direct =
      /\b(pas|pt|dr|herr|fru)\.? \p{Lu}|@|www\.|https?:|(gata|gate|veien|vei|gade|vej|gatan|straat|street)\b|\b(NPR|MRN|journalnr|fnr|cpr|bsn|nhs)\b|\b\d{4,5} \p{Lu}/u
    expect(otherCells.filter(cell => direct.test(cell))).toEqual([])
  })
})

describe('date columns', () => {
  it('hold dates in a listed form, NA tokens, or a date in no listed form that starts with 0', () => {
    const form = /^\s*(|na|n\/a|null|unknown|none|nk|\d{4}(-(\d\d|nk)(-(\d\d|nk))?)?|0\d\/0\d\/20\d\d)\s*$/i
    const odd = [...read].flatMap(([key, { rows }]) =>
      rows.flatMap(({ cells }) =>
        [...(dateColumns.get(key) ?? [])].map(name => cells[name] ?? '').filter(cell => !form.test(cell)),
      ),
    )
    expect(odd).toEqual([])
  })
})
