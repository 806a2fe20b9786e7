/** What differs between countries; only from parts that give a country's own exact counts. */
import type { Decision } from '../../decision/decide.ts'
import { exactOf } from '../../merged-counts/bounds.ts'
import { alignCurves } from '../../merged-counts/curves.ts'
import { isCountry, partCount, partMeasure } from '../../merged-counts/sums.ts'
import type { CountryPart, CurveCounts, MergedCounts } from '../../model/generated/merged-counts.ts'
import { hierarchical } from '../../statistics/bayes/hierarchical.ts'
import { logitEffects } from '../../statistics/pooling/inverse-variance.ts'
import { pool } from '../../statistics/pooling/pool.ts'
import { modifiedKnappHartung, predictionInterval } from '../../statistics/pooling/small-sample.ts'
import type { LabelledStratum } from '../../statistics/pooling/strata.ts'
import { logRankOfBins } from '../../statistics/survival/log-rank.ts'
import type { RiskSet } from '../../statistics/survival/risk-set.ts'
import { LEVEL } from './parts.ts'
import { riskSetsOfCurve } from './survival.ts'

export type HeterogeneityMissing = 'pool-only' | 'one-country' | 'no-outcome' | 'mixed-definitions'

/** Evaluable patients of each country with exact counts and somebody evaluable, by country code. */
export function strataOf({ parts }: MergedCounts): LabelledStratum[] {
  return parts.filter(isCountry).flatMap(part => {
    const n = partCount(part, 'evaluable')
    const x = partMeasure(part, { measure: 'disease-control-w16', denominator: 'evaluable' })
    const exact = { n: n && exactOf(n), x: x && exactOf(x) }
    return exact.n === null || exact.x === null || exact.n === 0
      ? []
      : [{ label: part.country, x: exact.x, n: exact.n }]
  })
}

export function whyNoHeterogeneity(document: MergedCounts, { title }: Decision): HeterogeneityMissing | null {
  if (title === 'mixed-definitions') return 'mixed-definitions'
  const countries = document.parts.filter(isCountry)
  if (countries.length === 0) return 'pool-only'
  const strata = strataOf(document)
  if (strata.length === 0) return 'no-outcome'
  return strata.length === 1 ? 'one-country' : null
}

export function heterogeneityOf(document: MergedCounts, decision: Decision) {
  if (whyNoHeterogeneity(document, decision) !== null) return null
  const strata = strataOf(document)
  const { heterogeneity, commonEffect, randomEffects, glmm, leaveOneOut, notes } = pool({ strata, level: LEVEL })
  if (heterogeneity === null || randomEffects === null) return null
  const effects = logitEffects(strata)
  const { tau2 } = randomEffects.dl
  return {
    countries: strata.map(({ label }) => label),
    ...heterogeneity,
    commonEffect,
    ...randomEffects,
    knappHartung: modifiedKnappHartung(effects, { tau2, level: LEVEL }),
    prediction: predictionInterval(effects, { tau2, level: LEVEL }),
    glmm,
    notes: Object.entries(notes).map(([of, why]) => ({ of, why })),
    leaveOneOut: leaveOneOut ?? [],
  }
}

/** Half-normal tau and a wide normal mu around the middle of the design's rates. */
const PRIOR = { muSd: 2, tauScale: 1 }
const MOST_COUNTRIES = 60

export function hierarchicalOf(document: MergedCounts, decision: Decision) {
  const strata = strataOf(document)
  const { design } = document
  if (design === null || whyNoHeterogeneity(document, decision) !== null || strata.length > MOST_COUNTRIES) return null
  const middle = (design.p0 + design.p1) / 2
  const prior = { muMean: Math.log(middle / (1 - middle)), ...PRIOR }
  const posterior = hierarchical({ strata, prior })
  return {
    ...prior,
    countries: strata.map(({ label }, index) => ({
      country: label,
      mean: posterior.strata[index]?.mean ?? 0,
      sd: posterior.strata[index]?.sd ?? 0,
    })),
    tau: posterior.tau.mean,
  }
}

export function logRanksOf({ parts }: MergedCounts) {
  return (['pfs', 'os'] as const).flatMap(name => {
    const countries = parts.filter(isCountry).flatMap(part => withCurve(part, name))
    if (countries.length < 2) return []
    const groups: RiskSet[][] = alignCurves(countries.map(({ curve }) => curve)).map(riskSetsOfCurve)
    const { chisq, df, pValue } = logRankOfBins([groups])
    const patients = countries.reduce((sum, { curve }) => sum + curve.entered, 0)
    return [{ name, countries: countries.map(({ country }) => country), chisq, df, pValue, patients }]
  })
}

function withCurve(part: CountryPart, name: 'pfs' | 'os'): { country: string; curve: CurveCounts }[] {
  const curve = part.survival[name]
  return curve === undefined ? [] : [{ country: part.country, curve }]
}
