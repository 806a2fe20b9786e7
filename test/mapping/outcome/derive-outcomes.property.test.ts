import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildLocalCohorts } from '../../../src/ingest/local-cohorts.ts'
import { deriveOutcomes } from '../../../src/mapping/outcome/derive-outcomes.ts'
import type { CommonRecord, ResponseCode } from '../../../src/model/generated/common-record.ts'
import type { Outcome } from '../../../src/model/generated/outcome.ts'
import { isValid } from '../../../src/model/validation.ts'
import {
  aCommonRecord,
  aContext,
  aCriterion,
  aDeath,
  aDrugSlot,
  aFollowUp,
  anAdverseEvent,
  anAssessment,
  anEnrolment,
  anInfusion,
  anIntake,
  aPerformance,
  aTreatmentEnd,
  onDay,
  rowOf,
} from '../../support/common-record.ts'
import { aLocalEnrolment } from '../../support/local-enrolments.ts'

const CUTOFF_DAY = 240
const context = aContext({ cutoff: onDay(CUTOFF_DAY) })

const dateBetween = (min: number, max: number) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min, max }).map(onDay) },
    { weight: 1, arbitrary: fc.constantFrom('2022-05', '2022-09', '2022') },
    { weight: 1, arbitrary: fc.constant(null) },
  )
const aDate = dateBetween(-20, 300)
const visit = fc.constantFrom('V00', 'V01', 'V02', 'V03', 'V03', 'V04', null)
const recist = fc.constantFrom<ResponseCode>('CR', 'PR', 'SD', 'PD', 'NE', null)
const irecist = fc.constantFrom<ResponseCode>('iCR', 'iPR', 'iSD', 'iUPD', 'iCPD', 'iNE', null)
const given = fc.constantFrom(true, true, true, false, null)
const atMost = <T>(maxLength: number, row: fc.Arbitrary<T>) => fc.array(row, { maxLength })

const assessment = fc
  .tuple(visit, aDate, recist, irecist, fc.option(aDate), fc.option(aDate))
  .map(([name, date, byRecist, byIrecist, progressionDate, unconfirmedProgressionDate]) =>
    anAssessment(name, date, { recist: byRecist, irecist: byIrecist }, { progressionDate, unconfirmedProgressionDate }),
  )
const dose = fc.oneof(
  fc.tuple(aDate, given).map(([date, received]) => anInfusion(date, { given: received })),
  fc.tuple(aDate, aDate, given).map(([start, stop, received]) => anIntake(start, stop, { given: received })),
)
const treatmentEnd = fc
  .tuple(aDate, aDate, fc.constantFrom('progression' as const, 'toxicity' as const, null))
  .map(([ended, progressionDate, reason]) => aTreatmentEnd({ ended, progressionDate, reason }))
const adverseEvent = fc
  .tuple(aDate, fc.constantFrom('1', '2', null), fc.integer({ min: 1, max: 5 }), fc.boolean())
  .map(([onset, key, grade, serious]) =>
    anAdverseEvent({
      onset,
      key,
      grade,
      serious,
      drugs: [aDrugSlot('A', serious ? 'related' : null), aDrugSlot(null, null)],
    }),
  )

const record: fc.Arbitrary<CommonRecord> = fc
  .record({
    enrolments: fc
      .constantFrom(1, 2)
      .map(count =>
        [
          anEnrolment({ localName: 'a/b/c', allocated: onDay(-5), origin: rowOf('coh', 3) }),
          anEnrolment({ localName: 'd/e/f', allocated: onDay(60), origin: rowOf('coh', 4) }),
        ].slice(0, count),
      ),
    doses: atMost(6, dose),
    assessments: atMost(6, assessment),
    criteria: atMost(
      2,
      fc.constantFrom('RECIST1.1' as const, 'iRECIST' as const).map(criterion => aCriterion(criterion)),
    ),
    treatmentEnds: atMost(2, treatmentEnd),
    deaths: atMost(
      1,
      aDate.map(date => aDeath(date)),
    ),
    followUps: atMost(
      2,
      fc.tuple(aDate, aDate).map(([lastSeenAlive, deathDate]) => aFollowUp({ lastSeenAlive, deathDate })),
    ),
    performance: atMost(
      2,
      aDate.map(date => aPerformance({ date })),
    ),
    adverseEvents: atMost(4, adverseEvent),
  })
  .map(rows => aCommonRecord(rows))

const reversed = (of: CommonRecord): CommonRecord => ({
  ...of,
  enrolments: of.enrolments.toReversed(),
  doses: of.doses.toReversed(),
  assessments: of.assessments.toReversed(),
  criteria: of.criteria.toReversed(),
  treatmentEnds: of.treatmentEnds.toReversed(),
  deaths: of.deaths.toReversed(),
  followUps: of.followUps.toReversed(),
  performance: of.performance.toReversed(),
  adverseEvents: of.adverseEvents.toReversed(),
})
const outcomesOf = (of: CommonRecord): Outcome[] => deriveOutcomes(of, context).outcomes
const check = (holds: (of: CommonRecord) => void, numRuns = 300) =>
  fc.assert(
    fc.property(record, of => {
      holds(of)
    }),
    { numRuns },
  )

