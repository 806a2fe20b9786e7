/** Gamma function in logarithms, by Stirling's series above 15 and by recurrence below (Abramowitz & Stegun 6.1.15, 6.1.41). */

const SERIES_FROM = 15
const HALF_LOG_TWO_PI = 0.9189385332046728

/** log(1+v) - v without cancellation near 0; v > -1. */
export function log1pMinus(v: number): number {
  if (Math.abs(v) > 0.2) return Math.log1p(v) - v
  const r = v / (2 + v)
  const square = r * r
  let sum = 0
  for (let power = 1, odd = 3; power > 1e-18; power *= square, odd += 2) sum += power / odd
  return r * (2 * square * sum - v)
}

/** What Stirling's formula leaves out: log Γ(x+1) - (x+½) log x + x - ½ log 2π, x > 0 (Loader 2000). */
export function stirlingError(x: number): number {
  if (x >= SERIES_FROM) return stirlingSeries(x)
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI
}

/** log Γ(x), x > 0. */
export function logGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < SERIES_FROM) {
    product *= shifted
    shifted += 1
  }
  const value = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + stirlingSeries(shifted)
  return value - Math.log(product)
}

/** log B(a, b) = log Γ(a) Γ(b) / Γ(a+b); a, b > 0. The large parts cancel on paper, not in the machine. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < SERIES_FROM) return logGamma(a) + logGamma(b) - logGamma(a + b)
  const shrink = -small * Math.log(a + b) - (large - 0.5) * Math.log1p(small / large)
  const errors = stirlingSeries(large) - stirlingSeries(a + b)
  if (small < SERIES_FROM) return logGamma(small) + small + shrink + errors
  return HALF_LOG_TWO_PI + (small - 0.5) * Math.log(small) + shrink + stirlingSeries(small) + errors
}

function stirlingSeries(x: number): number {
  const square = 1 / (x * x)
  const tail = 1 / 1188 - square * (691 / 360360 - square / 156)
  return (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * tail)))) / x
}
