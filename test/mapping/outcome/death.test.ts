import { describe, expect, it } from 'vitest'
import { dateOf } from '../../../src/mapping/outcome/calendar.ts'
import {
  dayOfDeath,
  dropRowsAfterDeath,
  findDeath,
  findDeathDateProblems,
  findImputedDeath,
} from '../../../src/mapping/outcome/death.ts'
import {
  aCommonRecord,
  aCriterion,
  aDeath,
  aFollowUp,
  anAdverseEvent,
  anAssessment,
  anInfusion,
  anIntake,
  aPerformance,
  aTreatmentEnd,
  onDay,
  rowOf,
  START_DAY,
} from '../../support/common-record.ts'

const dead = (eos: string | null, fu: string | null = null) =>
  aCommonRecord({ deaths: [aDeath(eos)], followUps: [aFollowUp({ deathDate: fu })] })
const dateOfDeath = (eos: string | null, fu?: string | null) => findDeath(dead(eos, fu))?.date ?? null
const codes = (...dates: Parameters<typeof dead>) => findDeathDateProblems(dead(...dates)).map(({ code }) => code)

describe('the date of death', () => {
  it('comes from either form', () => {
    expect(dateOfDeath('2022-09-10')).toBe('2022-09-10')
    expect(dateOfDeath(null, '2022-09-10')).toBe('2022-09-10')
    expect(dateOfDeath(null)).toBeNull()
  })

  it('is the earlier of two that differ, with a conflict (T15)', () => {
    expect(dateOfDeath('2022-09-12', '2022-09-10')).toBe('2022-09-10')
    expect(codes('2022-09-12', '2022-09-10')).toEqual(['death-date-conflict'])
    expect(codes('2022-09-10', '2022-09-10')).toEqual([])
  })

  it('is the complete one rather than the partial one, without a conflict where they can be one day', () => {
    expect(dateOfDeath('2022-09', '2022-09-20')).toBe('2022-09-20')
    expect(codes('2022-09', '2022-09-20')).toEqual([])
    expect(dateOfDeath('2022-08', '2022-09-20')).toBe('2022-09-20')
    expect(codes('2022-08', '2022-09-20')).toEqual(['death-date-conflict'])
  })

  it('is the finer of two partial ones that agree, else the earlier', () => {
    expect(dateOfDeath('2022', '2022-10')).toBe('2022-10')
    expect(dateOfDeath('2021', '2022-10')).toBe('2021')
  })

  it('is missing where a form says that the patient died', () => {
    const missing = [{ code: 'death-date-missing', origin: null, field: null }]
    expect(findDeathDateProblems(aCommonRecord({ followUps: [aFollowUp({ status: 'dead' })] }))).toEqual(missing)
    expect(findDeathDateProblems(aCommonRecord({ adverseEvents: [anAdverseEvent({ outcome: 'fatal' })] }))).toEqual(
      missing,
    )
    expect(findDeathDateProblems(aCommonRecord({ followUps: [aFollowUp({ status: 'lost' })] }))).toEqual([])
    const dated = aCommonRecord({ deaths: [aDeath('2022')], followUps: [aFollowUp({ status: 'dead' })] })
    expect(findDeathDateProblems(dated)).toEqual([])
  })

  it('is imputed where partial, not earlier than the start, and not known after the cut-off', () => {
    const day = (date: string, start = START_DAY, cutoff = START_DAY + 900) => {
      const found = dayOfDeath(findDeath(dead(date)), start, cutoff)
      return found === null ? null : dateOf(found)
    }
    expect(day('2022-09')).toBe('2022-09-15')
    expect(day('2022')).toBe('2022-07-15')
    expect(day('2022-03', START_DAY + 20)).toBe(onDay(20))
    expect(day(onDay(100), START_DAY, START_DAY + 99)).toBeNull()
    expect(day(onDay(100), START_DAY, START_DAY + 100)).toBe(onDay(100))
  })

  it('says on which row it was imputed', () => {
    const record = aCommonRecord({ deaths: [aDeath('2022-09', 4)] })
    expect(findImputedDeath(findDeath(record))).toEqual([
      { code: 'date-imputed', origin: { sheet: 'eos', line: 4 }, field: 'deaths.date' },
    ])
    expect(findImputedDeath(findDeath(dead('2022-09-01')))).toEqual([])
  })
})

describe('rows after death', () => {
  const after = onDay(101)
  const everySheet = aCommonRecord({
    deaths: [aDeath(onDay(100))],
    doses: [anInfusion(after), anIntake(after, null, { cycleStart: onDay(1) })],
    assessments: [anAssessment('V03', after)],
    criteria: [aCriterion('RANO', { date: after })],
    treatmentEnds: [aTreatmentEnd({ ended: after })],
    followUps: [aFollowUp({ lastSeenAlive: after })],
    performance: [aPerformance({ date: after })],
    adverseEvents: [anAdverseEvent({ onset: after })],
    qualityOfLife: [
      { origin: rowOf('c30'), instrument: 'EORTC-QLQ-C30', visitName: 'Week 16', date: after, items: { Q1: 1 } },
    ],
    otherDatedRows: [{ origin: rowOf('rcnt'), date: after }],
  })

  it('are dropped from every sheet and named, each with its clinical date', () => {
    const { record, findings } = dropRowsAfterDeath(everySheet, findDeath(everySheet))
    expect(findings.map(({ code, field }) => [code, field])).toEqual(
      [
        'doses.cycleStart',
        'doses.oralStart',
        'assessments.date',
        'criteria.date',
        'treatmentEnds.ended',
        'followUps.lastSeenAlive',
        'performance.date',
        'adverseEvents.onset',
        'qualityOfLife.date',
        'otherDatedRows.date',
      ].map(field => ['after-death', field]),
    )
    expect(record).toMatchObject({ doses: [], assessments: [], treatmentEnds: [], followUps: [], otherDatedRows: [] })
  })

  it('stay on the day of death, with a partial date, and by the day of entry', () => {
    const record = aCommonRecord({
      deaths: [aDeath(onDay(100))],
      adverseEvents: [anAdverseEvent({ onset: onDay(100) }), anAdverseEvent({ onset: '2023' })],
      treatmentEnds: [aTreatmentEnd({ entered: after, ended: onDay(90) })],
    })
    expect(dropRowsAfterDeath(record, findDeath(record)).findings).toEqual([])
  })

  it('are measured against the last possible day of a partial death', () => {
    const record = aCommonRecord({
      deaths: [aDeath('2022-09')],
      adverseEvents: [anAdverseEvent({ onset: '2022-09-30' }), anAdverseEvent({ onset: '2022-10-01' })],
    })
    expect(dropRowsAfterDeath(record, findDeath(record)).findings).toHaveLength(1)
  })
})
