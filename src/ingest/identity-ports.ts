/** What the keeping of identities asks of the store: which key it is under, rotation, withdrawal, authorised re-contact. */
import type { EngineNote } from '../audit/event.ts'
import type { PseudonymKeyName } from './ports.ts'

export interface StoredKey extends PseudonymKeyName {
  /** RFC 3339. */
  readonly beganAt: string
  /** When it was rotated away or destroyed. */
  readonly endedAt: string | null
}

/** Steps of a rotation, in their order; a test stops the process at each. */
export const ROTATION_STEPS = [
  'prepared',
  'persons',
  'rekeyed',
  'audited',
  'committed',
  'set-aside',
  'promoted',
  'destroyed',
] as const
export type RotationStep = (typeof ROTATION_STEPS)[number]

export interface Rekey {
  readonly from: PseudonymKeyName
  /** Known once it is prepared. */
  readonly to: () => PseudonymKeyName
  /** Makes the new key durable; called under the lock, before the first change. */
  readonly prepare: () => Promise<void>
  readonly rename: {
    /** Whether a pseudonym is under the new key already. */
    isDone(pseudonym: string): boolean
    person(row: { readonly pseudonym: string; readonly sealedLocalId: Uint8Array }): {
      readonly pseudonym: string
      readonly sealedLocalId: Uint8Array
    }
  }
  readonly actor: string
  readonly onStep: (step: RotationStep) => void
}

export interface Rekeyed {
  readonly persons: number
  readonly withdrawals: number
}

export interface IdentityStore {
  /** The last key the store was under; null where nothing was ever stored. */
  readKey(): Promise<StoredKey | null>
  /** Runs `work` while no ingest, withdrawal or rotation is at work. */
  whileLocked<T>(work: (key: StoredKey | null) => Promise<T>): Promise<T>
  /** All of the store under the next key, with its event, or nothing. Throws `pseudonym/wrong-key`. */
  rekey(request: Rekey): Promise<Rekeyed>
  /** Ends the store's key with its event; sealed ids are emptied. Again is no second event. */
  endKey(request: { readonly key: PseudonymKeyName; readonly actor: string }): Promise<void>
  /**
   * The sealed id behind a pseudonym. Its event is durable before the promise resolves, also where it was refused; more
   * than `perDay` within 24 hours are, whoever asks.
   */
  lookUp(request: LookUp): Promise<LookedUp>
  /** Null where nobody in the store has this pseudonym. */
  findSealed(pseudonym: string): Promise<Uint8Array | null>
  /**
   * Records a withdrawal with its events. Null where the store does not hold the person and `isNew` does not say so. What
   * `tell` throws undoes it all.
   */
  withdraw(withdrawal: Withdrawal): Promise<Withdrawn | null>
  /** Of data. */
  countWithdrawals(): Promise<number>
}

/** Told which cuts are closed by which withdrawal, before that becomes true in the store; its answer goes into the event. */
export type TellWithdrawn = (cutIds: readonly string[], number: number) => Promise<EngineNote>

export interface Withdrawal {
  readonly pseudonym: string
  readonly sealedLocalId: Uint8Array
  readonly key: PseudonymKeyName
  readonly id: string
  /** What the audit calls the person. */
  readonly person: string
  readonly scope: 'data' | 'treatment'
  readonly reasonCode: string
  readonly isNew: boolean
  readonly actor: string
  readonly tell: TellWithdrawn
}

export interface Withdrawn {
  /** `was-recorded`: nothing has changed; a withdrawal of data is not taken back. */
  readonly outcome: 'recorded' | 'was-recorded'
  readonly scope: 'data' | 'treatment'
  readonly cutsClosed: readonly string[]
}

export interface LookUp {
  readonly pseudonym: string
  readonly perDay: number
  readonly actor: string
  readonly reason: string
  /** What the audit calls the person. */
  readonly auditNameOf: (sealedLocalId: Uint8Array) => string
}

export type LookedUp =
  | { readonly outcome: 'found'; readonly sealedLocalId: Uint8Array }
  | { readonly outcome: 'not-found' | 'rate-limited' }
