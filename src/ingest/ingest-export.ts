/**
 * Brings one export into the store: read and mapped subject by subject, then, when the cut-off is known, derived,
 * pseudonymised and stored, some subjects at a time. One transaction holds it all, so that a failure changes nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MappedRecord } from '../mapping/common-records.ts'
import type { TrialRules } from '../mapping/mapping.ts'
import { isComplete } from '../mapping/outcome/calendar.ts'
import { latestClinicalDate, noUsableDate } from '../mapping/outcome/cutoff.ts'
import { RULE_VERSION } from '../mapping/outcome/derive-enrolment.ts'
import { readPartialDate } from '../mapping/partial-date.ts'
import { isProblem } from '../mapping/problem-table.ts'
import { latestConsent } from '../model/consents.ts'
import { NodeError } from '../model/errors.ts'
import type { IngestReport } from '../model/generated/ingest-report.ts'
import type { LocalProblem } from '../model/problems.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import { type PseudonymKey, pseudonymKeyId } from '../pseudonymisation/pseudonym-key.ts'
import type { SeenCode } from '../review/queue.ts'
import { normaliserVersion, type Terminology } from '../terminology/terminology.ts'
import { collectFindings, type Findings, type FindingsCollector } from './findings.ts'
import { type KeptRecords, keepRecords } from './kept-records.ts'
import { subjectMaker } from './make-subject.ts'
import { plausibilityReader } from './plausible.ts'
import type { IngestHead, IngestStore, ProblemCount, RecordSource, SourceReading, SourceRecords } from './ports.ts'
import { cohortReader } from './read-cohorts.ts'
import { makeReport } from './report.ts'
import { unreadReader } from './unread-in-record.ts'
import { asOfNow, type ScopeOf, scopeReader } from './withdrawn-readings.ts'

export interface IngestDeps {
  readonly source: RecordSource
  /** What the trial's mapping says beside how its source is read. */
  readonly mapping: TrialRules
  readonly trialId: string
  readonly terminology: Terminology
  readonly key: PseudonymKey
  readonly store: IngestStore
  /** Takes what a person has to decide, once the store holds the export. */
  readonly reviewQueue?: { keep(seen: readonly SeenCode[]): void }
  /** Where records go that wait for the cut-off and do not fit into memory. */
  readonly spillFolder: string
  /** Cut-off date, YYYY-MM-DD; left out: the latest clinical date of the export. */
  readonly cutoff?: string
  /** Day of the ingest, YYYY-MM-DD. */
  readonly today: string
  /** Names local subject ids in the report. */
  readonly localIds: boolean
  /** Takes an export without most of the stored subjects; default false. */
  readonly allowRemovals?: boolean
  /** Aborted: nothing is written. */
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

export async function ingestExport(deps: IngestDeps): Promise<IngestReport> {
  if (deps.cutoff !== undefined) checkCutoff(deps.cutoff)
  for (;;) {
    const report = await bringIn(deps)
    if (report !== null) return report
    deps.onProgress('somebody has withdrawn in the meantime: beginning again')
  }
}

/** Null where a withdrawal came between reading and storing: nothing was written then. */
async function bringIn(deps: IngestDeps): Promise<IngestReport | null> {
  const findings = collectFindings()
  const kept = keepRecords(deps.spillFolder)
  try {
    const withdrawals = await deps.store.readWithdrawals()
    const scopeOf = scopeReader(withdrawals, deps)
    const stays = (subjectId: string) => scopeOf(subjectId) === 'treatment'
    const source = await deps.source.read(deps.onProgress, { stays })
    const latest = await readSubjects(source, { kept, findings, scopeOf }, deps)
    const cutoff = deps.cutoff ?? latest
    if (cutoff === null) throw noUsableDate()
    const accepted = { count: 0 }
    const outcome = await deps.store.save({
      subjects: makeSubjects(source, { kept, findings, accepted, cutoff }, deps),
      key: { version: deps.key.version, id: pseudonymKeyId(deps.key) },
      withdrawals: withdrawals.last,
      allowRemovals: deps.allowRemovals ?? false,
      head: () => headOf(findings, accepted.count, cutoff, deps),
      problems: () => countProblems(findings),
    })
    if (outcome === 'overtaken') return null
    deps.reviewQueue?.keep(findings.unmapped)
    return makeReport({
      trialId: deps.trialId,
      cutoff,
      findings,
      unknownColumns: source.unknownColumns,
      accepted: accepted.count,
      unchanged: outcome === 'unchanged',
      removed: outcome === 'unchanged' ? 0 : outcome.removed,
      key: deps.key,
      localIds: deps.localIds,
    })
  } finally {
    await kept.close()
  }
}

