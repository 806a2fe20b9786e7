/** Parts that every route declares. */
import { problemSchema } from '../model/generated/problem.ts'

/** No route takes query parameters yet; an unknown one is refused, never ignored. */
export const noQuery = { type: 'object', additionalProperties: false, properties: {} } as const

export const problems = {
  '4xx': { content: { 'application/problem+json': { schema: problemSchema } } },
  '5xx': { content: { 'application/problem+json': { schema: problemSchema } } },
} as const
