/** How a table came about, for the committee: what is kept, what is masked and why. Never for the public. */
import type { TableBuild } from '../model/generated/table-build.ts'
import type { DecidedCell, ProtectedTable } from './protect-table.ts'

type Explained = Pick<TableBuild, 'auditedBelow' | 'levels' | 'decisions' | 'work'>
type Level = TableBuild['levels'][number]
type Decision = TableBuild['decisions'][number]

export function explainTable(
  { decided, auditedBelow, work }: ProtectedTable,
  { k, seconds }: { readonly k: number; readonly seconds: number },
): Explained {
  const levels = Map.groupBy(decided, ({ cell }) => `${cell.denominator} ${cell.kind}`)
  return {
    auditedBelow,
    levels: [...levels.values()].flatMap(cells => levelOf(cells, k)),
    decisions: decided.flatMap(decision => decisionOf(decision, k)),
    work: { ...work, seconds: Math.round(seconds * 1000) / 1000 },
  }
}

/** One, of the cells of one denominator and kind. */
function levelOf(cells: readonly DecidedCell[], k: number): readonly Level[] {
  const ofK = cells.filter(({ cell }) => cell.patients.size >= k)
  const shown = cells.filter(isShown)
  const reasons = Map.groupBy(cells, ({ reason }) => reason)
  return cells.slice(0, 1).map(({ cell: { denominator, kind } }) => ({
    denominator,
    kind,
    cells: cells.length,
    cellsOfK: ofK.length,
    cellsShown: shown.length,
    cellsOfKShown: ofK.filter(isShown).length,
    patients: cells.reduce((sum, { cell }) => sum + cell.patients.size, 0),
    patientsShown: shown.reduce((sum, { count }) => sum + Number(count), 0),
    reasons: Object.fromEntries([...reasons].map(([reason, those]) => [reason, those.length])),
  }))
}

/** Small cells that never were shown need no word: they are masked as everybody expects. */
function decisionOf(decided: DecidedCell, k: number): readonly Decision[] {
  const { cell, reason, group } = decided
  if (reason === 'fresh' || reason === 'unchanged') return []
  if (!isShown(decided) && cell.patients.size < k) return []
  const { denominator, kind, code } = cell
  return [{ denominator, kind, code, reason, group, shows: isShown(decided) ? 'older' : 'masked' }]
}

function isShown({ count }: DecidedCell): boolean {
  return count !== 'masked'
}
