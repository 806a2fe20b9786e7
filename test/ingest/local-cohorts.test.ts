import { describe, expect, it } from 'vitest'
import { buildLocalCohorts, type LocalEnrolment } from '../../src/ingest/local-cohorts.ts'
import { isValid } from '../../src/model/validation.ts'
import { aLocalEnrolment } from '../support/local-enrolments.ts'

const build = (...enrolments: LocalEnrolment[]) =>
  buildLocalCohorts({
    trial: 'impress-norway',
    country: 'NO',
    cutoff: '2023-10-01',
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    screened: 9,
    enrolments,
  })
const other = { cohortKey: null, cohortGroup: 'unread|x', cohortLabel: 'x', localName: 'x' }

describe('local cohorts', () => {
  it('are the document of the contract, also without any enrolment', () => {
    const empty = build()
    expect(empty).toMatchObject({ trial: 'impress-norway', cutoff: '2023-10-01', screened: 9, cohorts: [] })
    expect(empty.totals).toMatchObject({ enrolled: 0, treated: 0, controlEvaluable: 0, subjects: 0 })
    expect(isValid('urn:prime-rose:local-cohorts/1', empty)).toBe(true)
    expect(isValid('urn:prime-rose:local-cohorts/1', build(aLocalEnrolment(), aLocalEnrolment(other, 'p1-2')))).toBe(
      true,
    )
  })

  it('sum up to the totals, and count a subject of two cohorts once', () => {
    const { totals, cohorts } = build(
      aLocalEnrolment({ serious: true }, 'p1-1'),
      aLocalEnrolment({ ...other, evaluable: false, awaiting: true, grade3RelatedOrUnknown: true }, 'p1-1'),
      aLocalEnrolment({ treated: false, mature: false, evaluable: false, diseaseControlW16: null }, 'p1-2'),
    )
    expect(cohorts.map(cohort => cohort.enrolled)).toEqual([2, 1])
    expect(totals).toEqual({
      enrolled: 3,
      treated: 2,
      mature: 2,
      awaiting: 1,
      pending: 1,
      evaluable: 1,
      controlEvaluable: 1,
      controlTreated: 1,
      grade3Related: 0,
      grade3RelatedOrUnknown: 1,
      serious: 1,
      subjects: 2,
    })
  })

  it('count control of a patient who is not evaluable in neither numerator (T13)', () => {
    const { totals } = build(aLocalEnrolment({ evaluable: false }), aLocalEnrolment({ diseaseControlW16: false }))
    expect(totals).toMatchObject({ mature: 2, evaluable: 1, controlEvaluable: 0, controlTreated: 0 })
  })

  it('group by cohort and not by spelling, and show each spelling once, trimmed', () => {
    const { cohorts } = build(
      aLocalEnrolment({ localName: 'HER2exp/CHOL/Traztuzumab ' }),
      aLocalEnrolment({ localName: 'HER2exp/CHOL/Traztuzumab' }),
      aLocalEnrolment({ localName: 'HER2exp/Cholangiocarcinoma/Trastuzumab' }),
    )
    expect(cohorts).toHaveLength(1)
    expect(cohorts[0]?.names).toEqual(['HER2exp/CHOL/Traztuzumab', 'HER2exp/Cholangiocarcinoma/Trastuzumab'])
  })

  it('keep a cohort without a key apart', () => {
    const { cohorts } = build(aLocalEnrolment(), aLocalEnrolment(other))
    expect(cohorts.map(cohort => cohort.key)).toEqual(['v1|B|A|c', null])
  })

  it('show best responses of the treated and of the evaluable', () => {
    const { cohorts } = build(
      aLocalEnrolment({ bestOverallResponse: 'PR' }),
      aLocalEnrolment({ bestOverallResponse: 'NE', evaluable: false }),
      aLocalEnrolment({ treated: false, evaluable: false, bestOverallResponse: null, pfsDays: null, pfsEvent: null }),
    )
    expect(cohorts[0]).toMatchObject({
      bestResponse: { CR: 0, PR: 1, SD: 0, PD: 0, NE: 1 },
      bestResponseEvaluable: { CR: 0, PR: 1, SD: 0, PD: 0, NE: 0 },
    })
  })

  it('show survival of the treated, sorted by days, censored first on one day', () => {
    const { cohorts } = build(
      aLocalEnrolment({ pfsDays: 100, pfsEvent: 1, osDays: 300, osEvent: 0 }),
      aLocalEnrolment({ pfsDays: 100, pfsEvent: 0, osDays: 100, osEvent: 1 }),
      aLocalEnrolment({ pfsDays: 9, pfsEvent: 1, osDays: 20, osEvent: 1 }),
      aLocalEnrolment({ treated: false, pfsDays: null, pfsEvent: null, osDays: null, osEvent: null }),
    )
    expect(cohorts[0]?.pfs).toEqual([
      [9, 1],
      [100, 0],
      [100, 1],
    ])
    expect(cohorts[0]?.os).toEqual([
      [20, 1],
      [100, 1],
      [300, 0],
    ])
  })

  it('count as pending who has not reached week 16, or whose form can still come', () => {
    const { totals } = build(
      aLocalEnrolment({ mature: false, evaluable: false, diseaseControlW16: null }),
      aLocalEnrolment({ mature: false, awaiting: true, evaluable: false, diseaseControlW16: null }),
      aLocalEnrolment({ awaiting: true, diseaseControlW16: false }),
      aLocalEnrolment(),
      aLocalEnrolment({ treated: false, mature: false, evaluable: false, diseaseControlW16: null }),
    )
    expect(totals).toMatchObject({ treated: 4, mature: 2, awaiting: 2, pending: 3 })
  })

  it('count the treated by quarter of treatment start', () => {
    const { cohorts } = build(
      { ...aLocalEnrolment(), startQuarter: '2023-Q2' },
      { ...aLocalEnrolment({ diseaseControlW16: false }), startQuarter: '2022-Q4' },
      { ...aLocalEnrolment({ evaluable: false }), startQuarter: '2022-Q4' },
      aLocalEnrolment({ treated: false, evaluable: false }),
    )
    expect(cohorts[0]?.quarters).toEqual([
      { quarter: '2022-Q4', treated: 2, mature: 2, evaluable: 1, pending: 0, control: 0 },
      { quarter: '2023-Q2', treated: 1, mature: 1, evaluable: 1, pending: 0, control: 1 },
    ])
  })

  it('stand in one order whatever the order of enrolments', () => {
    const enrolments = [
      aLocalEnrolment({ ...other, treated: false }),
      aLocalEnrolment(),
      aLocalEnrolment({ ...other, cohortGroup: 'unread|y', cohortLabel: 'y', treated: false }),
      aLocalEnrolment({ cohortLabel: 'another label' }),
    ]
    const table = build(...enrolments)
    expect(table.cohorts.map(cohort => cohort.label)).toEqual(['a, b, c', 'x', 'y'])
    const larger = { ...other, cohortGroup: 'unread|z', cohortLabel: 'z', treated: false }
    const [first] = build(
      aLocalEnrolment({ ...other, treated: false }),
      aLocalEnrolment(larger),
      aLocalEnrolment(larger),
    ).cohorts
    expect(first?.label).toBe('z')
    expect(build(...enrolments.toReversed())).toEqual(table)
  })
})
