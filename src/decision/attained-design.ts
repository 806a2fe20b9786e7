/** The design for the sizes that came about (rule 4), and its true error rates. */
import type { TwoStageDesign } from '../model/generated/merged-counts.ts'
import { binomialAtLeast } from '../statistics/proportion/exact-test.ts'
import { attained } from '../statistics/simon/attained.ts'
import { operatingCharacteristics } from '../statistics/simon/design.ts'
import type { AttainedDesign } from './path.ts'

export interface Sizes {
  /** Size of the stage-1 set. */
  readonly n1: number
  readonly n: number
}

/** Nominal alpha: what the document says, else the design's own. */
export function nominalAlpha(design: TwoStageDesign): number {
  return design.alpha ?? operatingCharacteristics(design, design).alpha
}

/**
 * r is kept where the trial has its planned size: an overshoot of stage 1 costs little and is reported. For another size r is
 * the smallest that keeps the nominal alpha. null where there is none.
 */
export function attainedDesign(design: TwoStageDesign, { n1, n }: Sizes): AttainedDesign | null {
  const asPlanned = n1 === design.n1 && n === design.n
  const r = n === design.n ? design.r : smallestThreshold(design, { n1, n })
  if (r === null) return null
  const sizes = { r1: design.r1, n1, r, n }
  return { ...sizes, ...characteristics(sizes, design), asPlanned, rederived: n !== design.n }
}

function smallestThreshold(design: TwoStageDesign, { n1, n }: Sizes): number | null {
  const alpha = nominalAlpha(design)
  if (n1 < n) return attained({ ...design, n1, n, alpha })?.r ?? null
  for (let r = design.r1; r < n; r += 1) {
    if (binomialAtLeast({ x: r + 1, n, p: design.p0 }) <= alpha) return r
  }
  return null
}

/** Where stage 1 holds everybody there was no early look: one stage. */
function characteristics(
  sizes: { r1: number; n1: number; r: number; n: number },
  { p0, p1 }: { p0: number; p1: number },
): Pick<AttainedDesign, 'alpha' | 'power' | 'pet0' | 'pet1' | 'en0' | 'en1'> {
  const { n1, r, n } = sizes
  if (n1 < n) return operatingCharacteristics(sizes, { p0, p1 })
  const at = (p: number) => binomialAtLeast({ x: r + 1, n, p })
  return { alpha: at(p0), power: at(p1), pet0: 0, pet1: 0, en0: n, en1: n }
}
