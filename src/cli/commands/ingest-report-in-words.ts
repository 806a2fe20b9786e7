/** The report of an ingest for the data manager: counts, classes and codes in words, never the content of a cell. */
import type { IngestReport } from '../../model/generated/ingest-report.ts'
import { formatTable } from '../terminal.ts'

export function inWords(report: IngestReport): string {
  return [
    report.unchanged
      ? 'The store holds exactly this export already; nothing was changed.'
      : `${report.accepted} subjects stored, data up to ${report.cutoff}.`,
    ...(report.removed === 0
      ? []
      : [`${report.removed} subjects that were stored are not in this export; they were removed.`]),
    `${report.screened} screened, ${report.withdrawn} withdrawn, ${report.heldBack} held back for a person to decide, ${report.rejected} rejected.`,
    '',
    classesInWords(report.quality.classes),
    ...codesInWords(report.quality.codes),
    ...(report.identifiers.length === 0
      ? []
      : ['', `${report.identifiers.length} cells may hold an identifier; --json names the places, never the content.`]),
    ...(report.unknownColumns.length === 0
      ? []
      : [
          '',
          `Columns that the mapping does not know: ${report.unknownColumns.map(({ sheet, column }) => `${sheet}.${column}`).join(', ')}`,
        ]),
    ...(report.unchanged ? [] : ['', 'Next: rose review list, rose local cohorts, then rose cut build --node DIR']),
  ].join('\n')
}

type Quality = IngestReport['quality']

/** In the order of the ETL contract: what the source's developer mends, what the data manager mends, what to look at. */
function classesInWords({ unreadable, unacceptable, withWarnings, clean }: Quality['classes']): string {
  return formatTable(
    ['subjects', 'class', ''],
    [
      [unreadable, 'not readable', 'rejected: rows that are no record; see the export'],
      [unacceptable, 'not acceptable', 'rejected: a record that cannot be true; see the entries'],
      [withWarnings, 'accepted with warnings', 'somebody should look'],
      [clean, 'clean', 'with notes at most'],
    ],
  )
}

function codesInWords(codes: Quality['codes']): readonly string[] {
  if (codes.length === 0) return ['', 'No problems found.']
  const rows = codes.map(({ code, rows: found, severity, words }) => [found, severity, code, words])
  return ['', formatTable(['rows', 'severity', 'code', 'what it means'], rows)]
}
