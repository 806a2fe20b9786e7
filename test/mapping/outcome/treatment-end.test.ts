import { describe, expect, it } from 'vitest'
import { dateOf } from '../../../src/mapping/outcome/calendar.ts'
import { dayEnded, findTreatmentEnd } from '../../../src/mapping/outcome/treatment-end.ts'
import type { TreatmentEnd } from '../../../src/model/generated/common-record.ts'
import { aTreatmentEnd, onDay, START_DAY } from '../../support/common-record.ts'

const endOf = (...ends: TreatmentEnd[]) => findTreatmentEnd(ends, START_DAY)?.ended ?? null

describe('the end of treatment', () => {
  it('is the last treatment day, and without a row treatment goes on', () => {
    expect(endOf(aTreatmentEnd({ ended: onDay(90) }))).toBe(onDay(90))
    expect(endOf(aTreatmentEnd({ entered: onDay(90) }))).toBeNull()
    expect(endOf()).toBeNull()
  })

  it('is the latest of several', () => {
    expect(endOf(aTreatmentEnd({ ended: onDay(90) }), aTreatmentEnd({ ended: onDay(60) }), aTreatmentEnd())).toBe(
      onDay(90),
    )
  })

  it('is not one before treatment began', () => {
    expect(endOf(aTreatmentEnd({ ended: onDay(-1) }))).toBeNull()
    expect(endOf(aTreatmentEnd({ ended: onDay(0) }))).toBe(onDay(0))
  })

  it('gives its reason also where no row has a day', () => {
    const ends = [aTreatmentEnd({ reason: 'refusal' }), aTreatmentEnd()]
    expect(findTreatmentEnd(ends, START_DAY)?.reason).toBe('refusal')
  })

  it('by a partial date has certainly come on its last possible day', () => {
    const day = dayEnded(aTreatmentEnd({ ended: '2022-06' }))
    expect(day === null ? null : dateOf(day)).toBe('2022-06-30')
    expect(dayEnded(null)).toBeNull()
  })
})
