/** The response codes of all criteria in common words, for which of them control is defined, and which of two is worse. */
import type { Assessment, Criterion, ResponseCode } from '../../model/generated/common-record.ts'

export type Code = NonNullable<ResponseCode>
export type Response = 'CR' | 'PR' | 'SD' | 'PD' | 'NE'

/** `unconfirmed` is iUPD: a progression that iRECIST wants confirmed. `undefined` has no place in the rules. */
type Meaning = Response | 'unconfirmed' | 'undefined'

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
  'NON-CR-NON-PD': 'undefined',
  MR: 'undefined',
} as const satisfies Record<Code, Meaning>

const WORST_FIRST: readonly Meaning[] = ['PD', 'unconfirmed', 'NE', 'undefined', 'SD', 'PR', 'CR']

/**
 * Criteria whose CR, PR and SD are the trial's disease control (trial-data 5: IMPRESS names these six). Of the others the
 * rules do not say what control is.
 */
const DEFINES_CONTROL = {
  'RECIST1.1': true,
  iRECIST: true,
  RANO: true,
  IMWG: true,
  Lugano: true,
  ELN: true,
  IWG: false,
  PCWG3: false,
  GCIG: false,
  clinical: false,
} as const satisfies Record<Criterion, boolean>

/** An empty code is worth what NE is worth. */
export function meaningOf(code: ResponseCode): Meaning {
  return code === null ? 'NE' : MEANING[code]
}

/** Code 1-3: complete or partial response, or stable disease. */
export function isControl(code: ResponseCode): boolean {
  const meaning = meaningOf(code)
  return meaning === 'CR' || meaning === 'PR' || meaning === 'SD'
}

/** Whether the rules say what this code of this criterion means for disease control; an empty code means none. */
export function isControlDefined(criterion: Criterion, code: ResponseCode): boolean {
  return code === null || (DEFINES_CONTROL[criterion] && meaningOf(code) !== 'undefined')
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
