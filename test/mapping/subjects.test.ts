import { describe, expect, it } from 'vitest'
import { inShort, mapRows } from './map-rows.ts'

const coh = [
  { SubjectId: '1', COHORTNAME: 'a/b/c' },
  { SubjectId: '2', COHORTNAME: 'a/b/c' },
]

describe('withdrawals', () => {
  it('of data leave no record and no figure, and are named once by their first row', () => {
    const mapped = mapRows({
      coh,
      consent: [
        { SubjectId: '1', WDRSCOPE: 'treatment' },
        { SubjectId: '1', WDRDAT: '2022-01-01', WDRSCOPE: ' DATA ' },
        { SubjectId: '1', WDRDAT: '2022-01-02', WDRSCOPE: 'data' },
      ],
    })
    expect(mapped).toMatchObject({ screened: 1, withdrawn: ['1'], heldBack: [], rejected: 0 })
    expect(mapped.records.map(record => record.subjectId)).toEqual(['2'])
    expect(inShort(mapped.problems)).toEqual(['withdrawn consent:4 1'])
  })

  it('of treatment change nothing, whatever the texts say', () => {
    const mapped = mapRows({
      coh,
      consent: [{ SubjectId: '1', WDRSCOPE: 'treatment' }],
      mh: [{ SubjectId: '1', MHTERM: 'withdrew consent' }],
    })
    expect(mapped).toMatchObject({ screened: 2, withdrawn: [], heldBack: [], problems: [] })
  })

  it('are kept also for subjects whose other rows are gone', () => {
    const mapped = mapRows({ coh, consent: [{ SubjectId: '9', WDRSCOPE: 'data' }] })
    expect(mapped).toMatchObject({ screened: 2, withdrawn: ['9'] })
    expect(inShort(mapped.problems)).toEqual(['withdrawn consent:3 9', 'orphan-row consent:3 9'])
  })

  it('are not read into a refusal of treatment', () => {
    expect(mapRows({ coh, eot: [{ SubjectId: '1', EOTREOT: 'Patient refusal', EOTREOTCD: '3' }] }).problems).toEqual([])
  })
})

describe('possible withdrawals', () => {
  it('hold the subject back, by a text in any cell of any sheet', () => {
    const mapped = mapRows({
      coh,
      ae: [{ SubjectId: '1', AECTCAET: 'Pasienten har trukket samtykke' }],
      lab: [
        { SubjectId: '2', NOTE: 'x' },
        { SubjectId: '2', NOTE: 'Withdrew consent', MORE: 'withdrew consent' },
      ],
    })
    expect(mapped).toMatchObject({ screened: 0, withdrawn: [], heldBack: ['1', '2'], records: [] })
    expect(inShort(mapped.problems)).toEqual([
      'possible-withdrawal ae:3 1 AECTCAET',
      'possible-withdrawal lab:4 2 NOTE',
    ])
  })

  it('are rows of the consent sheet that do not say what was withdrawn', () => {
    const mapped = mapRows({
      coh,
      consent: [
        { SubjectId: '1', WDRDAT: '2022-01-01' },
        { SubjectId: '2', WDRSCOPE: 'everything' },
      ],
    })
    expect(mapped.heldBack).toEqual(['1', '2'])
    expect(inShort(mapped.problems)).toEqual([
      'possible-withdrawal consent:3 1 WDRSCOPE',
      'possible-withdrawal consent:4 2 WDRSCOPE',
    ])
  })

  it('are not rows of the consent sheet that say nothing', () => {
    expect(mapRows({ coh, consent: [{ SubjectId: '1', WDRSCOPE: 'NA' }] })).toMatchObject({
      heldBack: [],
      problems: [],
    })
  })

  it('of nobody are named and hold nobody back', () => {
    const mapped = mapRows({
      coh,
      mh: [
        { SubjectId: '', MHTERM: 'withdrew consent' },
        { SubjectId: '8', MHTERM: 'withdrew consent' },
      ],
    })
    expect(mapped.heldBack).toEqual([])
    expect(inShort(mapped.problems).sort()).toEqual([
      'orphan-row mh:3 null',
      'orphan-row mh:4 8',
      'possible-withdrawal mh:3 null MHTERM',
      'possible-withdrawal mh:4 8 MHTERM',
    ])
  })
})

describe('rows of withdrawn and held-back subjects', () => {
  const row = { TRC1_DT: '2022-02-30', TRCYNCD: '9' }

  it.each([
    ['withdrawn', { consent: [{ SubjectId: '1', WDRSCOPE: 'data' }] }],
    ['held back', { mh: [{ SubjectId: '1', MHTERM: 'withdrew consent' }] }],
  ])('of a subject that is %s give bad dates and repeated rows, and no other problem of content', (_, sheet) => {
    const conflict = { SubjectId: '1', COHTTYPE: 'a', COHTTYPE__2: 'b', EventDate: 'x' }
    const { problems } = mapRows({
      coh: [conflict],
      tr: [
        { SubjectId: '1', ...row },
        { SubjectId: '1', ...row },
      ],
      ...sheet,
    })
    const codes = problems.map(problem => problem.code).filter(code => !/withdraw/.test(code))
    expect(codes.sort()).toEqual(['bad-date', 'bad-date', 'duplicate-row'])
  })

  it('of anybody else give the others too', () => {
    const { problems } = mapRows({ coh, tr: [{ SubjectId: '1', ...row }] })
    expect(inShort(problems)).toEqual(['bad-date tr:3 1 TRC1_DT', 'unknown-code tr:3 1 TRCYNCD'])
  })
})
