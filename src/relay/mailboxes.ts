/**
 * Mailboxes in PostgreSQL. Delivery is at least once: a claim that is not settled in time is given out again. Every step is
 * one statement, so that a process that is killed leaves either side of it.
 */
import { createHash } from 'node:crypto'
import { NodeError } from '../model/errors.ts'
import type { MessageUse, Use } from '../trust/replays.ts'
import { asOurs, type RelayDatabase } from './database.ts'
import type { RelayLimits } from './limits.ts'

export type OpenState = 'waiting' | 'claimed' | 'tempfailed'
export type FinalState = 'succeeded' | 'permfailed' | 'expired'

export interface Parcel {
  readonly id: string
  readonly from: string
  readonly message: string
  readonly expires: string
  /** How often it was given out, this time included. */
  readonly deliveries: number
}

export interface Progress {
  readonly id: string
  readonly to: string
  readonly state: OpenState | FinalState
  readonly reply: string | null
  readonly code: string | null
}

export type Settlement =
  | { readonly state: 'claimed' }
  | { readonly state: 'tempfailed'; readonly retryAfterSeconds: number; readonly code: string }
  | { readonly state: 'succeeded'; readonly reply: string | null }
  | { readonly state: 'permfailed'; readonly code: string }

export interface Sent {
  readonly from: string
  readonly to: string
  readonly message: string
  readonly ttlSeconds: number
}

export interface Mailboxes {
  /** The same text again is the same message: `fresh` is false then. Throws `relay/full`. */
  put(sent: Sent): Promise<{ readonly id: string; readonly fresh: boolean }>
  /** Claims up to `most` messages of this recipient. */
  claim(recipient: string, most: number): Promise<readonly Parcel[]>
  /** How many could be claimed now, counted up to `most`. */
  available(recipient: string, most: number): Promise<number>
  /** Throws `relay/not-found` for what is not this recipient's, `relay/settled` where it ended otherwise. */
  settle(recipient: string, id: string, settlement: Settlement): Promise<void>
  /** Null for what is not this sender's. */
  progress(sender: string, id: string): Promise<Progress | null>
  useRequest(use: MessageUse): Promise<Use>
  /** Ends what has expired, removes what was kept long enough. */
  tidy(): Promise<void>
  count(): Promise<
    readonly { readonly recipient: string; readonly state: string; readonly messages: number; readonly bytes: number }[]
  >
}

const PUT = `
  WITH kept AS (
    SELECT count(*) FILTER (WHERE recipient = $3) AS here, count(*) FILTER (WHERE sender = $2) AS mine,
           coalesce(sum(bytes) FILTER (WHERE recipient = $3), 0) AS bytes
    FROM relay.messages WHERE settled_at IS NULL AND (recipient = $3 OR sender = $2)
  ), put AS (
    INSERT INTO relay.messages (id, sender, recipient, body, bytes, expires_at)
    SELECT $1, $2, $3, $4, $5::integer, now() + make_interval(secs => $6::double precision) FROM kept
    WHERE here < $7::bigint AND mine < $8::bigint AND bytes + $5::integer <= $9::bigint
    ON CONFLICT (id) DO NOTHING RETURNING id
  )
  SELECT EXISTS (SELECT FROM put) AS fresh, EXISTS (SELECT FROM relay.messages WHERE id = $1 AND sender = $2) AS known,
         pg_notify('relay_inbox', $3) IS NULL AS told`

/** As many as are asked for and fit into one reply, the first one whatever its size. */
const CLAIM = `
  WITH ranked AS (
    SELECT id, row_number() OVER oldest AS place, sum(bytes) OVER oldest AS total
    FROM (SELECT id, sent_at, bytes FROM relay.messages
          WHERE recipient = $1 AND settled_at IS NULL AND available_at <= now() AND expires_at > now()
          ORDER BY sent_at, id LIMIT $2::integer) AS waiting
    WINDOW oldest AS (ORDER BY sent_at, id)
  ), next AS (
    SELECT m.id FROM relay.messages AS m JOIN ranked USING (id)
    WHERE (total <= $4::bigint OR place = 1) AND m.settled_at IS NULL AND m.available_at <= now()
    FOR UPDATE OF m SKIP LOCKED
  )
  UPDATE relay.messages AS m
  SET state = 'claimed', available_at = now() + make_interval(secs => $3::double precision), deliveries = deliveries + 1
  FROM next WHERE m.id = next.id
  RETURNING m.id, m.sender AS "from", m.body AS message, m.deliveries,
            to_char(m.expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS expires`

const SETTLE = `
  UPDATE relay.messages
  SET state = $3, reply = $4, code = $5,
      available_at = now() + make_interval(secs => $6::double precision),
      settled_at = CASE WHEN $3 IN ('succeeded', 'permfailed') THEN now() END,
      body = CASE WHEN $3 IN ('succeeded', 'permfailed') THEN NULL ELSE body END
  WHERE id = $2 AND recipient = $1 AND settled_at IS NULL AND expires_at > now()
  RETURNING pg_notify('relay_progress', id), CASE WHEN $3 = 'tempfailed' THEN pg_notify('relay_inbox', recipient) END`