describe('derived outcomes', () => {
  it('are always what their schema accepts', () => {
    check(of => expect(outcomesOf(of).filter(outcome => !isValid('urn:prime-rose:outcome/1', outcome))).toEqual([]))
  })

  it('do not depend on the order of rows, and neither do problems', () => {
    check(of => expect(deriveOutcomes(reversed(of), context)).toEqual(deriveOutcomes(of, context)))
  })

  it('are the same when derived twice, and leave the record as it was', () => {
    check(of => {
      const before = structuredClone(of)
      expect(deriveOutcomes(of, context)).toEqual(deriveOutcomes(of, context))
      expect(of).toEqual(before)
    }, 100)
  })

  it('nest: evaluable in mature in treated, control in mature only', () => {
    check(of => {
      for (const outcome of outcomesOf(of)) {
        if (outcome.evaluable) expect(outcome.mature).toBe(true)
        if (outcome.mature) expect(outcome.treated).toBe(true)
        if (outcome.awaiting) expect(outcome.treated).toBe(true)
        expect(outcome.diseaseControlW16 === null).toBe(!outcome.mature)
        expect(outcome.noControlReason === null).toBe(outcome.diseaseControlW16 !== false)
        if (outcome.grade3Related) expect(outcome.grade3RelatedOrUnknown).toBe(true)
      }
    })
  })

  it('never have progression-free survival beyond death', () => {
    check(of => {
      for (const { pfsDays, osDays, osEvent } of outcomesOf(of)) {
        if (osEvent === 1) expect(pfsDays ?? 0).toBeLessThanOrEqual(osDays ?? 0)
      }
    })
  })

  it('do not improve control by a repeated assessment', () => {
    const week16Day = fc.integer({ min: 0, max: CUTOFF_DAY })
    const row = fc.tuple(week16Day, recist).map(([day, code]) => anAssessment('V03', onDay(day), { recist: code }))
    const controlOf = (of: CommonRecord, rows: CommonRecord['assessments']) =>
      outcomesOf({
        ...of,
        enrolments: of.enrolments.slice(0, 1),
        doses: [anInfusion(onDay(0))],
        criteria: [aCriterion('RECIST1.1')],
        deaths: [],
        followUps: [],
        assessments: [...of.assessments, ...rows],
      })[0]?.diseaseControlW16
    fc.assert(
      fc.property(record, row, row, (of, first, repeated) => {
        if (controlOf(of, [first]) === false) expect(controlOf(of, [first, repeated])).toBe(false)
      }),
      { numRuns: 400 },
    )
  })

  it('do not change by anything that is dated after the cut-off', () => {
    const later = fc.integer({ min: CUTOFF_DAY + 1, max: CUTOFF_DAY + 400 }).map(onDay)
    const code = fc.tuple(recist, irecist)
    fc.assert(
      fc.property(record, later, code, visit, (of, date, [byRecist, byIrecist], name) => {
        const extended: CommonRecord = {
          ...of,
          doses: [...of.doses, anInfusion(date), anIntake(date, date)],
          assessments: [...of.assessments, anAssessment(name, date, { recist: byRecist, irecist: byIrecist })],
          treatmentEnds: [...of.treatmentEnds, aTreatmentEnd({ ended: date, reason: 'toxicity' })],
          followUps: [...of.followUps, aFollowUp({ lastSeenAlive: date })],
          performance: [...of.performance, aPerformance({ date })],
          adverseEvents: [...of.adverseEvents, anAdverseEvent({ onset: date, serious: true, grade: 5 })],
        }
        expect(outcomesOf(extended)).toEqual(outcomesOf(of))
      }),
      { numRuns: 300 },
    )
  })

  it('give a table whose denominators nest and whose numerator is one', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 5 }), records => {
        const enrolments = records.flatMap((of, index) =>
          outcomesOf(of).map(outcome => aLocalEnrolment(outcome, `p1-${index}`)),
        )
        const { totals } = buildLocalCohorts({
          trial: 'impress-norway',
          country: 'NO',
          cutoff: onDay(CUTOFF_DAY),
          versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
          screened: records.length,
          enrolments,
        })
        const { controlEvaluable, controlTreated, evaluable, mature, treated, enrolled, subjects } = totals
        const chain = [controlEvaluable, evaluable, mature, treated, enrolled]
        expect(chain).toEqual(chain.toSorted((a, b) => a - b))
        expect(controlTreated).toBe(controlEvaluable)
        expect(subjects).toBe(records.length)
      }),
      { numRuns: 100 },
    )
  })
})
