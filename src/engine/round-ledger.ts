/**
 * The engine's own ledger of rounds: one sealed file a round, with whom it counted and the bytes of the contribution. It is
 * written before the record's entry and that before the file in the out folder, so that whatever stops the engine, the
 * same bytes come out. The record names the hash of each, so that a lost or older one is noticed.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { EnginePaths } from './engine-paths.ts'
import type { RecordEntry } from './record.ts'
import { sealText, sha256Of, unsealText } from './sealed-text.ts'

export interface RoundLedger {
  readonly round: string
  readonly manifestSha256: string
  readonly cut: string
  readonly previousSha256: string | null
  /** The contribution, as it was or will be let out. */
  readonly contribution: string
  /** By cohort key: whom it counted, with what it counted of each. */
  readonly cohorts: Readonly<Record<string, readonly (readonly [person: string, value: string])[]>>
}

type Paths = Pick<EnginePaths, 'history' | 'historyKey'>

const FORMAT = Buffer.from('PRROUND1', 'latin1')

/** Null where this engine has not contributed to the round. Throws `engine/failed` where its ledger is lost or another. */
export function readLedger(paths: Paths, entries: readonly RecordEntry[], round: string): RoundLedger | null {
  const expected = ledgerHash(entries, round)
  const file = fileOf(paths, round)
  if (!existsSync(file)) {
    if (expected === null) return null
    throw lost()
  }
  const bytes = readFileSync(file)
  const text = unsealText(FORMAT, bytes, readKey(paths))
  if (text === null || (expected !== null && sha256Of(bytes) !== expected)) throw lost()
  const ledger = JSON.parse(text.toString('utf8')) as RoundLedger
  if (ledger.round !== round) throw lost()
  return ledger
}

/** Durable when it returns; gives the hash that the record is to name. */
export function writeLedger(paths: Paths, ledger: RoundLedger): string {
  const bytes = sealText(FORMAT, Buffer.from(JSON.stringify(ledger)), readKey(paths))
  writeWhole(fileOf(paths, ledger.round), bytes, 0o600)
  return sha256Of(bytes)
}

/** Of a ledger that is there already. */
export function hashOfLedger(paths: Paths, round: string): string {
  return sha256Of(readFileSync(fileOf(paths, round)))
}

/** The network table that the last contribution rested on; undefined before the first contribution. */
export function lastTable(entries: readonly RecordEntry[]): string | null | undefined {
  for (const { facts } of entries.toReversed()) {
    if (facts.kind === 'let-out' && facts.act === 'contribution') return facts.previousSha256
  }
  return undefined
}

function ledgerHash(entries: readonly RecordEntry[], round: string): string | null {
  for (const { facts } of entries) {
    if (facts.kind === 'let-out' && facts.act === 'contribution' && facts.round === round) return facts.history
  }
  return null
}

const fileOf = ({ history }: Paths, round: string) => join(dirname(history), `round-${round}.sealed`)
const readKey = ({ historyKey }: Paths) => Buffer.from(readFileSync(historyKey, 'utf8').trim(), 'hex')

function lost(): NodeError {
  return new NodeError('engine/failed', "the engine's ledger of an earlier round is lost or was changed", {
    hint: 'Restore engine/history from the backup; without it no change between rounds can be counted.',
  })
}
