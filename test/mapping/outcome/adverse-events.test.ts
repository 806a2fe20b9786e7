import { describe, expect, it } from 'vitest'
import {
  findDuplicateKeys,
  findUntreatedEvents,
  isTreatmentEmergent,
  mergeSameKey,
  safetyOf,
} from '../../../src/mapping/outcome/adverse-events.ts'
import type { AdverseEvent } from '../../../src/model/generated/common-record.ts'
import { aDrugSlot, anAdverseEvent, onDay, START_DAY } from '../../support/common-record.ts'

type Slot = ReturnType<typeof aDrugSlot>
const empty = aDrugSlot(null, null)
const safety = (...events: AdverseEvent[]) => safetyOf(mergeSameKey(events), START_DAY)
const withSlots = (first: Slot, second: Slot) => {
  const { grade3Related, grade3RelatedOrUnknown } = safety(anAdverseEvent({ drugs: [first, second] }))
  return [grade3Related, grade3RelatedOrUnknown]
}

describe('related events of grade 3 or more', () => {
  it.each([
    ['related to the first drug', aDrugSlot('A', 'related'), empty, [true, true]],
    ['related to the second drug (T16)', aDrugSlot('A', 'not-related'), aDrugSlot('B', 'related'), [true, true]],
    ['related only beside an empty slot', aDrugSlot('A', 'not-related'), aDrugSlot(null, 'related'), [false, false]],
    ['of unknown relation', aDrugSlot('A', 'unknown'), empty, [false, true]],
    ['of empty relation in a filled slot', aDrugSlot('A', null), empty, [false, true]],
    ['not related, the second slot empty (T16)', aDrugSlot('A', 'not-related'), empty, [false, false]],
    ['without any drug: one unknown relation', empty, empty, [false, true]],
  ] as const)('%s', (_, first, second, expected) => {
    expect(withSlots(first, second)).toEqual(expected)
  })

  it.each([
    [2, false],
    [3, true],
    [5, true],
    [null, false],
  ])('grade %s: %s', (grade, counts) => {
    expect(safety(anAdverseEvent({ grade })).grade3Related).toBe(counts)
  })
})

describe('serious events', () => {
  it('count whatever their grade and relation, and grade alone makes none', () => {
    const mild = anAdverseEvent({ grade: 1, serious: true, drugs: [aDrugSlot('A', 'not-related'), empty] })
    expect(safety(mild)).toMatchObject({ grade3Related: false, grade3RelatedOrUnknown: false, serious: true })
    expect(safety(anAdverseEvent({ grade: 4, serious: false })).serious).toBe(false)
    expect(safety(anAdverseEvent({ grade: 4, serious: null })).serious).toBe(false)
  })
})

describe('treatment-emergent', () => {
  it.each([
    ['on the day before the start', onDay(-1), false],
    ['on the day of the start', onDay(0), true],
    ['in a month that holds days after the start', '2022-03', true],
    ['in a month before', '2022-02', false],
    ['in the year of the start', '2022', true],
    ['without an onset', null, true],
  ])('%s', (_, onset, emergent) => {
    expect(isTreatmentEmergent(anAdverseEvent({ onset }), START_DAY)).toBe(emergent)
  })
})

describe('two rows of one event', () => {
  it('count once, by the higher grade', () => {
    const related = anAdverseEvent({ key: '4', grade: 2 })
    const severe = anAdverseEvent({ key: '04', grade: 3, drugs: [aDrugSlot('A', 'not-related'), empty] })
    expect(safety(related, severe).grade3Related).toBe(false)
    expect(safety(severe, { ...related, grade: 4 }).grade3Related).toBe(true)
    expect(safety({ ...severe, grade: 4 }, { ...related, grade: 3 }).grade3Related).toBe(false)
  })

  it('are serious where one of them is', () => {
    expect(safety(anAdverseEvent({ key: '4', grade: 2, serious: true }), anAdverseEvent({ key: '4' })).serious).toBe(
      true,
    )
  })

  it('are not serious where none of them is', () => {
    expect(safety(anAdverseEvent({ key: '4' }), anAdverseEvent({ key: '4' })).serious).toBe(false)
  })

  it('are all named; rows without a key are no duplicates', () => {
    const rows = [
      anAdverseEvent({ key: '4' }),
      anAdverseEvent({ key: '5' }),
      anAdverseEvent({ key: '4.0' }),
      anAdverseEvent(),
      anAdverseEvent(),
    ]
    expect(findDuplicateKeys(rows).map(({ code, origin }) => [code, origin])).toEqual([
      ['duplicate-key', rows[0]?.origin],
      ['duplicate-key', rows[2]?.origin],
    ])
    expect(mergeSameKey([anAdverseEvent(), anAdverseEvent()])).toHaveLength(2)
  })
})

describe('events of an untreated subject', () => {
  it('are named, and no others', () => {
    expect(findUntreatedEvents([anAdverseEvent()], false).map(({ code }) => code)).toEqual(['ae-untreated'])
    expect(findUntreatedEvents([anAdverseEvent()], true)).toEqual([])
  })
})

describe('numbers of events', () => {
  it('count each key once and each row without a key, where they count for the patient', () => {
    const events = mergeSameKey([
      anAdverseEvent({ key: '1', serious: true }),
      anAdverseEvent({ key: '01' }),
      anAdverseEvent({ key: '2', grade: 2, serious: true }),
      anAdverseEvent(),
      anAdverseEvent({ drugs: [aDrugSlot('Trastuzumab', 'not-related')] }),
      anAdverseEvent({ key: '3', onset: onDay(-5), serious: true }),
    ])
    expect(safetyOf(events, START_DAY)).toMatchObject({ grade3RelatedEvents: 2, seriousEvents: 2 })
  })
})
