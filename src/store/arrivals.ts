/** Numbered messages that came (role `rose_gateway`): one message a number, and one reply a message. */
import type { Arrival, ArrivalState, ArrivalStore, Gap } from '../outbox/ports.ts'
import type { Database } from './connection.ts'
import { toNodeError } from './database-error.ts'

/** A handling that was broken off by a kill may be taken up after this. */
const ABANDONED_SECONDS = 60
const MOST_SHOWN = 100

export function createArrivalStore(database: Database): ArrivalStore {
  return {
    begin: arrival => asOurs(begin(database, arrival)),
    end: (id, { reply, code }) =>
      asOurs(
        database.query('UPDATE exchange.arrivals SET ended_at = now(), reply = $2, code = $3 WHERE id = $1', [
          id,
          reply,
          code,
        ]),
      ).then(() => {}),
    forget: id =>
      asOurs(database.query('DELETE FROM exchange.arrivals WHERE id = $1 AND ended_at IS NULL', [id])).then(() => {}),
    gaps: () => asOurs(gaps(database)),
  }
}

async function begin(database: Database, { sender, sequence, id }: Arrival): Promise<ArrivalState> {
  const { rowCount } = await database.query(
    `INSERT INTO exchange.arrivals AS a (sender, sequence, id) VALUES ($1, $2, $3)
     ON CONFLICT (sender, sequence) DO UPDATE SET begun_at = now()
     WHERE a.id = $3 AND a.ended_at IS NULL AND a.begun_at < now() - make_interval(secs => ${ABANDONED_SECONDS})`,
    [sender, sequence, id],
  )
  if (rowCount === 1) return { state: 'fresh' }
  const { rows } = await database.query<{ id: string; ended: boolean; reply: string | null; code: string | null }>(
    'SELECT id, ended_at IS NOT NULL AS ended, reply, code FROM exchange.arrivals WHERE sender = $1 AND sequence = $2',
    [sender, sequence],
  )
  const [before] = rows
  if (before === undefined || before.id !== id) return { state: 'other' }
  return before.ended ? { state: 'done', reply: before.reply, code: before.code } : { state: 'working' }
}

/** A sender's numbers begin with 1: what is missing below the highest was lost on its way, or has not come yet. */
async function gaps(database: Database): Promise<readonly Gap[]> {
  const { rows } = await database.query<Gap>(
    `WITH last AS (
       SELECT sender, max(sequence) AS last, count(*) AS came FROM exchange.arrivals GROUP BY sender
     ), edges AS (
       SELECT sender, sequence, lead(sequence) OVER (PARTITION BY sender ORDER BY sequence) AS next
       FROM (SELECT sender, sequence FROM exchange.arrivals
             UNION ALL SELECT sender, 0 FROM last) AS all_numbers
     )
     SELECT sender, last::float8 AS last, (last - came)::float8 AS "missingCount",
            ARRAY(SELECT n::float8 FROM edges CROSS JOIN LATERAL
                    generate_series(edges.sequence + 1, least(edges.next - 1, edges.sequence + ${MOST_SHOWN})) AS n
                  WHERE edges.sender = last.sender AND edges.next > edges.sequence + 1
                  ORDER BY n LIMIT ${MOST_SHOWN}) AS missing
     FROM last ORDER BY sender`,
  )
  return rows
}

async function asOurs<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw toNodeError(error)
  }
}
