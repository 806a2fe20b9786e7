/** The terminology of the tables that the program ships, read once a test file. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Normalised } from '../../src/terminology/answer.ts'
import { normalise } from '../../src/terminology/normalise.ts'
import type { TableName } from '../../src/terminology/tables.ts'
import { parseTerminology, terminologyTables } from '../../src/terminology/terminology.ts'

const folder = join(import.meta.dirname, '../../mappings/terminology')

export function shippedTables(): Record<TableName, string> {
  const texts = terminologyTables.map(name => [name, readFileSync(join(folder, `${name}.csv`), 'utf8')])
  return Object.fromEntries(texts) as Record<TableName, string>
}

export const shipped = parseTerminology(shippedTables())

/** `HGNC:3430`, or `review gene-unknown`. */
export function inShort(answer: Normalised): string {
  return answer.canonical ?? `${answer.status} ${answer.codes.join(',')}`
}

export const record = (text: string): string =>
  inShort(normalise(shipped, { part: 'alteration', context: 'record', text }))
export const selector = (text: string): string =>
  inShort(normalise(shipped, { part: 'alteration', context: 'selector', text }))
