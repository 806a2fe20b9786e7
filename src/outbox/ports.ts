/** What sending asks of the store and of the transports. */
import type { AuditEvent } from '../audit/event.ts'
import type { MemberId } from '../model/ids.ts'
import type { Carrier, MessageType } from '../trust/message-types.ts'
import type { FinalState, LetterState } from './states.ts'

/** A letter as it is kept; ids, hashes and times alone beside the sealed text. */
export interface KeptLetter {
  /** SHA-256 of the sealed text, hex: its name on every way. */
  readonly id: string
  /** What the use case calls it; ids and hashes, never a value. */
  readonly name: string
  readonly to: MemberId
  readonly type: MessageType
  readonly carrier: Carrier
  /** Its number as a file, else null. */
  readonly sequence: number | null
  readonly jti: string
  readonly bytes: number
  /** RFC 3339, UTC. */
  readonly storedAt: string
  readonly expiresAt: string
  readonly state: LetterState
  /** How often it was handed on. */
  readonly tries: number
  /** Why it failed, or why it still waits. What another sent is a hint, no proof. */
  readonly code: string | null
  /** As it came: sealed, not opened yet. */
  readonly reply: string | null
  /** Who approved what it discloses, where approval was needed. */
  readonly approvedBy: readonly string[]
}

export interface SealedLetter {
  readonly jti: string
  readonly message: string
  /** Milliseconds since 1970. */
  readonly expires: number
}

/** To be stored; its bytes are made once, by `seal`, within the transaction that gives it its number. */
export interface NewLetter {
  readonly name: string
  readonly to: MemberId
  readonly type: MessageType
  readonly carrier: Carrier
  readonly isNumbered: boolean
  readonly approvedBy: readonly string[]
  /** What it discloses; durable with it, hence before anything leaves. */
  readonly event: AuditEvent | null
  seal(sequence: number | null): Promise<SealedLetter>
}

/** A letter that is to be handed on now. */
export interface DueLetter extends KeptLetter {
  readonly message: string
}

/** What one attempt came to. */
export type Outcome =
  /** Handed over; looked after again then, by when it may have to be handed over again. */
  | { readonly state: 'sent'; readonly againInSeconds: number; readonly code?: string }
  | { readonly state: 'waiting'; readonly againInSeconds: number; readonly code: string }
  | { readonly state: 'delivered'; readonly reply: string | null; readonly code?: string }
  | { readonly state: 'failed'; readonly code: string }

export interface OutboxStore {
  /** The name that is there already wins: its letter comes back, nothing is sealed. */
  put(letter: NewLetter): Promise<KeptLetter>
  get(name: string): Promise<KeptLetter | null>
  /** Newest last; names that begin with `prefix`. */
  list(filter?: { readonly prefix?: string; readonly open?: boolean }): Promise<readonly KeptLetter[]>
  /** Claims what is due for `leaseSeconds`: a process that dies gives it back by that. What is past its time ends as `expired`. */
  claimDue(options: { readonly most: number; readonly leaseSeconds: number }): Promise<readonly DueLetter[]>
  /** An ended letter stays as it ended. Its end and the audit event of it are one transaction. */
  record(id: string, outcome: Outcome): Promise<KeptLetter | null>
  /** Calls back when letters were put or ended, here or in another process; returns how to stop. */
  onChange(listener: () => void): Promise<() => Promise<void>>
}

/** Hands one letter on, or asks what became of it. Never throws for what the other side does. */
export type Carry = (letter: DueLetter) => Promise<Outcome>

/** Messages that came numbered, and what was said to each: the same message again gets the same reply. */
export interface Arrival {
  readonly sender: string
  readonly sequence: number
  /** SHA-256 of the sealed text. */
  readonly id: string
}

export type ArrivalState =
  | { readonly state: 'fresh' }
  /** Handled before, or being handled. */
  | { readonly state: 'done'; readonly reply: string | null; readonly code: string | null }
  | { readonly state: 'working' }
  /** Another message had this number. */
  | { readonly state: 'other' }

export interface Gap {
  readonly sender: string
  /** Highest number that came. */
  readonly last: number
  /** Numbers below it that did not, at most a hundred. */
  readonly missing: readonly number[]
  /** All of them. */
  readonly missingCount: number
}

export interface ArrivalStore {
  begin(arrival: Arrival): Promise<ArrivalState>
  end(id: string, told: { readonly reply: string | null; readonly code: string | null }): Promise<void>
  /** What passes by itself: it may come again. */
  forget(id: string): Promise<void>
  gaps(): Promise<readonly Gap[]>
}

export type { FinalState, LetterState }
