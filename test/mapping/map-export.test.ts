import { describe, expect, it } from 'vitest'
import { mapExport } from '../../src/mapping/map-export.ts'
import type { LocalExport } from '../../src/model/local-export.ts'
import { aLocalExport, type RowCells } from '../support/local-export.ts'
import { mapRows, problemsOf } from './map-rows.ts'
import { impressMapping } from './shipped-mapping.ts'

const ONE = { dm: [{ SubjectId: '1' }] }

/** The first entity that one row of a sheet gives subject 1. */
function entityFrom(sheet: string, row: RowCells) {
  const [record] = mapRows({ ...ONE, [sheet]: [{ SubjectId: '1', ...row }] }).records
  const lists: object[][] = Object.values(record ?? {}).filter(value => Array.isArray(value))
  return lists.flat()[0]
}

describe('subjects', () => {
  it('are screened once, by a dm or a coh row, with leading zeros kept and blanks trimmed', () => {
    const mapped = mapRows({ dm: [{ SubjectId: ' 007 ' }, { SubjectId: '7' }], coh: [{ SubjectId: '007' }] })
    expect(mapped.screened).toBe(2)
    expect(mapped.records.map(record => record.subjectId)).toEqual(['007', '7'])
  })

  it('are not made by rows of other sheets: those are orphan rows', () => {
    const mapped = mapRows({ ...ONE, tr: [{ SubjectId: '2', TRCYNCD: '9', TRC1_DT: '01.02.2022' }] })
    expect(mapped.screened).toBe(1)
    expect(mapped.problems.map(problem => problem.code)).toEqual(['orphan-row', 'bad-date'])
    expect(mapped.problems[0]).toEqual({ code: 'orphan-row', sheet: 'tr', line: 3, subjectId: '2', column: null })
  })

  it('are not made by rows without an id, also not in dm', () => {
    const mapped = mapRows({
      dm: [
        { SubjectId: '', SEX: 'F' },
        { SubjectId: ' NA ', SEX: 'M' },
      ],
    })
    expect(mapped).toMatchObject({ screened: 0, records: [], rejected: 0 })
    expect(mapped.problems.map(({ code, subjectId }) => [code, subjectId])).toEqual([
      ['orphan-row', null],
      ['orphan-row', null],
    ])
  })

  it('take each fact from the first row that has it', () => {
    const [record] = mapRows({
      dm: [
        { SubjectId: '1', SEXCD: '2' },
        { SubjectId: '1', SEXCD: '1', BRTHDAT: '1960' },
      ],
    }).records
    expect(record).toMatchObject({ sex: 'female', birth: '1960' })
  })

  it('give their stated age only where there is no birth date', () => {
    const ages = [{ DMAGE: '61,0' }, { DMAGE: '61', BRTHDAT: '1960' }, { DMAGE: '610' }, { DMAGE: '61.5' }]
    const { records } = mapRows({ dm: ages.map((row, index) => ({ SubjectId: String(index), ...row })) })
    expect(records.map(record => record.ageYears)).toEqual([61, null, null, null])
  })

  it('are recommended by the board where one of their rows says yes', () => {
    const { records } = mapRows({
      dm: [{ SubjectId: '1' }, { SubjectId: '2' }, { SubjectId: '3' }],
      mtb: [
        { SubjectId: '1', recommendation: 'no' },
        { SubjectId: '1', recommendation: 'YES' },
        { SubjectId: '2', recommendation: 'no' },
      ],
    })
    expect(records.map(record => record.recommendation)).toEqual(['yes', 'no', null])
  })
})

