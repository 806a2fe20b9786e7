/** Roots of monotone functions, inside a bracket that never lets go. */

export interface Bracket {
  readonly low: number
  readonly high: number
}

const MOST_STEPS = 200

/**
 * The zero of `f` between `low` and `high`, to a relative `precision`, by default the last bits (Chandrupatla 1997: inverse quadratic steps, bisection where
 * these are not safe). `f` may be infinite at places; its signs at the ends must differ, else the end nearer to zero is returned.
 */
export function findRoot(f: (t: number) => number, { low, high }: Bracket, precision = 4e-16): number {
  let a = high
  let b = low
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (Math.sign(fa) === Math.sign(fb)) return Math.abs(fa) < Math.abs(fb) ? a : b
  let c = a
  let fc = fa
  let share = 0.5
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const t = a + share * (b - a)
    const ft = f(t)
    if (Math.sign(ft) === Math.sign(fa)) {
      c = a
      fc = fa
    } else {
      c = b
      fc = fb
      b = a
      fb = fa
    }
    a = t
    fa = ft
    const best = Math.abs(fa) < Math.abs(fb) ? a : b
    const least = (precision * Math.abs(best) + 1e-300) / Math.abs(b - a)
    if (least > 0.5 || fa === 0) return fa === 0 ? a : best
    share = Math.min(1 - least, Math.max(least, nextShare({ a, b, c, fa, fb, fc })))
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b
}

interface Three {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly fa: number
  readonly fb: number
  readonly fc: number
}

function nextShare({ a, b, c, fa, fb, fc }: Three): number {
  const xi = (a - b) / (c - b)
  const phi = (fa - fb) / (fc - fb)
  if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)) return 0.5
  const share = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
  return Number.isFinite(share) ? share : 0.5
}

/** Widens around `start` in the direction in which the rising function `f` comes to zero; stops at `limits`. */
export function bracketRising(
  f: (t: number) => number,
  { start, step, limits }: { readonly start: number; readonly step: number; readonly limits: Bracket },
): Bracket {
  const rising = f(start) < 0
  let near = start
  for (let stride = step; ; stride *= 2) {
    const far = rising ? Math.min(near + stride, limits.high) : Math.max(near - stride, limits.low)
    const beyond = rising ? f(far) >= 0 : f(far) <= 0
    if (beyond || far === limits.high || far === limits.low) {
      return rising ? { low: near, high: far } : { low: far, high: near }
    }
    near = far
  }
}
