import { NodeError } from '../model/errors.ts'
import type { SheetHead } from '../model/local-export.ts'
import { columnsOfSheet } from './columns.ts'
import type { Mapping } from './mapping.ts'

/** Refuses a source without a required sheet (`ingest/missing-sheet`) or column (`ingest/missing-column`). */
export function checkNothingRequiredIsMissing(mapping: Mapping, heads: ReadonlyMap<string, SheetHead>): void {
  for (const rules of mapping.sheets.values()) {
    const head = heads.get(rules.key)
    if (head !== undefined) checkColumns(rules.requiredColumns, head)
    else if (rules.required) {
      throw new NodeError('ingest/missing-sheet', `the export has no sheet ${rules.key}`, {
        hint: `Export it too: a file whose name ends in _${rules.key}.csv. An empty form still has its header.`,
        detail: { sheet: rules.key },
      })
    }
  }
}

function checkColumns(required: readonly string[], head: SheetHead): void {
  const columns = columnsOfSheet(head)
  const missing = required.find(column => columns.positionOf(column) < 0)
  if (missing === undefined) return
  throw new NodeError('ingest/missing-column', `sheet ${head.key} has no column ${missing}`, {
    hint: 'The line of variable names is the one that holds SubjectId; see that it names this column.',
    detail: { sheet: head.key, column: missing },
  })
}
