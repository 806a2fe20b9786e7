import { describe, expect, it } from 'vitest'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { sheets } from '../../src/synthetic/sheets.ts'
import { type ReadSheet, readCsv, readExport } from './read-csv.ts'

const made = makeEcrfExport({ trialId: 'impress-norway', scenario: 'impress-2023-10' })
const read = readExport(made.files)

function sheet(key: string): ReadSheet {
  const found = read.get(key)
  if (found === undefined) throw new Error(`no sheet ${key}`)
  return found
}

const column = (key: string, name: string): string[] => sheet(key).rows.map(row => row.cells[name] ?? '')
const rawText = (key: string): string => made.files.find(file => file.name.endsWith(`_${key}.csv`))?.text ?? ''

describe('the files', () => {
  it('are one a sheet, named by trial, extraction day and sheet', () => {
    expect([...read.keys()].sort()).toEqual(
      'ae c30 cm coh consent ct dm ecog eos eot eq5d fu mh ra rcnt rnrsp rntmnt tr vi'.split(' '),
    )
    expect(made.files.every(file => /^IMPRESS_\d{4}-\d\d-\d\d_[a-z0-9]+\.csv$/.test(file.name))).toBe(true)
  })

  it('carry labels on the first line and variable names on the second', () => {
    for (const { labels, columns } of read.values()) {
      expect(columns[0]).toBe('SubjectId')
      expect(labels).toHaveLength(columns.length)
      expect(labels.every(label => label !== '')).toBe(true)
    }
  })

  it('have as many cells in each row as columns', () => {
    for (const { columns, rows } of read.values()) {
      expect(rows.every(row => Object.keys(row.cells).length === columns.length)).toBe(true)
      expect(rows.every(row => row.cells['SubjectId']?.trim() !== '')).toBe(true)
    }
  })

  it.each([
    [
      'coh',
      'COHORTNAME ICD10COD COHTTYPE COHTTYPECD COHTTYPE__2CD COHALLO1__3CD COHALLO2 COHALLO2__2CD GENMUT1CD COHTMN',
    ],
    [
      'tr',
      'TRNAME TRTNO TRCNO1 TRCYNCD TRC1_DT TRIVDS1 TRIVDELYN1 TRO_YNCD TRODSUOT TRO_STDT TROSTPDT TROTAKECD TROOTH',
    ],
    ['ae', 'AESPID AECTCAET AETOXGRECD AEOUTCD AESERCD SAESTDAT AETRT2 AEREL2CD SAEREL1CD AETRTMM2 SAEEXP2CD'],
    ['ra', 'EventId RARECBAS RARECNAD RABASECH RARECCH RANLBASECD RATIMRESCD RAiMODCD RAPROGDT RAiUNPDT RAASSESS2'],
    ['fu', 'FUPALDAT FUPDEDAT FUPSSTCD'],
    ['eot', 'EventDate EOTDAT EOTPROGDTC EOTREOTCD'],
    ['vi', 'VITUMA VITUMACD VITUMA__2 VITUMA__2CD'],
    ['c30', 'EventName C30DAT C30_Q1 C30_Q30CD'],
    ['consent', 'WDRDAT WDRSCOPE'],
  ])('hold the columns of the %s form', (key, names) => {
    expect(sheet(key).columns).toEqual(expect.arrayContaining(names.split(' ')))
  })

  it('fill each column of the forms that the rules read', () => {
    const alwaysEmpty = [...sheets]
      .filter(([key]) => !['rntmnt', 'consent'].includes(key))
      .flatMap(([key, columns]) => columns.filter(({ name }) => column(key, name).every(cell => cell === '')))
      .map(({ name }) => name)
    expect(alwaysEmpty).toEqual([])
  })
})

