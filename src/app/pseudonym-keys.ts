/** The pseudonym key of a node: found for the store, shown, created, rotated, destroyed. */
import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { IdentityStore, Rekeyed, RotationStep } from '../ingest/identity-ports.ts'
import { lookUp } from '../ingest/look-up.ts'
import type { PseudonymKeyName } from '../ingest/ports.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import {
  createPseudonymKey,
  formatPseudonymKey,
  type PseudonymKey,
  pseudonymKeyId,
} from '../pseudonymisation/pseudonym-key.ts'
import { rekeyPerson } from '../pseudonymisation/rekey.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import type { Database } from '../store/connection.ts'
import { createIdentityStore } from '../store/identity-store.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { actorOf } from './members.ts'
import { writeSecretOnce } from './node-files.ts'
import { type Custody, custodyOf, isSameKey } from './pseudonym-custody.ts'

export function identityStoreOf(database: Database): IdentityStore {
  return createIdentityStore({ database, append: appendAudit, clock: systemClock })
}

/**
 * The key that the store is under. Throws `pseudonym/wrong-key` where custody has another one, `pseudonym/key-destroyed`,
 * and what custody throws. A rotation that broke off after its commit is finished here.
 */
export async function keyOfStore(config: Config, store: IdentityStore): Promise<PseudonymKey> {
  const custody = custodyOf(config)
  const stored = await store.readKey()
  if (stored === null) return custody.current()
  if (stored.endedAt !== null) throw destroyed()
  const current = await custody.current().catch(nullWhereMissing)
  if (current !== null && isSameKey(current, stored)) {
    if (custody.hasOld()) await finishRotation(custody, store)
    return current
  }
  const next = await custody.next()
  if (next !== null && isSameKey(next, stored)) {
    await finishRotation(custody, store)
    return next
  }
  if (current === null) return custody.current()
  throw new NodeError(
    'pseudonym/wrong-key',
    `the store is under another pseudonym key: version ${stored.version}, id ${stored.id}`,
    { hint: 'Restore that key. rose pseudonym key status --node DIR compares the two.' },
  )
}

async function finishRotation(
  custody: Custody,
  store: IdentityStore,
  onStep: (step: RotationStep) => void = () => {},
): Promise<void> {
  await store.whileLocked(async stored => {
    const fits = (key: PseudonymKey | null) => stored !== null && key !== null && isSameKey(key, stored)
    // Whoever was quicker may have done either.
    if (fits(await custody.next())) custody.promote(onStep)
    if (custody.hasOld() && fits(await custody.current())) custody.destroyOld()
    onStep('destroyed')
  })
}

export interface KeyStatus {
  readonly trial: string
  readonly custody: Custody['kind']
  /** What custody holds; null where it holds none. */
  readonly key: PseudonymKeyName | null
  /** What the store is under; null where nothing was ever stored. */
  readonly store: (PseudonymKeyName & { readonly since: string; readonly destroyedAt: string | null }) | null
  /** `unused`: nothing is stored yet. */
  readonly state: 'fits' | 'unused' | 'wrong-key' | 'missing' | 'destroyed' | 'rotation-unfinished'
}

export function keyStatus(config: Config): Promise<KeyStatus> {
  return withDatabaseAs(config, 'ingest', async database => {
    const custody = custodyOf(config)
    const stored = await identityStoreOf(database).readKey()
    const [key, next] = [await custody.current().catch(nullWhereMissing), await custody.next()]
    const shared = {
      trial: config.trialId,
      custody: custody.kind,
      key: key === null ? null : nameOf(key),
      store:
        stored === null
          ? null
          : { version: stored.version, id: stored.id, since: stored.beganAt, destroyedAt: stored.endedAt },
    }
    if (stored !== null && stored.endedAt !== null) return { ...shared, state: 'destroyed' }
    if (stored !== null && next !== null && isSameKey(next, stored)) return { ...shared, state: 'rotation-unfinished' }
    if (key === null) return { ...shared, state: 'missing' }
    if (stored === null) return { ...shared, state: 'unused' }
    return { ...shared, state: isSameKey(key, stored) ? 'fits' : 'wrong-key' }
  })
}