describe('rows', () => {
  it('that repeat another are dropped, and each later copy is named', () => {
    const row = { SubjectId: '1', AESPID: '1', AESTDAT: '1.2.2022' }
    const mapped = mapRows({ ...ONE, ae: [row, { ...row, AESPID: ' 1 ' }, { ...row, AESPID: '2' }, row] })
    expect(mapped.records[0]?.adverseEvents.map(event => event.key)).toEqual(['1', '2'])
    expect(mapped.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'duplicate-row 4',
      'duplicate-row 6',
      'bad-date 3',
      'bad-date 5',
    ])
  })

  it('that differ in a column nobody reads are not the same', () => {
    const rows = [
      { SubjectId: '1', NOTE: 'a' },
      { SubjectId: '1', NOTE: 'b' },
    ]
    expect(problemsOf({ ...ONE, ae: rows })).toEqual([])
  })

  it('with more cells than columns reject their subject, because names and cells may have shifted', () => {
    const local = aLocalExport({
      dm: [{ SubjectId: '1' }, { SubjectId: '2' }],
      eos: [{ SubjectId: '1', DEATHDTC: '2022' }],
    })
    const eos = local.sheets.get('eos')
    const shifted = { key: 'eos', columns: eos?.columns ?? [], rows: [{ line: 3, cells: ['1', '', '2022'] }] }
    const mapped = mapExport(impressMapping, 'impress-norway', { sheets: new Map([...local.sheets, ['eos', shifted]]) })
    expect(mapped).toMatchObject({ screened: 2, rejected: 1 })
    expect(mapped.records.map(record => record.subjectId)).toEqual(['2'])
    expect(mapped.problems).toEqual([{ code: 'record-invalid', sheet: 'eos', line: 3, subjectId: '1', column: null }])
  })
})

describe('dates', () => {
  it('are null and named where they cannot be read, in the spelling of the file', () => {
    const mapped = mapRows({ ...ONE, eot: [{ SubjectId: '1', eotdat: '03/04/2022', EOTPROGDTC: '2023-02-30' }] })
    expect(mapped.records[0]?.treatmentEnds[0]).toMatchObject({ ended: null, progressionDate: null })
    expect(mapped.problems.map(problem => problem.column)).toEqual(['eotdat', 'EOTPROGDTC'])
  })

  it('are null and no problem where the cell holds an NA token', () => {
    const tokens = ['', ' ', 'na', 'N/A', 'null', 'Unknown', 'NONE', 'nk', ' NK ']
    const eot = tokens.map((token, index) => ({ SubjectId: '1', EOTDAT: token, EOTREOTCD: '1', X: String(index) }))
    expect(problemsOf({ ...ONE, eot })).toEqual([])
  })

  /** Every date column of the trial-data tables (2.3). */
  const DATE_COLUMNS = {
    coh: ['EventDate'],
    dm: ['BRTHDAT'],
    ecog: ['ECOGDAT'],
    ct: ['CTSTDAT', 'CTENDAT'],
    mh: ['MHSTDAT', 'MHENDAT'],
    cm: ['CMSTDAT', 'CMENDAT'],
    tr: ['TRC1_DT', 'TRO_STDT', 'TROSTPDT'],
    ae: ['AESTDAT', 'AEENDAT', 'SAESTDAT'],
    ra: ['EventDate', 'RAPROGDT', 'RAiUNPDT'],
    rnrsp: ['EventDate'],
    rcnt: ['EventDate'],
    rntmnt: ['EventDate'],
    vi: ['EventDate'],
    eot: ['EventDate', 'EOTDAT', 'EOTPROGDTC'],
    eos: ['DEATHDTC'],
    fu: ['FUPALDAT', 'FUPDEDAT'],
    eq5d: ['EventDate', 'EQ5DDAT'],
    c30: ['EventDate', 'C30DAT'],
    consent: ['WDRDAT'],
  }

  it.each(Object.entries(DATE_COLUMNS))('are all read in %s', (sheet, columns) => {
    const row = { SubjectId: '1', ...Object.fromEntries(columns.map(column => [column, '2022-02-31'])) }
    const found = mapRows({ ...ONE, [sheet]: [row] }).problems.filter(problem => problem.code === 'bad-date')
    expect(found.map(problem => problem.column).sort()).toEqual([...columns].sort())
  })
})

