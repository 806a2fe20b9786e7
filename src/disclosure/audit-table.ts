/**
 * Which of the proposed cells of a table may be shown beside all that was shown before: first the genes by themselves, then
 * treated and screened patients as one system.
 */
import { atomSystem } from './atom-system.ts'
import { asGeneSet, auditGenes, type GeneSet } from './audit-genes.ts'
import type { ExactCell } from './exact-table.ts'
import { marginOf, nameOf, readGeneCell } from './gene-cells.ts'
import { linkedSets, statedBy } from './linked-sets.ts'
import { type MaskResult, maskUntilSafe } from './mask-until-safe.ts'
import type { CellReason, EarlierCell, ProtectTable } from './protect-table.ts'

export interface Refusal {
  readonly reason: CellReason
  readonly group: number | null
}

export interface AuditTable extends Pick<ProtectTable, 'earlier' | 'solver' | 'random' | 'secondsLeft'> {
  /** Groups below this size are protected. */
  readonly k: number
  /** All cells of the cut, proposed or not. */
  readonly all: readonly ExactCell[]
}

export interface AuditedTable {
  readonly work: MaskResult['work']
  readonly refused: ReadonlyMap<ExactCell, Refusal>
}

type Level = `${ExactCell['denominator']} ${ExactCell['kind']}`

/** What masking a cell of each level costs: a cohort that countries want to pool is worth more than a margin. */
const COSTS: Partial<Record<Level, number>> = {
  'treated cohort': 8,
  'treated total': 6,
  'treated drugs': 4,
  'screened total': 3,
  'treated tumour': 2,
  'screened tumour': 1.5,
  'screened gene': 1.5,
  'screened tumour-gene': 1,
}
const LEAST_COST = 1

export function auditTable(proposed: readonly ExactCell[], request: AuditTable): AuditedTable {
  const refused = new Map<ExactCell, Refusal>()
  const refuse = (cell: ExactCell | undefined, group: number | null) => {
    if (cell !== undefined) refused.set(cell, { reason: group === null ? 'undecided' : 'complement', group })
  }
  const { earlier, random } = request
  const proposedOthers = [
    ...earlier.filter(isOfNoGene).map(cell => ({ cell, cost: null })),
    ...proposed.filter(isOfNoGene).map(cell => ({ cell, cost: costOf(cell, random) })),
  ]
  const genes = geneSetsOf(proposed, request)
  const stated = statedBy([...earlier, ...request.all])
  for (const [cell, group] of auditGenes({ ...request, genes, others: proposedOthers, stated })) refuse(cell, group)
  const others = proposedOthers.filter(({ cell }) => !refused.has(cell))
  const linked = linkedGenes(
    genes.filter(({ cell }) => !refused.has(cell)),
    stated,
  )
  const sets = linkedSets(
    others.map(({ cell }) => cell.patients),
    linked.map(({ gene, cell }) => ({ gene, patients: cell.patients })),
    stated,
  )
  const audited = [...others, ...linked]
  const { masked, work } = maskUntilSafe({
    ...request,
    system: atomSystem(sets),
    earlier: audited.flatMap(({ cost }, set) => (cost === null ? [set] : [])),
    proposals: audited.flatMap(({ cost }, set) => (cost === null ? [] : [{ set, cost }])),
  })
  for (const { set, group } of masked) refuse(audited[set]?.cell, group)
  return { work, refused }
}

function isOfNoGene(cell: ExactCell): boolean {
  return readGeneCell(cell) === null
}

/** A gene that no cohort states is in no group with treated patients, and was audited by itself. */
function linkedGenes(genes: readonly GeneSet[], stated: ReadonlyMap<string, ReadonlySet<number>>): readonly GeneSet[] {
  const linked = new Set(
    genes.filter(({ gene, cell }) => stated.get(gene)?.isDisjointFrom(cell.patients) === false).map(({ gene }) => gene),
  )
  return genes.filter(({ gene }) => linked.has(gene))
}

function geneSetsOf(proposed: readonly ExactCell[], { earlier, all, random }: AuditTable): readonly GeneSet[] {
  const margins = new Map(all.map(cell => [nameOf(cell), cell.patients]))
  const now = proposed.map(cell => {
    const name = readGeneCell(cell)
    const margin = name === null ? undefined : margins.get(nameOf(marginOf(name)))
    return margin === undefined ? null : asGeneSet(cell, { margin, cost: costOf(cell, random) })
  })
  const before = earlier.map((cell: EarlierCell) => {
    const { patients, without = new Set() } = cell
    return asGeneSet(cell, { margin: patients.union(without), cost: null })
  })
  return [...before, ...now].filter(set => set !== null)
}

/** Costs vary by chance, from the secret: who knows the rule cannot tell why one cell was masked and not another. */
function costOf({ denominator, kind }: ExactCell, random: () => number): number {
  return (COSTS[`${denominator} ${kind}`] ?? LEAST_COST) * (1 + random())
}
