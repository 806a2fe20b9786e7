/**
 * How trials read their primary endpoint. Two codes are two endpoints: their counts are shown side by side and never
 * added, since confirmation and the clock of stable disease differ.
 */
import type { CohortDefinition } from '../model/generated/cohort.ts'

export type EndpointCode = NonNullable<CohortDefinition['endpoint']>

export const endpoints = {
  'control-w16-visit': 'CR, PR or SD at the week-16 visit, unconfirmed',
  'benefit-16w-confirmed': 'confirmed CR or PR, or SD for 16 weeks or more',
  'control-16w-response-8w': 'CR or PR that lasts 8 weeks or more, or SD for 16 weeks or more',
} as const satisfies Record<EndpointCode, string>

export const endpointCodes: readonly EndpointCode[] = Object.keys(endpoints) as EndpointCode[]

export function isEndpointCode(text: string): text is EndpointCode {
  return Object.hasOwn(endpoints, text)
}
