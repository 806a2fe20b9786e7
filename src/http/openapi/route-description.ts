/** What a route says of itself beside its schemas; the description of the interface is made from both. */
import type { Scope } from '../../trust/clients.ts'
import type { PROBLEMS } from '../problems.ts'

/** In the order in which the description has them. */
export const TAGS = {
  node: 'Who answers here, what has been published, whether it is up. For anyone.',
  messages: 'Between members of the federation: signed, sealed to their reader, never used twice.',
  readings: 'For programs with a bearer token: what the published tables say of a cohort.',
  network: 'For programs with a bearer token: questions to all nodes of the federation, in the name of this node.',
  tokens: 'How a program gets its bearer token.',
  description: 'This description.',
} as const satisfies Record<string, string>

export interface RouteDescription {
  /** Name of the operation, once in the interface. */
  readonly id: string
  readonly tag: keyof typeof TAGS
  /** One line. */
  readonly summary: string
  readonly notes?: string
  /** A bearer token with this scope is needed. */
  readonly scope?: Scope
  /** By status, what a reply means. */
  readonly replies: Readonly<Record<number, string>>
  /** Refusals of this route, beside those that every route has. */
  readonly problems?: readonly (keyof typeof PROBLEMS)[]
  /** Replies have an ETag, and If-None-Match is looked at (RFC 9110 section 13.1.2). */
  readonly hasEtag?: true
  /** Body of `application/x-www-form-urlencoded`, which is read by the route itself. */
  readonly form?: object
}

declare module 'fastify' {
  interface FastifyContextConfig {
    says?: RouteDescription
  }
}
