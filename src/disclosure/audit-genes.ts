/**
 * The cells of genes by themselves, before they are audited with the treated patients (`linked-sets.ts`). Nobody can know
 * which combinations of genes are empty, so each gene is a system of its own over the tissues, with those who have it and
 * those without it, over all cuts; and what two and more genes say together is what their sums say (`near-covers.ts`).
 */
import { atomSystem } from './atom-system.ts'
import type { ExactCell } from './exact-table.ts'
import { type GeneCell, readGeneCell } from './gene-cells.ts'
import { isOfGene, type KnownSet, type Room, roomsOf } from './gene-rooms.ts'
import type { IntegerSolver } from './integer-solver.ts'
import { maskUntilSafe } from './mask-until-safe.ts'
import { findNearCover } from './near-covers.ts'

/** A cell that is published, or may be. */
export interface OtherSet {
  readonly cell: ExactCell
  /** What masking it costs; null where it was published before. */
  readonly cost: number | null
}

/** A cell of a gene. */
export interface GeneSet extends GeneCell, OtherSet {
  /** Those of its margin, at the same cut, without the gene. */
  readonly without: ReadonlySet<number>
}

export interface AuditGenes {
  /** Earlier and proposed. */
  readonly genes: readonly GeneSet[]
  readonly others: readonly OtherSet[]
  /** Of each gene those treated patients whose cohort states it. */
  readonly stated: ReadonlyMap<string, ReadonlySet<number>>
  readonly k: number
  readonly solver: IntegerSolver
  readonly random: () => number
  readonly secondsLeft: () => number
}

/** Proposed cells that may not be shown, and patients of the group that each would give away; null where undecided. */
export type RefusedGenes = Map<ExactCell, number | null>

/** Branches that are followed in one room; past them a cell of it is masked. */
const STEPS_A_ROOM = 3000

export function auditGenes(request: AuditGenes): RefusedGenes {
  const refused: RefusedGenes = new Map()
  for (const sets of Map.groupBy(request.genes, ({ gene }) => gene).values()) {
    auditTree(sets, set => set.without, { request, refused })
    auditTree(sets, set => set.cell.patients, { request, refused })
  }
  // What is masked in one room may follow from what is shown around it.
  for (let before = -1; refused.size > before; ) {
    before = refused.size
    const isLeft = ({ cell }: OtherSet) => !refused.has(cell)
    const left = { ...request, genes: request.genes.filter(isLeft), others: request.others.filter(isLeft) }
    for (const room of roomsOf(left)) auditRoom(room, { request: left, refused })
  }
  return refused
}

interface Auditing {
  readonly request: AuditGenes
  readonly refused: RefusedGenes
}

/** One gene over tissues and cuts: those who have it, or those without it. */
function auditTree(
  sets: readonly GeneSet[],
  patientsOf: (set: GeneSet) => ReadonlySet<number>,
  { request, refused }: Auditing,
): void {
  const left = sets.filter(set => !refused.has(set.cell) && patientsOf(set).size > 0)
  const proposals = left.flatMap(({ cost }, set) => (cost === null ? [] : [{ set, cost }]))
  if (proposals.length === 0) return
  const { masked } = maskUntilSafe({
    ...request,
    system: atomSystem(left.map(patientsOf)),
    earlier: left.flatMap(({ cost }, set) => (cost === null ? [set] : [])),
    proposals,
  })
  for (const { set, group } of masked) {
    const cell = left[set]?.cell
    if (cell !== undefined) refused.set(cell, group)
  }
}

/**
 * Masks the cheapest cell of each near cover in which a gene has a part; what holds no gene is audited with the treated.
 * Late, it masks all cells of genes, and beside earlier ones, which stay, all that may be masked.
 */
function auditRoom({ patients, from, sets }: Room, { request, refused }: Auditing): void {
  const isShown = (known: Pick<KnownSet, 'from'>) => known.from.every(({ cell }) => !refused.has(cell))
  for (;;) {
    const left = isShown({ from }) ? sets.filter(isShown) : []
    const cells = [...new Set([...left.flatMap(set => set.from), ...from])].filter(({ cost }) => cost !== null)
    if (cells.length === 0) return
    if (request.secondsLeft() <= 0) {
      const isBesideEarlier = left.some(set => set.from.some(one => one.cost === null && isOfGene(one)))
      for (const one of cells) if (isBesideEarlier || isOfGene(one)) refused.set(one.cell, null)
      return
    }
    const roomSets = left.map(set => ({
      patients: set.patients,
      isMaskable: from.some(isNow) || set.from.some(isNow),
      isFirst: set.isOfGene,
      name: set.name,
    }))
    const found = findNearCover(patients, roomSets, { k: request.k, steps: STEPS_A_ROOM })
    if (found === null) return
    const among = (found === 'undecided' ? left : found.sets.flatMap(at => left[at] ?? [])).flatMap(set => set.from)
    // A margin that is masked takes all its genes with it.
    const cheapest = cheapestOf(among.filter(isOfGene)) ?? cheapestOf(among) ?? cheapestOf(from)
    if (cheapest === undefined) return
    refused.set(cheapest.cell, found === 'undecided' ? null : found.group)
  }
}

function isNow({ cost }: OtherSet): boolean {
  return cost !== null
}

function cheapestOf(cells: readonly OtherSet[]): OtherSet | undefined {
  return cells.filter(isNow).sort((a, b) => Number(a.cost) - Number(b.cost))[0]
}

/** Of a cell beside its margin; null for cells of no gene. */
export function asGeneSet(
  cell: ExactCell,
  { margin, cost }: { readonly margin: ReadonlySet<number>; readonly cost: number | null },
): GeneSet | null {
  const name = readGeneCell(cell)
  return name === null ? null : { ...name, cell, without: margin.difference(cell.patients), cost }
}
