import { type MappedExport, mapExport } from '../../src/mapping/map-export.ts'
import type { LocalProblem } from '../../src/model/problems.ts'
import { aLocalExport, type RowCells } from '../support/local-export.ts'
import { impressMapping } from './shipped-mapping.ts'

/** Maps a small export with the shipped mapping. */
export function mapRows(sheets: Readonly<Record<string, readonly RowCells[]>>): MappedExport {
  return mapExport(impressMapping, 'impress-norway', aLocalExport(sheets))
}

/** Problems in short: `code sheet:line subject column`. */
export function inShort(problems: readonly LocalProblem[]): string[] {
  return problems.map(problem =>
    `${problem.code} ${problem.sheet}:${problem.line} ${problem.subjectId} ${problem.column ?? ''}`.trim(),
  )
}

export const problemsOf = (sheets: Readonly<Record<string, readonly RowCells[]>>) => inShort(mapRows(sheets).problems)
