/** This node's federation directory: kept in `documents/`, believed by the officers that two committee members pinned. */
import type { AuditEvent } from '../audit/event.ts'
import type { Config } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { readPins } from '../engine/pins-file.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import type { Database } from '../store/connection.ts'
import {
  expired,
  type Officer,
  type VerifiedDirectory,
  validityOf,
  verifyDirectory,
  verifyKeptDirectory,
} from '../trust/directory.ts'
import { asPublicJwk } from '../trust/keys.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { keepDocument, readKeptDocument } from './kept-documents.ts'

/** Null while the node belongs to no federation. */
export function pinnedOfficers(config: Pick<Config, 'paths'>): readonly Officer[] | null {
  const { officers } = readPins(enginePaths(config.paths.folder))
  return officers?.map(({ name, publicJwk }) => ({ name, publicJwk: asPublicJwk(publicJwk) })) ?? null
}

/** The directory that this node holds, whose time may be over; null where it has none yet. Throws where what is there does not hold. */
export async function heldDirectory(config: Pick<Config, 'paths'>): Promise<VerifiedDirectory | null> {
  const officers = pinnedOfficers(config)
  const text = readKeptDocument(config.paths, 'directory')
  return officers === null || text === null ? null : verifyKeptDirectory(text, officers)
}

/** The directory that holds now; throws `directory/missing` or `directory/expired`. */
export async function presentDirectory(config: Pick<Config, 'paths'>, now: number): Promise<VerifiedDirectory> {
  const held = await heldDirectory(config)
  if (held === null) throw missing()
  if (validityOf(held.document, now).state === 'expired') throw expired(held.document)
  return held
}

export interface TakenDirectory {
  readonly directory: VerifiedDirectory
  /** False where it is the one that was held already. */
  readonly changed: boolean
}

/** Verifies a directory against the pins and the one before, and puts it in place; its audit event is durable first. */
export async function takeDirectory(
  config: Pick<Config, 'paths'>,
  text: string,
  deps: { readonly clock: Clock; readonly append: (event: AuditEvent) => Promise<void> },
): Promise<TakenDirectory> {
  const previous = await heldDirectory(config)
  const directory = await checkDirectoryText(config, text, { previous, now: deps.clock.now() })
  if (directory.sha256 === previous?.sha256) return { directory, changed: false }
  await deps.append({
    kind: 'directory.taken',
    at: new Date(deps.clock.now()).toISOString(),
    actor: 'operator',
    facts: { serial: directory.document.serial, sha256: directory.sha256, signers: directory.signers },
  })
  keepDocument(config.paths, { name: 'directory', text, replaces: previous?.document.serial ?? null })
  return { directory, changed: true }
}

/** As `takeDirectory` would, without taking it. */
export async function checkDirectoryText(
  config: Pick<Config, 'paths'>,
  text: string,
  { previous, now }: { readonly previous: VerifiedDirectory | null; readonly now: number },
): Promise<VerifiedDirectory> {
  const officers = pinnedOfficers(config)
  if (officers === null) throw missing()
  return verifyDirectory(text, { officers, previous, now })
}

/** Writes events of the directory with the gateway's login. */
export function auditThrough(database: Database): (event: AuditEvent) => Promise<void> {
  return event => appendAuditEvent(database, appendAudit, event)
}

/** The same for a command, which has no connection of its own. */
export function auditOf(config: Config): (event: AuditEvent) => Promise<void> {
  return event => withDatabaseAs(config, 'gateway', database => appendAuditEvent(database, appendAudit, event))
}

function missing(): NodeError {
  return new NodeError('directory/missing', 'this node has no federation directory', {
    hint: 'rose join DIR --directory FILE makes it a member; rose federation fetch --node DIR gets a newer one.',
  })
}

/** What an operator should be told of a directory, or null. */
export function directoryWarning(held: VerifiedDirectory, now: number): string | null {
  const { state, daysLeft } = validityOf(held.document, now)
  const { serial, validUntil } = held.document
  if (state === 'expired')
    return `The federation directory (serial ${serial}) expired on ${validUntil}: partners are closed out.`
  if (state !== 'ending') return null
  return `The federation directory (serial ${serial}) ends in ${daysLeft} days, on ${validUntil}: ask the officers for the next one.`
}
