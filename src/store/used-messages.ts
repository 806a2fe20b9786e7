/** Messages that were used up, whatever their kind (role `rose_gateway`). The key of the table decides what is a replay. */
import type { MessageUse, ReplayStore, Use } from '../trust/replays.ts'
import type { Database, Transaction } from './connection.ts'
import { toNodeError } from './database-error.ts'

const USE = `
  INSERT INTO published.used_messages (member, jti, expires)
  VALUES ($1, $2, to_timestamp($3::double precision)) ON CONFLICT DO NOTHING`

/** Within the transaction of what the message does, so that both are durable or neither. */
export async function useMessage(transaction: Pick<Transaction, 'query'>, use: MessageUse): Promise<Use> {
  const { rowCount } = await transaction.query(USE, [use.member, use.jti, use.expires])
  return rowCount === 1 ? 'fresh' : 'replayed'
}

/** For messages whose use needs nothing else to be written with it. */
export function createReplayStore(database: Database): ReplayStore {
  return {
    use: use =>
      useMessage(database, use).catch((error: unknown) => {
        throw toNodeError(error)
      }),
  }
}

/** `before` in milliseconds since 1970. Gives how many there are. */
export async function countExpired(database: Database, before: number): Promise<number> {
  const { rows } = await database.query<{ number: string }>(
    'SELECT count(*) AS number FROM published.used_messages WHERE expires < to_timestamp($1::double precision / 1000)',
    [before],
  )
  return Number(rows[0]?.number ?? 0)
}

/** Gives how many went. */
export async function removeExpired(database: Database, before: number): Promise<number> {
  const { rowCount } = await database.query(
    'DELETE FROM published.used_messages WHERE expires < to_timestamp($1::double precision / 1000)',
    [before],
  )
  return rowCount ?? 0
}
