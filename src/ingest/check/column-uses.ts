/** What a mapping does with each column of its sheets, for people who write mappings. */
import { conditionColumns } from '../../mapping/condition-columns.ts'
import { allRules, ownColumns } from '../../mapping/field-rules.ts'
import type { Mapping, SheetMapping } from '../../mapping/mapping.ts'
import { PART_COLUMN } from '../../mapping/parse-sheets.ts'

/**
 * `read`: goes into fields. `subject`: names the subject. `condition`: decides which rows are read. `checked`: only its
 * dates or codes are looked at. `ignored`: named and not read. `unknown`: the mapping does not know it. `missing`: the
 * mapping reads it and the export does not have it.
 */
export type ColumnUse = 'read' | 'subject' | 'condition' | 'checked' | 'ignored' | 'unknown' | 'missing'

export interface UsedColumn {
  /** As the mapping spells it. */
  readonly column: string
  readonly use: Exclude<ColumnUse, 'unknown' | 'missing'>
  /** `entity.field` of the common record. */
  readonly fields: readonly string[]
}

/** By lower-case name. */
export function columnUses(mapping: Mapping, sheet: SheetMapping): ReadonlyMap<string, UsedColumn> {
  const uses = new Map<string, { column: string; use: UsedColumn['use']; fields: Set<string> }>()
  const note = (column: string, use: UsedColumn['use'], field?: string): void => {
    if (column === PART_COLUMN) return
    const key = column.toLowerCase()
    const known = uses.get(key) ?? { column, use, fields: new Set<string>() }
    if (field !== undefined) known.fields.add(field)
    uses.set(key, known)
  }
  note(sheet.subject.column, 'subject')
  for (const { entity, fields, each, only } of sheet.entities) {
    for (const [field, rule] of fields) {
      for (const column of allRules(new Map([[field, rule]])).flatMap(ownColumns))
        note(column, 'read', `${entity}.${field}`)
    }
    if (each !== null) note(each.column, 'read', entity)
    for (const column of only === null ? [] : conditionColumns(only)) note(column, 'condition')
  }
  for (const column of sheet.only === null ? [] : conditionColumns(sheet.only)) note(column, 'condition')
  if (sheet.trial !== null) note(sheet.trial.column, 'condition')
  if (mapping.withdrawal.sheet === sheet.key) {
    for (const column of [mapping.withdrawal.scopeColumn, mapping.withdrawal.dateColumn])
      note(column, 'read', 'withdrawal')
  }
  for (const { column } of sheet.dateColumns) note(column, 'checked')
  for (const rule of sheet.codeRules) for (const column of ownColumns(rule)) note(column, 'checked')
  for (const column of sheet.knownColumns) note(column, 'ignored')
  return new Map([...uses].map(([key, { column, use, fields }]) => [key, { column, use, fields: [...fields] }]))
}