describe('codes', () => {
  it('decide where they are filled, whatever their spelling, and the text where they are not', () => {
    const given = (row: RowCells) => entityFrom('tr', row)
    expect(given({ TRCYNCD: '01', TRCYN: 'No' })).toMatchObject({ given: true })
    expect(given({ TRCYNCD: '0.0', TRCYN: 'Yes' })).toMatchObject({ given: false })
    expect(given({ TRCYNCD: '', TRCYN: ' YES ' })).toMatchObject({ given: true })
    expect(given({ TRCYNCD: 'NA' })).toMatchObject({ given: null })
  })

  it('that the list does not know are null and named, also beside a good text', () => {
    const mapped = mapRows({ ...ONE, ra: [{ SubjectId: '1', RATIMRES: 'Stable Disease (SD)', RATIMRESCD: '5' }] })
    expect(mapped.records[0]?.assessments[0]?.responses[0]).toEqual({ criterion: 'RECIST1.1', response: null })
    expect(mapped.problems).toEqual([
      { code: 'unknown-code', sheet: 'ra', line: 3, subjectId: '1', column: 'RATIMRESCD' },
    ])
  })

  /** Code columns whose codes the trial-data tables list, with one that they do not list. */
  const UNKNOWN_CODES: readonly [sheet: string, column: string, code: string][] = [
    ['dm', 'SEXCD', '3'],
    ['ecog', 'ECOGSCD', '7'],
    ['mh', 'MHONGOCD', '4'],
    ['cm', 'CMMHYNCD', '2'],
    ['cm', 'CMONGOCD', '2'],
    ['tr', 'TRCYNCD', '2'],
    ['tr', 'TRO_YNCD', '2'],
    ['tr', 'TROTAKECD', '2'],
    ['ae', 'AETOXGRECD', '6'],
    ['ae', 'AESERCD', '2'],
    ['ae', 'AEREL1CD', '5'],
    ['ae', 'AEREL2CD', '0'],
    ['ae', 'SAEEXP1CD', '0'],
    ['ae', 'SAEEXP2CD', '3'],
    ['ra', 'RATIMRESCD', '5'],
    ['ra', 'RAiMODCD', '96'],
    ['ra', 'RANLBASECD', '2'],
    ['rnrsp', 'RNRSPCLCD', '96'],
    ['rnrsp', 'RNRSPNLCD', '2'],
    ['eot', 'EOTREOTCD', '4'],
    ['fu', 'FUPSSTCD', '0'],
    ['eq5d', 'EQ5D5CD', '6'],
    ['c30', 'C30_Q28CD', '5'],
    ['c30', 'C30_Q29CD', '8'],
    ['eot', 'EOTREOTCD', 'Disease progression'],
  ]

  it.each(UNKNOWN_CODES)('are checked in %s.%s', (sheet, column, code) => {
    expect(problemsOf({ coh: [{ SubjectId: '1' }], [sheet]: [{ SubjectId: '1', [column]: code }] })).toEqual([
      `unknown-code ${sheet}:3 1 ${column}`,
    ])
  })

  it('are not checked where they are local to a study or not listed', () => {
    const coh = [{ SubjectId: '1', COHTTYPECD: '999', COHALLO1CD: '999', GENMUT1CD: '999' }]
    const others = {
      ct: [{ SubjectId: '1', CTTYPECD: '9' }],
      tr: [{ SubjectId: '1', TRODSUCD: '9', TROREACD: '9', TRIVDELYN1: 'perhaps' }],
      ae: [{ SubjectId: '1', AEOUTCD: '9', AEOUT: 'gone', SAEREL1CD: '9', AETRTMM1CD: '9' }],
      vi: [{ SubjectId: '1', VITUMA: 'Lugano', VITUMACD: '9' }],
    }
    expect(problemsOf({ coh, ...others })).toEqual([])
  })

  it('are read from the text column where it holds the code itself', () => {
    expect(entityFrom('fu', { FUPSST: '3.0' })).toMatchObject({ status: 'lost' })
  })
})

