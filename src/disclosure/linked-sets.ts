/**
 * Treated and screened patients as one system. They meet where a cohort states a gene: its patients certainly are in the
 * cells of that gene, and such a cell less them is a group as well. Other patients of the cell may be any; each stands in
 * the system once for each gene, apart from himself, since nobody can know which combinations of genes hold anybody.
 */
import type { ExactCell } from './exact-table.ts'

export interface LinkedGene {
  readonly gene: string
  readonly patients: ReadonlySet<number>
}

/** Of each gene those treated patients whose cohort states it. */
export function statedBy(cells: readonly ExactCell[]): ReadonlyMap<string, ReadonlySet<number>> {
  const stated = new Map<string, Set<number>>()
  for (const { statedGenes = [], patients } of cells) {
    for (const gene of statedGenes) stated.set(gene, (stated.get(gene) ?? new Set()).union(patients))
  }
  return stated
}

/** The sets of the system, in the order of `others`, then of `genes`. */
export function linkedSets(
  others: readonly ReadonlySet<number>[],
  genes: readonly LinkedGene[],
  stated: ReadonlyMap<string, ReadonlySet<number>>,
): readonly ReadonlySet<number>[] {
  const people = 1 + Math.max(-1, ...[...others, ...genes.map(({ patients }) => patients)].map(largestOf))
  const numbers = new Map([...new Set(genes.map(({ gene }) => gene))].map((gene, at) => [gene, at + 1]))
  const standIn = ({ gene, patients }: LinkedGene) => {
    const certain = stated.get(gene) ?? new Set()
    const first = people * (numbers.get(gene) ?? 0)
    return new Set([...patients].map(patient => (certain.has(patient) ? patient : first + patient)))
  }
  return [...others, ...genes.map(standIn)]
}

function largestOf(patients: ReadonlySet<number>): number {
  return [...patients].reduce((largest, patient) => Math.max(largest, patient), -1)
}
