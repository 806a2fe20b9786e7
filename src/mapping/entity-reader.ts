/** What one rule of a sheet makes of a row. */
import type { Origin } from '../model/generated/common-record.ts'
import { type Cells, compileCell, type FieldValue, type Place } from './compile-cell.ts'
import { compileFields } from './compile-field.ts'
import { compileCondition } from './conditions.ts'
import type { EntityMapping, SheetMapping } from './mapping.ts'
import { PART_COLUMN } from './parse-sheets.ts'
import { partNumber } from './parts.ts'
import { partsOf } from './split-cell.ts'

export interface MadeEntity {
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Which entity of the row it is; left out where a row gives one at most. */
  readonly part: Pick<Origin, 'part'>
}

export interface EntityReader {
  readonly rules: EntityMapping
  read(cells: Cells): readonly MadeEntity[]
}

export function readEntityBy(place: Place, rules: EntityMapping, number: number, sheet: SheetMapping): EntityReader {
  const holds = rules.only === null ? () => true : compileCondition(place, rules.only)
  const isWhole = (fields: MadeEntity['fields']): boolean => rules.needs.every(field => fields[field] !== null)
  if (rules.each === null) {
    const read = compileFields(place, rules.fields)
    const part = sheet.entities.length > 1 ? { part: partNumber(number, 0) } : {}
    return {
      rules,
      read: cells => {
        if (!holds(cells)) return []
        const fields = read(cells)
        return isWhole(fields) ? [{ fields, part }] : []
      },
    }
  }
  const { column, at } = rules.each
  const cell = compileCell(place, column)
  const width = place.width
  const read = compileFields(withPartColumn(place), rules.fields)
  return {
    rules,
    read: cells => {
      if (!holds(cells)) return []
      return partsOf(place, cell(cells), at).flatMap((text, piece) => {
        const fields = read([...cells.slice(0, width), text])
        return isWhole(fields) ? [{ fields, part: { part: partNumber(number, piece) } }] : []
      })
    },
  }
}

/** The part stands behind the last column. */
function withPartColumn(place: Place): Place {
  const { columns, width } = place
  return {
    ...place,
    columns: { ...columns, positionOf: name => (name === PART_COLUMN ? width : columns.positionOf(name)) },
  }
}
