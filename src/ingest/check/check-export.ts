/**
 * A dry run of a mapping over an export: everything that an ingest does but storing, under a key that nobody keeps, and
 * with it what each column and each field is filled by. It writes nothing.
 */
import { randomBytes } from 'node:crypto'
import type { Mapping } from '../../mapping/mapping.ts'
import { isNodeError } from '../../model/errors.ts'
import type { IngestReport } from '../../model/generated/ingest-report.ts'
import type { MapCheck } from '../../model/generated/map-check.ts'
import { makePseudonymKey } from '../../pseudonymisation/pseudonym-key.ts'
import { scanText } from '../../pseudonymisation/scanner/scan-text.ts'
import { queueOf, type SeenCode } from '../../review/queue.ts'
import { proposalsFor, type ReviewTables } from '../../review/targets.ts'
import type { Terminology } from '../../terminology/terminology.ts'
import { ingestExport } from '../ingest-export.ts'
import type { IngestStore, RecordSource, RowSource, SourceReading } from '../ports.ts'
import { rowRecords } from '../row-records.ts'
import { adviceOn } from './advice.ts'
import { columnCoverage, countCells, fieldCounter } from './coverage.ts'

export interface RecordsOf {
  readonly records: RecordSource
  /** What the source calls a field of the common record. */
  readonly nameOf: (field: string) => string | null
}

