/** Subjects with their enrolments as the flat rows that PostgreSQL's COPY gives to a data cut. */
import { FlatRowReader, type ReadRows } from '../../src/cut/read-flat-rows.ts'
import { type FlatField, flatFields } from '../../src/model/flat-row.ts'
import type { EnrolmentRow } from '../../src/model/pseudonymised.ts'

export interface FlatSubject {
  /** 32 hex digits. */
  readonly person: string
  readonly tumour: string | null
  readonly recommended?: boolean | null
  readonly findings?: readonly string[]
  readonly enrolments: readonly EnrolmentRow[]
}

type Value = string | number | boolean | null | undefined

export function flatText(subjects: readonly FlatSubject[]): Buffer {
  return Buffer.from(subjects.flatMap(linesOf).join(''))
}

function linesOf({ enrolments, ...subject }: FlatSubject): string[] {
  const own: Partial<Record<FlatField, Value>> = {
    person: subject.person.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ownTumour: subject.tumour,
    recommended: subject.recommended,
    findings: `[${(subject.findings ?? []).map(text => JSON.stringify(text)).join(', ')}]`,
  }
  const rows: Partial<Record<FlatField, Value>>[] = enrolments.length === 0 ? [{}] : [...enrolments]
  return rows.map(row => `${flatFields.map(field => textOf(field in own ? own[field] : row[field])).join('\t')}\n`)
}

function textOf(value: Value): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return String(value).replace(/[\\\t\n]/g, found => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[found] ?? '')
}

/** In pieces of this many bytes. */
export function readFlatRows(subjects: readonly FlatSubject[], pieceBytes = 1000): ReadRows {
  const reader = new FlatRowReader()
  const bytes = flatText(subjects)
  for (let at = 0; at < bytes.length; at += pieceBytes) reader.push(bytes.subarray(at, at + pieceBytes))
  return reader.end()
}
