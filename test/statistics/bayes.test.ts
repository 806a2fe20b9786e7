import { describe, expect, it } from 'vitest'
import { exnex, hierarchical } from '../../src/statistics/bayes/hierarchical.ts'
import type { MixedStratum } from '../../src/statistics/bayes/stratum-evidence.ts'
import type { Posterior, TauPrior } from '../../src/statistics/bayes/tau-integral.ts'
import type { Stratum } from '../../src/statistics/pooling/strata.ts'
import { referenceValues } from './reference.ts'

interface Reference {
  readonly cases: readonly { name: string; strata: (Stratum | MixedStratum)[]; prior: TauPrior; expected: Posterior }[]
}

const r = referenceValues<Reference>('bayes')
const prior = { muMean: -1, muSd: 2, tauScale: 1 }

function isMixed(stratum: Stratum | MixedStratum): stratum is MixedStratum {
  return 'weight' in stratum
}

function posteriorOf(strata: readonly (Stratum | MixedStratum)[], given: TauPrior): Posterior {
  const mixed = strata.filter(isMixed)
  return mixed.length > 0 ? exnex({ strata: mixed, prior: given }) : hierarchical({ strata, prior: given })
}

describe('hierarchical and EXNEX posteriors against a dense grid in R', () => {
  it.each(r.cases)(
    'agrees within 1e-4, on the logit scale within 5e-4: $name',
    ({ strata, prior: given, expected }) => {
      const found = posteriorOf(strata, given)
      for (const [index, stratum] of expected.strata.entries()) {
        expect(Math.abs((found.strata[index]?.mean ?? 9) - stratum.mean)).toBeLessThan(1e-4)
        expect(Math.abs((found.strata[index]?.sd ?? 9) - stratum.sd)).toBeLessThan(1e-4)
        expect(Math.abs((found.strata[index]?.exchangeable ?? 9) - stratum.exchangeable)).toBeLessThan(1e-4)
      }
      expect(Math.abs(found.mu.mean - expected.mu.mean)).toBeLessThan(2e-4)
      expect(Math.abs(found.mu.sd - expected.mu.sd)).toBeLessThan(2e-4)
      expect(Math.abs(found.tau.mean - expected.tau.mean)).toBeLessThan(2e-4)
    },
  )
})

describe('borrowing between strata', () => {
  it('takes EXNEX with weights of 1 for the hierarchical model', () => {
    const strata = [
      { x: 2, n: 10 },
      { x: 6, n: 12 },
      { x: 1, n: 9 },
    ]
    const all = exnex({ strata: strata.map(stratum => ({ ...stratum, weight: 1, nex: { mean: 0, sd: 1 } })), prior })
    const plain = hierarchical({ strata, prior })
    for (const [index, { mean, sd }] of plain.strata.entries()) {
      expect(all.strata[index]?.mean).toBeCloseTo(mean, 5)
      expect(all.strata[index]?.sd).toBeCloseTo(sd, 5)
      expect(all.strata[index]?.exchangeable).toBe(1)
    }
  })

  it('leaves the prior of mu as it is with weights of 0', () => {
    const strata = [{ x: 2, n: 10, weight: 0, nex: { mean: -1, sd: 2 } }]
    const found = exnex({ strata, prior })
    expect(found.mu.mean).toBeCloseTo(-1, 5)
    expect(found.mu.sd).toBeCloseTo(2, 4)
    expect(found.tau.mean).toBeCloseTo(Math.sqrt(2 / Math.PI), 5)
    expect(found.strata[0]?.exchangeable).toBe(0)
  })

  it('mirrors when responders and others change places', () => {
    const strata = [
      { x: 0, n: 8 },
      { x: 3, n: 9 },
    ]
    const mirrored = strata.map(({ x, n }) => ({ x: n - x, n }))
    const found = hierarchical({ strata, prior })
    const other = hierarchical({ strata: mirrored, prior: { ...prior, muMean: 1 } })
    expect(found.mu.mean).toBeCloseTo(-other.mu.mean, 6)
    expect(found.strata[0]?.mean).toBeCloseTo(1 - (other.strata[0]?.mean ?? 0), 6)
  })

  it('pulls an all-zero stratum up and a high one down, each towards the others', () => {
    const found = hierarchical({
      strata: [
        { x: 0, n: 8 },
        { x: 3, n: 10 },
        { x: 8, n: 10 },
      ],
      prior,
    })
    expect(found.strata[0]?.mean).toBeGreaterThan(0)
    expect(found.strata[2]?.mean).toBeLessThan(0.8)
  })

  it('holds for large strata, whose likelihoods are narrow', () => {
    const strata = Array.from({ length: 12 }, (_, index) => ({ x: 3000 + 40 * index, n: 10_000 + index }))
    const found = hierarchical({ strata, prior })
    for (const [index, { x, n }] of strata.entries()) expect(found.strata[index]?.mean).toBeCloseTo(x / n, 2)
    expect(found.tau.mean).toBeLessThan(0.2)
  })
})
