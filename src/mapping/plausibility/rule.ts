import type { CommonRecord } from '../../model/generated/common-record.ts'
import type { PlausibilityCode } from '../../model/problems.ts'
import type { Death } from '../outcome/death.ts'
import type { Finding } from '../outcome/finding.ts'
import type { Severity } from '../problem-table.ts'

/** A record as a rule looks at it, with what several rules ask. */
export interface Looked {
  readonly record: CommonRecord
  /** Day of the first delivered dose with a complete start; null = not treated. */
  readonly start: number | null
  readonly death: Death | null
  /** Any form says that the subject is dead, with a date or without. */
  readonly isDead: boolean
  /** Day of the ingest. */
  readonly today: number
}

export interface PlausibilityRule {
  readonly code: PlausibilityCode
  readonly severity: Severity
  /** For the data manager: what cannot be, and what to look at. */
  readonly words: string
  find(looked: Looked): readonly Pick<Finding, 'origin' | 'field'>[]
}
