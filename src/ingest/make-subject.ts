/** One common record to what the store takes: derive, score, pseudonymise. */
import type { MappedRecord } from '../mapping/common-records.ts'
import type { TrialRules } from '../mapping/mapping.ts'
import { deriveOutcomes } from '../mapping/outcome/derive-outcomes.ts'
import { withScaleScores } from '../mapping/outcome/scale-scores.ts'
import { isNodeError } from '../model/errors.ts'
import type { PrimeRoseRecord } from '../model/generated/record.ts'
import type { DerivedProblem, LocalProblem } from '../model/problems.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import { remember } from '../model/remember.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { pseudonymise } from '../pseudonymisation/pseudonymise.ts'
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
  /** Null where the record fails its schema, or a text of it may hold an identifier: the subject is rejected. */
  readonly subject: PseudonymisedSubject | null
  readonly problems: readonly LocalProblem[]
}

export function subjectMaker(setting: SubjectSetting): (record: MappedRecord) => MadeSubject {
  const { mapping, terminology, cutoff } = setting
  const { readCohort, readTumour } = setting.cohorts
  const { thresholds, decided } = mapping.siteVocabulary
  const agentsOf = remember(text => normaliseDrugs(terminology.drugs, text).canonical?.split('+') ?? [''])
  const context = { cutoff, isCutoffDerived: setting.isCutoffDerived, entryLagDays: mapping.entryLagDays, readCohort }
  const look = remember(text => scanText(text, {}))
  const scan = documentScanner({ counts: stopsLeaving, look })
  return record => {
    const { outcomes, problems: derived } = deriveOutcomes(record, context)
    const problems = derived.map(problem => withColumn(problem, setting))
    try {
      const subject = pseudonymise({
        record: withScaleScores(record),
        outcomes,
        key: setting.key,
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
      const { subjectId } = record
      const hit = scan([subject.record, subject.enrolments])[0]
      if (hit === undefined) return { subject, problems }
      const found: LocalProblem = { code: 'identifier-found', sheet: null, line: null, subjectId, column: hit.path }
      return { subject: null, problems: [...problems, found] }
    } catch (error) {
      if (!isNodeError(error, 'ingest/record-invalid')) throw error
      const { subjectId } = record
      const invalid: LocalProblem = { code: 'record-invalid', sheet: null, line: null, subjectId, column: null }
      return { subject: null, problems: [...problems, invalid] }
    }
  }
}

/** A rule names a field of the common record; the reader of the report knows columns of the source. */
function withColumn({ field, part, ...problem }: DerivedProblem, setting: SubjectSetting): LocalProblem {
  const column = field === null || problem.sheet === null ? null : setting.columnOf(problem.sheet, field, part)
  return { ...problem, column }
}
