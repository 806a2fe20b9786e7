/** Questions to many members and what became of them (role `rose_gateway`). */
import type { PoolClient } from 'pg'
import type { AuditEvent } from '../audit/event.ts'
import type { KeptQuestion, NewQuestion, PartnerTables, QuestionEnd, QuestionStore } from '../discovery/asking/ports.ts'
import type { Clock } from '../model/clock.ts'
import type { MemberAnswer } from '../model/generated/network-answer.ts'
import type { AuditAppender } from './audit-log.ts'
import { type Database, inTransaction, type Transaction } from './connection.ts'
import { toNodeError } from './database-error.ts'
import { listen } from './listen.ts'

const CHANNEL = 'rose_network_question'

export interface QuestionStoreDeps {
  readonly database: Database
  readonly append: AuditAppender
  /** Of a cohort definition, for the audit. */
  readonly hashOf: (cohort: NewQuestion['cohort']) => string
  /** Which rows of an answer are final. */
  readonly isFinal: (row: MemberAnswer) => boolean
}

export interface KeptQuestions extends QuestionStore {
  /** Gives back the connections that it holds. */
  stop(): Promise<void>
}

export function createQuestionStore(deps: QuestionStoreDeps): KeptQuestions {
  const { database } = deps
  const listeners = new Set<(id: string) => void>()
  const locks = holdLocks(database)
  let listening: Promise<() => Promise<void>> | null = null
  return {
    add: question => inTransaction(database, 'ask-network', transaction => insert(transaction, question, deps)),
    find: id => inTransaction(database, 'read-question', transaction => select(transaction, id)),
    list: ({ openOnly }) => inTransaction(database, 'list-questions', transaction => selectIds(transaction, openOnly)),
    setRow: (id, row) =>
      inTransaction(database, 'member-answered', transaction => updateRow(transaction, { id, row, ...deps })),
    close: (id, end) =>
      inTransaction(database, 'close-question', transaction => close(transaction, { id, end, ...deps })),
    take: locks.take,
    release: locks.release,
    async onChange(listener) {
      listeners.add(listener)
      // An empty text: something may have been missed, so whoever listens is told to look again.
      listening ??= listen(database, CHANNEL, id => {
        for (const each of listeners) each(id)
      })
      await listening
      return async () => void listeners.delete(listener)
    },
    async stop() {
      const unlisten = await listening
      await unlisten?.()
      await locks.stop()
    },
  }
}

async function insert(transaction: Transaction, question: NewQuestion, deps: QuestionStoreDeps): Promise<void> {
  const { id, cohort, denominator, askedBy, askedAt, deadline, network, rows } = question
  await transaction.query(
    `INSERT INTO asking.questions (id, cohort, denominator, asked_by, asked_at, deadline, network)
     VALUES ($1, $2::jsonb, $3, $4, $5, $6, $7::jsonb)`,
    [
      id,
      JSON.stringify(cohort),
      denominator,
      askedBy,
      timeText(askedAt),
      timeText(deadline),
      network === null ? null : JSON.stringify(network),
    ],
  )
  await transaction.query(
    `INSERT INTO asking.members (question, member, place, answer)
     SELECT $1, answer ->> 'member', place, answer
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (answer, place)`,
    [id, JSON.stringify(rows)],
  )
  await append(transaction, deps, {
    kind: 'network.asked',
    at: timeText(askedAt),
    facts: { question: id, cohortHash: deps.hashOf(cohort), denominator, members: rows.map(row => row.member) },
  })
}

function append(
  transaction: Transaction,
  deps: Pick<QuestionStoreDeps, 'append'>,
  event: Omit<AuditEvent, 'actor'>,
): Promise<void> {
  return deps.append(transaction, { ...event, actor: 'gateway' })
}

interface QuestionRow {
  readonly id: string
  readonly cohort: KeptQuestion['cohort']
  readonly denominator: KeptQuestion['denominator']
  readonly askedBy: string
  readonly askedAt: string
  readonly deadline: string
  readonly network: unknown
  readonly state: KeptQuestion['state']
  readonly closedAt: string | null
  readonly record: string | null
  readonly rows: readonly MemberAnswer[]
}

async function select(transaction: Transaction, id: string): Promise<KeptQuestion | null> {
  const { rows } = await transaction.query<QuestionRow>(
    `SELECT id, cohort, denominator, asked_by AS "askedBy", asked_at AS "askedAt", deadline, network, state,
            closed_at AS "closedAt", record,
            (SELECT coalesce(jsonb_agg(answer ORDER BY place), '[]') FROM asking.members WHERE question = id) AS rows
     FROM asking.questions WHERE id = $1`,
    [id],
  )
  const [row] = rows
  if (row === undefined) return null
  const { askedAt, deadline, closedAt, ...rest } = row
  return {
    ...rest,
    askedAt: Date.parse(askedAt),
    deadline: Date.parse(deadline),
    closedAt: closedAt === null ? null : Date.parse(closedAt),
  }
}

