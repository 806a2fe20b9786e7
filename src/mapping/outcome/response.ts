/** The response codes of the three criteria in common words, and which of two is worse. */
import type { Assessment, Criterion, ResponseCode } from '../../model/generated/common-record.ts'

export type Code = NonNullable<ResponseCode>
export type Response = 'CR' | 'PR' | 'SD' | 'PD' | 'NE'

/** `unconfirmed` is iUPD: a progression that iRECIST wants confirmed. */
type Meaning = Response | 'unconfirmed'

const MEANING = {
  CR: 'CR',
  PR: 'PR',
  SD: 'SD',
  PD: 'PD',
  NE: 'NE',
  iCR: 'CR',
  iPR: 'PR',
  iSD: 'SD',
  iUPD: 'unconfirmed',
  iCPD: 'PD',
  iNE: 'NE',
} as const satisfies Record<Code, Meaning>

const WORST_FIRST: readonly Meaning[] = ['PD', 'unconfirmed', 'NE', 'SD', 'PR', 'CR']

/** An empty code is worth what NE is worth. */
export function meaningOf(code: ResponseCode): Meaning {
  return code === null ? 'NE' : MEANING[code]
}

/** Code 1-3: complete or partial response, or stable disease. */
export function isControl(code: ResponseCode): boolean {
  const meaning = meaningOf(code)
  return meaning === 'CR' || meaning === 'PR' || meaning === 'SD'
}

/** PD, or iCPD: an unconfirmed progression is none yet. */
export function isProgression(code: ResponseCode): boolean {
  return meaningOf(code) === 'PD'
}

export function worstOf(codes: readonly ResponseCode[]): ResponseCode {
  return codes.reduce(
    (worst, code) => (WORST_FIRST.indexOf(meaningOf(code)) < WORST_FIRST.indexOf(meaningOf(worst)) ? code : worst),
    codes[0] ?? null,
  )
}

export function responseBy(assessment: Assessment, criterion: Criterion): ResponseCode {
  return assessment.responses.find(entry => entry.criterion === criterion)?.response ?? null
}

/** Whether the row's form holds the criterion; an empty form could be any. */
export function isAssessedBy(assessment: Assessment, criterion: Criterion): boolean {
  return assessment.responses.length === 0 || assessment.responses.some(entry => entry.criterion === criterion)
}
