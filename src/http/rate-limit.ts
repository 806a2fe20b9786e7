/** How many requests one name (an address, a member) may make in a while; kept in memory, and never larger than its capacity. */
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'

export interface RateLimit {
  /** Throws `http/rate-limited`, saying when to come back. */
  admit(name: string): void
  /** What is left of the present window; looking does not count. */
  look(name: string): Allowance
}

export interface Allowance {
  readonly requests: number
  readonly windowSeconds: number
  readonly remaining: number
  /** Until the window ends; 0 where none is open. */
  readonly resetSeconds: number
}

export interface RateLimitOptions {
  readonly requests: number
  readonly windowSeconds: number
  readonly clock: Clock
  /** Names remembered; beyond, the oldest is forgotten. */
  readonly capacity?: number
}

export function limitRate({ requests, windowSeconds, clock, capacity = 10_000 }: RateLimitOptions): RateLimit {
  const windows = new Map<string, { readonly since: number; used: number }>()
  const begin = (name: string, since: number) => {
    // Insertion order is age: the first is the oldest.
    windows.delete(name)
    const [oldest] = windows.keys()
    if (windows.size >= capacity && oldest !== undefined) windows.delete(oldest)
    windows.set(name, { since, used: 1 })
  }
  return {
    admit: name => {
      const now = clock.now()
      const window = windows.get(name)
      if (window === undefined || now - window.since >= windowSeconds * 1000) return begin(name, now)
      if (window.used >= requests) throw limited({ requests, windowSeconds, left: window.since - now })
      window.used += 1
    },
    look: name => {
      const window = windows.get(name)
      const left = window === undefined ? 0 : window.since / 1000 + windowSeconds - clock.now() / 1000
      const used = window === undefined || left <= 0 ? 0 : window.used
      return { requests, windowSeconds, remaining: requests - used, resetSeconds: Math.max(0, Math.ceil(left)) }
    },
  }
}

function limited({ requests, windowSeconds, left }: { requests: number; windowSeconds: number; left: number }) {
  const retryAfterSeconds = Math.max(1, Math.ceil(windowSeconds + left / 1000))
  return new NodeError('http/rate-limited', `no more than ${requests} requests in ${windowSeconds} seconds`, {
    hint: `Come back in ${retryAfterSeconds} seconds.`,
    detail: { retryAfterSeconds },
  })
}

/** One name for the addresses that one customer holds: an IPv6 network of 64 bits, an IPv4 address. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=[0-9.]+$)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - left.length - right.length)).fill('0') : []
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`
}
