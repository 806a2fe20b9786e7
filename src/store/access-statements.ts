import type { AccessEntry, AccessLog } from '../discovery/ports.ts'
import { isNodeError } from '../model/errors.ts'
import type { Database } from './connection.ts'
import { toNodeError } from './database-error.ts'

type Outcome = Awaited<ReturnType<AccessLog['record']>>

/**
 * Uses up the messages and writes the access events in one statement, hence in one transaction. The key of
 * `used_messages` decides what is a replay; of two uses in one batch the first is fresh. Keys are inserted in their
 * order, so that two gateways cannot wait for each other.
 */
const RECORD_BATCH = `
  WITH asked AS (
    SELECT *, row_number() OVER (PARTITION BY use_member, use_jti ORDER BY n) = 1 AS first
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::double precision[], $10::integer[])
         WITH ORDINALITY AS entry (at, kind, member, code, cohort_hash, table_sha256, use_member, use_jti, expires,
                           occurrences, n)
  ), used AS (
    INSERT INTO published.used_messages (member, jti, expires)
    SELECT use_member, use_jti, to_timestamp(expires) FROM asked
    WHERE use_jti IS NOT NULL AND first ORDER BY use_member, use_jti
    ON CONFLICT DO NOTHING
    RETURNING member, jti
  ), judged AS (
    SELECT asked.*, use_jti IS NULL OR (first AND used.jti IS NOT NULL) AS fresh
    FROM asked LEFT JOIN used ON used.member = use_member AND used.jti = use_jti
  ), written AS (
    INSERT INTO audit.access (at, kind, member, code, cohort_hash, table_sha256, occurrences)
    SELECT at, CASE WHEN fresh THEN kind ELSE 'question.refused' END, member,
           CASE WHEN fresh THEN code ELSE 'trust/replayed' END, cohort_hash, table_sha256, occurrences
    FROM judged ORDER BY n
  )
  SELECT fresh FROM judged ORDER BY n`

/** Outcomes in the order of the entries; durable when it resolves. */
export async function recordBatch(database: Database, entries: readonly AccessEntry[]): Promise<readonly Outcome[]> {
  try {
    const { rows } = await database.query<{ fresh: boolean }>({
      name: 'record-access',
      text: RECORD_BATCH,
      values: [
        entries.map(entry => entry.at),
        entries.map(entry => entry.kind),
        entries.map(entry => entry.member),
        entries.map(entry => entry.code),
        entries.map(entry => entry.cohortHash),
        entries.map(entry => entry.tableSha256),
        entries.map(entry => entry.use?.member ?? null),
        entries.map(entry => entry.use?.jti ?? null),
        entries.map(entry => entry.use?.expires ?? null),
        entries.map(entry => entry.occurrences ?? 1),
      ],
    })
    return rows.map(row => (row.fresh ? 'fresh' : 'replayed'))
  } catch (error) {
    throw toNodeError(error)
  }
}

/** `before` in milliseconds since 1970. */
export async function removeExpired(database: Database, before: number): Promise<void> {
  await database.query(
    'DELETE FROM published.used_messages WHERE expires < to_timestamp($1::double precision / 1000)',
    [before],
  )
}

export function isRefusedForData(error: unknown): boolean {
  return isNodeError(error, 'store/failed')
}
