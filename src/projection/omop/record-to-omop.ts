/**
 * A pseudonymised record as rows of OMOP CDM 5.4, for tools inside the platform. Dates are day 0 = 2000-01-01 plus the
 * record's days, of every person alike; years of birth are 2000 less the middle of the age band. CDM_SOURCE says so.
 */
import type { PrimeRoseRecord } from '../../model/generated/record.ts'
import { type OmopRow, wholeRow } from './cdm54.ts'
import type { ConceptLookup } from './concept-lookup.ts'
import { CASE_REPORT_FORM, NO_MATCHING_CONCEPT } from './concepts.ts'
import { type NextId, personDraft, type TableRow } from './person-draft.ts'
import { writeAdverseEvent } from './record/adverse-events.ts'
import { writeAlteration } from './record/alterations.ts'
import { writeAssessment } from './record/assessments.ts'
import { writeFollowUp } from './record/follow-up.ts'
import { writeOutcome } from './record/outcomes.ts'
import { writePerformance } from './record/performance.ts'
import { writeQualityOfLife } from './record/quality-of-life.ts'
import { writeSpecimen } from './record/specimens.ts'
import { writeSubject } from './record/subject.ts'
import { writeTreatment } from './record/treatments.ts'
import { writeTumour } from './record/tumours.ts'

export interface OmopExport {
  readonly concepts: ConceptLookup
  /** Counts the primary keys over the whole export. */
  readonly nextId: NextId
}

/** Rows in the order in which foreign keys want them, but for the observation period, which closes the person. */
export function recordToOmop(record: PrimeRoseRecord, { concepts, nextId }: OmopExport): TableRow[] {
  const rows: TableRow[] = []
  const draft = personDraft(nextId('person'), { concepts, nextId, emit: row => rows.push(row) })
  writeSubject(draft, record)
  const places = record.tumours.map(tumour => ({ tumour, place: writeTumour(draft, tumour) }))
  const primary = (places.find(({ tumour }) => tumour.primary) ?? places[0])?.place
  for (const specimen of record.specimens) writeSpecimen(draft, specimen)
  for (const alteration of record.alterations) if (primary !== undefined) writeAlteration(draft, alteration, primary)
  for (const treatment of record.treatments) writeTreatment(draft, treatment)
  for (const assessment of record.assessments) writeAssessment(draft, assessment)
  for (const performance of record.performance) writePerformance(draft, performance)
  for (const event of record.adverseEvents) writeAdverseEvent(draft, event)
  for (const [at, row] of record.qol.entries()) writeQualityOfLife(draft, row, at + 1)
  for (const [at, outcome] of record.outcomes.entries()) writeOutcome(draft, outcome, at + 1)
  writeFollowUp(draft, record.followUp)
  draft.add('observation_period', {
    observation_period_id: nextId('observation_period'),
    person_id: draft.personId,
    ...boundsOf(rows),
    period_type_concept_id: CASE_REPORT_FORM,
  })
  return rows
}

/** From the first to the last day on which anything of the person stands. */
function boundsOf(rows: readonly TableRow[]) {
  const dates = rows.flatMap(([, row]) =>
    Object.entries(row).flatMap(([column, value]) =>
      /_date$/.test(column) && typeof value === 'string' ? [value] : [],
    ),
  )
  const sorted = dates.toSorted()
  return {
    observation_period_start_date: sorted[0] ?? '2000-01-01',
    observation_period_end_date: sorted.at(-1) ?? '2000-01-01',
  }
}

export interface SourceDescription {
  readonly trialId: string
  /** `YYYY-MM-DD`: the trial's, not a patient's. */
  readonly cutoff: string
  /** `YYYY-MM-DD`. */
  readonly exportedOn: string
  /** Of the site's CONCEPT table; null where none was given. */
  readonly vocabularyVersion: string | null
}

export const DATES_NOTE =
  'Pseudonymised records. No date is a date of a patient: day 0 (first study treatment, else screening) is 2000-01-01 ' +
  'for every person, and years of birth are 2000 less the middle of an age band. For tools, not for linkage.'

export function describeSource(source: SourceDescription): OmopRow<'cdm_source'> {
  return wholeRow('cdm_source', {
    cdm_source_name: `PRIME-ROSE node, ${source.trialId}`,
    cdm_source_abbreviation: 'PRIME-ROSE',
    cdm_holder: source.trialId,
    source_description: DATES_NOTE,
    cdm_etl_reference: 'src/projection/omop',
    source_release_date: source.cutoff,
    cdm_release_date: source.exportedOn,
    cdm_version: '5.4',
    cdm_version_concept_id: NO_MATCHING_CONCEPT,
    vocabulary_version: source.vocabularyVersion ?? 'none',
  })
}