export function createMailboxes(database: RelayDatabase, limits: RelayLimits): Mailboxes {
  return {
    put: sent => asOurs(put(database, limits, sent)),
    claim: (recipient, most) =>
      asOurs(
        database
          .query<Parcel>(CLAIM, [recipient, most, limits.claimSeconds, limits.replyBytes])
          .then(({ rows }) => rows),
      ),
    available: async (recipient, most) => {
      const { rows } = await asOurs(
        database.query<{ n: number }>(
          `SELECT count(*)::integer AS n FROM (
             SELECT FROM relay.messages
             WHERE recipient = $1 AND settled_at IS NULL AND available_at <= now() AND expires_at > now()
             LIMIT $2::integer) AS next`,
          [recipient, most],
        ),
      )
      return rows[0]?.n ?? 0
    },
    settle: (recipient, id, settlement) => asOurs(settle(database, limits, { recipient, id, settlement })),
    progress: async (sender, id) => {
      const { rows } = await asOurs(
        database.query<Progress>(
          `SELECT id, recipient AS "to", reply, code,
                  CASE WHEN settled_at IS NULL AND expires_at <= now() THEN 'expired' ELSE state END AS state
           FROM relay.messages WHERE id = $2 AND sender = $1`,
          [sender, id],
        ),
      )
      return rows[0] ?? null
    },
    useRequest: async ({ member, jti, expires }) => {
      const { rowCount } = await asOurs(
        database.query(
          `INSERT INTO relay.used_requests (member, jti, expires)
           VALUES ($1, $2, to_timestamp($3::double precision)) ON CONFLICT DO NOTHING`,
          [member, jti, expires],
        ),
      )
      return rowCount === 1 ? 'fresh' : 'replayed'
    },
    tidy: () => asOurs(tidy(database, limits)),
    count: async () => {
      const { rows } = await asOurs(
        database.query<{ recipient: string; state: string; messages: number; bytes: number }>(
          `SELECT recipient, state, count(*)::integer AS messages, sum(bytes)::float8 AS bytes
           FROM relay.messages GROUP BY recipient, state ORDER BY recipient, state`,
        ),
      )
      return rows
    },
  }
}

async function put(database: RelayDatabase, limits: RelayLimits, { from, to, message, ttlSeconds }: Sent) {
  const id = createHash('sha256').update(message).digest('hex')
  const { rows } = await database.query<{ fresh: boolean; known: boolean }>(PUT, [
    id,
    from,
    to,
    message,
    Buffer.byteLength(message),
    ttlSeconds,
    limits.messagesPerRecipient,
    limits.messagesPerSender,
    limits.bytesPerRecipient,
  ])
  const [{ fresh, known } = { fresh: false, known: false }] = rows
  // Two that send the same text at once do not see each other in their statements.
  if (!fresh && !known && !(await isKnown(database, id, from))) {
    throw new NodeError('relay/full', 'too much is waiting for this recipient, or of this sender', {
      hint: 'Send it again later; what waits is fetched or expires.',
      detail: { retryAfterSeconds: limits.retryAfterSeconds },
    })
  }
  return { id, fresh }
}

async function isKnown(database: RelayDatabase, id: string, sender: string): Promise<boolean> {
  const { rowCount } = await database.query('SELECT FROM relay.messages WHERE id = $1 AND sender = $2', [id, sender])
  return rowCount === 1
}

async function settle(
  database: RelayDatabase,
  limits: RelayLimits,
  { recipient, id, settlement }: { recipient: string; id: string; settlement: Settlement },
): Promise<void> {
  const { state } = settlement
  const wait = state === 'claimed' ? limits.claimSeconds : state === 'tempfailed' ? settlement.retryAfterSeconds : 0
  const reply = state === 'succeeded' ? settlement.reply : null
  const code = state === 'tempfailed' || state === 'permfailed' ? settlement.code : null
  const { rowCount } = await database.query(SETTLE, [recipient, id, state, reply, code, wait])
  if (rowCount === 1) return
  const { rows } = await database.query<{ state: string; reply: string | null; code: string | null }>(
    'SELECT state, reply, code FROM relay.messages WHERE id = $2 AND recipient = $1',
    [recipient, id],
  )
  const [before] = rows
  if (before === undefined) throw new NodeError('relay/not-found', 'no such message')
  // Told twice, because the first reply was lost on its way.
  if (before.state === state && before.reply === reply && before.code === code) return
  throw new NodeError('relay/settled', 'this message has ended already')
}

/** Statement by statement: what is left by a kill is done at the next turn. */
async function tidy(database: RelayDatabase, { retentionSeconds }: RelayLimits): Promise<void> {
  await database.query(
    `UPDATE relay.messages SET state = 'expired', settled_at = now(), body = NULL
     WHERE settled_at IS NULL AND expires_at <= now()`,
  )
  await database.query(
    'DELETE FROM relay.messages WHERE settled_at < now() - make_interval(secs => $1::double precision)',
    [retentionSeconds],
  )
  await database.query('DELETE FROM relay.used_requests WHERE expires < now()')
}
