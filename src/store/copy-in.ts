/** COPY ... FROM STDIN in the text format (PostgreSQL documentation, COPY): the quickest way of many rows into a table. */
import { once } from 'node:events'
import { from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from './connection.ts'

export type CopyValue = string | number | boolean | null

/** Text of one row, its line break included. */
export function copyRow(values: readonly CopyValue[]): string {
  let row = ''
  for (const [at, value] of values.entries()) row += at === 0 ? copyText(value) : `\t${copyText(value)}`
  return `${row}\n`
}

const SPECIAL = /[\\\t\n\r]/g
const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function copyText(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return value.replace(SPECIAL, character => ESCAPED[character] ?? character)
}

/** Sends rows that `copyRow` made; resolves when the server has taken them all. */
export async function copyIn(transaction: Transaction, target: string, rows: string): Promise<void> {
  if (rows === '') return
  const stream = transaction.query(copyFrom(`COPY ${target} FROM STDIN`))
  stream.end(rows)
  await once(stream, 'finish')
}
