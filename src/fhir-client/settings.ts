/** How a FHIR server is spoken to. */
import { pause } from '../model/pause.ts'

export interface FhirServerSettings {
  readonly baseUrl: string
  readonly access: FhirAccess
  /** PEM of the certificate authorities that vouch for the server; left out: those of the system. */
  readonly certificates?: string
  readonly limits: FhirLimits
}

export type FhirAccess = { readonly kind: 'open' } | { readonly kind: 'token'; readonly token: string } | SmartAccess

/** SMART Backend Services: the client proves itself by a signed assertion (private_key_jwt). */
export interface SmartAccess {
  readonly kind: 'smart'
  readonly clientId: string
  /** Private JSON Web Key: Ed25519 (EdDSA), P-384 (ES384) or RSA (RS384). */
  readonly key: Readonly<Record<string, unknown>>
  readonly scope: string
  /** Left out: the one that the server names in `.well-known/smart-configuration`. */
  readonly tokenUrl?: string
}

export interface FhirLimits {
  /** For one answer, from the request to its last byte. */
  readonly requestSeconds: number
  /** For everything, waits included. */
  readonly totalMinutes: number
  readonly answerMegabytes: number
  /** Of one search. */
  readonly pages: number
  /** Repetitions of one request that failed in passing. */
  readonly retries: number
  /** Longest pause that a server may ask for between them. */
  readonly longestWaitSeconds: number
}

export const usualLimits: FhirLimits = {
  requestSeconds: 60,
  totalMinutes: 240,
  answerMegabytes: 32,
  pages: 2000,
  retries: 5,
  longestWaitSeconds: 120,
}

/** What the client takes from its surroundings. */
export interface FhirClientClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after the pause, or at once where the work is stopped. */
  wait(milliseconds: number, stopped: AbortSignal): Promise<void>
}

export const systemFhirClock: FhirClientClock = {
  now: () => Date.now(),
  wait: pause,
}
