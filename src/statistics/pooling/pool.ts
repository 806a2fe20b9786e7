/**
 * Pooling of one cohort over countries or other strata. Never refuses a degenerate table: a part that is not defined is null,
 * and `notes` says why. Complete pooling is the primary analysis; the others show how far the strata differ.
 */
import type { Interval } from '../interval.ts'
import { clopperPearson } from '../proportion/clopper-pearson.ts'
import { wilson } from '../proportion/wilson.ts'
import { chiSquareUpper } from '../special/gamma.ts'
import { twoSidedQuantile } from '../special/normal.ts'
import { derSimonianLaird, pauleMandel, restrictedLikelihood } from './between-variance.ts'
import { exactHeterogeneity } from './exact-heterogeneity.ts'
import { maximiseLikelihood, randomIntercept } from './glmm.ts'
import {
  cochranQ,
  type LogitEffect,
  logitEffects,
  type PooledLogit,
  pooledLogit,
  shareOfVariance,
} from './inverse-variance.ts'
import { type LeftOut, leaveOneOut } from './leave-one-out.ts'
import { notesOn } from './notes.ts'
import { profileInterval } from './profile-interval.ts'
import { expit, isAllFull, isAllZero, type LabelledStratum, type Stratum, sumOf } from './strata.ts'

export interface PoolInput {
  readonly strata: readonly LabelledStratum[]
  readonly level: number
}

export interface Heterogeneity {
  /** Fisher-Freeman-Halton. */
  readonly exactP: number | null
  readonly q: number
  readonly df: number
  readonly qP: number
  /** Per cent. */
  readonly i2: number
  readonly h2: number
}

export interface GlmmAnswer {
  readonly logit: number
  readonly se: number
  readonly estimate: number
  readonly interval: Interval
  readonly tau2: number
}

export interface PoolAnswer {
  readonly complete: {
    readonly x: number
    readonly n: number
    readonly estimate: number
    readonly clopperPearson: Interval
    readonly wilson: Interval
  }
  readonly heterogeneity: Heterogeneity | null
  readonly commonEffect: PooledLogit
  readonly randomEffects: { readonly dl: PooledLogit; readonly pm: PooledLogit; readonly reml: PooledLogit } | null
  readonly glmm: GlmmAnswer | null
  readonly leaveOneOut: readonly LeftOut[] | null
  readonly notes: Readonly<Record<string, string>>
}

export function pool({ strata, level }: PoolInput): PoolAnswer {
  const x = sumOf(strata.map(stratum => stratum.x))
  const n = sumOf(strata.map(stratum => stratum.n))
  const effects = logitEffects(strata)
  const z = twoSidedQuantile(level)
  const heterogeneity = strata.length === 1 ? null : heterogeneityOf(strata, effects)
  return {
    complete: {
      x,
      n,
      estimate: x / n,
      clopperPearson: clopperPearson({ x, n, level }),
      wilson: wilson({ x, n, level }),
    },
    heterogeneity,
    commonEffect: pooledLogit(effects, { tau2: 0, i2: heterogeneity?.i2 ?? 0, z }),
    randomEffects: strata.length === 1 ? null : randomEffects(effects, z),
    glmm: glmm(strata, z),
    leaveOneOut: leaveOneOut({ strata, level }),
    notes: notesOn(strata, heterogeneity),
  }
}

/** Cochran 1954 for Q; Higgins & Thompson 2002 for I² and H². */
function heterogeneityOf(strata: readonly Stratum[], effects: readonly LogitEffect[]): Heterogeneity {
  const q = cochranQ(effects, 0)
  const df = strata.length - 1
  return {
    exactP: exactHeterogeneity(strata),
    q,
    df,
    qP: chiSquareUpper(q, df),
    i2: q === 0 ? 0 : 100 * Math.max(0, (q - df) / q),
    h2: q / df,
  }
}

function randomEffects(effects: readonly LogitEffect[], z: number): NonNullable<PoolAnswer['randomEffects']> {
  const at = (tau2: number) => pooledLogit(effects, { tau2, i2: shareOfVariance(effects, tau2), z })
  return {
    dl: at(derSimonianLaird(effects)),
    pm: at(pauleMandel(effects)),
    reml: at(restrictedLikelihood(effects)),
  }
}

function glmm(strata: readonly Stratum[], z: number): GlmmAnswer | null {
  if (strata.length === 1 || strata.every(stratum => isAllZero([stratum]) || isAllFull([stratum]))) return null
  const model = randomIntercept(strata)
  const best = maximiseLikelihood(strata, model)
  return {
    logit: best.mu,
    se: best.se,
    estimate: expit(best.mu),
    interval: profileInterval(model, best, z),
    tau2: best.tau * best.tau,
  }
}
