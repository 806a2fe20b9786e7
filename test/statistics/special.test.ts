import { describe, expect, it } from 'vitest'
import { betaQuantile, betaTails } from '../../src/statistics/special/beta.ts'
import { logBinomialMass } from '../../src/statistics/special/binomial-mass.ts'
import { chiSquareUpper, gammaQuantile, gammaTails } from '../../src/statistics/special/gamma.ts'
import { logBeta, logGamma } from '../../src/statistics/special/log-gamma.ts'
import { normalLower, normalUpper, normalUpperQuantile } from '../../src/statistics/special/normal.ts'
import { findRoot } from '../../src/statistics/special/root.ts'
import { referenceValues, relativeError } from './reference.ts'

interface Reference {
  readonly beta: readonly { a: number; b: number; x: number; lower: number; upper: number }[]
  readonly gamma: readonly { shape: number; x: number; lower: number; upper: number }[]
  readonly lgamma: readonly { x: number; value: number }[]
  readonly lbeta: readonly { a: number; b: number; value: number }[]
  readonly mass: readonly { x: number; n: number; p: number; log: number }[]
  readonly normal: readonly { z: number; upper: number }[]
  readonly normalQuantile: readonly { upper: number; z: number }[]
}

const r = referenceValues<Reference>('special')

describe('special functions against R', () => {
  it('gives both tails of the beta distribution, from shapes of 0.01 to 7e11 and tails down to 1e-250', () => {
    expect(r.beta.length).toBeGreaterThan(200)
    const worst = r.beta.map(({ a, b, x, lower, upper }) => {
      const tails = betaTails(x, { a, b })
      return Math.max(relativeError(tails.lower, lower), relativeError(tails.upper, upper))
    })
    expect(Math.max(...worst)).toBeLessThan(1e-8)
    // At 1e12 the last bit of x alone moves the tail by 1e-9; below, nothing excuses an error.
    const ordinary = worst.filter((_, index) => (r.beta[index]?.b ?? 0) < 1e6)
    expect(Math.max(...ordinary)).toBeLessThan(1e-11)
  })

  it('finds beta quantiles from the smaller tail', () => {
    const worst = r.beta.map(({ a, b, x, lower, upper }) => {
      const tail = lower < upper ? 'lower' : 'upper'
      return relativeError(betaQuantile({ tail, probability: Math.min(lower, upper), a, b }), x)
    })
    expect(Math.max(...worst)).toBeLessThan(1e-11)
  })

  it('gives both tails and quantiles of the gamma distribution up to a shape of 1e12', () => {
    const worst = r.gamma.map(({ shape, x, lower, upper }) => {
      const tails = gammaTails(x, shape)
      const tail = lower < upper ? 'lower' : 'upper'
      const quantile = gammaQuantile({ tail, probability: Math.min(lower, upper), shape })
      return [relativeError(tails.lower, lower), relativeError(tails.upper, upper), relativeError(quantile, x)]
    })
    expect(Math.max(...worst.flat())).toBeLessThan(1e-10)
  })

  it('gives log gamma and log beta without lost digits', () => {
    for (const { x, value } of r.lgamma) expect(relativeError(logGamma(x), value)).toBeLessThan(1e-13)
    for (const { a, b, value } of r.lbeta)
      expect(Math.abs(logBeta(a, b) - value)).toBeLessThan(1e-13 * (1 + Math.abs(value)))
  })

  it('gives the binomial mass up to 1e10 patients', () => {
    for (const { log, ...point } of r.mass) {
      expect(Math.abs(logBinomialMass(point) - log)).toBeLessThan(1e-12 * (1 + Math.abs(log)))
    }
  })

  it('gives the normal distribution and its quantiles to 37 standard deviations', () => {
    for (const { z, upper } of r.normal) {
      expect(relativeError(normalUpper(z), upper)).toBeLessThan(1e-12)
      expect(normalLower(-z)).toBe(normalUpper(z))
    }
    for (const { upper, z } of r.normalQuantile)
      expect(relativeError(normalUpperQuantile(upper), z)).toBeLessThan(1e-12)
  })

  it('gives chi-square tails', () => {
    expect(chiSquareUpper(0, 3)).toBe(1)
    expect(chiSquareUpper(2, 2)).toBeCloseTo(Math.exp(-1), 14)
  })

  it('keeps a root inside its bracket, infinite ends included', () => {
    expect(findRoot(t => (t <= 0 ? Number.NEGATIVE_INFINITY : Math.log(t)), { low: 0, high: 9 })).toBeCloseTo(1, 14)
  })
})
