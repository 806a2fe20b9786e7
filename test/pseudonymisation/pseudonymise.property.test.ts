import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findResidue } from '../../src/pseudonymisation/residue.ts'
import { anOutcome, aRecord, pseudonymised } from './a-subject.ts'

const MS_PER_DAY = 86_400_000

function shiftDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Every complete date of a document, wherever it stands. */
function shiftAll<T>(document: T, days: number): T {
  return JSON.parse(
    JSON.stringify(document, (_, value: unknown) =>
      typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? shiftDay(value, days) : value,
    ),
  ) as T
}

function withoutQuarters(subject: object): unknown {
  return JSON.parse(JSON.stringify(subject), (name, value: unknown) => (name === 'startQuarter' ? '' : value))
}

const day = fc.integer({ min: 0, max: 2_000 }).map(days => shiftDay('2020-01-01', days))

describe('pseudonymised subjects', () => {
  it('change in nothing but the quarter when all dates are 7 days later', () => {
    fc.assert(
      fc.property(day, day, day, fc.constantFrom(7, 70, -7), (allocated, started, seen, days) => {
        const record = aRecord({
          birth: null,
          ageYears: 61,
          followUps: [{ origin: { sheet: 'fu', line: 3 }, lastSeenAlive: seen, deathDate: null, status: 'alive' }],
        })
        const outcomes = [anOutcome({ allocated, started })]
        const one = pseudonymised({ record, outcomes })
        const later = pseudonymised({ record: shiftAll(record, days), outcomes: shiftAll(outcomes, days) })
        expect(withoutQuarters(later)).toEqual(withoutQuarters(one))
      }),
      { numRuns: 60 },
    )
  })

  it('hold no date and no local id, whatever the id and the dates are', () => {
    const id = fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 999 }))
      .map(([site, number]) => [String(site).padStart(4, '0'), String(number).padStart(3, '0')].join('-'))
    fc.assert(
      fc.property(id, day, (subjectId, started) => {
        const record = aRecord({ subjectId, birth: '1950-02-28' })
        const { record: result } = pseudonymised({ record, outcomes: [anOutcome({ started })] })
        expect(findResidue(result, { subjectId, texts: [] })).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('do not depend on the order of the rows in the source', () => {
    const record = aRecord()
    const doubled = {
      ...record,
      performance: [...record.performance, { ...record.performance[0], date: '2022-03-01' }],
    }
    const one = doubled as ReturnType<typeof aRecord>
    const other = { ...one, performance: one.performance.toReversed() }
    expect(pseudonymised({ record: other })).toEqual(pseudonymised({ record: one }))
  })
})
