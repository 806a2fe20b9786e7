/** Letters to members (role `rose_gateway`). Each step is one transaction; two processes never work on one letter at once. */
import { createHash } from 'node:crypto'
import type { AuditEvent } from '../audit/event.ts'
import type { Clock } from '../model/clock.ts'
import type { DueLetter, KeptLetter, NewLetter, OutboxStore, Outcome } from '../outbox/ports.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { listen } from './listen.ts'

export interface OutboxStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  readonly clock: Clock
}

const CHANNEL = 'rose_outbox'

const TIME = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
const KEPT = `
  id, name, recipient AS "to", type, carrier, sequence::float8 AS sequence, jti, bytes,
  ${TIME('stored_at')} AS "storedAt", ${TIME('expires_at')} AS "expiresAt",
  state, tries, code, reply, approved_by AS "approvedBy"`

export function createOutboxStore(deps: OutboxStoreDeps): OutboxStore {
  const { database } = deps
  return {
    put: letter => inTransaction(database, 'put-letter', transaction => put(transaction, letter, deps)),
    get: name => inTransaction(database, 'read-letter', transaction => selectByName(transaction, name)),
    list: ({ prefix = '', open = false } = {}) =>
      inTransaction(database, 'list-letters', async transaction => {
        const { rows } = await transaction.query<KeptLetter>(
          `SELECT ${KEPT} FROM exchange.outgoing
           WHERE starts_with(name, $1) AND (ended_at IS NULL OR NOT $2::boolean) ORDER BY number`,
          [prefix, open],
        )
        return rows
      }),
    claimDue: options => inTransaction(database, 'claim-letters', transaction => claim(transaction, options, deps)),
    record: (id, outcome) =>
      inTransaction(database, 'record-letter', transaction => record(transaction, { id, outcome }, deps)),
    onChange: listener => listen(database, CHANNEL, listener),
  }
}

async function selectByName(transaction: Transaction, name: string): Promise<KeptLetter | null> {
  const { rows } = await transaction.query<KeptLetter>(`SELECT ${KEPT} FROM exchange.outgoing WHERE name = $1`, [name])
  return rows[0] ?? null
}

async function put(transaction: Transaction, letter: NewLetter, { append, clock }: OutboxStoreDeps) {
  // Two that put one name at once: the second waits here, and then finds the letter of the first.
  await transaction.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [letter.name])
  const before = await selectByName(transaction, letter.name)
  if (before !== null) return before
  const sequence = letter.isNumbered ? await nextSequence(transaction, letter.to) : null
  const { jti, message, expires } = await letter.seal(sequence)
  const id = createHash('sha256').update(message).digest('hex')
  const now = clock.now()
  const { rows } = await transaction.query<KeptLetter>(
    `INSERT INTO exchange.outgoing (id, name, recipient, type, carrier, sequence, jti, message, bytes, approved_by,
                                    stored_at, expires_at, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text[], to_timestamp($11::double precision / 1000),
             to_timestamp($12::double precision / 1000), to_timestamp($11::double precision / 1000))
     RETURNING ${KEPT}`,
    [
      id,
      letter.name,
      letter.to,
      letter.type,
      letter.carrier,
      sequence,
      jti,
      message,
      Buffer.byteLength(message),
      letter.approvedBy,
      now,
      expires,
    ],
  )
  const [kept] = rows
  if (kept === undefined) throw new Error('a letter that was stored is not there')
  await transaction.query('SELECT pg_notify($1, $2)', [CHANNEL, id])
  if (letter.event !== null) await append(transaction, letter.event)
  await append(transaction, eventOf('letter.stored', kept, now))
  return kept
}

async function nextSequence(transaction: Transaction, recipient: string): Promise<number> {
  const { rows } = await transaction.query<{ last: number }>(
    `INSERT INTO exchange.sequences (recipient, last) VALUES ($1, 1)
     ON CONFLICT (recipient) DO UPDATE SET last = exchange.sequences.last + 1 RETURNING last::float8 AS last`,
    [recipient],
  )
  return rows[0]?.last ?? 1
}

/** The clock is the process's, as for everything that a message says of time. */
async function claim(
  transaction: Transaction,
  { most, leaseSeconds }: { readonly most: number; readonly leaseSeconds: number },
  { append, clock }: OutboxStoreDeps,
): Promise<readonly DueLetter[]> {
  const now = clock.now()
  const { rows: expired } = await transaction.query<KeptLetter>(
    `UPDATE exchange.outgoing SET state = 'expired', message = NULL, ended_at = to_timestamp($1::double precision / 1000)
     WHERE id IN (SELECT id FROM exchange.outgoing
                  WHERE ended_at IS NULL AND expires_at <= to_timestamp($1::double precision / 1000)
                  ORDER BY id FOR UPDATE SKIP LOCKED)
     RETURNING ${KEPT}`,
    [now],
  )
  const { rows: due } = await transaction.query<DueLetter>(
    `UPDATE exchange.outgoing
     SET tries = tries + 1, due_at = to_timestamp($1::double precision / 1000) + make_interval(secs => $3::double precision)
     WHERE id IN (SELECT id FROM exchange.outgoing
                  WHERE ended_at IS NULL AND due_at <= to_timestamp($1::double precision / 1000)
                  ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING ${KEPT}, message`,
    [now, most, leaseSeconds],
  )
  if (expired.length > 0) await transaction.query('SELECT pg_notify($1, $2)', [CHANNEL, 'expired'])
  for (const letter of expired) await append(transaction, eventOf('letter.ended', letter, now))
  return due
}

async function record(
  transaction: Transaction,
  { id, outcome }: { readonly id: string; readonly outcome: Outcome },
  { append, clock }: OutboxStoreDeps,
): Promise<KeptLetter | null> {
  const now = clock.now()
  const isOpen = outcome.state === 'sent' || outcome.state === 'waiting'
  const { rows } = await transaction.query<KeptLetter>(
    `UPDATE exchange.outgoing
     SET state = $2, code = $3, reply = $4,
         message = CASE WHEN $5::boolean THEN message END,
         ended_at = CASE WHEN $5::boolean THEN NULL ELSE to_timestamp($6::double precision / 1000) END,
         due_at = to_timestamp($6::double precision / 1000) + make_interval(secs => $7::double precision)
     WHERE id = $1 AND ended_at IS NULL
     RETURNING ${KEPT}`,
    [
      id,
      outcome.state,
      ('code' in outcome ? outcome.code : null) ?? null,
      outcome.state === 'delivered' ? outcome.reply : null,
      isOpen,
      now,
      isOpen ? outcome.againInSeconds : 0,
    ],
  )
  const [kept] = rows
  if (kept === undefined || isOpen) return kept ?? null
  await transaction.query('SELECT pg_notify($1, $2)', [CHANNEL, id])
  await append(transaction, eventOf('letter.ended', kept, now))
  return kept
}

function eventOf(kind: 'letter.stored' | 'letter.ended', letter: KeptLetter, now: number): AuditEvent {
  const { id, name, to, type, carrier, sequence, state, code, reply } = letter
  return {
    kind,
    at: new Date(now).toISOString(),
    actor: 'gateway',
    facts: {
      letter: id,
      name,
      to,
      type,
      carrier,
      sequence,
      ...(kind === 'letter.stored' ? {} : { state, code, replied: reply !== null }),
    },
  }
}
