/**
 * Subjects on their way into the records: staged while they come, then merged, so that the records change once, and only
 * where something is new. A store that holds nobody takes them as they come.
 */
import { NodeError } from '../model/errors.ts'
import type { PseudonymisedSubject } from '../model/pseudonymised.ts'
import type { Transaction } from './connection.ts'
import { copyIn } from './copy-in.ts'
import { enrolmentColumns, enrolmentFields, enrolmentRecordset } from './enrolment-columns.ts'
import type { Target } from './subject-rows.ts'

/** No person, and so no subject and no enrolment. */
export async function holdsNobody(transaction: Transaction): Promise<boolean> {
  const { rowCount } = await transaction.query('SELECT FROM record.persons LIMIT 1')
  return rowCount === 0
}

/** Nothing of an earlier ingest is left; what another one stages at the same time is not seen. */
export async function clearStage(transaction: Transaction): Promise<void> {
  await transaction.query('DELETE FROM record.staged_subjects')
}

/** While the server takes one chunk, the next one is made. Answers how many subjects there were. */
export async function copySubjects(
  transaction: Transaction,
  targets: readonly Target[],
  subjects: AsyncIterable<readonly PseudonymisedSubject[]> | Iterable<readonly PseudonymisedSubject[]>,
): Promise<number> {
  let count = 0
  let sending: Promise<void> = Promise.resolve()
  try {
    for await (const chunk of subjects) {
      const pieces = targets.map(({ into, rows }) => ({ into, rows: rows(chunk) }))
      await sending
      sending = sendAll(transaction, pieces)
      // The failure of a chunk is seen at the next one, or at the end.
      sending.catch(() => {})
      count += chunk.length
    }
  } finally {
    await sending
  }
  return count
}

async function sendAll(
  transaction: Transaction,
  pieces: readonly { readonly into: string; readonly rows: string }[],
): Promise<void> {
  for (const { into, rows } of pieces) await copyIn(transaction, into, rows)
}

/**
 * Hex SHA-256 of all that is staged, or that the store holds, whatever the order in which it came; in two steps, so that
 * no text grows too long.
 */
export async function hashOfSubjects(
  transaction: Transaction,
  table: 'record.staged_subjects' | 'record.subjects',
  head: string,
): Promise<string> {
  const { rows } = await transaction.query<{ hash: string }>(
    `SELECT encode(sha256(convert_to($1 || coalesce(string_agg(bucket || ' ' || hash, E'\\n' ORDER BY bucket COLLATE "C"), ''), 'UTF8')), 'hex') AS hash
     FROM (SELECT right(pseudonym, 2) AS bucket,
                  encode(sha256(convert_to(string_agg(pseudonym || ' ' || content_hash, E'\\n' ORDER BY pseudonym COLLATE "C"), 'UTF8')), 'hex') AS hash
           FROM ${table} GROUP BY 1) AS buckets`,
    [`prime-rose/ingest-batch/2\n${head}\n`],
  )
  return rows[0]?.hash ?? ''
}

/** Of fewer subjects some may well be gone. */
const FEW_SUBJECTS = 10

/** How many of the stored subjects were not staged. */
export interface Gone {
  readonly stored: number
  readonly gone: number
}

export async function countGone(transaction: Transaction): Promise<Gone> {
  const { rows } = await transaction.query<Gone>(
    `SELECT count(*)::integer AS stored,
            count(*) FILTER (WHERE NOT EXISTS (SELECT FROM record.staged_subjects AS staged
                                               WHERE staged.pseudonym = subjects.pseudonym))::integer AS gone
     FROM record.subjects`,
  )
  return rows[0] ?? { stored: 0, gone: 0 }
}

/**
 * An export that lacks most of the stored subjects is mostly a part of one, or another trial's. Throws
 * `ingest/most-subjects-gone`.
 */
export function checkMostStay({ stored, gone }: Gone): void {
  if (stored < FEW_SUBJECTS || gone * 2 <= stored) return
  throw new NodeError('ingest/most-subjects-gone', `${gone} of ${stored} stored subjects are not in the export`, {
    hint: 'Is it whole, and of this trial? Where they are to go: the same command with --allow-removals.',
  })
}

/** Writes the subjects that are new or changed, removes those that were not staged; enrolments go with them. Answers how many were written. */
export async function mergeStaged(transaction: Transaction): Promise<number> {
  await transaction.query(
    `DELETE FROM record.subjects
     WHERE NOT EXISTS (SELECT FROM record.staged_subjects AS staged
                       WHERE staged.pseudonym = subjects.pseudonym AND staged.content_hash = subjects.content_hash)`,
  )
  // Who was in the store before keeps the name that earlier data cuts know them by.
  await transaction.query(
    `INSERT INTO record.persons (pseudonym, sealed_local_id)
     SELECT pseudonym, sealed_local_id FROM record.staged_subjects AS staged
     WHERE NOT EXISTS (SELECT FROM record.persons WHERE persons.pseudonym = staged.pseudonym)`,
  )
  const { rowCount } = await transaction.query(
    `INSERT INTO record.subjects (pseudonym, content_hash, document, recommended)
     SELECT pseudonym, content_hash, document::jsonb, recommended FROM record.staged_subjects AS staged
     WHERE NOT EXISTS (SELECT FROM record.subjects WHERE subjects.pseudonym = staged.pseudonym)
     ORDER BY pseudonym COLLATE "C"`,
  )
  await transaction.query(
    `INSERT INTO record.enrolments (${enrolmentColumns})
     SELECT ${enrolmentFields}
     FROM record.staged_subjects AS staged, jsonb_to_recordset(staged.enrolments::jsonb) AS enrolment (${enrolmentRecordset})
     WHERE NOT EXISTS (SELECT FROM record.enrolments WHERE enrolments.pseudonym = staged.pseudonym)`,
  )
  return rowCount ?? 0
}
