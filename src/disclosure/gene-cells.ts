/**
 * Cells of genes among the screened: a gene within a tissue, and a gene in all. Each lies in a *margin*, its tissue or the
 * total, and beside a shown margin it also tells how many are *without* the gene there. So a gene is shown anew only where
 * its margin shows this cut, and where those without it are as good as a cell themselves.
 */
import type { ExactCell } from './exact-table.ts'

export type CellName = Pick<ExactCell, 'denominator' | 'kind' | 'code'>

export function nameOf({ denominator, kind, code }: CellName): string {
  return `${denominator} ${kind} ${code}`
}

export interface GeneCell {
  /** Null: in all tissues. */
  readonly tissue: string | null
  readonly gene: string
}

/** Null for cells that are of no gene. */
export function readGeneCell({ kind, code }: CellName): GeneCell | null {
  if (kind === 'gene') return { tissue: null, gene: code }
  if (kind !== 'tumour-gene') return null
  const [tissue = '', gene = ''] = code.split('|')
  return { tissue, gene }
}

export function marginOf({ tissue }: GeneCell): CellName {
  return tissue === null
    ? { denominator: 'screened', kind: 'total', code: '*' }
    : { denominator: 'screened', kind: 'tumour', code: tissue }
}

/** What an earlier table showed of a gene. */
export interface ShownGene {
  readonly patients: ReadonlySet<number>
  /** Those of its margin, at the same cut, without the gene. */
  readonly without: ReadonlySet<number>
}

export type GeneRefusal = { readonly reason: 'complement' | 'few-changed'; readonly group: number | null }

/**
 * Whether a cell of k and more may be shown beside its margin, as far as the two are looked at alone; null where it may.
 * Both with and without the gene must have grown by k and more since they were shown, or be the same: a data set of earlier
 * cuts that fits the margins then always goes on to one that fits the genes.
 */
export function besideMargin(
  patients: ReadonlySet<number>,
  { margin, shown, k }: { readonly margin: ReadonlySet<number>; readonly shown: ShownGene | null; readonly k: number },
): GeneRefusal | null {
  const without = margin.difference(patients)
  if (without.size > 0 && without.size < k) return { reason: 'complement', group: without.size }
  if (shown === null || (hasGrown(patients, shown.patients, k) && hasGrown(without, shown.without, k))) return null
  return { reason: 'few-changed', group: null }
}

function hasGrown(now: ReadonlySet<number>, before: ReadonlySet<number>, k: number): boolean {
  return now.size >= before.size + k || now.symmetricDifference(before).size === 0
}
