/** Kinds of events that change or disclose something; each is written in the transaction of what it tells. */
export type AuditKind =
  | 'node.initialised'
  | 'member.added'
  | 'client.added'
  | 'client.removed'
  | 'directory.taken'
  | 'officers.pinned'
  | 'catalogue.installed'
  | 'ingest.saved'
  | 'local.cohorts-read'
  | 'local.measures-read'
  | 'pseudonym.key-created'
  | 'pseudonym.key-rotated'
  | 'pseudonym.key-destroyed'
  | 'pseudonym.looked-up'
  | 'pseudonym.lookup-refused'
  | 'subject.withdrawn'
  | 'consent.basis-signed'
  | 'records.exported'
  | 'review.decided'
  | 'cut.built'
  | 'cut.approved'
  | 'cut.opened'
  | 'cut.superseded'
  | 'cut.closed'
  | 'cut.ended'
  | 'retention.applied'
  | 'policy.signed'
  | 'policy.activated'
  | 'table.published'
  | 'engine.refused'
  | 'pre-approval.signed'
  | 'round.asked'
  | 'round.offered'
  | 'round.contributed'
  | 'round.held'
  | 'round.said'
  | 'round.table'
  | 'round.ended'
  | 'round.deleted'
  | 'round.conflict'
  | 'round.vetoed'
  | 'round.handed-over'
  | 'table.explained'
  | 'keys.retired'
  | 'letter.stored'
  | 'letter.ended'
  | 'network.asked'
  | 'network.closed'

export interface AuditEvent {
  readonly kind: AuditKind
  /** RFC 3339, UTC. */
  readonly at: string
  /** Process or person: `ingest`, `committee:anna`, `gateway`. */
  readonly actor: string
  /** Ids, hashes and counts of what happened; never a value from a record. */
  readonly facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

/**
 * Names the last entry of the engine's record in an event that tells of what the engine did: an entry that is taken away
 * afterwards is missed.
 */
export interface EngineNote {
  readonly engineSequence: number
  readonly engineMac: string
}

/** An event in its chain. */
export interface ChainedEvent extends AuditEvent {
  readonly sequence: number
  /** Hex SHA-256; 64 zeros before the first. */
  readonly previousHash: string
  readonly hash: string
}