export interface CheckDeps {
  /** Rows that the mapping reads, or records of a source that is read otherwise (FHIR): of those no columns are told. */
  readonly from: { readonly rows: RowSource } | RecordsOf
  readonly mapping: Mapping
  readonly terminology: Terminology
  readonly fhirCodes?: ReviewTables['fhirCodes']
  readonly trialId: string
  readonly country: string
  readonly spillFolder: string
  readonly cutoff?: string
  readonly today: string
  /** Names local subject ids. */
  readonly localIds: boolean
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

/** Subjects that are listed one by one, the rejected before the others. */
const MOST_SUBJECTS = 10_000

type CheckedSubject = MapCheck['subjects'][number]

/** A mapping that reads no date yet is checked as of today, and told so. */
export async function checkExport(deps: CheckDeps): Promise<MapCheck> {
  try {
    return await checkOnce(deps)
  } catch (error) {
    if (!isNodeError(error, 'ingest/no-usable-date')) throw error
    const check = await checkOnce({ ...deps, cutoff: deps.today })
    const told = 'No complete clinical date is read, which an ingest needs for its cut-off: this check took today.'
    return { ...check, advice: [told, ...check.advice] }
  }
}

async function checkOnce(deps: CheckDeps): Promise<MapCheck> {
  const { mapping, trialId, terminology, from } = deps
  const rows = countCells('rows' in from ? from.rows : NO_ROWS, mapping)
  const fields = fieldCounter(mapping)
  const read: { readonly reading: SourceReading; readonly entities: Readonly<Record<string, number>> }[] = []
  let seen: readonly SeenCode[] = []
  const records = 'records' in from ? from : null
  const source = watched(records?.records ?? rowRecords(rows.source, deps), reading => {
    if (reading.record !== null) fields.note(reading.record)
    read.push({ reading: { ...reading, record: null }, entities: entitiesOf(reading) })
  })
  const report = await ingestExport({
    ...deps,
    source,
    key: makePseudonymKey({ trialId, version: 1, secret: randomBytes(32) }),
    store: keepsNothing,
    reviewQueue: { keep: codes => (seen = codes) },
    localIds: true,
  })
  const mayIdentify = (code: string) => scanText(code, { country: deps.country }).length > 0
  const codes = deps.fhirCodes === undefined ? {} : { fhirCodes: deps.fhirCodes }
  const queue = queueOf(seen, { trialId, mapping, mayIdentify })
  const becomes = subjectsOf(read, report)
  const unread = unreadTally(report)
  const check: Omit<MapCheck, 'advice'> = {
    schema: 'map-check/1',
    trialId,
    mapping: { id: mapping.id, version: mapping.version },
    cutoff: report.cutoff,
    counts: {
      screened: report.screened,
      withdrawn: report.withdrawn,
      heldBack: report.heldBack,
      accepted: report.accepted,
      rejected: report.rejected,
      ...report.quality.classes,
    },
    columns: columnCoverage(mapping, rows.sheets).map(column => ({
      ...column,
      fields: [...column.fields],
      unread: unread(column),
    })),
    fields: fields.coverage(records?.nameOf).map(field => ({ ...field, from: [...field.from] })),
    codes: queue.entries.map(entry => ({
      ...entry,
      proposals: proposalsFor(entry, { mapping, terminology, ...codes }).map(one => ({ ...one })),
    })),
    withheld: queue.withheld,
    problems: report.quality.codes,
    subjects: becomes
      .slice(0, MOST_SUBJECTS)
      .map((subject, at) => ({ ...subject, subject: deps.localIds ? subject.subject : `subject ${at + 1}` })),
  }
  return { ...check, advice: adviceOn(check, mapping) }
}

const NO_ROWS: RowSource = { async *read() {} }

/** Nobody is known to have withdrawn, and nothing is there before. */
const keepsNothing: IngestStore = {
  readWithdrawals: async () => ({ last: 0, scopes: new Map() }),
  async save(batch) {
    for await (const _ of batch.subjects);
    batch.head()
    return { removed: 0 }
  },
}

function watched(source: RecordSource, look: (reading: SourceReading) => void): RecordSource {
  return {
    async read(onProgress, decided) {
      const records = await source.read(onProgress, decided)
      async function* readings() {
        for await (const chunk of records.readings) {
          for (const reading of chunk) look(reading)
          yield chunk
        }
      }
      return { ...records, readings: readings() }
    },
  }
}

function entitiesOf({ record }: SourceReading): Record<string, number> {
  if (record === null) return {}
  return Object.fromEntries(
    Object.entries(record).flatMap(([entity, rows]) =>
      Array.isArray(rows) && rows.length > 0 ? [[entity, rows.length]] : [],
    ),
  )
}

const ORDER: readonly CheckedSubject['becomes'][] = [
  'unreadable',
  'unacceptable',
  'held-back',
  'withdrawn',
  'orphan',
  'with-warnings',
  'clean',
]

function subjectsOf(
  read: readonly { readonly reading: SourceReading; readonly entities: Readonly<Record<string, number>> }[],
  report: IngestReport,
): CheckedSubject[] {
  const rejected = new Map(report.quality.rejectedSubjects.map(one => [one.subject, one.class]))
  const told = Map.groupBy([...report.problems, ...report.quality.findings], ({ subject }) => subject)
  const severities = new Map(report.quality.codes.map(({ code, severity }) => [code, severity]))
  const all = read.flatMap(({ reading: { subjectId, standing }, entities }): CheckedSubject[] => {
    if (subjectId === null) return []
    const problems = told.get(subjectId) ?? []
    const codes = [...new Set(problems.map(({ code }) => code))].sort()
    const isWarned = codes.some(code => severities.get(code) !== 'note')
    const accepted = isWarned ? 'with-warnings' : 'clean'
    const becomes = standing === 'counted' ? (rejected.get(subjectId) ?? accepted) : standing
    const first = problems.find(({ line }) => line !== null)
    const at = first?.sheet == null || first.line === null ? null : { sheet: first.sheet, line: first.line }
    return [{ subject: subjectId, becomes, entities, codes, at }]
  })
  return all.sort((a, b) => ORDER.indexOf(a.becomes) - ORDER.indexOf(b.becomes) || (a.subject < b.subject ? -1 : 1))
}

const UNREAD = new Set(['bad-date', 'unknown-code', 'unmapped-code', 'unknown-unit'])

/** Filled cells that gave nothing, by sheet and column. */
function unreadTally({
  problems,
}: IngestReport): (place: { readonly sheet: string; readonly column: string }) => number {
  const keyOf = (sheet: string | null, column: string | null) => JSON.stringify([sheet, column])
  const cells = new Map<string, number>()
  for (const { code, sheet, column } of problems) {
    if (UNREAD.has(code)) cells.set(keyOf(sheet, column), (cells.get(keyOf(sheet, column)) ?? 0) + 1)
  }
  return ({ sheet, column }) => cells.get(keyOf(sheet, column)) ?? 0
}