async function selectIds(transaction: Transaction, openOnly: boolean): Promise<readonly string[]> {
  const { rows } = await transaction.query<{ id: string }>(
    `SELECT id FROM asking.questions WHERE NOT $1 OR state = 'open' ORDER BY number DESC LIMIT 1000`,
    [openOnly],
  )
  return rows.map(({ id }) => id)
}

interface NewRow extends Pick<QuestionStoreDeps, 'isFinal'> {
  readonly id: string
  readonly row: MemberAnswer
}

async function updateRow(transaction: Transaction, { id, row, isFinal }: NewRow): Promise<void> {
  const { rowCount } = await transaction.query(
    `UPDATE asking.members SET answer = $3::jsonb, ended = $4
     WHERE question = $1 AND member = $2 AND NOT ended
       AND EXISTS (SELECT FROM asking.questions WHERE id = $1 AND state = 'open')`,
    [id, row.member, JSON.stringify(row), isFinal(row)],
  )
  if (rowCount === 1) await notify(transaction, id)
}

interface NewEnd extends Pick<QuestionStoreDeps, 'append'> {
  readonly id: string
  readonly end: QuestionEnd
}

async function close(transaction: Transaction, { id, end, append: appender }: NewEnd): Promise<boolean> {
  const { state, closedAt, rows, record } = end
  const { rowCount } = await transaction.query(
    `UPDATE asking.questions SET state = $2, closed_at = $3, record = $4 WHERE id = $1 AND state = 'open'`,
    [id, state, timeText(closedAt), record],
  )
  if (rowCount === 0) return false
  await transaction.query(
    `UPDATE asking.members SET answer = given.answer, ended = true
     FROM jsonb_array_elements($2::jsonb) AS given (answer)
     WHERE question = $1 AND member = given.answer ->> 'member'`,
    [id, JSON.stringify(rows)],
  )
  await append(
    transaction,
    { append: appender },
    {
      kind: 'network.closed',
      at: timeText(closedAt),
      facts: {
        question: id,
        state,
        answered: rows.filter(row => row.state === 'answered').map(row => row.member),
        tables: rows.flatMap(row => (row.state === 'answered' ? [row.reading.table] : [])),
      },
    },
  )
  await notify(transaction, id)
  return true
}

async function notify(transaction: Transaction, id: string): Promise<void> {
  await transaction.query('SELECT pg_notify($1, $2)', [CHANNEL, id])
}

/** One connection for all questions that this process runs: where it dies, the database gives them free. */
function holdLocks(database: Database) {
  let connection: Promise<PoolClient> | null = null
  const held = new Set<string>()
  const open = async () => {
    const client = await database.connect().catch((error: unknown) => {
      throw toNodeError(error)
    })
    // Lost: another process may take the questions; a row has one end all the same.
    client.on('error', () => {
      connection = null
    })
    return client
  }
  const close = async () => {
    const closing = connection
    connection = null
    const client = await closing?.catch(() => null)
    // The server lets go of a lock when it notices that the connection is gone, which is later than whoever asks next.
    await client?.query('SELECT pg_advisory_unlock_all()').catch(() => {})
    client?.release(true)
  }
  return {
    async take(id: string): Promise<boolean> {
      if (held.has(id)) return false
      connection ??= open()
      const client = await connection
      const { rows } = await client.query<{ taken: boolean }>(
        "SELECT pg_try_advisory_lock(hashtextextended('prime-rose/asking/' || $1, 0)) AS taken",
        [id],
      )
      const taken = rows[0]?.taken === true
      if (taken) held.add(id)
      return taken
    },
    async release(id: string): Promise<void> {
      held.delete(id)
      if (held.size === 0) return close()
      const client = await connection
      await client?.query("SELECT pg_advisory_unlock(hashtextextended('prime-rose/asking/' || $1, 0))", [id])
    },
    stop: close,
  }
}

export function createPartnerTables({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): PartnerTables {
  const query = <T extends object>(text: string, values: readonly unknown[]) =>
    database.query<T>(text, [...values]).catch((error: unknown) => {
      throw toNodeError(error)
    })
  return {
    has: async sha256 => (await query('SELECT FROM asking.tables WHERE sha256 = $1', [sha256])).rowCount === 1,
    find: async sha256 =>
      (await query<{ jws: string }>('SELECT jws FROM asking.tables WHERE sha256 = $1', [sha256])).rows[0]?.jws ?? null,
    keep: async ({ member, sha256, jws }) => {
      await query(
        'INSERT INTO asking.tables (sha256, member, jws, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        [sha256, member, jws, timeText(clock.now())],
      )
    },
  }
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
