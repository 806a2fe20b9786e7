import { describe, expect, it } from 'vitest'
import { isNodeError } from '../../src/model/errors.ts'
import { dirtTable } from '../../src/synthetic/dirt.ts'
import { makeEcrfExport } from '../../src/synthetic/ecrf-export.ts'
import { type EcrfRequest, scenarios } from '../../src/synthetic/scenarios.ts'
import { readExport } from './read-csv.ts'
import { type Recount, recount } from './recount.ts'

const impressRequest = { trialId: 'impress-norway', scenario: 'impress-2023-10' }
const impress = makeEcrfExport(impressRequest)
const protarget = makeEcrfExport({ trialId: 'protarget-denmark', seed: 2, patients: 700 })

/** The counts of a recount under the names of the plan. */
function totals({ enrolments }: Recount) {
  const count = (holds: (one: Recount['enrolments'][number]) => boolean) => enrolments.filter(holds).length
  const control = count(one => one.evaluable && one.control)
  return {
    enrolled: enrolments.length,
    treated: count(one => one.treated),
    mature: count(one => one.mature),
    awaiting: count(one => one.awaiting),
    evaluable: count(one => one.evaluable),
    controlEvaluable: control,
    controlTreated: control,
    grade3Related: count(one => one.grade3Related),
    grade3RelatedOrUnknown: count(one => one.grade3RelatedOrUnknown),
    serious: count(one => one.serious),
    subjects: new Set(enrolments.map(one => one.subjectId)).size,
  }
}

describe('the scenario impress-2023-10', () => {
  const counted = recount(readExport(impress.files))

  it('comes out of its own files with the published totals', () => {
    expect(counted.screened).toBe(1167)
    expect(totals(counted)).toMatchObject({
      subjects: 358,
      enrolled: 358,
      treated: 186,
      mature: 170,
      evaluable: 145,
      controlEvaluable: 58,
      controlTreated: 58,
    })
  })

  it('has data that reach the cut-off and no further, though uncounted rows do', () => {
    expect(counted.cutoff).toBe('2023-10-01')
    expect(impress.cutoff).toBe('2023-10-01')
    expect(impress.files.some(file => file.name.endsWith('_fu.csv') && file.text.includes('2023-10-13'))).toBe(true)
  })

  it('has patients on either side of day 112', () => {
    const maturityAt = (date: string) =>
      impress.summary.plannedEnrolments.filter(one => one.startDate === date).map(one => one.mature)
    expect(maturityAt('2023-06-11')).toContain(true)
    expect(maturityAt('2023-06-12')).toContain(false)
  })

  it('leaves out withdrawn and held-back subjects', () => {
    expect([counted.withdrawn, counted.heldBack]).toEqual([5, 2])
  })

  it('names 60 to 90 cohorts, a few of them large and most of them small', () => {
    const sizes = impress.summary.plannedCohorts.map(cohort => cohort.treated)
    expect(sizes.length).toBeGreaterThanOrEqual(60)
    expect(sizes.length).toBeLessThanOrEqual(90)
    expect(sizes.filter(size => size >= 8).length).toBeGreaterThanOrEqual(4)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20)
    expect(sizes.filter(size => size <= 3).length).toBeGreaterThan(sizes.length / 2)
  })

  it('holds every kind of dirt that needs no second cohort', () => {
    const missing = impress.summary.dirt.filter(kind => kind.subjects === 0).map(kind => kind.name)
    expect(missing).toEqual(['two-cohorts'])
  })
})

