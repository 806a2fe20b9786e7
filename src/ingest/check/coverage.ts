/** Counts, while an export passes: filled cells by column, filled fields by entity. No value is kept. */
import type { MappedRecord } from '../../mapping/common-records.ts'
import { SUBJECT_FIELDS } from '../../mapping/common-records.ts'
import type { Mapping } from '../../mapping/mapping.ts'
import type { SheetHead } from '../../model/local-export.ts'
import type { RowBatch, RowSource } from '../ports.ts'
import { type ColumnUse, columnUses } from './column-uses.ts'

export interface ColumnCoverage {
  readonly sheet: string
  readonly column: string
  readonly use: ColumnUse
  readonly rows: number
  readonly filled: number
  /** `entity.field` of the common record. */
  readonly fields: readonly string[]
}

export interface FieldCoverage {
  /** `entity.field`. */
  readonly field: string
  /** Entities of the kind; for a subject's own fields, records. */
  readonly of: number
  readonly filled: number
  /** `sheet.column`, as the mapping spells it. */
  readonly from: readonly string[]
}

interface SeenSheet {
  readonly head: SheetHead
  rows: number
  readonly filled: number[]
}

/** The source as it is, its cells counted. */
export function countCells(source: RowSource, { naTokens }: Pick<Mapping, 'naTokens'>) {
  const sheets = new Map<string, SeenSheet>()
  const isFilled = (cell: string | undefined): boolean => {
    const text = cell?.trim() ?? ''
    return text !== '' && !naTokens.has(text.toLowerCase())
  }
  async function* counted(batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
    for await (const batch of batches) {
      const { sheet: head, rows } = batch
      const seen = sheets.get(head.key) ?? { head, rows: 0, filled: head.columns.map(() => 0) }
      sheets.set(head.key, seen)
      seen.rows += rows.length
      for (const { cells } of rows) {
        for (let at = 0; at < seen.filled.length; at++)
          if (isFilled(cells[at])) seen.filled[at] = (seen.filled[at] ?? 0) + 1
      }
      yield batch
    }
  }
  return { sheets, source: { read: options => counted(source.read(options)) } satisfies RowSource }
}

/** In the order of the files; columns that the mapping reads and a file lacks stand behind its own. */
export function columnCoverage(mapping: Mapping, sheets: ReadonlyMap<string, SeenSheet>): readonly ColumnCoverage[] {
  return [...sheets.values()].flatMap(({ head, rows, filled }) => {
    const rules = mapping.sheets.get(head.key)
    const uses = rules === undefined ? new Map() : columnUses(mapping, rules)
    const own = head.columns.flatMap((name, at): ColumnCoverage[] => {
      const column = name.trim()
      if (column === '') return []
      const known = uses.get(column.toLowerCase())
      const isSubject = rules === undefined && column.toLowerCase() === mapping.subjectColumn.toLowerCase()
      const use = known?.use ?? (isSubject ? 'subject' : 'unknown')
      return [{ sheet: head.key, column, use, rows, filled: filled[at] ?? 0, fields: known?.fields ?? [] }]
    })
    const present = new Set(own.map(({ column }) => column.toLowerCase()))
    const missing = [...uses].flatMap(([key, { column, use, fields }]): ColumnCoverage[] =>
      present.has(key) || use === 'ignored'
        ? []
        : [{ sheet: head.key, column, use: 'missing', rows, filled: 0, fields }],
    )
    return [...own, ...missing]
  })
}

/** What records hold, entity by entity. */
export function fieldCounter(mapping: Mapping) {
  const made = new Map<string, number>()
  const filled = new Map<string, number>()
  const add = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  const noteFields = (entity: string, fields: Readonly<Record<string, unknown>>): void => {
    add(made, entity)
    for (const [field, value] of Object.entries(fields))
      if (field !== 'origin' && holds(value)) add(filled, `${entity}.${field}`)
  }
  const filledFields = (nameOf: (field: string) => string | null) =>
    new Map([...filled.keys()].sort().map(field => [field, new Set([nameOf(field)].filter(name => name !== null))]))
  return {
    note(record: MappedRecord): void {
      noteFields('subject', Object.fromEntries(SUBJECT_FIELDS.map(field => [field, record[field]])))
      for (const [entity, rows] of Object.entries(record)) {
        if (Array.isArray(rows)) for (const row of rows) noteFields(entity, row as Readonly<Record<string, unknown>>)
      }
    },
    /** Every field that the mapping fills, in its order; where it reads no rows (`nameOf`), every field that was filled. */
    coverage(nameOf?: (field: string) => string | null): readonly FieldCoverage[] {
      const sources = nameOf === undefined ? sourcesOfFields(mapping) : filledFields(nameOf)
      return [...sources].map(([field, from]) => ({
        field,
        of: made.get(field.split('.')[0] ?? '') ?? 0,
        filled: filled.get(field) ?? 0,
        from: [...from],
      }))
    },
  }
}

/** A sex that is not known, a list without anything, a text that is empty: the field holds nothing. */
function holds(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 'unknown') return false
  if (Array.isArray(value)) return value.some(holds)
  if (typeof value === 'object') return Object.keys(value).length > 0 && Object.values(value).some(holds)
  return true
}

function sourcesOfFields(mapping: Mapping): ReadonlyMap<string, ReadonlySet<string>> {
  const sources = new Map<string, Set<string>>()
  for (const sheet of mapping.sheets.values()) {
    for (const { entity, fields } of sheet.entities) {
      for (const field of fields.keys())
        if (!sources.has(`${entity}.${field}`)) sources.set(`${entity}.${field}`, new Set())
    }
    for (const { column, fields } of columnUses(mapping, sheet).values()) {
      for (const field of fields) sources.get(field)?.add(`${sheet.key}.${column}`)
    }
  }
  return sources
}
