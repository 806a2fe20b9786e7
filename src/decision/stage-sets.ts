/** Who belongs to a look: the first patients by date of treatment start, in whole quarters (rule 2). */
import type { PathFacts, StageSet } from './path.ts'

/**
 * Quarters from the oldest on until `size` patients are reached; where the last one overshoots, the set is that larger one.
 * Without quarters it is everybody. null where there are not so many.
 */
export function firstPatients(facts: PathFacts, size: number): StageSet | null {
  if (facts.n < size) return null
  const reached = facts.quarters.find(({ n }) => n >= size)
  return reached ?? everybody(facts)
}

export function everybody({ n, x, open }: PathFacts): StageSet {
  return { n, x, open, quarter: null }
}
