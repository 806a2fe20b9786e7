/** How much of anything one caller may take. Times in milliseconds unless the name says otherwise. */
export interface GatewayLimits {
  readonly bodyBytes: number
  /** Of one part of an address, below what Node takes as headers (16 KiB). */
  readonly parameterCharacters: number
  /** From the first byte of a request to its last: who sends a byte a second is cut off here. */
  readonly requestMs: number
  readonly headersMs: number
  /** Longest time to make an answer. */
  readonly handlerMs: number
  /** A socket on which nothing moves, for instance one that does not read its reply. */
  readonly idleSocketMs: number
  readonly keepAliveMs: number
  /** How often slow requests are looked for. */
  readonly checkEveryMs: number
  readonly connections: number
  readonly perAddress: { readonly requests: number; readonly windowSeconds: number }
  readonly perMember: { readonly requests: number; readonly windowSeconds: number }
}

export const DEFAULT_LIMITS: GatewayLimits = {
  bodyBytes: 65_536,
  parameterCharacters: 8_192,
  requestMs: 10_000,
  headersMs: 5_000,
  handlerMs: 10_000,
  idleSocketMs: 20_000,
  keepAliveMs: 5_000,
  checkEveryMs: 1_000,
  connections: 1_000,
  // An address may be a proxy in front of several members, hence the larger number.
  perAddress: { requests: 3_000, windowSeconds: 60 },
  perMember: { requests: 600, windowSeconds: 60 },
}
