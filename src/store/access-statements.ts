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
    SELECT *, use_jti IS NULL OR (first AND (use_member, use_jti) IN (SELECT member, jti FROM used)) AS fresh FROM asked
  ), written AS (
    INSERT INTO audit.access (at, kind, member, code, cohort_hash, table_sha256, occurrences)
    SELECT at, CASE WHEN fresh THEN kind ELSE 'question.refused' END, member,
           CASE WHEN fresh THEN code ELSE 'trust/replayed' END, cohort_hash, table_sha256, occurrences
    FROM judged ORDER BY n
  )
  SELECT fresh FROM judged ORDER BY n`

/** The same for an entry that comes alone, as most do: without arrays and sorting the database answers a tenth sooner. */
const RECORD_ONE = `
  WITH used AS (
    INSERT INTO published.used_messages (member, jti, expires)
    SELECT $7::text, $8::text, to_timestamp($9::double precision) WHERE $8 IS NOT NULL
    ON CONFLICT DO NOTHING
    RETURNING jti
  ), judged AS (
    SELECT $8 IS NULL OR EXISTS (SELECT FROM used) AS fresh
  ), written AS (
    INSERT INTO audit.access (at, kind, member, code, cohort_hash, table_sha256, occurrences)
    SELECT $1::text, CASE WHEN fresh THEN $2::text ELSE 'question.refused' END, $3::text,
           CASE WHEN fresh THEN $4::text ELSE 'trust/replayed' END, $5::text, $6::text, $10::integer
    FROM judged
  )
  SELECT fresh FROM judged`

/** Outcomes in the order of the entries; durable when it resolves. */
export async function recordBatch(database: Database, entries: readonly AccessEntry[]): Promise<readonly Outcome[]> {
  const [first = [], ...others] = entries.map(parametersOf)
  const statement =
    others.length === 0
      ? { name: 'record-access', text: RECORD_ONE, values: first }
      : { name: 'record-access-batch', text: RECORD_BATCH, values: inColumns([first, ...others]) }
  try {
    const { rows } = await database.query<{ fresh: boolean }>(statement)
    return rows.map(row => (row.fresh ? 'fresh' : 'replayed'))
  } catch (error) {
    throw toNodeError(error)
  }
}

type Parameters = (string | number | null)[]

/** In the order of `$1` to `$10`. */
function parametersOf({
  at,
  kind,
  member,
  code,
  cohortHash,
  tableSha256,
  use,
  occurrences = 1,
}: AccessEntry): Parameters {
  const { member: useMember = null, jti = null, expires = null } = use ?? {}
  return [at, kind, member, code, cohortHash, tableSha256, useMember, jti, expires, occurrences]
}

function inColumns(rows: readonly [Parameters, ...Parameters[]]): Parameters[] {
  return rows[0].map((_, column) => rows.map(row => row[column] ?? null))
}

export function isRefusedForData(error: unknown): boolean {
  return isNodeError(error, 'store/failed')
}
