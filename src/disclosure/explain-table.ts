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

function levelOf(cells: readonly DecidedCell[], k: number): readonly Level[] {
  const [first] = cells
  if (first === undefined) return []
  const { denominator, kind } = first.cell
  const ofK = cells.filter(({ cell }) => cell.patients.size >= k)
  const shown = cells.filter(({ count }) => count !== 'masked')
  const reasons = Map.groupBy(cells, ({ reason }) => reason)
  return [
    {
      denominator,
      kind,
      cells: cells.length,
      cellsOfK: ofK.length,
      cellsShown: shown.length,
      cellsOfKShown: ofK.filter(({ count }) => count !== 'masked').length,
      patients: cells.reduce((sum, { cell }) => sum + cell.patients.size, 0),
      patientsShown: shown.reduce((sum, { count }) => sum + Number(count), 0),
      reasons: Object.fromEntries([...reasons].map(([reason, those]) => [reason, those.length])),
    },
  ]
}

/** Small cells that never were shown need no word: they are masked as everybody expects. */
function decisionOf({ cell, count, reason, group }: DecidedCell, k: number): readonly Decision[] {
  if (reason === 'fresh' || reason === 'unchanged') return []
  if (count === 'masked' && cell.patients.size < k) return []
  const { denominator, kind, code } = cell
  return [{ denominator, kind, code, reason, group, shows: count === 'masked' ? 'masked' : 'older' }]
}