function checkCutoff(cutoff: string): void {
  if (isComplete(readPartialDate(cutoff))) return
  throw new NodeError('ingest/bad-cut-off', 'the cut-off is not a day', { hint: 'Give it as YYYY-MM-DD.' })
}

function checkNotStopped(deps: IngestDeps): void {
  if (!deps.stopped.aborted) return
  throw new NodeError('usage/interrupted', 'stopped before anything was written', {
    hint: 'Run it again when you like.',
  })
}

interface Reading {
  readonly kept: KeptRecords
  readonly findings: FindingsCollector
  readonly scopeOf: ScopeOf
}

/** Reads the source to its end; keeps its records and answers their latest clinical date, null where there is none. */
async function readSubjects(
  source: SourceRecords,
  { kept, findings, scopeOf }: Reading,
  deps: IngestDeps,
): Promise<string | null> {
  const plausible = plausibilityReader(deps.today, source.columnOf)
  let latest: string | null = null
  for await (const readings of source.readings) {
    checkNotStopped(deps)
    const records: MappedRecord[] = []
    for (const reading of readings.map(read => plausible(asOfNow(withoutWithdrawn(read), scopeOf)))) {
      findings.noteReading(reading)
      if (reading.record === null) continue
      records.push(reading.record)
      latest = laterOf(latest, latestClinicalDate(reading.record))
    }
    await kept.add(records)
    deps.onProgress(`mapping: ${findings.screened} subjects`)
  }
  return latest
}

/** A sharing consent that was withdrawn withdraws the data: the subject gives no record and is in no figure. */
function withoutWithdrawn(reading: SourceReading): SourceReading {
  const { record, subjectId } = reading
  const sharing = record === null ? undefined : latestConsent(record.consents, 'sharing')
  if (sharing?.status !== 'withdrawn') return reading
  const { sheet, line } = sharing.origin
  const withdrawn: LocalProblem = { code: 'withdrawn', sheet, line, subjectId, column: null }
  return { ...reading, standing: 'withdrawn', record: null, problems: [...reading.problems, withdrawn] }
}

/** Complete ISO dates sort as texts. */
function laterOf(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a
}

/** Subjects that go to the store in one piece. */
const STORED_TOGETHER = 250

interface Making {
  readonly kept: KeptRecords
  readonly findings: FindingsCollector
  readonly accepted: { count: number }
  readonly cutoff: string
}

async function* makeSubjects(
  source: SourceRecords,
  { kept, findings, accepted, cutoff }: Making,
  deps: IngestDeps,
): AsyncGenerator<readonly PseudonymisedSubject[]> {
  const vocabulary = deps.mapping.siteVocabulary
  const cohorts = cohortReader(deps.terminology, vocabulary)
  const make = subjectMaker({
    ...deps,
    cohorts,
    cutoff,
    isCutoffDerived: deps.cutoff === undefined,
    sourceKind: source.sourceKind,
    columnOf: source.columnOf,
  })
  const unreadIn = unreadReader({ ...deps, vocabulary, cohorts, columnOf: source.columnOf })
  let subjects: PseudonymisedSubject[] = []
  for await (const records of kept.all()) {
    checkNotStopped(deps)
    for (const record of records) findings.noteUnmapped(unreadIn(record))
    for (const { subjectId, subject, problems } of make(records)) {
      findings.noteMade(subjectId, { accepted: subject !== null, problems })
      if (subject !== null) subjects.push(subject)
    }
    // What the store is being sent goes on its way.
    await nextTurn()
    if (subjects.length < STORED_TOGETHER) continue
    accepted.count += subjects.length
    deps.onProgress(`storing: ${accepted.count} subjects`)
    yield subjects
    subjects = []
  }
  accepted.count += subjects.length
  yield subjects
  checkNotStopped(deps)
}

function headOf(findings: Findings, accepted: number, cutoff: string, deps: IngestDeps): IngestHead {
  return {
    trialId: deps.trialId,
    cutoff,
    mappingId: deps.mapping.id,
    mappingVersion: deps.mapping.version,
    versions: { derivation: RULE_VERSION, normaliser: normaliserVersion, oncotree: deps.terminology.oncotreeVersion },
    counts: {
      screened: findings.screened,
      withdrawn: findings.withdrawn,
      heldBack: findings.heldBack,
      rejected: findings.screened - accepted,
    },
  }
}

/** Sorted by code. Withdrawals are left out: how many there were is told in steps only. */
function countProblems({ problemCounts }: Findings): readonly ProblemCount[] {
  return [...problemCounts]
    .filter(([code]) => code !== 'withdrawn' && isProblem(code))
    .map(([code, rows]) => ({ code, rows }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