describe('a trial of any size', () => {
  const requests: EcrfRequest[] = [
    impressRequest,
    { trialId: 'protarget-denmark', seed: 2, patients: 700 },
    { trialId: 'impress-norway' },
    { trialId: 'finprove', seed: 3, patients: 60 },
    ...Array.from({ length: 12 }, (_, seed) => ({ trialId: 'focuse', seed, patients: 150 + 37 * seed })),
  ]
  it.each(requests)('is recounted from its files as it was planned: %o', request => {
    const made = makeEcrfExport(request)
    const counted = recount(readExport(made.files))
    expect(totals(counted)).toEqual(made.summary.plannedTotals)
    expect(counted.screened).toBe(made.summary.screened)
    expect(counted.cutoff).toBe(made.cutoff)
  })

  it('agrees with its plan patient by patient', () => {
    const found = recount(readExport(impress.files)).enrolments.map(one => [
      one.subjectId,
      one.evaluable,
      one.mature && one.control,
    ])
    const planned = impress.summary.plannedEnrolments.map(one => [one.subjectId, one.evaluable, one.control === true])
    expect(new Set(found.map(String))).toEqual(new Set(planned.map(String)))
  })

  it('has the shares of the published trials', () => {
    const { plannedTotals: t, screened } = makeEcrfExport({ trialId: 'large', seed: 9, patients: 5000 }).summary
    expect(t.subjects / screened).toBeCloseTo(0.307, 2)
    expect(t.treated / t.enrolled).toBeCloseTo(0.52, 1)
    expect(t.evaluable / t.mature).toBeCloseTo(0.853, 2)
    expect(t.controlEvaluable / t.evaluable).toBeGreaterThan(0.33)
    expect(t.controlEvaluable / t.evaluable).toBeLessThan(0.41)
  })

  it('shares large cohorts with another country, so that both can pool', () => {
    const large = (made: typeof impress) =>
      new Set(made.summary.plannedCohorts.filter(one => one.key !== null && one.treated >= 5).map(one => one.key))
    const shared = large(impress).intersection(large(protarget))
    expect(shared.size).toBeGreaterThanOrEqual(3)
    expect(shared).toContain('v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab')
  })

  it('holds subjects with two cohorts outside the scenario', () => {
    const { enrolled, subjects } = protarget.summary.plannedTotals
    expect(enrolled).toBeGreaterThan(subjects)
  })

  it('is made even of one patient', () => {
    expect(recount(readExport(makeEcrfExport({ trialId: 'tiny', patients: 1 }).files)).screened).toBe(1)
  })

  it('lists each kind of dirt once, with what it shows', () => {
    const names = dirtTable.map(kind => kind.name)
    expect(new Set(names).size).toBe(names.length)
    expect(impress.summary.dirt.map(kind => kind.name)).toEqual(names)
    expect(dirtTable.every(kind => kind.shows.length > 5)).toBe(true)
  })
})

describe('the same request', () => {
  it('gives the same bytes', () => {
    expect(makeEcrfExport(impressRequest)).toEqual(impress)
  })

  it('gives other bytes with another seed, and the same totals in the scenario', () => {
    const other = makeEcrfExport({ ...impressRequest, seed: 5 })
    expect(other.files[0]?.text).not.toBe(impress.files[0]?.text)
    const { treated, mature, evaluable, controlEvaluable, enrolled } = totals(recount(readExport(other.files)))
    expect([enrolled, treated, mature, evaluable, controlEvaluable]).toEqual([358, 186, 170, 145, 58])
  })

  it('may state the number that the scenario has', () => {
    expect(makeEcrfExport({ ...impressRequest, patients: 1167 })).toEqual(impress)
  })
})

describe('a request that cannot be met', () => {
  const codeOf = (request: EcrfRequest): string => {
    try {
      makeEcrfExport(request)
    } catch (error) {
      return isNodeError(error) ? error.code : 'other'
    }
    return 'none'
  }

  it.each([
    [{ trialId: 'a', scenario: 'nowhere' }, 'synthetic/unknown-scenario'],
    [{ ...impressRequest, patients: 1166 }, 'synthetic/contradicts-scenario'],
    [{ trialId: 'a', patients: 0 }, 'usage/bad-argument'],
    [{ trialId: 'a', patients: 2.5 }, 'usage/bad-argument'],
    [{ trialId: 'a', seed: -1 }, 'usage/bad-argument'],
  ])('is refused with its code: %o', (request, code) => {
    expect(codeOf(request)).toBe(code)
  })

  it('leaves the list of scenarios for help texts', () => {
    expect(scenarios.map(scenario => scenario.name)).toEqual(['impress-2023-10'])
    expect(scenarios.every(scenario => scenario.description !== '')).toBe(true)
  })
})
