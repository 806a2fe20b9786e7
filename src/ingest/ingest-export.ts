/** Brings one export into the store. Nothing is written before all of it has been read, mapped, derived and pseudonymised. */
import type { MappedExport } from '../mapping/map-export.ts'
import type { TrialRules } from '../mapping/mapping.ts'
import { isComplete } from '../mapping/outcome/calendar.ts'
import { deriveCutoff } from '../mapping/outcome/cutoff.ts'
import { RULE_VERSION } from '../mapping/outcome/derive-enrolment.ts'
import { deriveOutcomes } from '../mapping/outcome/derive-outcomes.ts'
import { withScaleScores } from '../mapping/outcome/scale-scores.ts'
import { readPartialDate } from '../mapping/partial-date.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { Enrolment } from '../model/generated/common-record.ts'
import type { IngestReport } from '../model/generated/ingest-report.ts'
import type { Outcome } from '../model/generated/outcome.ts'
import type { DerivedProblem, LocalProblem } from '../model/problems.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { pseudonymise } from '../pseudonymisation/pseudonymise.ts'
import type { TumourReading } from '../pseudonymisation/record-tumours.ts'
import { readCohortName, tumourOf } from '../terminology/cohort-name.ts'
import { readFinding } from '../terminology/finding/read-finding.ts'
import { readStatedTumour } from '../terminology/stated-tumour.ts'
import { normaliserVersion, type Terminology } from '../terminology/terminology.ts'
import type { IngestStore, RecordSource, SourceRecords } from './ports.ts'
import { makeReport } from './report.ts'

export interface IngestDeps {
  readonly source: RecordSource
  /** What the trial's mapping says beside how its source is read. */
  readonly mapping: TrialRules
  readonly trialId: string
  readonly terminology: Terminology
  readonly key: PseudonymKey
  readonly store: IngestStore
  /** Cut-off date, YYYY-MM-DD; left out: the latest clinical date of the export. */
  readonly cutoff?: string
  /** Names local subject ids in the report. */
  readonly localIds: boolean
  /** Aborted: nothing is written. */
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

export async function ingestExport(deps: IngestDeps): Promise<IngestReport> {
  if (deps.cutoff !== undefined) checkCutoff(deps.cutoff)
  const source = await deps.source.read(deps.onProgress)
  checkNotStopped(deps)
  const { mapped } = source
  const cutoff = deps.cutoff ?? deriveCutoff(mapped.records)
  const derived = deriveAll(mapped, cutoff, deps)
  deps.onProgress('looking for identifiers')
  const identifiers = source.findIdentifiers()
  deps.onProgress('pseudonymising')
  const { subjects, problems: invalid } = pseudonymiseAll(source, derived.outcomes, cutoff, deps)
  checkNotStopped(deps)
  deps.onProgress(`storing ${subjects.length} subjects`)
  const { unchanged } = await deps.store.save(batchOf(mapped, subjects, cutoff, deps))
  return makeReport({
    trialId: deps.trialId,
    cutoff,
    mapped,
    problems: [...derived.problems.map(problem => withColumn(problem, source)), ...invalid],
    accepted: subjects.length,
    identifiers,
    unchanged,
    key: deps.key,
    localIds: deps.localIds,
  })
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

function deriveAll(mapped: MappedExport, cutoff: string, deps: IngestDeps) {
  const { mapping, terminology } = deps
  const readCohort = (enrolment: Enrolment) =>
    readCohortName(terminology, mapping.siteVocabulary, enrolment.localName ?? '', enrolment)
  const outcomes = new Map<string, readonly Outcome[]>()
  const problems: DerivedProblem[] = []
  for (const record of mapped.records) {
    const derived = deriveOutcomes(record, {
      cutoff,
      isCutoffDerived: deps.cutoff === undefined,
      entryLagDays: mapping.entryLagDays,
      readCohort,
    })
    outcomes.set(record.subjectId, derived.outcomes)
    problems.push(...derived.problems)
  }
  return { outcomes, problems }
}

/** A record that fails its schema is a rejected subject, by name of the problem; the others go on. */
function pseudonymiseAll(
  { mapped, sourceKind }: SourceRecords,
  outcomes: ReadonlyMap<string, readonly Outcome[]>,
  cutoff: string,
  deps: IngestDeps,
): { readonly subjects: readonly PseudonymisedSubject[]; readonly problems: readonly LocalProblem[] } {
  const { key, mapping, terminology } = deps
  const subjects: PseudonymisedSubject[] = []
  const problems: LocalProblem[] = []
  for (const record of mapped.records) {
    try {
      subjects.push(
        pseudonymise({
          record: withScaleScores(record),
          outcomes: outcomes.get(record.subjectId) ?? [],
          key,
          mapping: { id: mapping.id, version: mapping.version },
          sourceKind,
          versions: { normaliser: normaliserVersion, oncotree: terminology.oncotreeVersion },
          tumourOf: enrolment => tumourReading(tumourOf(terminology, mapping.siteVocabulary, enrolment)),
          statedTumourOf: tumour => readStatedTumour(terminology, tumour),
          alterationOf: finding => readFinding(terminology, mapping.siteVocabulary.thresholds, finding),
          cutoff,
        }),
      )
    } catch (error) {
      if (!isNodeError(error, 'ingest/record-invalid')) throw error
      problems.push({ code: 'record-invalid', sheet: null, line: null, subjectId: record.subjectId, column: null })
    }
  }
  return { subjects: subjects.sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)), problems }
}

/** A patient's own tumour, as deep as the facts of the row support it. */
function tumourReading(oncotree: string | null): TumourReading {
  return oncotree === null
    ? { oncotree, reviewCode: 'tumour-unknown', mapEquivalence: 'unmatched' }
    : { oncotree, reviewCode: null, mapEquivalence: 'wider' }
}

function batchOf(mapped: MappedExport, subjects: readonly PseudonymisedSubject[], cutoff: string, deps: IngestDeps) {
  return {
    trialId: deps.trialId,
    cutoff,
    mappingId: deps.mapping.id,
    mappingVersion: deps.mapping.version,
    versions: { derivation: RULE_VERSION, normaliser: normaliserVersion, oncotree: deps.terminology.oncotreeVersion },
    counts: {
      screened: mapped.screened,
      withdrawn: mapped.withdrawn.length,
      heldBack: mapped.heldBack.length,
      rejected: mapped.screened - subjects.length,
    },
    subjects,
  }
}

/** A rule names a field of the common record; the reader of the report knows columns of the source. */
function withColumn({ field, ...problem }: DerivedProblem, source: SourceRecords): LocalProblem {
  const column = field === null || problem.sheet === null ? null : source.columnOf(problem.sheet, field)
  return { ...problem, column }
}
