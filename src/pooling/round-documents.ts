/** Every document of a round: its `typ`, its schema, and whether one party signs it or all combiners together. */
import type { NetworkTable } from '../model/generated/network-table.ts'
import type { PreApproval } from '../model/generated/pre-approval.ts'
import type { RoundCall } from '../model/generated/round-call.ts'
import type { RoundContribution } from '../model/generated/round-contribution.ts'
import type { RoundDeletion } from '../model/generated/round-deletion.ts'
import type { RoundEnded } from '../model/generated/round-ended.ts'
import type { RoundHeld } from '../model/generated/round-held.ts'
import type { RoundLedger } from '../model/generated/round-ledger.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import type { RoundOffer } from '../model/generated/round-offer.ts'
import type { RoundPassed } from '../model/generated/round-passed.ts'
import type { RoundReceipt } from '../model/generated/round-receipt.ts'
import type { RoundSet } from '../model/generated/round-set.ts'
import type { RoundState } from '../model/generated/round-state.ts'
import type { RoundSums } from '../model/generated/round-sums.ts'
import type { SchemaId } from '../model/validation.ts'

export interface RoundDocuments {
  readonly call: RoundCall
  readonly offer: RoundOffer
  readonly manifest: RoundManifest
  readonly state: RoundState
  readonly contribution: RoundContribution
  readonly receipt: RoundReceipt
  readonly held: RoundHeld
  readonly set: RoundSet
  readonly sums: RoundSums
  readonly passed: RoundPassed
  readonly table: NetworkTable
  readonly ended: RoundEnded
  readonly deletion: RoundDeletion
  readonly ledger: RoundLedger
  readonly 'pre-approval': PreApproval
}

export type RoundDocumentKind = keyof RoundDocuments

interface DocumentRule {
  readonly typ: string
  readonly schemaId: SchemaId
  readonly signedBy: 'one' | 'together'
}

export const ROUND_DOCUMENTS = {
  call: { typ: 'prime-rose-round-call+jws', schemaId: 'urn:prime-rose:round-call/1', signedBy: 'one' },
  offer: { typ: 'prime-rose-round-offer+jws', schemaId: 'urn:prime-rose:round-offer/1', signedBy: 'one' },
  manifest: { typ: 'prime-rose-round-manifest+jws', schemaId: 'urn:prime-rose:round-manifest/1', signedBy: 'one' },
  state: { typ: 'prime-rose-round-state+jws', schemaId: 'urn:prime-rose:round-state/1', signedBy: 'one' },
  contribution: {
    typ: 'prime-rose-round-contribution+jws',
    schemaId: 'urn:prime-rose:round-contribution/1',
    signedBy: 'one',
  },
  receipt: { typ: 'prime-rose-round-receipt+jws', schemaId: 'urn:prime-rose:round-receipt/1', signedBy: 'one' },
  held: { typ: 'prime-rose-round-held+jws', schemaId: 'urn:prime-rose:round-held/1', signedBy: 'one' },
  set: { typ: 'prime-rose-round-set+jws', schemaId: 'urn:prime-rose:round-set/1', signedBy: 'together' },
  sums: { typ: 'prime-rose-round-sums+jws', schemaId: 'urn:prime-rose:round-sums/1', signedBy: 'one' },
  passed: { typ: 'prime-rose-round-passed+jws', schemaId: 'urn:prime-rose:round-passed/1', signedBy: 'together' },
  table: { typ: 'prime-rose-network-table+jws', schemaId: 'urn:prime-rose:network-table/1', signedBy: 'together' },
  ended: { typ: 'prime-rose-round-ended+jws', schemaId: 'urn:prime-rose:round-ended/1', signedBy: 'one' },
  deletion: { typ: 'prime-rose-round-deletion+jws', schemaId: 'urn:prime-rose:round-deletion/1', signedBy: 'one' },
  ledger: { typ: 'prime-rose-round-ledger+jws', schemaId: 'urn:prime-rose:round-ledger/1', signedBy: 'one' },
  'pre-approval': {
    typ: 'prime-rose-pre-approval+jws',
    schemaId: 'urn:prime-rose:pre-approval/1',
    signedBy: 'together',
  },
} as const satisfies Record<RoundDocumentKind, DocumentRule>

/** What combiners say to each other, each thing once a round; a step of sums is part of its phase's name. */
export type Phase = 'held' | 'set' | `sums:${RoundSums['step']}` | 'passed' | 'table'
export type CombinerDocument = RoundHeld | RoundSet | RoundSums | RoundPassed | NetworkTable

export function kindOfPhase(phase: Phase): 'held' | 'set' | 'sums' | 'passed' | 'table' {
  switch (phase) {
    case 'held':
    case 'set':
    case 'passed':
    case 'table':
      return phase
    default:
      return 'sums'
  }
}

export function phaseOf(document: CombinerDocument): Phase {
  switch (document.schema) {
    case 'round-held/1':
      return 'held'
    case 'round-set/1':
      return 'set'
    case 'round-passed/1':
      return 'passed'
    case 'network-table/1':
      return 'table'
    case 'round-sums/1':
      return `sums:${document.step}`
  }
}
