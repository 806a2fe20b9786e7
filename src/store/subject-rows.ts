/** Subjects as rows for COPY, and the hash that tells whether one has changed. */
import { hash } from 'node:crypto'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import { copyRow } from './copy-in.ts'
import { enrolmentColumns, enrolmentValues } from './enrolment-columns.ts'

/** Where rows of a chunk go: `TABLE (COLUMNS)` as COPY has it. */
export interface Target {
  readonly into: string
  rows(chunk: readonly PseudonymisedSubject[]): string
}

/** All of a subject in one row, its texts unread. */
export const STAGE: readonly Target[] = [
  {
    into: 'record.staged_subjects (pseudonym, content_hash, document, recommended, enrolments, sealed_local_id)',
    rows: chunk => joined(chunk, stagedRow),
  },
]

/** The tables of the records themselves, in the order in which they name each other. */
export const RECORDS: readonly Target[] = [
  {
    into: 'record.persons (pseudonym, sealed_local_id)',
    rows: chunk => joined(chunk, subject => copyRow([subject.pseudonym, sealedOf(subject)])),
  },
  {
    into: 'record.subjects (pseudonym, content_hash, document, recommended)',
    rows: chunk => joined(chunk, subjectRow),
  },
  {
    into: `record.enrolments (${enrolmentColumns})`,
    rows: chunk =>
      joined(chunk, ({ pseudonym, enrolments }) => joined(enrolments, row => copyRow(enrolmentValues(pseudonym, row)))),
  },
]

function stagedRow(subject: PseudonymisedSubject): string {
  const { pseudonym, record, recommended, enrolments } = subject
  const document = JSON.stringify(record)
  const list = JSON.stringify(enrolments.map(enrolment => ({ ...enrolment, pseudonym })))
  return copyRow([pseudonym, contentHash(subject, document), document, recommended, list, sealedOf(subject)])
}

function subjectRow(subject: PseudonymisedSubject): string {
  const document = JSON.stringify(subject.record)
  return copyRow([subject.pseudonym, contentHash(subject, document), document, subject.recommended])
}

/** As `bytea` takes them in hex. */
function sealedOf({ sealedLocalId }: PseudonymisedSubject): string {
  const { buffer, byteOffset, byteLength } = sealedLocalId
  return `\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`
}

/**
 * SHA-256 of record and enrolments as they are written, less the pseudonym, so that it outlives a rotation of the key: the
 * program makes equal subjects with equal texts.
 */
function contentHash({ pseudonym, recommended, enrolments }: PseudonymisedSubject, document: string): string {
  const list = JSON.stringify(enrolments.map(enrolment => ({ ...enrolment, pseudonym: '' })))
  return hash('sha256', `prime-rose/ingest-subject/3\n${document.replaceAll(pseudonym, '')}\n${recommended}\n${list}`)
}

function joined<T>(items: readonly T[], textOf: (item: T) => string): string {
  let text = ''
  for (const item of items) text += textOf(item)
  return text
}
