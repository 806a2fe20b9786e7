/** Age at treatment start, in completed years. */
import type { CommonRecord } from '../../model/generated/common-record.ts'
import { completedYears, type Day } from './calendar.ts'

/** From birth where it is known; else as the source states it. A birth after the start gives none. */
export function ageAt(record: Pick<CommonRecord, 'birth' | 'ageYears'>, start: Day | null): number | null {
  if (record.birth === null || start === null) return record.ageYears
  const years = completedYears(record.birth, start)
  return years >= 0 ? years : null
}
