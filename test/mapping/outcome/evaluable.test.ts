import { describe, expect, it } from 'vitest'
import { findUnusableCycles, isDosedEnough } from '../../../src/mapping/outcome/evaluable.ts'
import type { Dose } from '../../../src/model/generated/common-record.ts'
import { anInfusion, anIntake, onDay, rowOf, START_DAY } from '../../support/common-record.ts'

const isEnough = (doses: readonly Dose[], cutoffDay = 400) => isDosedEnough(doses, START_DAY + cutoffDay)
const infusionsOn = (...days: number[]) => days.map(day => anInfusion(onDay(day)))

describe('dosed enough by infusion', () => {
  it.each([
    [20, false],
    [21, true],
    [22, true],
  ])('next start of the same treatment %i days later: %s', (days, enough) => {
    expect(isEnough(infusionsOn(0, days))).toBe(enough)
  })

  it('is not reached by one single infusion', () => {
    expect(isEnough(infusionsOn(0))).toBe(false)
  })

  it('asks for the next start, not for any later one', () => {
    expect(isEnough(infusionsOn(0, 14, 28))).toBe(false)
    expect(isEnough(infusionsOn(0, 14, 35))).toBe(true)
  })

  it('keeps the drugs of a combination apart', () => {
    expect(isEnough([anInfusion(onDay(0)), anInfusion(onDay(21), { treatmentNumber: '2' })])).toBe(false)
    expect(isEnough([anInfusion(onDay(0)), anInfusion(onDay(21), { treatmentNumber: '01' })])).toBe(true)
  })

  it('needs both cycles received', () => {
    expect(isEnough([anInfusion(onDay(0)), anInfusion(onDay(21), { given: false })])).toBe(false)
    expect(isEnough([anInfusion(onDay(0)), anInfusion(onDay(10), { given: null }), anInfusion(onDay(21))])).toBe(true)
  })

  it('sorts by date and not by cycle number (T12)', () => {
    const rows = [
      anInfusion(onDay(28), { cycleNumber: '1' }),
      anInfusion(onDay(0), { cycleNumber: '2' }),
      anInfusion(onDay(14), { cycleNumber: '3' }),
    ]
    expect(isEnough(rows)).toBe(false)
  })

  it('skips a partial date and forms no pair around it', () => {
    const pair = [anInfusion('2022-03-01'), anInfusion('2022-05-10')]
    expect(isEnough(pair)).toBe(true)
    expect(isEnough([...pair, anInfusion('2022-04')])).toBe(false)
    expect(isEnough([...pair, anInfusion('2022-03')])).toBe(false)
    expect(isEnough([...pair, anInfusion('2022-06')])).toBe(true)
  })
})

describe('dosed enough by mouth', () => {
  it.each([
    [27, false],
    [28, true],
    [29, true],
  ])('a course of %i days: %s', (days, enough) => {
    expect(isEnough([anIntake(onDay(0), onDay(days))])).toBe(enough)
  })

  it('does not add courses up', () => {
    expect(isEnough([anIntake(onDay(0), onDay(20)), anIntake(onDay(21), onDay(41))])).toBe(false)
  })

  it('starts at the cycle where only the stop is filled in', () => {
    expect(isEnough([anIntake(null, onDay(28), { cycleStart: onDay(0) })])).toBe(true)
  })

  it('never forms a pair of courses by their cycle starts', () => {
    const course = (day: number) => anIntake(onDay(day), null, { cycleStart: onDay(day) })
    expect(isEnough([course(0), course(21)])).toBe(false)
  })

  it('imputes no length from partial dates', () => {
    expect(isEnough([anIntake('2022-03', '2022-09-01')])).toBe(false)
    expect(isEnough([anIntake('2022-03-01', '2022-09')])).toBe(false)
  })

  it('needs the course received', () => {
    expect(isEnough([anIntake(onDay(0), onDay(56), { given: false })])).toBe(false)
  })

  it('knows a course that outlasts the cut-off up to the cut-off', () => {
    const course = [anIntake(onDay(0), onDay(200))]
    expect(isEnough(course, 28)).toBe(true)
    expect(isEnough(course, 27)).toBe(false)
  })
})

describe('cycles whose length cannot be told', () => {
  const codes = (dose: Dose) => findUnusableCycles([dose]).map(finding => [finding.code, finding.field])

  it('have a partial date that the rule would read', () => {
    expect(codes(anInfusion('2022-03'))).toEqual([['partial-cycle-date', 'doses.cycleStart']])
    expect(codes(anIntake('2022-03', onDay(40)))).toEqual([['partial-cycle-date', 'doses.oralStart']])
    expect(codes(anIntake(onDay(0), '2022'))).toEqual([['partial-cycle-date', 'doses.oralStop']])
    expect(codes(anIntake(null, onDay(40), { cycleStart: '2022-03' }))).toEqual([
      ['partial-cycle-date', 'doses.cycleStart'],
    ])
  })

  it('or a running intake without a stop', () => {
    const running = anIntake(onDay(0), null, { origin: rowOf('tr', 9) })
    expect(findUnusableCycles([running])).toEqual([
      { code: 'oral-stop-missing', origin: { sheet: 'tr', line: 9 }, field: 'doses.oralStop' },
    ])
  })

  it('are not looked for where the rule reads another date, or the cycle was only planned', () => {
    expect(codes(anIntake(onDay(0), onDay(40), { cycleStart: '2022-03' }))).toEqual([])
    expect(codes(anInfusion('2022-03', { given: false }))).toEqual([])
    expect(codes(anIntake(onDay(0), null, { given: null }))).toEqual([])
    expect(codes(anInfusion(null))).toEqual([])
  })
})
