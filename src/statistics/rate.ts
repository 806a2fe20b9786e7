import type { Interval } from './interval.ts'
import { gammaQuantile } from './special/gamma.ts'

export interface RateInput {
  readonly events: number
  /** In any unit of time; the rate is per that unit. */
  readonly personTime: number
  readonly level: number
}

/** Events per person-time with the exact Poisson interval (Garwood 1936); lower limit 0 at no event. */
export function rate({ events, personTime, level }: RateInput): { estimate: number; exact: Interval } {
  const probability = (1 - level) / 2
  const lower = events === 0 ? 0 : gammaQuantile({ tail: 'lower', probability, shape: events })
  const upper = gammaQuantile({ tail: 'upper', probability, shape: events + 1 })
  return { estimate: events / personTime, exact: [lower / personTime, upper / personTime] }
}