/** Makes the first key of a node that has none; one that is there, or one that the store is under, is never replaced. */
export async function createKey(config: Config, { as }: { readonly as?: string } = {}): Promise<PseudonymKeyName> {
  const actor = actorOf(config, as, 'operator')
  return withDatabaseAs(config, 'ingest', async database => {
    const stored = await identityStoreOf(database).readKey()
    if (config.pseudonymKey.kind === 'command') {
      throw new NodeError('pseudonym/key-exists', 'the key is kept by the key service of the site', {
        hint: 'Let the service make it; the settings are in rose.json, member pseudonymKey.',
      })
    }
    if (stored !== null || existsSync(config.paths.pseudonymKey)) {
      throw new NodeError('pseudonym/key-exists', 'this node has, or had, a pseudonym key', {
        hint: 'If its file is lost, restore it: a new key would give every subject a second pseudonym. To change it: rose pseudonym key rotate',
      })
    }
    const key = createPseudonymKey(config.trialId)
    await appendAuditEvent(database, appendAudit, {
      kind: 'pseudonym.key-created',
      at: new Date(systemClock.now()).toISOString(),
      actor,
      facts: { version: key.version, keyId: pseudonymKeyId(key) },
    })
    writeSecretOnce(config.paths.pseudonymKey, () => formatPseudonymKey(key))
    return nameOf(key)
  })
}

export interface RotateRequest {
  readonly as?: string
  /** Told of each step; for tests, which end the process there. */
  readonly onStep?: (step: RotationStep) => void
}

export interface Rotated extends Rekeyed {
  readonly from: PseudonymKeyName
  readonly to: PseudonymKeyName
}

/**
 * All of the store goes under the next key in one transaction; then the old key is destroyed. Wherever it breaks off, the
 * store is whole under one of the two, and the next command finds that one.
 */
export async function rotateKey(config: Config, { as, onStep = () => {} }: RotateRequest): Promise<Rotated> {
  const actor = actorOf(config, as, 'operator')
  return withDatabaseAs(config, 'ingest', async database => {
    const store = identityStoreOf(database)
    const custody = custodyOf(config)
    const from = await keyOfStore(config, store)
    if ((await store.readKey()) === null) {
      throw new NodeError(
        'cut/nothing-ingested',
        'nothing is stored under this key yet, so there is nothing to rotate',
        {
          hint: 'First: rose ingest EXPORT --node DIR',
        },
      )
    }
    const next: { key?: PseudonymKey } = {}
    const to = () => next.key ?? from
    const rekeyed = await store.rekey({
      from: nameOf(from),
      to: () => nameOf(to()),
      prepare: async () => {
        next.key = await custody.prepareNext(from)
      },
      rename: {
        isDone: pseudonym => pseudonym.startsWith(`p${to().version}-`),
        person: row => rekeyPerson(row, { from, to: to() }),
      },
      actor,
      onStep,
    })
    onStep('committed')
    await finishRotation(custody, store, onStep)
    return { ...rekeyed, from: nameOf(from), to: nameOf(to()) }
  })
}

/** For good: nothing can be ingested, rotated or looked up any more. The store keeps its pseudonyms, of nobody. */
export async function destroyKey(
  config: Config,
  request: { readonly as: string; readonly confirm: string },
): Promise<void> {
  const actor = actorOf(config, request.as, 'operator')
  if (request.confirm !== config.trialId) {
    throw new NodeError('usage/bad-argument', 'the confirmation does not name the trial of this node', {
      hint: `This cannot be undone. To destroy the key: --confirm ${config.trialId}`,
    })
  }
  return withDatabaseAs(config, 'ingest', async database => {
    const store = identityStoreOf(database)
    const stored = await store.readKey()
    // Again after it broke off: only what is left of the key goes.
    if (stored === null || stored.endedAt === null) {
      const key = nameOf(await keyOfStore(config, store))
      await store.endKey({ key, actor })
    }
    await custodyOf(config).destroy()
  })
}

const nameOf = (key: PseudonymKey): PseudonymKeyName => ({ version: key.version, id: pseudonymKeyId(key) })

function nullWhereMissing(error: unknown): null {
  if (isNodeError(error, 'pseudonym/key-missing')) return null
  throw error
}

function destroyed(): NodeError {
  return new NodeError('pseudonym/key-destroyed', 'the pseudonym key of this store was destroyed', {
    hint: 'Nothing can be added any more. A new node starts with a key of its own: rose init',
  })
}

export interface LookUpPersonRequest {
  readonly pseudonym: string
  /** Name of the operator who asks. */
  readonly as: string
  readonly reason: string
}

/** The local subject id behind a pseudonym, for an authorised re-contact inside the platform. */
export async function lookUpPerson(config: Config, { pseudonym, as, reason }: LookUpPersonRequest): Promise<string> {
  const actor = actorOf(config, as, 'operator')
  return withDatabaseAs(config, 'ingest', async database => {
    const store = identityStoreOf(database)
    const key = await keyOfStore(config, store)
    const deps = { store, key, perDay: config.lookupsADay, scan: { country: config.country } }
    return lookUp(deps, { pseudonym, reason, actor })
  })
}