describe('slots', () => {
  const enrolment = (row: RowCells) => entityFrom('coh', { COHORTNAME: 'a/b/c', ...row })

  it('give the one that is filled, first role first', () => {
    expect(
      enrolment({ COHTTYPE__2: 'Odontogenic Carcinoma', COHALLO2__3: 'Mekinist', COHALLO1: 'Tafinlar' }),
    ).toMatchObject({ tumourPick: 'Odontogenic Carcinoma', drugs: ['Tafinlar', 'Mekinist'] })
  })

  it('give nothing where two are filled, keep the enrolment, and are named once for each group', () => {
    const row = { COHTTYPE: 'A', COHTTYPE__2CD: '9', COHALLO1: 'X', COHALLO1__2: 'X', COHALLO2: 'Y' }
    expect(enrolment(row)).toMatchObject({ localName: 'a/b/c', tumourPick: null, drugs: ['Y'] })
    expect(problemsOf({ coh: [{ SubjectId: '1', ...row }] })).toEqual([
      'slot-conflict coh:3 1 COHTTYPE__2CD',
      'slot-conflict coh:3 1 COHALLO1__2',
    ])
  })

  it('of the criterion in use: either one, and nothing where two disagree', () => {
    expect(entityFrom('vi', { VITUMA__2: 'iRecist 1.1' })).toMatchObject({ criterion: 'iRECIST' })
    expect(entityFrom('vi', { VITUMA: 'RECIST 1.1', VITUMA__2: 'recist 1.1' })).toMatchObject({
      criterion: 'RECIST1.1',
    })
    expect(entityFrom('vi', { VITUMA: 'RECIST 1.1', VITUMA__2: 'iRecist 1.1' })).toMatchObject({ criterion: null })
  })
})

describe('entities', () => {
  it('keep the cohort name as typed, and have none where it is empty or NA', () => {
    const rows = ['  HER2exp/ x /Y ', '', 'NA', 'n/a'].map(name => ({ SubjectId: '1', COHORTNAME: name, X: name }))
    const enrolments = mapRows({ coh: rows }).records[0]?.enrolments ?? []
    expect(enrolments.map(({ localName }) => localName)).toEqual(['HER2exp/ x /Y', null, null, null])
  })

  it('call a dose oral where a start or stop of intake is filled, whatever it parses to', () => {
    const route = (row: RowCells) => entityFrom('tr', { TRC1_DT: '2022-01-01', ...row })
    expect(route({})).toMatchObject({ route: 'iv', cycleStart: '2022-01-01' })
    expect(route({ TRO_STDT: '1/2/22' })).toMatchObject({ route: 'oral', oralStart: null })
    expect(route({ TROSTPDT: '2022-02-01' })).toMatchObject({ route: 'oral', oralStop: '2022-02-01' })
    expect(route({ TRO_STDT: 'NA' })).toMatchObject({ route: 'iv' })
  })

  it('make equal treatment numbers and event numbers equal', () => {
    expect(entityFrom('tr', { TRTNO: '01', TRCNO1: '2.0' })).toMatchObject({ treatmentNumber: '1', cycleNumber: '2' })
    expect(entityFrom('ae', { AESPID: '03' })).toMatchObject({ key: '3' })
  })

  it('carry RECIST and iRECIST for every ra row, and RANO for every rnrsp row', () => {
    expect(entityFrom('ra', { EventId: 'v03', RAiMOD: 'iUnconfirmed progressive disease' })).toMatchObject({
      visit: 'V03',
      responses: [
        { criterion: 'RECIST1.1', response: null },
        { criterion: 'iRECIST', response: 'iUPD' },
      ],
    })
    expect(entityFrom('ra', { RATIMRESCD: '96', RAIMODCD: '6' })).toMatchObject({
      responses: [{ response: 'NE' }, { response: 'iNE' }],
    })
    expect(entityFrom('rnrsp', { RNRSPCLCD: '4' })).toMatchObject({
      responses: [{ criterion: 'RANO', response: 'PD' }],
    })
  })

  it('read the performance grade from the leading digit and from the code less one', () => {
    const grades = (row: RowCells) => entityFrom('ecog', row)
    expect(grades({ ECOGS: '0 - Fully active, ...', ECOGSCD: '1' })).toMatchObject({ gradeByText: 0, gradeByCode: 0 })
    expect(grades({ ECOGS: '5 - Dead', ECOGSCD: '6' })).toMatchObject({ gradeByText: 5, gradeByCode: 5 })
    expect(grades({ ECOGS: '9 - ?' })).toMatchObject({ gradeByText: null, gradeByCode: null })
    expect(grades({ ECOGS: '10 - ?' })).toMatchObject({ gradeByText: null })
  })

  it('always give both drug slots of an adverse event', () => {
    const event = { AETRT1: 'Mekinist', AEREL1CD: '2', AEREL2CD: '4', SAEEXP1CD: '2', AETOXGRECD: '3.0', AESERCD: '1' }
    expect(entityFrom('ae', { ...event, AEOUT: 'Fatal' })).toMatchObject({
      grade: 3,
      serious: true,
      outcome: 'fatal',
      drugs: [
        { name: 'Mekinist', relation: 'unknown', expected: false },
        { name: null, relation: 'related', expected: null },
      ],
    })
  })

  it('read every reason for the end of treatment by code and by text', () => {
    const codes = ['1', '2', '3', '5', '6', '7', '88'].map(code => entityFrom('eot', { EOTREOTCD: code }))
    const reasons = ['toxicity', 'progression', 'refusal', 'investigator', 'deterioration', 'completed', 'other']
    expect(codes).toMatchObject(reasons.map(reason => ({ reason })))
    expect(entityFrom('eot', { EOTREOT: 'Withdrawn by PI' })).toMatchObject({ reason: 'investigator' })
  })

  it('make a death only of a date', () => {
    expect(entityFrom('eos', { DEATHDTC: '2023-NK-NK' })).toMatchObject({ date: '2023' })
    expect(entityFrom('eos', { DEATHDTC: '' })).toBeUndefined()
  })

  it('read questionnaires by item, without their texts', () => {
    expect(problemsOf({ ...ONE, c30: [{ SubjectId: '1', C30_Q2: 'words' }] })).toEqual([])
    expect(entityFrom('c30', { EventName: 'Week 16', C30_Q1CD: '4', C30_Q30: '7', C30_Q2: 'words' })).toMatchObject({
      instrument: 'EORTC-QLQ-C30',
      visitName: 'Week 16',
      items: { Q1: 4, Q30: 7 },
    })
    expect(entityFrom('eq5d', { EQ5DVAS: '101', EQ5D3CD: '5' })).toMatchObject({ items: { '3': 5 } })
  })
})

