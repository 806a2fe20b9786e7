/**
 * The clinical date of a row: the one date of its form that says when something happened to the patient (trial-data
 * rules, precise readings). Allocation, history and medication rows have none; an end-of-treatment row has its last
 * treatment day and never the day of entry.
 */
import type { CommonRecord, Dose, NullableDate, Origin, TreatmentEnd } from '../../model/generated/common-record.ts'

export interface ClinicallyDated {
  readonly origin: Origin
  readonly date: NullableDate
  /** Field of the common record that holds the date. */
  readonly field: string
}

/** Start of one drug in one cycle: start of intake, else start of the cycle. */
export function doseStart(dose: Dose): NullableDate {
  return dose.oralStart ?? dose.cycleStart
}

/** For the interval of an enrolment only: an end without a last treatment day is placed by its progression date. */
export function treatmentEndDate(end: TreatmentEnd): NullableDate {
  return end.ended ?? end.progressionDate
}

/** The record with only those dated rows that `keeps` accepts; rows without a clinical date of their own stay. */
export function filterByClinicalDate(record: CommonRecord, keeps: (row: ClinicallyDated) => boolean): CommonRecord {
  const kept = <Row extends { readonly origin: Origin }>(
    rows: readonly Row[],
    field: string | ((row: Row) => string),
    date: (row: Row) => NullableDate,
  ): Row[] =>
    rows.length === 0
      ? []
      : rows.filter(row =>
          keeps({ origin: row.origin, date: date(row), field: typeof field === 'string' ? field : field(row) }),
        )
  return {
    ...record,
    doses: kept(record.doses, doseStartField, doseStart),
    assessments: kept(record.assessments, 'assessments.date', row => row.date),
    criteria: kept(record.criteria, 'criteria.date', row => row.date),
    treatmentEnds: kept(record.treatmentEnds, 'treatmentEnds.ended', row => row.ended),
    followUps: kept(record.followUps, 'followUps.lastSeenAlive', row => row.lastSeenAlive),
    performance: kept(record.performance, 'performance.date', row => row.date),
    adverseEvents: kept(record.adverseEvents, 'adverseEvents.onset', row => row.onset),
    qualityOfLife: kept(record.qualityOfLife, 'qualityOfLife.date', row => row.date),
    otherDatedRows: kept(record.otherDatedRows, 'otherDatedRows.date', row => row.date),
  }
}

function doseStartField(dose: Dose): string {
  return dose.oralStart === null ? 'doses.cycleStart' : 'doses.oralStart'
}
