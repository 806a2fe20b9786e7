/**
 * The cells of genes by themselves, before they are audited with the treated patients (`linked-sets.ts`). Nobody can know
 * which combinations of genes are empty, so each gene is a system of its own over the tissues, with those who have it and
 * those without it, over all cuts; and what two and more genes say together is what their sums say (`near-covers.ts`).
 */
import { atomSystem } from './atom-system.ts'
import type { ExactCell } from './exact-table.ts'
import { type GeneCell, marginOf, nameOf, readGeneCell } from './gene-cells.ts'
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
    const left = { genes: request.genes.filter(isLeft), others: request.others.filter(isLeft) }
    for (const room of roomsOf(left)) auditRoom(room, { request: { ...request, ...left }, refused })
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

interface Room {
  readonly patients: ReadonlySet<number>
  readonly genes: readonly OtherSet[]
  /** Of few tissues: what is shown of a gene in one of them speaks of the room. */
  readonly isNarrow: boolean
}

const NARROW = 3

/**
 * Each tissue and everybody, over all cuts; and for each gene what is left of everybody without the tissues in which it is
 * shown: there too the genes that are shown in at least those tissues have numbers that can be worked out.
 */
function* roomsOf({ genes, others }: Pick<AuditGenes, 'genes' | 'others'>): Generator<Room> {
  const byTissue = Map.groupBy(genes, ({ tissue }) => tissue)
  for (const [tissue, sets] of byTissue) {
    const name = nameOf(marginOf({ tissue, gene: '' }))
    const margins = others.filter(({ cell }) => nameOf(cell) === name).map(({ cell }) => cell.patients)
    yield { patients: joined([...margins, ...sets.map(marginAtItsCut)]), genes: sets, isNarrow: false }
  }
  const inAll = (byTissue.get(null) ?? []).filter(isNow)
  const shown = Map.groupBy(
    genes.filter(set => set.tissue !== null && isNow(set)),
    ({ gene }) => gene,
  )
  const tissuesOf = (gene: string) => new Set(shown.get(gene)?.map(({ tissue }) => tissue))
  const tissueCells = others.filter(({ cell }) => cell.denominator === 'screened' && cell.kind === 'tumour')
  const known = new Set<string>()
  for (const set of inAll) {
    const tissues = tissuesOf(set.gene)
    const name = [...tissues].sort().join()
    if (tissues.size === 0 || known.has(name)) continue
    known.add(name)
    const patients = marginAtItsCut(set).difference(joined((shown.get(set.gene) ?? []).map(marginAtItsCut)))
    const derived = inAll.filter(other => tissues.isSubsetOf(tissuesOf(other.gene)))
    const parts = tissueCells.filter(({ cell }) => cell.patients.size > 0 && !tissues.has(cell.code))
    yield { patients, genes: derived, isNarrow: parts.length <= NARROW }
  }
}

function marginAtItsCut({ cell, without }: GeneSet): ReadonlySet<number> {
  return cell.patients.union(without)
}

function isNow({ cost }: GeneSet): boolean {
  return cost !== null
}

/**
 * Masks the cheapest cell of each near cover in which a gene has a part; what holds no gene is audited with the treated.
 * Late, it masks all cells of genes, and beside earlier ones, which stay, all that may be masked.
 */
function auditRoom({ patients, genes, isNarrow }: Room, { request, refused }: Auditing): void {
  const known = new Set<OtherSet>(genes)
  const inside = [...(isNarrow ? request.genes : []), ...request.others].filter(
    set => !known.has(set) && set.cell.patients.size < patients.size && set.cell.patients.isSubsetOf(patients),
  )
  for (;;) {
    const left = [...genes, ...inside].filter(({ cell }) => !refused.has(cell))
    if (left.every(({ cost }) => cost === null)) return
    if (request.secondsLeft() <= 0) {
      const isBesideEarlier = left.some(({ cost, cell }) => cost === null && readGeneCell(cell) !== null)
      const masked = left.filter(({ cost, cell }) => cost !== null && (isBesideEarlier || readGeneCell(cell) !== null))
      for (const { cell } of masked) refused.set(cell, null)
      return
    }
    const sets = left.map(({ cell, cost }) => ({
      patients: cell.patients.intersection(patients),
      isMaskable: cost !== null,
      isFirst: readGeneCell(cell) !== null,
    }))
    const found = findNearCover(patients, sets, { k: request.k, steps: STEPS_A_ROOM })
    if (found === null) return
    const among = found === 'undecided' ? left : found.sets.flatMap(at => left[at] ?? [])
    const cheapest = among.filter(({ cost }) => cost !== null).sort((a, b) => Number(a.cost) - Number(b.cost))[0]
    if (cheapest === undefined) return
    refused.set(cheapest.cell, found === 'undecided' ? null : found.group)
  }
}

function joined(sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  return sets.reduce((all, one) => all.union(one), new Set<number>())
}

/** Of a cell beside its margin; null for cells of no gene. */
export function asGeneSet(
  cell: ExactCell,
  { margin, cost }: { readonly margin: ReadonlySet<number>; readonly cost: number | null },
): GeneSet | null {
  const name = readGeneCell(cell)
  return name === null ? null : { ...name, cell, without: margin.difference(cell.patients), cost }
}