describe('sheets and columns', () => {
  it('that are required and missing stop the work', () => {
    const without = (key: string): LocalExport => ({
      sheets: new Map([...aLocalExport({}).sheets].filter(([sheet]) => sheet !== key)),
    })
    for (const sheet of ['coh', 'dm', 'tr']) {
      expect(() => mapExport(impressMapping, 'x', without(sheet))).toThrow(
        expect.objectContaining({ code: 'ingest/missing-sheet', detail: { sheet } }),
      )
    }
    const coh = { key: 'coh', columns: ['SubjectId', 'COHORT_NAME'], rows: [] }
    const misnamed = { sheets: new Map([...aLocalExport({}).sheets, ['coh', coh] as const]) }
    expect(() => mapExport(impressMapping, 'x', misnamed)).toThrow(
      expect.objectContaining({ code: 'ingest/missing-column' }),
    )
  })

  it('that are unknown are ignored and listed; those that the mapping does not read are known', () => {
    const mapped = mapRows({
      dm: [{ SubjectId: '1', SHOE: '43', EventDate: 'x' }],
      lab: [{ SubjectId: '1', HB: '7' }],
      cm: [{ SubjectId: '1', cmtrt: 'Somac' }],
    })
    expect(mapped.unknownColumns).toEqual([
      { sheet: 'dm', column: 'SHOE' },
      { sheet: 'lab', column: 'HB' },
    ])
    expect(mapped.problems).toEqual([])
    expect(mapped.absentSheets).toContain('eot')
  })

  it('named like members of every object do no harm', () => {
    const row = Object.fromEntries([
      ['SubjectId', '1'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
    const mapped = mapRows({ dm: [row] })
    expect(mapped.unknownColumns.map(({ column }) => column)).toEqual(['__proto__', 'constructor'])
    expect(mapped.screened).toBe(1)
  })

  it('compare without case', () => {
    expect(entityFrom('tr', { trname: 'Mekinist', Trcyncd: '1' })).toMatchObject({ drug: 'Mekinist', given: true })
  })
})
