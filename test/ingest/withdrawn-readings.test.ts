import { describe, expect, it } from 'vitest'
import type { SourceReading, Withdrawals } from '../../src/ingest/ports.ts'
import { asOfNow, scopeReader } from '../../src/ingest/withdrawn-readings.ts'
import type { Standing } from '../../src/mapping/subject-reading.ts'
import type { LocalProblem, ProblemCode } from '../../src/model/problems.ts'
import { derivePseudonym } from '../../src/pseudonymisation/pseudonym.ts'
import { makePseudonymKey } from '../../src/pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../../src/pseudonymisation/purposes.ts'

const trialId = 'impress-norway'
const key = makePseudonymKey({ trialId, version: 1, secret: Uint8Array.from({ length: 32 }, (_, n) => n) })
const remembered = (subjectId: string, scope: 'data' | 'treatment'): Withdrawals => ({
  last: 1,
  scopes: new Map([[derivePseudonym(key, { trialId, purpose: RECORD_PURPOSE, subjectId }), scope]]),
})
const problem = (code: ProblemCode): LocalProblem => ({ code, sheet: 'ae', line: 3, subjectId: '2', column: null })
const reading = (standing: Standing, subjectId: string | null = '2') =>
  ({
    subjectId,
    standing,
    record: standing === 'counted' ? { subjectId } : null,
    problems: [problem('unknown-code'), problem('bad-date'), problem('record-invalid')],
    identifiers: [],
  }) as unknown as SourceReading
const read = (found: SourceReading, withdrawals: Withdrawals) =>
  asOfNow(found, scopeReader(withdrawals, { key, trialId }))

describe('a subject who has withdrawn since', () => {
  it.each<Standing>(['counted', 'held-back'])('is in no figure where the source has them as %s', standing => {
    const found = read(reading(standing), remembered('2', 'data'))
    expect(found).toMatchObject({ standing: 'withdrawn', record: null })
    expect(found.problems.map(({ code, sheet }) => `${code} ${sheet}`)).toEqual(['bad-date ae', 'withdrawn null'])
  })

  it.each<[string, SourceReading, Withdrawals]>([
    ['others', reading('counted'), remembered('3', 'data')],
    ['who stopped treatment only', reading('counted'), remembered('2', 'treatment')],
    ['whom the source says to have withdrawn', reading('withdrawn'), remembered('2', 'data')],
    ['rows of nobody', reading('orphan', null), remembered('2', 'data')],
    ['anybody where nobody has withdrawn', reading('counted'), { last: 0, scopes: new Map() }],
  ])('leaves %s as they are', (_, found, withdrawals) => {
    expect(read(found, withdrawals)).toBe(found)
  })
})
