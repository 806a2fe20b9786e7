/** Where each value of a subject's common record comes from: row, columns and reading, field by field. */

import { addRow, finishRecord, newDraft, type SUBJECT_FIELDS } from '../../mapping/common-records.ts'
import { conditionColumns } from '../../mapping/condition-columns.ts'
import { allRules, ownColumns } from '../../mapping/field-rules.ts'
import type { EntityMapping, FieldRule, Mapping } from '../../mapping/mapping.ts'
import { PART_COLUMN } from '../../mapping/parse-sheets.ts'
import { readSheetBy, type SheetReader } from '../../mapping/sheet-reader.ts'
import { NodeError } from '../../model/errors.ts'
import type { LocalRow } from '../../model/local-export.ts'
import type { RowSource } from '../ports.ts'
import { subjectJoins } from '../subject-joins.ts'

export interface ExplainedField {
  /** `entity.field`. */
  readonly field: string
  /** Which entity of its kind, from 1. */
  readonly number: number
  readonly sheet: string
  readonly line: number
  /** Columns that the reading looks at and the row fills. */
  readonly columns: readonly string[]
  /** How it is read (`date`, `code by list sex`). */
  readonly reading: string
  /** Null where nothing could be read. */
  readonly value: unknown
  /** Of a subject's own fields: an earlier row decided. */
  readonly decided: boolean
}

export interface ExplainedSubject {
  readonly subjectId: string
  readonly fields: readonly ExplainedField[]
  /** Rows of the subject that become nothing. */
  readonly passedOver: readonly { readonly sheet: string; readonly line: number; readonly why: string }[]
  /** The common record is as its schema asks. */
  readonly valid: boolean
}

export interface ExplainDeps {
  readonly rows: RowSource
  readonly mapping: Mapping
  readonly trialId: string
  /** Left out: the only subject of the source. */
  readonly subjectId?: string
}

/** Throws `usage/bad-argument` where the source holds several subjects and none was named, and `ingest/...`. */
export async function explainSubject(deps: ExplainDeps): Promise<ExplainedSubject> {
  const { subjectId, rows } = await rowsOfOne(deps)
  const draft = newDraft(subjectId)
  const counts = new Map<string, number>()
  const fields: ExplainedField[] = []
  const passedOver: ExplainedSubject['passedOver'][number][] = []
  for (const { reader, row } of rows) {
    const place = { sheet: reader.head.key, line: row.line }
    const pass = (why: string) => passedOver.push({ ...place, why })
    if (reader.rules === null) pass('the mapping does not know the sheet')
    else if (!reader.isRead(row.cells)) pass('the condition of the sheet does not hold')
    else if (reader.isShifted(row.cells)) pass('the row has more cells than columns: the subject is rejected')
    else {
      const before = { ...draft.facts }
      addRow(draft, reader, row)
      const made = explainRow(reader, row, counts, field => before[field] === null && draft.facts[field] !== null)
      if (made.length === 0) pass('no entity of the sheet comes from it')
      fields.push(...made)
    }
  }
  return { subjectId, fields, passedOver, valid: finishRecord(draft, deps.trialId) !== null }
}

type SubjectField = (typeof SUBJECT_FIELDS)[number]

function explainRow(
  reader: SheetReader,
  row: LocalRow,
  counts: Map<string, number>,
  decides: (field: SubjectField) => boolean,
): ExplainedField[] {
  return reader.entities.flatMap(({ rules, read }) =>
    read(row.cells).flatMap(({ fields }) => {
      const number = (counts.get(rules.entity) ?? 0) + 1
      if (rules.entity !== 'subject') counts.set(rules.entity, number)
      return [...rules.fields].map(
        ([field, rule]): ExplainedField => ({
          field: `${rules.entity}.${field}`,
          number: rules.entity === 'subject' ? 1 : number,
          sheet: reader.head.key,
          line: row.line,
          columns: filledColumns(reader, row, rules, rule),
          reading: readingInWords(rule),
          value: fields[field] ?? null,
          decided: rules.entity === 'subject' && !decides(field as SubjectField) && (fields[field] ?? null) !== null,
        }),
      )
    }),
  )
}

function filledColumns(reader: SheetReader, row: LocalRow, { each }: EntityMapping, rule: FieldRule): string[] {
  const own = allRules(new Map([['', rule]])).flatMap(one => [
    ...ownColumns(one),
    ...(one.read === 'when' ? conditionColumns(one.if) : []),
  ])
  const columns = own.map(column => (column === PART_COLUMN ? (each?.column ?? column) : column))
  return [...new Set(columns)].flatMap(column =>
    reader.cellOf(column)(row.cells) === '' ? [] : [reader.columns.spelling(column) ?? column],
  )
}

function readingInWords(rule: FieldRule): string {
  switch (rule.read) {
    case 'code':
      return `code by list ${rule.list}`
    case 'concept':
      return `code by map ${rule.map}`
    case 'date':
      return rule.form === undefined ? 'date' : `date as ${rule.form}`
    default:
      return rule.read
  }
}

interface OwnRow {
  readonly reader: SheetReader
  readonly row: LocalRow
}

async function rowsOfOne({
  rows,
  mapping,
  subjectId,
}: ExplainDeps): Promise<{ subjectId: string; rows: readonly OwnRow[] }> {
  const joins = subjectJoins(mapping)
  const readers = new Map<string, SheetReader>()
  const found: OwnRow[] = []
  let only = subjectId ?? null
  for await (const { sheet, rows: batch } of rows.read({ first: joins.sheets })) {
    const reader = readers.get(sheet.key) ?? readSheetBy(mapping, sheet, joins.subjectOf)
    readers.set(sheet.key, reader)
    joins.note(reader, batch)
    for (const row of batch) {
      const id = reader.subjectIdOf(row.cells)
      if (id === null) continue
      if (subjectId === undefined && only !== null && id !== only) throw severalSubjects()
      only ??= id
      if (id === only) found.push({ reader, row })
    }
  }
  if (only === null || found.length === 0) throw nobody()
  return { subjectId: only, rows: found }
}

function severalSubjects(): NodeError {
  return new NodeError('usage/bad-argument', 'the file holds rows of several subjects', {
    hint: 'Name one: --subject ID, or --subject - for one line on standard input.',
  })
}

function nobody(): NodeError {
  return new NodeError('usage/bad-argument', 'the file holds no row of this subject', {
    hint: 'See the column of the subject in the mapping, and how ids are written.',
  })
}
