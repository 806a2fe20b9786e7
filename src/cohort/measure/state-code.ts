/**
 * What is known of an enrolment at week 16, in one number of 32: a histogram over them answers funnel, both denominators
 * and the reasons at once. And its responses and safety flags in one number of 256.
 */
export const noControlReasons = [
  'progressed',
  'died',
  'off-treatment',
  'missed',
  'unconfirmed-progression',
  'not-assessable',
] as const
export type NoControlReason = (typeof noControlReasons)[number]

export const bestResponses = ['CR', 'PR', 'SD', 'PD', 'NE'] as const
export type BestResponse = (typeof bestResponses)[number]

/** Screened, and in no cohort. */
export const SCREENED = 0
/** Enrolled, never treated. */
export const ENROLLED = 1
/** Treated, week 16 not reached; one more where its form is awaited. */
export const IMMATURE = 2
/** From here on mature: (awaiting, evaluable, control or the reason for none). */
export const MATURE = 4
const OUTCOMES = 1 + noControlReasons.length
export const STATES = MATURE + 4 * OUTCOMES

export interface StateFacts {
  readonly treated: boolean
  readonly mature: boolean
  readonly awaiting: boolean
  readonly evaluable: boolean
  /** Null while not mature. */
  readonly control: boolean | null
  readonly reason: NoControlReason | null
}

/** Of an enrolment. Null where the facts contradict each other: they are no outcome of the derivation rules. */
export function encodeState({ treated, mature, awaiting, evaluable, control, reason }: StateFacts): number | null {
  if (!mature) {
    if (evaluable || control !== null || reason !== null) return null
    if (!treated) return awaiting ? null : ENROLLED
    return IMMATURE + Number(awaiting)
  }
  if (!treated || control === null || control !== (reason === null)) return null
  const outcome = reason === null ? 0 : 1 + noControlReasons.indexOf(reason)
  return MATURE + (Number(awaiting) * 2 + Number(evaluable)) * OUTCOMES + outcome
}

/** Of a state that `encodeState` gave. */
export function decodeState(state: number): StateFacts {
  const isMature = state >= MATURE
  const group = isMature ? Math.floor((state - MATURE) / OUTCOMES) : 0
  const outcome = isMature ? (state - MATURE) % OUTCOMES : 0
  return {
    treated: state >= IMMATURE,
    mature: isMature,
    awaiting: isMature ? group >= 2 : state === IMMATURE + 1,
    evaluable: isMature && group % 2 === 1,
    control: isMature ? outcome === 0 : null,
    reason: noControlReasons[outcome - 1] ?? null,
  }
}

export interface ResponseFacts {
  readonly best: BestResponse | null
  readonly confirmed: 'CR' | 'PR' | null
  readonly grade3Related: boolean
  readonly grade3RelatedOrUnknown: boolean
  readonly serious: boolean
}

export const RESPONSES = 256

export function encodeResponse(facts: ResponseFacts): number {
  const best = facts.best === null ? 0 : 1 + bestResponses.indexOf(facts.best)
  const confirmed = facts.confirmed === null ? 0 : facts.confirmed === 'CR' ? 1 : 2
  const flags = Number(facts.grade3Related) + 2 * Number(facts.grade3RelatedOrUnknown) + 4 * Number(facts.serious)
  return best + 8 * confirmed + 32 * flags
}

export function decodeResponse(response: number): ResponseFacts {
  const flags = response >> 5
  const confirmed = (response >> 3) & 3
  return {
    best: bestResponses[(response & 7) - 1] ?? null,
    confirmed: confirmed === 1 ? 'CR' : confirmed === 2 ? 'PR' : null,
    grade3Related: (flags & 1) !== 0,
    grade3RelatedOrUnknown: (flags & 2) !== 0,
    serious: (flags & 4) !== 0,
  }
}
