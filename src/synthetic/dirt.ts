/** Every kind of dirt in one table, and the laying of it. */
import { allocationDirts } from './dirt-allocation.ts'
import { assessmentDirts } from './dirt-assessments.ts'
import { cellDirts } from './dirt-cells.ts'
import { followUpDirts } from './dirt-follow-up.ts'
import type { DirtKind } from './dirt-kind.ts'
import { nameDirts } from './dirt-names.ts'
import { storyDirts } from './dirt-stories.ts'
import { treatmentDirts } from './dirt-treatment.ts'
import type { SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'

/** In the order of laying; repeated rows come last, so that a copy is like its original. */
const laid: readonly DirtKind[] = [
  ...nameDirts,
  ...allocationDirts,
  ...assessmentDirts,
  ...treatmentDirts,
  ...followUpDirts,
  ...cellDirts,
]

export interface DirtEntry {
  readonly name: string
  readonly shows: string
  /** Share of the subjects that it fits; null where stories bring it. */
  readonly rate: number | null
}

/** What an export holds on purpose. */
export const dirtTable: readonly DirtEntry[] = [
  ...laid.map(({ name, shows, rate }) => ({ name, shows, rate })),
  ...storyDirts.map(({ name, shows }) => ({ name, shows, rate: null })),
]

export interface DirtCount {
  readonly name: string
  readonly subjects: number
}

function layOne(
  kind: DirtKind,
  drafts: readonly SubjectDraft[],
  touched: Set<SubjectDraft>,
  random: Random,
  cutoffDay: number,
): number {
  const fitting = drafts.filter(draft => !(kind.alone && touched.has(draft)) && kind.fits(draft, cutoffDay))
  const chosen = random.shuffle(fitting).slice(0, Math.max(1, Math.round(kind.rate * fitting.length)))
  for (const draft of chosen) {
    kind.lay(draft, { random, cutoffDay })
    if (kind.alone) touched.add(draft)
  }
  return chosen.length
}

/** Changes the drafts; returns how many subjects got each kind, 0 where it fits nobody. */
export function layDirt(drafts: readonly SubjectDraft[], random: Random, cutoffDay: number): DirtCount[] {
  const touched = new Set<SubjectDraft>()
  const onTop = laid.map(kind => ({
    name: kind.name,
    subjects: layOne(kind, drafts, touched, random.fork(kind.name), cutoffDay),
  }))
  const told = storyDirts.map(({ name, occurs }) => ({
    name,
    subjects: drafts.filter(({ story }) => occurs(story)).length,
  }))
  return [...onTop, ...told]
}
