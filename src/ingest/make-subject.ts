/** One common record to what the store takes: derive, score, pseudonymise. */
import type { MappedRecord } from '../mapping/common-records.ts'
import type { TrialRules } from '../mapping/mapping.ts'
import { type DerivedOutcomes, deriveOutcomes } from '../mapping/outcome/derive-outcomes.ts'
import { withScaleScores } from '../mapping/outcome/scale-scores.ts'
import { isNodeError } from '../model/errors.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { DerivedProblem, LocalProblem } from '../model/problems.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import { remember } from '../model/remember.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { identityOf, pseudonymise, type SubjectIdentity } from '../pseudonymisation/pseudonymise.ts'
import { documentScanner, stopsLeaving } from '../pseudonymisation/scanner/scan-document.ts'
import { scanText } from '../pseudonymisation/scanner/scan-text.ts'
import { normaliseDrugs } from '../terminology/drugs.ts'
import { readFinding } from '../terminology/finding/read-finding.ts'
import { readStatedTumour } from '../terminology/stated-tumour.ts'
import { normaliserVersion, type Terminology } from '../terminology/terminology.ts'
import type { CohortReader } from './read-cohorts.ts'

export interface SubjectSetting {
  readonly mapping: TrialRules
  readonly terminology: Terminology
  readonly cohorts: CohortReader
  readonly key: PseudonymKey
  readonly sourceKind: PrimeRoseRecord['provenance']['sourceKind']
  readonly cutoff: string
  readonly isCutoffDerived: boolean
  /** What the source calls a field of the common record. */
  columnOf(sheet: string, field: string, part?: number): string | null
}

export interface MadeSubject {
  readonly subjectId: string
  /** Null where the record fails its schema, or a text of it may hold an identifier: the subject is rejected. */
  readonly subject: PseudonymisedSubject | null
  readonly problems: readonly LocalProblem[]
}

export function subjectMaker(setting: SubjectSetting): (records: readonly MappedRecord[]) => readonly MadeSubject[] {
  const { mapping, terminology, cutoff } = setting
  const { readCohort, readTumour } = setting.cohorts
  const { thresholds, decided } = mapping.siteVocabulary
  const agentsOf = remember(text => normaliseDrugs(terminology.drugs, text).canonical?.split('+') ?? [''])
  const context = { cutoff, isCutoffDerived: setting.isCutoffDerived, entryLagDays: mapping.entryLagDays, readCohort }
  const look = remember(text => scanText(text, {}))
  const scan = documentScanner({ counts: stopsLeaving, look })

  function pseudonymised(
    record: MappedRecord,
    { outcomes }: DerivedOutcomes,
    identity: SubjectIdentity | undefined,
  ): PseudonymisedSubject | null {
    try {
      return pseudonymise({
        record: withScaleScores(record),
        outcomes,
        key: setting.key,
        ...(identity === undefined ? {} : { identity }),
        mapping: { id: mapping.id, version: mapping.version },
        sourceKind: setting.sourceKind,
        versions: { normaliser: normaliserVersion, oncotree: terminology.oncotreeVersion },
        tumourOf: readTumour,
        statedTumourOf: tumour => readStatedTumour(terminology, tumour, decided?.diagnoses),
        isOncotree: code => terminology.tumours.nodes.has(code) || terminology.tumours.former.has(code),
        agentsOf,
        alterationOf: finding => readFinding(terminology, thresholds, finding, decided?.findings),
        isCleanName: name => look(name).length === 0,
        cutoff,
      })
    } catch (error) {
      if (isNodeError(error, 'ingest/record-invalid')) return null
      throw error
    }
  }

  function judged(
    { subjectId }: MappedRecord,
    subject: PseudonymisedSubject | null,
    derived: DerivedOutcomes,
  ): MadeSubject {
    const problems = derived.problems.map(problem => withColumn(problem, setting))
    const place = { sheet: null, line: null, subjectId }
    if (subject === null)
      return { subjectId, subject, problems: [...problems, { code: 'record-invalid', ...place, column: null }] }
    const hit = scan([subject.record, subject.enrolments])[0]
    if (hit === undefined) return { subjectId, subject, problems }
    return {
      subjectId,
      subject: null,
      problems: [...problems, { code: 'identifier-found', ...place, column: hit.path }],
    }
  }

  // Step by step and not record by record: a step that was just taken is taken again at half the time.
  return records => {
    const derived = records.map(record => deriveOutcomes(record, context))
    const identities = records.map(record => identityOf(setting.key, record))
    const subjects = records.map((record, at) => pseudonymised(record, derived[at] ?? NOTHING, identities[at]))
    return records.map((record, at): MadeSubject => judged(record, subjects[at] ?? null, derived[at] ?? NOTHING))
  }
}

const NOTHING: DerivedOutcomes = { outcomes: [], problems: [] }

/** A rule names a field of the common record; the reader of the report knows columns of the source. */
function withColumn({ field, part, ...problem }: DerivedProblem, setting: SubjectSetting): LocalProblem {
  const column = field === null || problem.sheet === null ? null : setting.columnOf(problem.sheet, field, part)
  return { ...problem, column }
}
