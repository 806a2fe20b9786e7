import { isAllFull, isAllZero, type Stratum } from './strata.ts'

/** Why a part is null, or to be read with care: part name to reason. */
export function notesOn(
  strata: readonly Stratum[],
  heterogeneity: { readonly exactP: number | null } | null,
): Record<string, string> {
  return {
    ...(strata.length === 1 ? oneStratum() : {}),
    ...(strata.length > 1 && heterogeneity?.exactP === null
      ? { exactP: 'not computed: too many tables share the margins' }
      : {}),
    ...halfAdded(strata),
    ...(strata.length > 1 && strata.every(isExtreme)
      ? {
          glmm: 'not defined: every stratum is all-zero or all-full, so the likelihood has no maximum; use the exact interval of complete pooling',
        }
      : {}),
  }
}

function oneStratum(): Record<string, string> {
  const reason = 'not defined for one stratum'
  return { heterogeneity: reason, randomEffects: reason, glmm: reason, leaveOneOut: reason }
}

function halfAdded(strata: readonly Stratum[]): Record<string, string> {
  if (!strata.some(isExtreme)) return {}
  const degenerate = isAllZero(strata) || isAllFull(strata)
  const reason = degenerate
    ? 'warning: every count is zero or full; the ½ added to both cells of each stratum alone makes this estimate, which is biased towards one half'
    : '½ was added to both cells of the strata with x = 0 or x = n'
  return strata.length === 1 ? { commonEffect: reason } : { commonEffect: reason, randomEffects: reason }
}

function isExtreme({ x, n }: Stratum): boolean {
  return x === 0 || x === n
}
