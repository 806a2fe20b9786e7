/**
 * From exact cells to those that may be published, beside all that was published before. What is promised, and what is
 * not, is in the README of this folder.
 */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { Branded } from '../model/ids.ts'
import { atomSystem } from './atom-system.ts'
import type { ExactCell, ExactTable } from './exact-table.ts'
import type { IntegerSolver } from './integer-solver.ts'
import { type MaskResult, maskUntilSafe } from './mask-until-safe.ts'

/** Minted here alone. */
export type ProtectedCells = Branded<NationalTable['cells'], 'ProtectedCells'>

/** A cell that an earlier table showed for the first time with these patients. */
export interface EarlierCell extends ExactCell {
  /** k of the policy that it was published under. */
  readonly k: number
}

export interface ProtectTable {
  /** One patient has one number here and in the earlier cells. */
  readonly table: ExactTable
  /** Oldest first; all of them, from all tables of the node. */
  readonly earlier: readonly EarlierCell[]
  readonly policy: Pick<DisclosurePolicy, 'k'>
  readonly solver: IntegerSolver
  /** 0 <= x < 1, from a secret seed. */
  readonly random: () => number
  readonly secondsLeft: () => number
}

/** Why a cell is as it is; for the committee, never for the public. */
export type CellReason =
  /** Shown with the patients of this cut, for the first time or anew. */
  | 'fresh'
  /** Shown before with the same patients. */
  | 'unchanged'
  /** Its number would change by less than k: it keeps what it was, so that the change is not told. */
  | 'few-changed'
  /** Below k now: masked, or what it was before. */
  | 'below-k'
  /** Shown, it would give a group of 1..k-1 patients away: masked, or what it was before. */
  | 'complement'
  /** Not decided within the time: masked, or what it was before. */
  | 'undecided'

export interface DecidedCell {
  readonly cell: ExactCell
  readonly count: number | 'masked'
  readonly reason: CellReason
  /** Where it is a complement: patients of the group that it would give away. */
  readonly group: number | null
}

export interface ProtectedTable {
  readonly cells: ProtectedCells
  /** Cells that this table shows with new patients: earlier cells of the next one. */
  readonly fresh: readonly EarlierCell[]
  readonly decided: readonly DecidedCell[]
  /** Groups below this size are protected: k, or the least k that an earlier table was made under. */
  readonly auditedBelow: number
  readonly work: MaskResult['work']
}

type CellName = Pick<ExactCell, 'denominator' | 'kind' | 'code'>
type Level = `${ExactCell['denominator']} ${ExactCell['kind']}`

/** What masking a cell of each level costs: a cohort that countries want to pool is worth more than a margin. */
const COSTS: Partial<Record<Level, number>> = {
  'treated cohort': 8,
  'treated total': 6,
  'treated drugs': 4,
  'screened total': 3,
  'treated tumour': 2,
}
const LEAST_COST = 1

/** Cells sorted by denominator, kind and code. */
export function protectTable(request: ProtectTable): ProtectedTable {
  const { k } = request.policy
  const shownBefore = new Map(request.earlier.map(cell => [nameOf(cell), cell]))
  const drafts = request.table.cells.map(cell => draftOf(cell, shownBefore.get(nameOf(cell)), k))
  const auditedBelow = Math.min(k, ...request.earlier.map(cell => cell.k))
  const proposed = drafts.filter(({ reason }) => reason === 'fresh').map(({ cell }) => cell)
  const { work, refused } = audit(proposed, { ...request, auditedBelow })
  const decided = drafts.map(draft => decide(draft, refused.get(draft.cell)))
  return {
    cells: asCells(decided),
    fresh: decided.filter(({ reason }) => reason === 'fresh').map(({ cell }) => ({ ...cell, k })),
    decided,
    auditedBelow,
    work,
  }
}

interface Draft {
  readonly cell: ExactCell
  /** What the cell is where it does not show the patients of this cut. */
  readonly before: number | 'masked'
  /** `fresh` where it may be shown anew as far as it is looked at alone. */
  readonly reason: CellReason
}

/**
 * A cell keeps its number until that would change by k and more. So its patients changed by k and more where it does, and
 * who sees it change learns nothing of those who left: that nobody did explains it as well.
 */
function draftOf(cell: ExactCell, shown: EarlierCell | undefined, k: number): Draft {
  const before = shown === undefined || shown.patients.size < k ? 'masked' : shown.patients.size
  if (shown !== undefined && Math.abs(cell.patients.size - shown.patients.size) < k) {
    const isSame = shown.patients.symmetricDifference(cell.patients).size === 0
    return { cell, before, reason: isSame ? 'unchanged' : 'few-changed' }
  }
  return { cell, before, reason: cell.patients.size < k ? 'below-k' : 'fresh' }
}

function decide({ cell, before, reason }: Draft, refused: Refusal | undefined): DecidedCell {
  if (refused !== undefined) return { cell, count: before, ...refused }
  return { cell, count: reason === 'fresh' ? cell.patients.size : before, reason, group: null }
}

interface Refusal {
  readonly reason: CellReason
  readonly group: number | null
}

function audit(
  proposed: readonly ExactCell[],
  { earlier, auditedBelow: k, ...request }: ProtectTable & { readonly auditedBelow: number },
): { readonly work: MaskResult['work']; readonly refused: ReadonlyMap<ExactCell, Refusal> } {
  const cells = [...earlier, ...proposed]
  const { masked, work } = maskUntilSafe({
    ...request,
    k,
    system: atomSystem(cells.map(({ patients }) => patients)),
    earlier: [...earlier.keys()],
    proposals: proposed.map((cell, position) => ({
      set: earlier.length + position,
      cost: costOf(cell, request.random),
    })),
  })
  const refused = new Map<ExactCell, Refusal>()
  for (const { set, group } of masked) {
    const cell = cells[set]
    if (cell !== undefined) refused.set(cell, { reason: group === null ? 'undecided' : 'complement', group })
  }
  return { work, refused }
}

/** Costs vary by chance, from the secret: who knows the rule cannot tell why one cell was masked and not another. */
function costOf({ denominator, kind }: ExactCell, random: () => number): number {
  return (COSTS[`${denominator} ${kind}`] ?? LEAST_COST) * (1 + random())
}

function asCells(decided: readonly DecidedCell[]): ProtectedCells {
  return decided
    .map(({ cell: { denominator, kind, code }, count }) => ({ denominator, kind, code, count }))
    .sort(byName) as ProtectedCells
}

function nameOf({ denominator, kind, code }: CellName): string {
  return `${denominator} ${kind} ${code}`
}

function byName(a: CellName, b: CellName): number {
  return compare(a.denominator, b.denominator) || compare(a.kind, b.kind) || compare(a.code, b.code)
}

/** By UTF-16 code unit, not by the machine's language. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
