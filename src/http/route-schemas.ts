/** Parts that every route declares. */
import { problemSchema } from '../model/generated/problem.ts'

/** No route takes query parameters yet; an unknown one is refused, never ignored. */
export const noQuery = { type: 'object', additionalProperties: false, properties: {} } as const

/** What a message of a member may be refused with. */
export const MESSAGE_PROBLEMS = [
  'cohort/bad-definition',
  'cohort/unknown-code',
  'cohort/unknown-field',
  'directory/expired',
  'directory/missing',
  'exchange/in-work',
  'exchange/not-spoken',
  'exchange/sequence-used',
  'schema/invalid',
  'store/server-failed',
  'store/unreachable',
  'table/not-published',
  'trust/addressed-elsewhere',
  'trust/bad-signature',
  'trust/bad-token',
  'trust/no-sequence',
  'trust/not-allowed',
  'trust/not-carried',
  'trust/not-sealed',
  'trust/replayed',
  'trust/token-expired',
  'trust/token-not-yet-valid',
  'trust/unknown-algorithm',
  'trust/unknown-issuer',
] as const

/** And a document of a pooled round. */
export const ROUND_PROBLEMS = [
  'pooling/bad-contribution',
  'pooling/bad-document',
  'pooling/bad-manifest',
  'pooling/bad-share',
  'pooling/bad-table',
  'pooling/busy',
  'pooling/conflict',
  'pooling/not-for-this-role',
  'pooling/too-late',
  'pooling/unknown-round',
  'trust/too-few-signatures',
] as const

export const problems = {
  '4xx': { content: { 'application/problem+json': { schema: problemSchema } } },
  '5xx': { content: { 'application/problem+json': { schema: problemSchema } } },
} as const
