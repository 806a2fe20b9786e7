/**
 * FHIR resources of one patient -> what a common record holds, with real dates, for the memory of an ingest only. The
 * schema of the common record decides afterwards whether it is one.
 */
import type { Origin } from '../../../model/generated/common-record.ts'
import { readCohortName } from '../../../terminology/cohort-name.ts'
import type { SiteVocabulary } from '../../../terminology/site-vocabulary.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { adverseEventsOf } from './adverse-events.ts'
import { assessmentsOf, declaredCriteria } from './assessments.ts'
import { biomarkersOf } from './biomarkers.ts'
import type { CodeReader } from './code-lists.ts'
import { codingsOf } from './codings.ts'
import { consentsOf, type Standing, standingOf } from './consents.ts'
import { dateOf } from './dates.ts'
import { observationCodes } from './observation-codes.ts'
import { deathsOf, followUpsOf, personOf } from './patient.ts'
import { performanceOf } from './performance.ts'
import { qualityOfLifeOf } from './quality-of-life.ts'
import type { ReferenceIndex, SourceResource } from './references.ts'
import type { FhirRules } from './rules.ts'
import { specimensOf } from './specimens.ts'
import { enrolmentsOf, participation, participationsOf, statusOf } from './study.ts'
import type { ImportProblem, SubjectContext, UnreadCode } from './subject.ts'
import { treatmentOf } from './treatment.ts'
import { treatmentEndsOf } from './treatment-ends.ts'
import { primaryOf, tumoursOf } from './tumours.ts'
import { variantsOf } from './variants.ts'
import { findVisits } from './visits.ts'

export interface SubjectSource {
  readonly trialId: string
  readonly subjectId: string
  readonly patient: SourceResource
  /** Of the patient, and what they share with others; sorted by type and ordinal. */
  readonly resources: readonly SourceResource[]
  readonly references: ReferenceIndex
}

export interface ImportSetting {
  readonly rules: FhirRules
  readonly codes: CodeReader
  readonly terminology: Terminology
  readonly siteVocabulary: SiteVocabulary
  /** Whether a text says that consent was withdrawn (phrases of the trial's mapping). */
  speaksOfWithdrawal(text: string): boolean
}

export interface ImportedSubject {
  /** In the shape of `common-record/1`; not checked yet. */
  readonly record: Readonly<Record<string, unknown>>
  readonly standing: Standing
  readonly problems: readonly ImportProblem[]
  readonly unread: readonly UnreadCode[]
}

export function importSubject(source: SubjectSource, setting: ImportSetting): ImportedSubject {
  const problems: ImportProblem[] = []
  const unread: UnreadCode[] = []
  const context: SubjectContext = {
    ...source,
    ...setting,
    resources: source.resources.filter(isRead),
    note: (code, at, path) => problems.push({ code, origin: at?.origin ?? null, path }),
    ask: code => unread.push(code),
    noteAt: (code, origin, path) => problems.push({ code, origin, path }),
  }
  const consents = consentsOf(context)
  const tumours = tumoursOf(context)
  const primary = primaryOf(tumours)
  const enrolments = enrolmentsOf(context, primary?.key ?? null, primary?.icd10 ?? null)
  const { doses, courses } = treatmentOf(context, cohortDrugs(enrolments, setting))
  const visits = findVisits(context, { enrolments, doses })
  const assessments = assessmentsOf(context, visits)
  const specimens = specimensOf(context)
  const record = {
    schema: 'common-record/1',
    trialId: source.trialId,
    subjectId: source.subjectId,
    ...personOf(context),
    recommendation: null,
    screenedOn: screenedOn(context, consents, specimens),
    status: statusOf(context),
    consents,
    tumours,
    specimens,
    alterations: [...variantsOf(context), ...biomarkersOf(context)].sort(byOrigin),
    enrolments,
    doses,
    assessments,
    criteria: declaredCriteria(assessments),
    treatmentEnds: treatmentEndsOf(enrolments, courses, assessments),
    deaths: deathsOf(context),
    followUps: followUpsOf(context),
    performance: performanceOf(context, visits),
    adverseEvents: adverseEventsOf(context),
    qualityOfLife: qualityOfLifeOf(context),
    otherDatedRows: [],
  }
  return { record, standing: standingOf(context, consents, setting.speaksOfWithdrawal), problems, unread }
}

const READ: ReadonlySet<string> = new Set(observationCodes)

/** What is not asked of a server is not read from one that sends it all the same. */
function isRead({ type, resource }: SourceResource): boolean {
  return type !== 'Observation' || codingsOf(resource['code']).some(({ code }) => READ.has(code))
}

/** INNs of the cohorts that the patient was allocated to. */
function cohortDrugs(
  enrolments: readonly ReturnType<typeof enrolmentsOf>[number][],
  setting: ImportSetting,
): Set<string> {
  const { terminology, siteVocabulary } = setting
  return new Set(
    enrolments.flatMap(enrolment => {
      if (enrolment.localName === null) return []
      const { drugs } = readCohortName(terminology, siteVocabulary, enrolment.localName, enrolment)
      return drugs === null ? [] : drugs.split('+')
    }),
  )
}

/** Screening consent, else sample, else registration. */
function screenedOn(
  context: SubjectContext,
  consents: ReturnType<typeof consentsOf>,
  specimens: ReturnType<typeof specimensOf>,
): string | null {
  const earliest = (dates: readonly (string | null | undefined)[]) =>
    dates.filter(date => date != null && date.length === 10).toSorted()[0] ?? null
  const registered = participationsOf(context).map(one => participation(one, context.rules).started)
  return (
    earliest(consents.filter(({ kind }) => kind === 'screening').map(({ date }) => date)) ??
    earliest(specimens.map(({ collected }) => collected)) ??
    earliest(registered.map(date => dateOf(date)))
  )
}

function byOrigin(a: { readonly origin: Origin }, b: { readonly origin: Origin }): number {
  return a.origin.line - b.origin.line
}
