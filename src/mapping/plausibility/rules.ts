/**
 * What cannot be in a patient's record, or hardly: one row a rule. A fatal one rejects the record, since no figure of it
 * could be trusted; the others are told to the data manager and change nothing.
 */
import type { CommonRecord } from '../../model/generated/common-record.ts'
import type { DerivedProblem } from '../../model/problems.ts'
import { firstPossibleDay } from '../outcome/calendar.ts'
import { findDeath } from '../outcome/death.ts'
import { type Finding, reportOnce } from '../outcome/finding.ts'
import { treatmentStart } from '../outcome/treated.ts'
import {
  findEndsBeforeOnset,
  findFatalWithoutGrade5,
  findGrade5WithoutDeath,
  findResponsesBeforeBaseline,
  findResponsesOfUntreated,
  findSeriousBeforeOnset,
} from './events.ts'
import {
  findDeadByPerformance,
  findDeathBeforeBirth,
  findDeathBeforeTreatment,
  findFutureDates,
  findImpossibleAge,
  findLateDiagnoses,
  findLateScreening,
} from './person.ts'
import type { Looked, PlausibilityRule } from './rule.ts'
import {
  findDoseGaps,
  findDosesAfterEnd,
  findEndsBeforeStart,
  findRepeatedCycles,
  findStopsBeforeStart,
  MOST_GAP_DAYS,
} from './treatment.ts'

export const PLAUSIBILITY_RULES: readonly PlausibilityRule[] = [
  {
    code: 'death-before-treatment',
    severity: 'fatal',
    words: 'The death is earlier than the first dose that was given: one of the two dates is wrong.',
    find: findDeathBeforeTreatment,
  },
  {
    code: 'death-before-birth',
    severity: 'fatal',
    words: 'The death is earlier than the birth.',
    find: findDeathBeforeBirth,
  },
  {
    code: 'age-impossible',
    severity: 'fatal',
    words: 'At the first dose, or at allocation, the patient would be unborn or older than 120 years.',
    find: findImpossibleAge,
  },
  {
    code: 'date-in-future',
    severity: 'warning',
    words: 'A clinical date lies after today. Where no cut-off is given, it may also have become the cut-off.',
    find: findFutureDates,
  },
  {
    code: 'screened-after-treatment',
    severity: 'warning',
    words: 'Screening is later than the first dose.',
    find: findLateScreening,
  },
  {
    code: 'diagnosed-after-treatment',
    severity: 'warning',
    words: 'The diagnosis of the primary tumour is later than the first dose.',
    find: findLateDiagnoses,
  },
  {
    code: 'response-before-baseline',
    severity: 'warning',
    words:
      'An assessment after baseline is dated before the baseline assessment, or before treatment where there is none.',
    find: findResponsesBeforeBaseline,
  },
  {
    code: 'response-untreated',
    severity: 'warning',
    words: 'A response after baseline of a patient to whom no dose was given.',
    find: findResponsesOfUntreated,
  },
  {
    code: 'grade-5-without-death',
    severity: 'warning',
    words: 'An event of grade 5 is a death, and no form says that the patient died.',
    find: findGrade5WithoutDeath,
  },
  {
    code: 'fatal-without-grade-5',
    severity: 'warning',
    words: 'The outcome of the event is fatal and its grade is not 5.',
    find: findFatalWithoutGrade5,
  },
  {
    code: 'ecog-5-without-death',
    severity: 'warning',
    words: 'ECOG 5 is a death, and no form says that the patient died.',
    find: findDeadByPerformance,
  },
  {
    code: 'dose-gap',
    severity: 'warning',
    words: `More than ${MOST_GAP_DAYS} days between two doses of a drug: rows may be missing.`,
    find: findDoseGaps,
  },
  {
    code: 'dose-stop-before-start',
    severity: 'warning',
    words: 'An intake stops before it starts.',
    find: findStopsBeforeStart,
  },
  {
    code: 'dose-after-end',
    severity: 'warning',
    words: 'A dose was given after the end of treatment.',
    find: findDosesAfterEnd,
  },
  {
    code: 'end-before-treatment',
    severity: 'warning',
    words: 'Treatment ends before the first dose.',
    find: findEndsBeforeStart,
  },
  {
    code: 'cycle-repeated',
    severity: 'warning',
    words: 'One cycle of a drug was given on two days: its number may be wrong.',
    find: findRepeatedCycles,
  },
  {
    code: 'event-ends-before-onset',
    severity: 'warning',
    words: 'An adverse event ends before it begins.',
    find: findEndsBeforeOnset,
  },
  {
    code: 'serious-before-onset',
    severity: 'warning',
    words: 'An adverse event became serious before it began.',
    find: findSeriousBeforeOnset,
  },
]

/** What the rules find in a record, each once, in the order of sheet and line. `today`: YYYY-MM-DD. */
export function findImplausible(record: CommonRecord, today: string): readonly DerivedProblem[] {
  const looked = look(record, today)
  const findings: Finding[] = []
  for (const { code, find } of PLAUSIBILITY_RULES) for (const place of find(looked)) findings.push({ code, ...place })
  return findings.length === 0 ? [] : reportOnce(record.subjectId, findings)
}

function look(record: CommonRecord, today: string): Looked {
  const death = findDeath(record)
  return {
    record,
    start: treatmentStart(record.doses),
    death,
    isDead:
      death !== null ||
      record.deaths.length > 0 ||
      record.followUps.some(({ status }) => status === 'dead') ||
      record.treatmentEnds.some(({ reason }) => reason === 'death'),
    today: firstPossibleDay(today),
  }
}
