/** What the tools of mapping authors found, as text. */
import type { ExplainedField, ExplainedSubject } from '../../app/mapping-tools.ts'
import type { MapCheck } from '../../model/generated/map-check.ts'
import { formatTable } from '../terminal.ts'

/** Longer lists are in the page and in --json. */
const MOST_LINES = 30

export function checkInWords(check: MapCheck): string {
  const { counts } = check
  return [
    `Mapping ${check.mapping.id} version ${check.mapping.version}, data up to ${check.cutoff}. Nothing was written.`,
    `${counts.screened} screened, ${counts.withdrawn} withdrawn, ${counts.heldBack} held back; an ingest would accept ${counts.accepted} and reject ${counts.rejected}.`,
    `${counts.clean} clean, ${counts.withWarnings} with warnings, ${counts.unacceptable} not acceptable, ${counts.unreadable} not readable.`,
    ...titled(
      'What to do',
      check.advice.map(sentence => `- ${sentence}`),
    ),
    ...titled('Columns', rowsOf(['column', 'use', 'filled', 'unread', 'fields'], columnRows(byConcern(check)))),
    ...titled('Fields of the common record', rowsOf(['field', 'filled', 'from'], fieldRows(check, MOST_NAMES))),
    ...titled('Codes for a person', rowsOf(['rows', 'asked as', 'code', 'why', 'first at', 'near'], codeRows(check))),
    ...titled('Problems', rowsOf(['rows', 'severity', 'code', 'what it means'], problemRows(check))),
    ...titled(
      'What the records would become',
      rowsOf(['subject', 'becomes', 'first at', 'record', 'codes'], subjectRows(check)),
    ),
  ].join('\n')
}

/** A line of a terminal has room for so many names; all of them are in the page and in --json. */
const MOST_NAMES = 4

function listed(names: readonly string[], most: number): string {
  const more = names.length - most
  return more <= 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${more} more`
}

/** What somebody should look at comes first. */
export function byConcern(check: MapCheck): MapCheck {
  const concern = ({ use, filled, unread }: MapCheck['columns'][number]): number => {
    if (use === 'unknown' && filled > 0) return 0
    if (unread > 0) return 1
    return use === 'missing' ? 2 : 3
  }
  return { ...check, columns: check.columns.toSorted((a, b) => concern(a) - concern(b)) }
}

export const columnRows = ({ columns }: MapCheck) =>
  columns
    .filter(({ use, filled }) => use !== 'ignored' || filled > 0)
    .map(({ sheet, column, use, rows, filled, unread, fields }) => [
      `${sheet}.${column}`,
      use,
      share(filled, rows),
      unread === 0 ? '' : String(unread),
      fields.join(', '),
    ])

export const fieldRows = ({ fields }: MapCheck, most = Number.POSITIVE_INFINITY) =>
  fields.map(({ field, of, filled, from }) => [field, share(filled, of), listed(from, most)])

export const codeRows = ({ codes }: MapCheck) =>
  codes.map(({ rows, vocabulary, code, reason, places: [first], proposals }) => [
    rows,
    vocabulary,
    code,
    reason,
    first === undefined ? '' : `${first.sheet}.${first.column ?? '?'} line ${first.line}`,
    proposals.map(({ target }) => target).join(', '),
  ])

export const problemRows = ({ problems }: MapCheck) =>
  problems.map(({ rows, severity, code, words }) => [rows, severity, code, words])

export const subjectRows = ({ subjects }: MapCheck) =>
  subjects.map(({ subject, becomes, at, entities, codes }) => [
    subject,
    becomes,
    at === null ? '' : `${at.sheet} line ${at.line}`,
    Object.entries(entities)
      .map(([entity, number]) => `${number} ${entity}`)
      .join(', '),
    codes.join(', '),
  ])

function share(filled: number, of: number): string {
  return of === 0 ? '0 of 0' : `${filled} of ${of} (${Math.round((100 * filled) / of)} %)`
}

function rowsOf(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): readonly string[] {
  if (rows.length === 0) return []
  const more = rows.length - MOST_LINES
  return [
    formatTable(headings, rows.slice(0, MOST_LINES)),
    ...(more > 0 ? [`… and ${more} more: --html FILE or --json`] : []),
  ]
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines]
}

export function explanationInWords(
  { subjectId, fields, passedOver, valid }: ExplainedSubject,
  { values }: { readonly values: boolean },
): string {
  const headings = ['field', 'row', 'columns', 'read as', values ? 'value' : '']
  return [
    ...(values ? [`Subject ${subjectId}`, ''] : []),
    formatTable(
      headings,
      fields.map(field => [
        field.number > 1 ? `${field.field} (${field.number})` : field.field,
        `${field.sheet} line ${field.line}`,
        listed(field.columns, MOST_NAMES),
        field.reading,
        values ? shown(field) : stateOf(field),
      ]),
    ),
    ...titled(
      'Rows that become nothing',
      passedOver.map(({ sheet, line, why }) => `${sheet} line ${line}: ${why}`),
    ),
    '',
    valid ? 'The record is as its schema asks.' : 'The record is not as its schema asks: it would be rejected.',
  ].join('\n')
}

function shown(field: ExplainedField): string {
  const { value, decided } = field
  if (value === null) return stateOf(field)
  return `${typeof value === 'object' ? JSON.stringify(value) : String(value)}${decided ? ' (an earlier row decided)' : ''}`
}

function stateOf({ value, columns, decided, reading }: ExplainedField): string {
  if (decided) return 'an earlier row decided'
  if (value !== null) return reading === 'constant' ? 'always this' : 'filled'
  return columns.length > 0 ? 'cannot be read' : 'empty'
}
