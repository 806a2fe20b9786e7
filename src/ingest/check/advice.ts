/** What a data manager should do next about a mapping, in sentences; names of sheets and columns, never a value. */
import type { Mapping } from '../../mapping/mapping.ts'
import type { MapCheck } from '../../model/generated/map-check.ts'

type Checked = Omit<MapCheck, 'advice'>

export function adviceOn(check: Checked, mapping: Mapping): string[] {
  return [
    ...onSheets(check, mapping),
    ...onColumns(check),
    ...onFields(check),
    ...onSubjects(check),
    ...(check.codes.length === 0
      ? []
      : [
          `${count(check.codes.length, 'code')} must be decided by a person: extend the code lists or code maps, or after an ingest use rose review.`,
        ]),
  ]
}

function onSheets({ columns }: Checked, mapping: Mapping): string[] {
  const present = new Map(columns.map(({ sheet, rows }) => [sheet, rows]))
  const unknown = [...present].filter(([sheet]) => !mapping.sheets.has(sheet))
  const absent = [...mapping.sheets.values()].filter(({ key }) => !present.has(key))
  const empty = [...present].filter(([sheet, rows]) => rows === 0 && mapping.sheets.has(sheet))
  return [
    ...unknown.map(
      ([sheet, rows]) =>
        `Sheet ${sheet} (${count(rows, 'row')}) is not in the mapping: its texts are scanned, and it becomes nothing.`,
    ),
    ...(absent.length === 0
      ? []
      : [`Sheets of the mapping that the export does not have: ${absent.map(({ key }) => key).join(', ')}.`]),
    ...empty.map(([sheet]) => `Sheet ${sheet} has no rows.`),
  ]
}

/** Sheets of questionnaires have sixty columns: a sentence names the first of them. */
const MOST_NAMED = 12

export function firstOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED
  return more <= 1 ? names.join(', ') : `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more`
}

function onColumns({ columns }: Checked): string[] {
  const unknown = columns.filter(
    ({ use, filled, sheet }) => use === 'unknown' && filled > 0 && isKnownSheet(columns, sheet),
  )
  const missing = columns.filter(column => column.use === 'missing' && isMissed(columns, column))
  const unread = columns.filter(({ unread: cells, filled }) => cells > 0 && cells * 10 >= filled)
  return [
    ...[...Map.groupBy(unknown, ({ sheet }) => sheet)].map(
      ([sheet, of]) =>
        `Sheet ${sheet} fills columns that the mapping does not know: read them, or name them under ignored: ${firstOf(of.map(({ column, filled }) => `${column} (${count(filled, 'row')})`))}.`,
    ),
    ...[...Map.groupBy(missing, ({ sheet }) => sheet)].map(
      ([sheet, of]) => `Sheet ${sheet} lacks ${firstOf(of.map(({ column }) => column))}, which the mapping reads.`,
    ),
    ...unread.map(
      ({ sheet, column, unread: cells, filled }) =>
        `${cells} of ${filled} filled cells of ${sheet}.${column} could not be read: see the form of dates, the code list or the code map that the mapping names for it.`,
    ),
  ]
}

/** No other column of the sheet fills one of its fields. */
function isMissed(columns: Checked['columns'], { sheet, fields }: Checked['columns'][number]): boolean {
  return fields.some(
    field => !columns.some(one => one.sheet === sheet && one.use !== 'missing' && one.fields.includes(field)),
  )
}

function isKnownSheet(columns: Checked['columns'], sheet: string): boolean {
  return columns.some(one => one.sheet === sheet && one.use !== 'unknown' && one.use !== 'subject')
}

/** A field whose column is filled and that holds nothing is read wrongly. */
function onFields({ fields, columns }: Checked): string[] {
  const filled = new Map(columns.map(({ sheet, column, filled: cells }) => [`${sheet}.${column}`.toLowerCase(), cells]))
  // An age is not taken where there is a birth date.
  const hasBirth = fields.some(({ field, filled: found }) => field === 'subject.birth' && found > 0)
  return fields.flatMap(({ field, filled: found, of, from }) => {
    if (field === 'subject.ageYears' && hasBirth) return []
    const cells = from.map(name => filled.get(name.toLowerCase()) ?? 0)
    return of > 0 && found === 0 && cells.some(one => one > 0)
      ? [`${field} is never filled, although ${from.join(', ')} is: look at its reading.`]
      : []
  })
}

function onSubjects({ counts, problems }: Checked): string[] {
  const fatal = problems
    .filter(({ severity }) => severity === 'fatal')
    .map(({ code, rows }) => `${code} (${count(rows, 'row')})`)
  return [
    ...(counts.rejected === 0 ? [] : [`${count(counts.rejected, 'record')} would be rejected: ${fatal.join(', ')}.`]),
    ...(counts.heldBack === 0
      ? []
      : [
          `${count(counts.heldBack, 'patient')} would be held back until somebody decides on a possible withdrawal (rose withdraw).`,
        ]),
    ...(counts.screened > 0
      ? []
      : ['No row makes a patient one of the trial: see which sheets screen, and the column of the subject.']),
  ]
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
