/** What a caller is told of each refusal: one table, read by the replies and by the tests. */
import { type ErrorCode, isNodeError } from '../model/errors.ts'
import type { Problem } from '../model/generated/problem.ts'

interface ProblemRule {
  readonly status: number
  readonly title: string
  /** Message and hint of the error go to the caller: only where they hold nothing but his own request and our rules. */
  readonly tell?: true
  /** The code that the caller sees, where telling the true one would help someone who is not a member. */
  readonly as?: ErrorCode
}

/** All refusals before the signature holds have the same bytes but for the request's id (attack A27). */
const NOT_PROVED = { status: 401, title: 'Not a signed message of a member', as: 'trust/bad-token' } as const

export const PROBLEMS = {
  'cohort/bad-definition': { status: 400, title: 'Not a cohort definition', tell: true },
  'cohort/unknown-code': { status: 400, title: 'Unknown code in the cohort definition', tell: true },
  'cohort/unknown-field': { status: 400, title: 'Unknown member in the cohort definition', tell: true },
  'exchange/in-work': { status: 503, title: 'Being handled', tell: true },
  'exchange/not-spoken': { status: 400, title: 'Not spoken here', tell: true },
  'exchange/sequence-used': { status: 409, title: 'Another message had this number', tell: true },
  'http/bad-request': { status: 400, title: 'Bad request', tell: true },
  'http/body-too-large': { status: 413, title: 'Body too large', tell: true },
  'http/method-not-allowed': { status: 405, title: 'Method not allowed here', tell: true },
  'http/no-scope': { status: 403, title: 'Not in the scope of the token', tell: true },
  'http/no-token': { status: 401, title: 'Bearer token needed', tell: true },
  'http/not-found': { status: 404, title: 'Not found' },
  'http/not-ready': { status: 503, title: 'Not ready', tell: true },
  'http/rate-limited': { status: 429, title: 'Too many requests', tell: true },
  'http/request-timeout': { status: 408, title: 'Request took too long' },
  'http/unsupported-media-type': { status: 415, title: 'Unsupported media type', tell: true },
  internal: { status: 500, title: 'Internal error' },
  'network/no-question': { status: 404, title: 'Not found' },
  'network/still-open': { status: 409, title: 'The question is open', tell: true },
  'relay/full': { status: 429, title: 'Too much is waiting', tell: true },
  'relay/not-found': { status: 404, title: 'Not found' },
  'relay/settled': { status: 409, title: 'Ended already', tell: true },
  'pooling/bad-contribution': { status: 422, title: 'Not a contribution to this round', tell: true },
  'pooling/bad-document': { status: 422, title: 'Not a document of this round', tell: true },
  'pooling/bad-manifest': { status: 422, title: 'Manifest refused', tell: true },
  'pooling/bad-share': { status: 422, title: 'Not a contribution to this round', tell: true },
  'pooling/bad-table': { status: 422, title: 'Network table refused', tell: true },
  'pooling/busy': { status: 409, title: 'At work on another round', tell: true },
  'pooling/conflict': { status: 409, title: 'Something else was said before', tell: true },
  'pooling/not-for-this-role': { status: 403, title: 'Not for this member', tell: true },
  'pooling/too-late': { status: 409, title: 'Too late for this round', tell: true },
  'pooling/unknown-round': { status: 404, title: 'No such round here', tell: true },
  'directory/expired': { status: 503, title: 'Not ready', as: 'http/not-ready' },
  'directory/missing': { status: 503, title: 'Not ready', as: 'http/not-ready' },
  'schema/invalid': { status: 400, title: 'Message not as its schema asks', tell: true },
  'store/server-failed': { status: 503, title: 'Not ready', as: 'http/not-ready' },
  'store/unreachable': { status: 503, title: 'Not ready', as: 'http/not-ready' },
  'table/not-published': { status: 503, title: 'No table published yet', tell: true },
  'trust/addressed-elsewhere': { status: 401, title: 'Addressed to another member', tell: true },
  'trust/bad-signature': NOT_PROVED,
  'trust/bad-token': NOT_PROVED,
  'trust/no-sequence': { status: 400, title: 'Not numbered as files are', tell: true },
  'trust/not-allowed': { status: 403, title: 'Not allowed for this member', tell: true },
  'trust/not-carried': { status: 400, title: 'Not carried this way', tell: true },
  'trust/not-sealed': { status: 401, title: 'Not sealed as agreed', tell: true },
  'trust/replayed': { status: 409, title: 'Message used before', tell: true },
  'trust/token-expired': { status: 401, title: 'Message expired', tell: true },
  'trust/token-not-yet-valid': { status: 401, title: 'Message from the future', tell: true },
  'trust/too-few-signatures': { status: 422, title: 'Too few signatures', tell: true },
  'trust/unknown-algorithm': NOT_PROVED,
  'trust/unknown-issuer': NOT_PROVED,
} as const satisfies Partial<Record<ErrorCode, ProblemRule>>

const rules: Partial<Record<ErrorCode, ProblemRule>> = PROBLEMS
const MAX_TEXT = 1000

/** RFC 9457. An error without a rule is `internal` and tells nothing. */
export function problemOf(error: unknown, requestId: string): Problem {
  const code: ErrorCode = isNodeError(error) && rules[error.code] !== undefined ? error.code : 'internal'
  const rule: ProblemRule = rules[code] ?? PROBLEMS.internal
  const shown = rule.as ?? code
  const told = rule.tell === true && isNodeError(error) ? error : undefined
  return {
    type: `urn:prime-rose:problem:${shown}`,
    title: rule.title,
    status: rule.status,
    code: shown,
    instance: `urn:uuid:${requestId}`,
    ...(told === undefined ? {} : { detail: told.message.slice(0, MAX_TEXT) }),
    ...(told?.hint === undefined ? {} : { hint: told.hint.slice(0, MAX_TEXT) }),
  }
}
