/** One enrolment, rule by rule. */
import type { Outcome } from '../../model/generated/outcome.ts'
import type { CohortReading } from '../../terminology/site-vocabulary.ts'
import { safetyOf } from './adverse-events.ts'
import { ageAt } from './age.ts'
import { findUnreadCohort } from './allocation.ts'
import { bestResponse, confirmedResponse, visitsUntilProgression } from './best-response.ts'
import { type Day, dateOf } from './calendar.ts'
import { criterionOf, findDisagreements } from './criterion.ts'
import { type Death, dayOfDeath, findImputedDeath } from './death.ts'
import { responseDuration, timeOnTreatment } from './duration.ts'
import type { EnrolmentRows, NamedEnrolment } from './enrolment-intervals.ts'
import { isDosedEnough } from './evaluable.ts'
import type { Finding } from './finding.ts'
import { baselinePerformance } from './performance.ts'
import { findProgression } from './progression.ts'
import { qualityOfLifeChange } from './quality-of-life.ts'
import { overallSurvival, progressionFreeSurvival } from './survival.ts'
import { deliveredDoseDays, treatmentStart } from './treated.ts'
import { dayEnded, findTreatmentEnd } from './treatment-end.ts'
import { UNTREATED } from './untreated.ts'
import { isAfterStart, visitsBy } from './visits.ts'
import { type EarlyEnds, findResponsesAfterProgression, week16Rows } from './week16.ts'
import { judgeWeek16 } from './week16-verdict.ts'

/** The rules that this folder implements; every figure names them. */
export const RULE_VERSION = 'w16/1'

export interface DerivationContext {
  /** `YYYY-MM-DD`; nothing after it is looked at. */
  readonly cutoff: string
  /**
   * The cut-off is the latest date of the export's own treatment and follow-up: it bounds every length, and hides no
   * row, since adverse events and questionnaires do not take part in it. Default false: the cut-off was given.
   */
  readonly isCutoffDerived?: boolean
  /** Days between a visit and the entry of its form; 28 unless the trial's mapping says otherwise. */
  readonly entryLagDays: number
  readCohort(enrolment: NamedEnrolment): CohortReading
}

/** What the enrolments of one subject share. */
export interface SubjectFacts {
  readonly birth: string | null
  readonly ageYears: number | null
  readonly death: Death | null
  readonly signsOfLife: readonly Day[]
  readonly cutoff: Day
}

export interface DerivedEnrolment {
  readonly outcome: Outcome
  readonly findings: readonly Finding[]
}

export function deriveEnrolment(
  rows: EnrolmentRows,
  subject: SubjectFacts,
  context: DerivationContext,
): DerivedEnrolment {
  const reading = context.readCohort(rows.enrolment)
  const cohort = cohortFields(rows.enrolment, reading)
  const start = treatmentStart(rows.doses)
  const treatment = start === null ? untreated(rows, subject) : treated(rows, start, subject, context.entryLagDays)
  return {
    outcome: { ...cohort, ...treatment.fields },
    findings: [...findUnreadCohort(rows.enrolment, reading), ...treatment.findings],
  }
}

type CohortFields = Pick<
  Outcome,
  | 'ruleVersion'
  | 'origin'
  | 'localName'
  | 'allocated'
  | 'cohortKey'
  | 'cohortGroup'
  | 'cohortLabel'
  | 'tumour'
  | 'alteration'
  | 'drugs'
>

interface Treatment {
  readonly fields: Omit<Outcome, keyof CohortFields>
  readonly findings: readonly Finding[]
}

function cohortFields(enrolment: NamedEnrolment, reading: CohortReading): CohortFields {
  return {
    ruleVersion: RULE_VERSION,
    origin: enrolment.origin,
    localName: enrolment.localName,
    allocated: enrolment.allocated,
    cohortKey: reading.key,
    cohortGroup: reading.group,
    cohortLabel: reading.label,
    tumour: reading.tumour,
    alteration: reading.alteration,
    drugs: reading.drugs,
  }
}

function untreated(rows: EnrolmentRows, subject: SubjectFacts): Treatment {
  const fields = { ...UNTREATED, ageYears: ageAt(subject, null), ecog: baselinePerformance(rows.performance) }
  return { fields, findings: [] }
}

function treated(rows: EnrolmentRows, start: Day, subject: SubjectFacts, entryLagDays: number): Treatment {
  const { cutoff } = subject
  const criterion = criterionOf(rows.criteria, rows.assessments, rows.enrolment.criterion)
  const visits = visitsBy(criterion, rows.assessments, start)
  const { progression, findings: progressionFindings } = findProgression({
    visits,
    treatmentEnds: rows.treatmentEnds,
    start,
    cutoff,
  })
  const progressed = progression?.day ?? null
  const death = dayOfDeath(subject.death, start, cutoff)
  const end = findTreatmentEnd(rows.treatmentEnds, start)
  const ends: EarlyEnds = { start, progression: progressed, death, treatmentEnd: dayEnded(end) }
  const counted = visitsUntilProgression(visits, progression)
  const pfs = progressionFreeSurvival({ start, progression: progressed, death, visits })
  const os = overallSurvival(start, death, subject.signsOfLife)
  const week16 = { rows: week16Rows(rows.assessments, start), visits, criterion, start }
  const judged = judgeWeek16(week16, ends, { cutoff, entryLagDays, isDosedEnough: isDosedEnough(rows.doses, cutoff) })
  const doseDays = deliveredDoseDays(rows.doses, cutoff)
  const response = responseDuration(counted, start, pfs)
  const onTreatment = timeOnTreatment({ start, cutoff, end, death, doseDays })
  return {
    fields: {
      treated: true,
      started: dateOf(start),
      ...judged.fields,
      criterion,
      bestOverallResponse: bestResponse(counted, visits),
      confirmedResponse: confirmedResponse(counted),
      treatmentEnded: end?.ended ?? null,
      lastDose: dateOf(Math.max(start, ...doseDays)),
      stopReason: end?.reason ?? null,
      progressed: progressed === null ? null : dateOf(progressed),
      pfsDays: pfs.days,
      pfsEvent: pfs.event,
      osDays: os.days,
      osEvent: os.event,
      ...safetyOf(rows.adverseEvents, start),
      respondedDays: response?.after ?? null,
      responseDays: response?.days ?? null,
      responseEvent: response?.event ?? null,
      onTreatmentDays: onTreatment.days,
      onTreatmentEvent: onTreatment.event,
      qualityOfLifeChange: qualityOfLifeChange(rows.qualityOfLife, start),
      ageYears: ageAt(subject, start),
      ecog: baselinePerformance(rows.performance),
    },
    findings: [
      ...progressionFindings,
      ...findImputedDeath(subject.death),
      ...findDisagreements(
        rows.assessments.filter(row => isAfterStart(row, start)),
        criterion,
      ),
      ...findResponsesAfterProgression(visits),
      ...judged.findings,
    ],
  }
}
