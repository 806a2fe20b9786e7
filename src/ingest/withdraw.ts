/**
 * Use case: a person withdraws. `data`: out of the store and of every later cut, and earlier cuts are closed to new
 * computation; `treatment`: stopped treatment only, stays. The store remembers either, for every later ingest.
 */
import { NodeError } from '../model/errors.ts'
import { derivePseudonym } from '../pseudonymisation/pseudonym.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { RECORD_PURPOSE } from '../pseudonymisation/purposes.ts'
import { openLocalId, sealLocalId } from '../pseudonymisation/sealed-local-id.ts'
import type { IdentityStore, TellWithdrawn, Withdrawn } from './identity-ports.ts'
import { auditName } from './look-up.ts'
import type { PseudonymKeyName } from './ports.ts'

export const WITHDRAWAL_SCOPES = ['data', 'treatment'] as const

/** Why, as a code: the words of a person have no place in the store. */
export const WITHDRAWAL_REASONS = [
  'subject',
  'representative',
  'physician',
  'consent-invalid',
  'authority',
  'other',
] as const

export interface WithdrawDeps {
  readonly store: IdentityStore
  readonly key: PseudonymKey
  readonly keyName: PseudonymKeyName
  /** The engine, which must refuse earlier cuts before the withdrawal counts. */
  readonly tell: TellWithdrawn
  /** 32 hex digits, random. */
  readonly newId: () => string
}

export interface WithdrawRequest {
  /** Local subject id, or a pseudonym of the store. */
  readonly subject: string
  readonly scope: string
  readonly reasonCode: string
  /** Also somebody whom the store does not hold: the withdrawal waits for an ingest that brings them. */
  readonly isNew: boolean
  readonly actor: string
}

const PSEUDONYM = /^p[1-9][0-9]*-[0-9a-f]{32}$/

/** Throws `usage/bad-argument`, `withdrawal/unknown-subject`, or what custody and engine throw; then nothing has changed. */
export async function withdraw(deps: WithdrawDeps, request: WithdrawRequest): Promise<Withdrawn> {
  const scope = oneOf(WITHDRAWAL_SCOPES, request.scope, 'scope')
  const reasonCode = oneOf(WITHDRAWAL_REASONS, request.reasonCode, 'reason')
  const subjectId = await localIdOf(deps, request.subject.trim())
  const { key } = deps
  const done = await deps.store.withdraw({
    pseudonym: derivePseudonym(key, { trialId: key.trialId, purpose: RECORD_PURPOSE, subjectId }),
    sealedLocalId: sealLocalId(key, subjectId),
    key: deps.keyName,
    id: deps.newId(),
    person: auditName(key, subjectId),
    scope,
    reasonCode,
    isNew: request.isNew,
    actor: request.actor,
    tell: deps.tell,
  })
  if (done !== null) return done
  throw unknownSubject()
}

function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find(candidate => candidate === text)
  if (found !== undefined) return found
  throw new NodeError('usage/bad-argument', `there is no such ${what} of a withdrawal`, {
    hint: `It is one of ${known.join(', ')}.`,
  })
}

async function localIdOf({ store, key }: WithdrawDeps, subject: string): Promise<string> {
  if (subject === '') throw new NodeError('usage/bad-argument', 'nobody is named')
  if (!PSEUDONYM.test(subject)) return subject
  const sealed = await store.findSealed(subject)
  if (sealed === null) throw unknownSubject()
  return openLocalId(key, subject, sealed)
}

function unknownSubject(): NodeError {
  return new NodeError('withdrawal/unknown-subject', 'the store holds nobody of this id', {
    hint: 'See that the id is spelt as in the source. For somebody whom a later export will bring: --not-yet-ingested',
  })
}
