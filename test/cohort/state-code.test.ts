import { describe, expect, it } from 'vitest'
import { binOf, encodeTime, isEvent, LAST_BIN, NO_TIME } from '../../src/cohort/measure/bins.ts'
import {
  bestResponses,
  decodeResponse,
  decodeState,
  encodeResponse,
  encodeState,
  noControlReasons,
  SCREENED,
  STATES,
} from '../../src/cohort/measure/state-code.ts'

const booleans = [true, false]

describe('the state of an enrolment', () => {
  const all = booleans.flatMap(treated =>
    booleans.flatMap(mature =>
      booleans.flatMap(awaiting =>
        booleans.flatMap(evaluable =>
          [true, false, null].flatMap(control =>
            [null, ...noControlReasons].map(reason => ({ treated, mature, awaiting, evaluable, control, reason })),
          ),
        ),
      ),
    ),
  )

  it('is one number for each set of facts that can be, and comes back as those facts', () => {
    const possible = all.filter(facts => encodeState(facts) !== null)
    expect(possible).toHaveLength(STATES - 1)
    for (const facts of possible) expect(decodeState(encodeState(facts) ?? -1)).toEqual(facts)
    expect(possible.map(encodeState)).not.toContain(SCREENED)
  })

  it.each([
    [
      'evaluable before week 16',
      { treated: true, mature: false, awaiting: false, evaluable: true, control: null, reason: null },
    ],
    [
      'control and a reason for none',
      { treated: true, mature: true, awaiting: false, evaluable: true, control: true, reason: 'died' },
    ],
    [
      'neither control nor a reason',
      { treated: true, mature: true, awaiting: false, evaluable: true, control: false, reason: null },
    ],
    [
      'mature without treatment',
      { treated: false, mature: true, awaiting: false, evaluable: false, control: true, reason: null },
    ],
  ] as const)('is none for %s', (_, facts) => {
    expect(encodeState(facts)).toBeNull()
  })
})

describe('the responses of an enrolment', () => {
  it('come back as they were', () => {
    for (const best of [null, ...bestResponses]) {
      for (const confirmed of [null, 'CR', 'PR'] as const) {
        for (const bits of [0, 1, 2, 3, 4, 5, 6, 7]) {
          const [grade3Related, grade3RelatedOrUnknown, serious] = [1, 2, 4].map(bit => (bits & bit) !== 0)
          const facts = {
            best,
            confirmed,
            grade3Related: grade3Related === true,
            grade3RelatedOrUnknown: grade3RelatedOrUnknown === true,
            serious: serious === true,
          }
          expect(decodeResponse(encodeResponse(facts))).toEqual(facts)
        }
      }
    }
  })
})

describe('a time on the 28-day grid', () => {
  it.each([
    [0, 1],
    [1, 1],
    [28, 1],
    [29, 2],
    [56, 2],
    [57, 3],
    [10_000_000, LAST_BIN],
  ])('of %i days is in bin %i', (days, bin) => {
    expect(binOf(encodeTime(days, 1))).toBe(bin)
    expect([isEvent(encodeTime(days, 1)), isEvent(encodeTime(days, 0))]).toEqual([true, false])
  })

  it('is none where either is not known', () => {
    expect([encodeTime(null, 1), encodeTime(5, null)]).toEqual([NO_TIME, NO_TIME])
  })
})
