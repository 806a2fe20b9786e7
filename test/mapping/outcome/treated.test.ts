import { describe, expect, it } from 'vitest'
import { dateOf } from '../../../src/mapping/outcome/calendar.ts'
import { deliveredDoseDays, findMissingCycleStatus, treatmentStart } from '../../../src/mapping/outcome/treated.ts'
import type { Dose } from '../../../src/model/generated/common-record.ts'
import { anInfusion, anIntake, onDay, rowOf, START_DAY } from '../../support/common-record.ts'

const startOf = (doses: readonly Dose[]) => {
  const start = treatmentStart(doses)
  return start === null ? null : dateOf(start)
}

describe('treatment start', () => {
  it('is the earliest delivered dose, whatever the order of rows', () => {
    expect(startOf([anInfusion(onDay(21)), anInfusion(onDay(0)), anInfusion(onDay(42))])).toBe(onDay(0))
  })

  it('passes over planned cycles, received 0 or empty (T9, T10)', () => {
    const planned = [anInfusion(onDay(0), { given: false }), anInfusion(onDay(1), { given: null })]
    expect(startOf(planned)).toBeNull()
    expect(startOf([...planned, anInfusion(onDay(21))])).toBe(onDay(21))
  })

  it('takes the start of intake before the start of the cycle', () => {
    expect(startOf([anIntake(onDay(3), null, { cycleStart: onDay(0) })])).toBe(onDay(3))
    expect(startOf([anIntake(null, onDay(30), { cycleStart: onDay(0) })])).toBe(onDay(0))
  })

  it('needs a complete date: a partial start of intake gives none', () => {
    expect(startOf([anInfusion('2022-03')])).toBeNull()
    expect(startOf([anIntake('2022-03', onDay(30), { cycleStart: onDay(0) })])).toBeNull()
  })
})

describe('cycle status', () => {
  it('is asked for where it is empty, and only there', () => {
    const unknown = anInfusion(onDay(0), { given: null, origin: rowOf('tr', 7) })
    expect(findMissingCycleStatus([unknown, anInfusion(onDay(0), { given: false }), anInfusion(onDay(0))])).toEqual([
      { code: 'cycle-status-missing', origin: { sheet: 'tr', line: 7 }, field: 'doses.given' },
    ])
  })
})

describe('delivered dose days', () => {
  it('are starts and stops up to the cut-off', () => {
    const doses = [
      anIntake(onDay(0), onDay(50)),
      anIntake(onDay(60), onDay(90)),
      anInfusion(onDay(99), { given: false }),
    ]
    expect(deliveredDoseDays(doses, START_DAY + 60)).toEqual([0, 50, 60].map(day => START_DAY + day))
  })
})
