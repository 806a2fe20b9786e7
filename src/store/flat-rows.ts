/** The flat rows of a data cut: one an enrolment, one for each subject without any. */
import { to as copyTo } from 'pg-copy-streams'
import type { Who } from '../cut/ports.ts'
import { type FlatField, flatFields } from '../model/flat-row.ts'
import type { Transaction } from './connection.ts'
import { isAmong } from './records-reader.ts'

const COLUMNS: Readonly<Record<FlatField, string>> = {
  person: 'persons.person',
  ownTumour: 'subjects.tumour',
  recommended: 'subjects.recommended',
  findings: 'subjects.findings',
  number: 'enrolments.number',
  cohortKey: 'enrolments.cohort_key',
  tumour: 'enrolments.tumour',
  alteration: 'enrolments.alteration',
  drugs: 'enrolments.drugs',
  treated: 'enrolments.treated',
  startQuarter: 'enrolments.start_quarter',
  startDay: 'enrolments.start_day',
  mature: 'enrolments.mature',
  awaiting: 'enrolments.awaiting',
  evaluable: 'enrolments.evaluable',
  diseaseControl: 'enrolments.disease_control',
  noControlReason: 'enrolments.no_control_reason',
  bestResponse: 'enrolments.best_response',
  confirmedResponse: 'enrolments.confirmed_response',
  pfsDays: 'enrolments.pfs_days',
  pfsEvent: 'enrolments.pfs_event',
  osDays: 'enrolments.os_days',
  osEvent: 'enrolments.os_event',
  grade3Related: 'enrolments.grade3_related',
  grade3RelatedOrUnknown: 'enrolments.grade3_related_or_unknown',
  serious: 'enrolments.serious',
  grade3RelatedEvents: 'enrolments.grade3_related_events',
  seriousEvents: 'enrolments.serious_events',
  responseDays: 'enrolments.response_days',
  responseEvent: 'enrolments.response_event',
  onTreatmentDays: 'enrolments.on_treatment_days',
  onTreatmentEvent: 'enrolments.on_treatment_event',
  qualityOfLifeChange: 'enrolments.quality_of_life_change',
}

/** One statement, hence one moment of the database. The pseudonym sorts and does not leave. */
export function copyStatement(who: Who): string {
  const columns = flatFields.map(field => COLUMNS[field]).join(', ')
  return `COPY (SELECT ${columns} FROM record.subjects
    JOIN record.persons USING (pseudonym) LEFT JOIN record.enrolments USING (pseudonym)
    WHERE ${isAmong(who)} ORDER BY pseudonym COLLATE "C", number) TO STDOUT`
}

export function copyFlatRows(transaction: Transaction, who: Who, take: (bytes: Uint8Array) => void): Promise<void> {
  const stream = transaction.query(copyTo(copyStatement(who)))
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Buffer) => {
      try {
        take(chunk)
      } catch (error) {
        stream.destroy(error as Error)
      }
    })
    stream.on('error', reject)
    stream.on('end', resolve)
  })
}