describe('the dirt', () => {
  const spelt = (pattern: RegExp) => column('coh', 'COHORTNAME').some(name => pattern.test(name))

  it('spells drugs wrongly, by brand, and in either order', () => {
    expect(spelt(/Traztuzumab/)).toBe(true)
    expect(spelt(/Selperkatinib/)).toBe(true)
    expect(spelt(/Tafinlar|Mekinist|Perjeta|Herceptin/)).toBe(true)
    expect(spelt(/Pertuzumab.+Tra[sz]tuzumab/)).toBe(true)
    expect(spelt(/Tra[sz]tuzumab.+Pertuzumab/)).toBe(true)
  })

  it('names biomarkers and tumours in several ways', () => {
    expect(spelt(/ERBB2/)).toBe(true)
    expect(spelt(/Non-V600activating/)).toBe(true)
    expect(spelt(/endetarmskreft|gallegang|bukspyttkjertel/i)).toBe(true)
    expect(spelt(/[\u2011\u2013]/)).toBe(true)
    expect(spelt(/ {2}/)).toBe(true)
  })

  it('leaves cohort names empty or NA', () => {
    expect(column('coh', 'COHORTNAME')).toContain('')
    expect(column('coh', 'COHORTNAME').some(name => /^\s*(na|n\/a|none)\s*$/i.test(name))).toBe(true)
  })

  it('holds planned cycles and cycles without status', () => {
    expect(column('tr', 'TRCYNCD')).toContain('0')
    expect(column('tr', 'TRCYNCD')).toContain('')
  })

  it('holds partial dates of every form, and dates of none', () => {
    const dates = [...column('ct', 'CTSTDAT'), ...column('mh', 'MHSTDAT'), ...column('cm', 'CMSTDAT')]
    const forms = [
      /^\d{4}$/,
      /^\d{4}-\d\d$/,
      /^\d{4}-\d\d-NK$/i,
      /^\d{4}-NK-NK$/i,
      /^\d{4}-NK-\d\d$/i,
      /^\d\d\/\d\d\/\d{4}$/,
    ]
    for (const form of forms) expect(dates.some(date => form.test(date))).toBe(true)
  })

  it('holds NA tokens and numbers as 3.0 and 03', () => {
    const cells = [...read.values()].flatMap(({ rows }) => rows.flatMap(row => Object.values(row.cells)))
    for (const token of ['na', 'n/a', 'null', 'unknown', 'none', 'nk']) {
      expect(cells.some(cell => cell.trim().toLowerCase() === token)).toBe(true)
    }
    expect(cells.some(cell => /^\d+\.0$/.test(cell))).toBe(true)
    expect(column('tr', 'TRIVDS1').some(cell => /^\d+,\d$/.test(cell))).toBe(true)
  })

  it('repeats rows whole', () => {
    const whole = sheet('tr').rows.map(row => JSON.stringify(row.cells))
    const everywhere = [...read.values()].flatMap(({ rows }) => rows.map(row => JSON.stringify(row.cells)))
    expect(new Set(everywhere).size).toBeLessThan(everywhere.length)
    expect(whole.length).toBeGreaterThan(1000)
  })

  it('puts separators, quotes and line breaks into quoted cells', () => {
    expect(column('mh', 'MHTERM').some(cell => cell.includes('\n'))).toBe(true)
    expect(column('mh', 'MHTERM').some(cell => cell.includes(';') && cell.includes('"'))).toBe(true)
  })

  it('comes from systems with other separators, line ends and byte order marks', () => {
    expect(rawText('cm').startsWith('\uFEFF')).toBe(true)
    expect(rawText('cm')).toContain(';CMTRT;')
    expect(rawText('vi')).toContain('\r\n')
    expect(readCsv(rawText('cm')).columns).toContain('CMTRT')
  })

  it('doubles week-16 visits, and leaves some out', () => {
    const visits = sheet('ra').rows.filter(row => row.cells['EventId'] === 'V03')
    const distinct = new Set(visits.map(row => JSON.stringify(row.cells)))
    const subjects = new Set(visits.map(row => row.cells['SubjectId']))
    expect(distinct.size).toBeGreaterThan(subjects.size)
    expect(subjects.size).toBeLessThan(made.summary.plannedTotals.mature)
  })

  it('fills two slots of one thing', () => {
    expect(sheet('coh').rows.some(({ cells }) => cells['COHTTYPE'] && cells['COHTTYPE__2'])).toBe(true)
    expect(
      sheet('coh').rows.some(({ cells }) => cells['COHALLO1'] && (cells['COHALLO1__2'] || cells['COHALLO1__3'])),
    ).toBe(true)
  })
})
