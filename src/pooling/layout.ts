/**
 * The order of the cells that every member of a round contributes: a pure function of catalogue, policy and the window of
 * quarters, so that two programs make the same one, and named by its hash. Each cohort has the same blocks; a block is
 * what is exchanged together, or cell by cell where it says so.
 */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'

export const PRESENCE = [
  'participating',
  'patients',
  'hasPatients',
  's1Approved',
  's2Approved',
  'finalApproved',
] as const
export const PARTS = ['hidden', 'hasHidden', 'countChange', 'hasCountChange', 'valueChange', 'hasValueChange'] as const
export const LOOKS = ['evaluable', 'pending'] as const
export const VALUES = [
  'control',
  'treatedMature',
  'bestCR',
  'bestPR',
  'bestSD',
  'bestPD',
  'bestNE',
  'objectiveResponse',
  'confirmedResponse',
  'grade3Related',
  'grade3RelatedOrUnknown',
  'serious',
  'noControlProgressed',
  'noControlDied',
  'noControlOffTreatment',
  'noControlMissed',
  'noControlUnconfirmedProgression',
  'noControlNotAssessable',
] as const
export const CURVES = ['pfsEvents', 'pfsCensored', 'osEvents', 'osCensored'] as const

export type ValueName = (typeof VALUES)[number]
export type CurveName = (typeof CURVES)[number]

/** Blocks of one cohort, in order. Gate blocks are added up to decide; value blocks only for what passed. */
export const BLOCKS = [
  'presence',
  'parts',
  'patientFlags',
  'looks',
  'evaluableFlags',
  'evaluableByQuarter',
  'pendingByQuarter',
  'controlByQuarter',
  'values',
  'curves',
] as const
export type BlockName = (typeof BLOCKS)[number]

export interface Layout {
  readonly schema: 'round-layout/1'
  /** Catalogue keys, sorted. */
  readonly cohorts: readonly string[]
  /** Quarters of treatment start, oldest first; what is older counts in the first. */
  readonly quarters: readonly string[]
  /** Flags say `more than c` for c = 1..flags; a part above the last is past what a gate can show to be safe. */
  readonly flags: number
  /** Bins of `binDays` days; times past the last bin are still at risk after it. */
  readonly bins: number
  readonly binDays: number
}

export interface LayoutInput {
  readonly cohorts: readonly string[]
  readonly policy: DisclosurePolicy
  /** Last quarter of the round's cut window, e.g. `2026-Q3`. */
  readonly lastQuarter: string
}

/** Four years of quarters, two years of bins, and parts of up to 64 patients of one country in one cohort. */
const QUARTERS = 16
const FOLLOW_UP_DAYS = 728
const FLAGS = 64

export function makeLayout({ cohorts, policy, lastQuarter }: LayoutInput): Layout {
  return {
    schema: 'round-layout/1',
    cohorts: [...new Set(cohorts)].sort(),
    quarters: quartersUpTo(lastQuarter),
    flags: FLAGS,
    bins: Math.ceil(FOLLOW_UP_DAYS / policy.survival.gridDays),
    binDays: policy.survival.gridDays,
  }
}

export const layoutHash = (layout: Layout): string => canonicalHash(layout)

/** How many cells each block of one cohort has. */
export function blockSizes(layout: Layout): Readonly<Record<BlockName, number>> {
  return {
    presence: PRESENCE.length,
    parts: PARTS.length,
    patientFlags: layout.flags,
    looks: LOOKS.length,
    evaluableFlags: layout.flags,
    evaluableByQuarter: layout.quarters.length,
    pendingByQuarter: layout.quarters.length,
    controlByQuarter: layout.quarters.length,
    values: VALUES.length,
    curves: CURVES.length * layout.bins,
  }
}

export function cellsPerCohort(layout: Layout): number {
  return Object.values(blockSizes(layout)).reduce((sum, size) => sum + size, 0)
}

export const cellsOf = (layout: Layout): number => layout.cohorts.length * cellsPerCohort(layout)

/** Places of one block's cells of one cohort (by position in `cohorts`), in order. */
export function placesOf(layout: Layout, cohort: number, block: BlockName): readonly number[] {
  const sizes = blockSizes(layout)
  const before = BLOCKS.slice(0, BLOCKS.indexOf(block)).reduce((sum, name) => sum + sizes[name], 0)
  const first = cohort * cellsPerCohort(layout) + before
  return Array.from({ length: sizes[block] }, (_, index) => first + index)
}

/** The quarter that a treatment start belongs to in this layout; null past the last quarter. */
export function quarterPosition(layout: Layout, startQuarter: string): number | null {
  const [first, last] = [layout.quarters[0] ?? '', layout.quarters.at(-1) ?? '']
  if (startQuarter > last) return null
  return startQuarter <= first ? 0 : layout.quarters.indexOf(startQuarter)
}

function quartersUpTo(last: string): readonly string[] {
  const [year, quarter] = [Number(last.slice(0, 4)), Number(last.slice(-1))]
  return Array.from({ length: QUARTERS }, (_, index) => {
    const count = year * 4 + (quarter - 1) - (QUARTERS - 1 - index)
    return `${Math.floor(count / 4)}-Q${(count % 4) + 1}`
  })
}
