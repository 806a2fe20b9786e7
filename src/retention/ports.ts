import type { AuditEvent } from '../audit/event.ts'

/** Of the role that data cuts have. */
export interface AccessEvents {
  /** Events from before `before`. */
  count(before: Date): Promise<number>
  /**
   * Removes them with the event that tells of the run, which `event` makes of their number; `alongside` is done once the
   * event is written, before it is committed, and a failure of it undoes both. Gives the number.
   */
  forget(before: Date, event: (removed: number) => AuditEvent, alongside: () => Promise<void>): Promise<number>
}

/** Of the gateway's role: the one kind of row that it may remove. */
export interface UsedMessages {
  /** Messages that ended before, in milliseconds since 1970. */
  count(before: number): Promise<number>
  remove(before: number): Promise<number>
}

/** Files of data cuts, as they lie there. */
export interface CutFiles {
  /** Ids of cuts of which a snapshot or a key is there, with the age of the younger one in milliseconds. */
  list(now: number): Promise<readonly { readonly cut: string; readonly age: number }[]>
  /** Key first: without it the rest is noise. Nothing happens where both are gone. */
  destroy(cut: string): Promise<void>
}

/** What is kept of a reading of a FHIR server that broke off: rows of patients, sealed. */
export interface KeptReadings {
  /** Something is there that nobody can go on with any more; `now` in milliseconds since 1970. */
  isOver(now: number): Promise<boolean>
  remove(): Promise<void>
}

/** The engine's accounts of how tables came about. */
export interface TableBuilds {
  /** Ids of the cuts that have one. */
  list(): Promise<readonly string[]>
  remove(cut: string): Promise<void>
}
