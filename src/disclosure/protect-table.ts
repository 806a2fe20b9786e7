/**
 * From exact cells to those that may be published, beside all that was published before. What is promised, and what is
 * not, is in the README of this folder.
 */
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { NationalTable } from '../model/generated/national-table.ts'
import type { Branded } from '../model/ids.ts'
import { auditTable, type Refusal } from './audit-table.ts'
import type { ExactCell, ExactTable } from './exact-table.ts'
import { besideMargin, type CellName, marginOf, nameOf, readGeneCell } from './gene-cells.ts'
import type { IntegerSolver } from './integer-solver.ts'
import type { MaskResult } from './mask-until-safe.ts'

/** Minted here alone. */
export type ProtectedCells = Branded<NationalTable['cells'], 'ProtectedCells'>

/** A cell that an earlier table showed for the first time with these patients. */
export interface EarlierCell extends ExactCell {
  /** k of the policy that it was published under. */
  readonly k: number
  /** Of a cell of a gene: those of its margin, at the same cut, without the gene. */
  readonly without?: ReadonlySet<number>
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
  /** Of a gene: its tissue, or the total, does not show this cut, so the gene does not either. */
  | 'margin-masked'
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

/** Cells sorted by denominator, kind and code. */
export function protectTable(request: ProtectTable): ProtectedTable {
  const { k } = request.policy
  const auditedBelow = Math.min(k, ...request.earlier.map(cell => cell.k))
  const drafts = draftCells(request)
  const proposed = drafts.filter(({ reason }) => reason === 'fresh').map(({ cell }) => cell)
  const { work, refused } = auditTable(proposed, { ...request, k: auditedBelow, all: request.table.cells })
  const decided = hideBesideMasked(drafts.map(draft => decide(draft, refused.get(draft.cell))))
  return {
    cells: asCells(decided),
    fresh: decided.filter(({ reason }) => reason === 'fresh').map(({ cell }) => remembered(cell, request)),
    decided,
    auditedBelow,
    work,
  }
}

interface Draft {
  readonly cell: ExactCell
  /** What the cell is where it does not show the patients of this cut. */
  readonly before: number | 'masked'
  /** `fresh` where it may be shown anew as far as it and its margin are looked at alone. */
  readonly reason: CellReason
  readonly group: number | null
}

function draftCells({ table, earlier, policy: { k } }: ProtectTable): readonly Draft[] {
  const shownBefore = new Map(earlier.map(cell => [nameOf(cell), cell]))
  const drafts = table.cells.map(cell => draftOf(cell, shownBefore.get(nameOf(cell)), k))
  const byName = new Map(drafts.map(draft => [nameOf(draft.cell), draft]))
  return drafts.map(draft => {
    const name = readGeneCell(draft.cell)
    if (name === null || draft.reason !== 'fresh') return draft
    const margin = byName.get(nameOf(marginOf(name)))
    if (margin === undefined || !showsThisCut(margin)) return { ...draft, reason: 'margin-masked' }
    const before = shownBefore.get(nameOf(draft.cell))
    const shown = before === undefined ? null : { patients: before.patients, without: before.without ?? new Set() }
    return { ...draft, ...besideMargin(draft.cell.patients, { margin: margin.cell.patients, shown, k }) }
  })
}

/**
 * A cell keeps its number until that would change by k and more. So its patients changed by k and more where it does, and
 * who sees it change learns nothing of those who left: that nobody did explains it as well.
 */
function draftOf(cell: ExactCell, shown: EarlierCell | undefined, k: number): Draft {
  const before = shown === undefined || shown.patients.size < k ? ('masked' as const) : shown.patients.size
  const draft = { cell, before, group: null }
  if (shown !== undefined && Math.abs(cell.patients.size - shown.patients.size) < k) {
    const isSame = shown.patients.symmetricDifference(cell.patients).size === 0
    return { ...draft, reason: isSame ? 'unchanged' : 'few-changed' }
  }
  return { ...draft, reason: cell.patients.size < k ? 'below-k' : 'fresh' }
}

function showsThisCut({ reason, before }: Pick<Draft, 'reason' | 'before'>): boolean {
  return reason === 'fresh' || (reason === 'unchanged' && before !== 'masked')
}

interface Decided extends DecidedCell {
  readonly before: number | 'masked'
}

function decide({ cell, before, reason, group }: Draft, refused: Refusal | undefined): Decided {
  if (refused !== undefined) return { cell, before, count: before, ...refused }
  return { cell, before, count: reason === 'fresh' ? cell.patients.size : before, reason, group }
}

/** The audit took margins away on which cells of genes rest. Masking more is safe. */
function hideBesideMasked(decided: readonly Decided[]): readonly DecidedCell[] {
  const byName = new Map(decided.map(one => [nameOf(one.cell), one]))
  return decided.map(({ before, ...one }) => {
    const name = readGeneCell(one.cell)
    const margin = name === null ? undefined : byName.get(nameOf(marginOf(name)))
    if (one.reason !== 'fresh' || margin === undefined || showsThisCut(margin)) return one
    return { ...one, count: before, reason: 'margin-masked', group: null }
  })
}

/** As an earlier cell of the next table. */
function remembered(cell: ExactCell, { table, policy: { k } }: ProtectTable): EarlierCell {
  const name = readGeneCell(cell)
  if (name === null) return { ...cell, k }
  const margin = table.cells.find(one => nameOf(one) === nameOf(marginOf(name)))
  return { ...cell, k, without: margin?.patients.difference(cell.patients) ?? new Set() }
}

function asCells(decided: readonly DecidedCell[]): ProtectedCells {
  return decided
    .map(({ cell: { denominator, kind, code }, count }) => ({ denominator, kind, code, count }))
    .sort(byName) as ProtectedCells
}

function byName(a: CellName, b: CellName): number {
  return compare(a.denominator, b.denominator) || compare(a.kind, b.kind) || compare(a.code, b.code)
}

/** By UTF-16 code unit, not by the machine's language. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
