/** The audit of a node: verified, listed, its head signed (role `rose_auditor`; the engine speaks for its own record). */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { ChainedEvent } from '../audit/event.ts'
import { type TreeHead, treeHead } from '../audit/tree.ts'
import { type AuditVerdict, type EngineStatement, verifyAudit } from '../audit/verify.ts'
import type { Config } from '../config.ts'
import { readEnginePublicKey } from '../engine/engine-folder.ts'
import { readEngineRecord } from '../engine/launch.ts'
import { RECORD_STATEMENT_TYP } from '../engine/record-statement.ts'
import type { Clock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { AuditHead } from '../model/generated/audit-head.ts'
import type { EngineRecordStatement } from '../model/generated/engine-record-statement.ts'
import { readEventHashes, readEvidence } from '../store/audit-evidence.ts'
import { readAuditEvents } from '../store/audit-log.ts'
import type { Database } from '../store/connection.ts'
import { signDocument, verifyDocument } from '../trust/documents.ts'
import { keyIdOf, type PublicJwk, publicKeyOf } from '../trust/keys.ts'
import { withDatabaseAs } from './database.ts'
import { ownKeysOf, signingKeyOf } from './own-keys.ts'

export const AUDIT_HEAD_TYP = 'prime-rose-audit-head+jws'

export interface VerifiedAudit extends AuditVerdict {
  readonly events: number
  /** Entries of the engine's record; null where it is broken. */
  readonly engineEntries: number | null
  /** Heads that were given and held against it. */
  readonly headsCompared: number
}

/** `heads`: texts of signed heads that were kept. */
export async function verifyNodeAudit(config: Config, heads: readonly string[]): Promise<VerifiedAudit> {
  const kept = await Promise.all(heads.map(text => openHead(config, text)))
  const verdict = await lookOnce(config, kept)
  if (verdict.ok) return verdict
  // Between the engine's record and the audit's row is a moment; what is a fault a second later was one before.
  await wait(A_MOMENT_MILLISECONDS)
  return lookOnce(config, kept)
}

const A_MOMENT_MILLISECONDS = 1_000

async function lookOnce(config: Config, heads: readonly TreeHead[]): Promise<VerifiedAudit> {
  const { statement, fault } = await statementOf(config)
  const evidence = await withDatabaseAs(config, 'auditor', readEvidence)
  const engine = { engine: statement, ...(fault === undefined ? {} : { engineFault: fault }) }
  return {
    ...verifyAudit({ ...evidence, heads, ...engine }),
    events: evidence.events.length,
    engineEntries: statement?.macs.length ?? null,
    headsCompared: heads.length,
  }
}

async function statementOf(
  config: Config,
): Promise<{ readonly statement: EngineStatement | null; readonly fault?: number }> {
  try {
    const text = readFileSync(await readEngineRecord(config.paths.folder, config.engine), 'utf8')
    const key = readEnginePublicKey(config.paths.folder)
    const { document } = await verifyDocument<EngineRecordStatement>(text, {
      typ: RECORD_STATEMENT_TYP,
      schemaId: 'urn:prime-rose:engine-record-statement/1',
      keyOf: onlyKey(key),
    })
    return { statement: document }
  } catch (error) {
    // The engine names the entry that does not hold; anything else keeps it from speaking at all.
    if (isNodeError(error, 'engine/failed') && typeof error.detail?.['sequence'] === 'number') {
      return { statement: null, fault: error.detail['sequence'] }
    }
    throw error
  }
}

/** Throws `audit/bad-head` for any other text. */
async function openHead(config: Config, text: string): Promise<TreeHead> {
  const own = ownKeysOf(config).signing.map(publicKeyOf)
  const { document } = await verifyDocument<AuditHead>(text.trim(), {
    typ: AUDIT_HEAD_TYP,
    schemaId: 'urn:prime-rose:audit-head/1',
    // The node may have changed its key since.
    keyOf: kid => own.find(key => keyIdOf(key) === kid) ?? null,
  }).catch((cause: unknown) => {
    throw badHead('is not signed by this node', cause)
  })
  if (document.member !== config.member || document.trialId !== config.trialId) throw badHead('is of another node')
  return { size: document.size, rootHash: document.rootHash }
}

function badHead(what: string, cause?: unknown): NodeError {
  return new NodeError('audit/bad-head', `a head that was given ${what}`, {
    hint: 'Give the file as it came from: rose audit head --node DIR',
    cause,
  })
}

/** What the audit holds now, signed by the node. */
export async function signedHead(
  config: Config,
  clock: Clock,
): Promise<{ readonly head: AuditHead; readonly jws: string }> {
  const { size, rootHash } = await headOf(config)
  const at = new Date(clock.now()).toISOString()
  const { member, trialId } = config
  const head: AuditHead = { schema: 'audit-head/1', member, trialId, size, rootHash, at }
  return { head, jws: await signDocument(head, { key: signingKeyOf(config), typ: AUDIT_HEAD_TYP }) }
}

/** What the engine is shown with its jobs. */
export function headOf(config: Config): Promise<TreeHead> {
  return withDatabaseAs(config, 'auditor', headIn)
}

/** The same for a process that has a connection; any role of the audit may read its hashes. */
export async function headIn(database: Database): Promise<TreeHead> {
  return treeHead(await readEventHashes(database))
}

export interface ListAudit {
  readonly kind?: string
  /** The last ones; default all. */
  readonly limit?: number
}

/** In the order of the chain. */
export function listAudit(config: Config, { kind, limit }: ListAudit): Promise<readonly ChainedEvent[]> {
  return withDatabaseAs(config, 'auditor', async database => {
    const events = (await allEvents(database)).filter(event => kind === undefined || event.kind === kind)
    return limit === undefined ? events : events.slice(Math.max(0, events.length - limit))
  })
}

const allEvents = (database: Database) => Array.fromAsync(readAuditEvents(database))

const onlyKey = (key: PublicJwk) => (kid: string) => (kid === keyIdOf(key) ? key : null)
