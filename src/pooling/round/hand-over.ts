/**
 * The ledger of rounds from one combiner to the next. It is the chain of network tables: what stands of each cohort, and
 * what the gates count changes against. Whoever combines without it could start afresh, and show what changed since.
 */
import { NodeError } from '../../model/errors.ts'
import type { Directory } from '../../model/generated/directory.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import type { RoundLedger } from '../../model/generated/round-ledger.ts'
import { canonicalHash } from '../../trust/canonical-hash.ts'
import { peersOf } from '../../trust/directory-members.ts'
import { signDocument } from '../../trust/documents.ts'
import type { PrivateJwk } from '../../trust/keys.ts'
import { readUnverified } from '../../trust/signed-together.ts'
import { type Federation, verifyByPeer } from '../open-manifest.ts'
import { ROUND_DOCUMENTS } from '../round-documents.ts'
import { verifyTableUnder } from '../verify-table.ts'
import type { KeptTable, RoundStore } from './ports.ts'
import { viewRound } from './view.ts'

export interface HandOverDeps {
  readonly self: string
  readonly store: RoundStore
  readonly signingKey: () => PrivateJwk
  /** Directories that this node holds, with their signed texts. */
  readonly directories: readonly { readonly document: Directory; readonly text: string }[]
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface HandedLedger {
  /** The signed document. */
  readonly text: string
  readonly ledger: RoundLedger
  /** SHA-256 of its canonical form, hex. */
  readonly sha256: string
}

/** Throws `pooling/busy` in the middle of a round, and `table/not-published` before the first. */
export async function handOverLedger(to: string, deps: HandOverDeps): Promise<HandedLedger> {
  const { self, store, directories, now } = deps
  for (const entry of await store.listRounds()) {
    const { combiners } = viewRound(entry.round, entry, await store.documentsOf(entry.round))
    if (entry.state === 'open' && combiners.includes(self)) throw busy(entry.round)
  }
  const tables = await store.tables()
  const head = tables.at(-1)
  if (head === undefined) {
    throw new NodeError('table/not-published', 'there is no network table yet: a new combiner needs no ledger', {
      hint: 'The first round may be combined by whomever the directory names.',
    })
  }
  const documents = directories.map(({ document }) => document)
  const { serial } = await verifyTableUnder(head.text, documents, now)
  const directory = directories.find(({ document }) => document.serial === serial)
  const ledger: RoundLedger = {
    schema: 'round-ledger/1',
    from: self,
    to,
    directory: directory?.text ?? '',
    headSha256: head.sha256,
    tables: chainOf(tables).map(({ text }) => text) as RoundLedger['tables'],
    iat: Math.floor(now / 1000),
  }
  const text = await signDocument(ledger, { key: deps.signingKey(), typ: ROUND_DOCUMENTS.ledger.typ })
  return { text, ledger, sha256: canonicalHash(ledger) }
}

/** Back from the last one: what stands rests on nothing else. */
function chainOf(tables: readonly KeptTable[]): readonly KeptTable[] {
  const known = new Map(tables.map(table => [table.sha256, table]))
  const chain: KeptTable[] = []
  for (let table = tables.at(-1); table !== undefined; table = known.get(table.table.previousSha256 ?? '')) {
    chain.unshift(table)
  }
  return chain
}

export interface TakeOverDeps {
  readonly self: string
  readonly store: RoundStore
  /** The present one. */
  readonly federation: () => Federation
  /** Verifies the directory inside with the pinned officers. */
  readonly verifyDirectory: (text: string) => Promise<Directory>
  readonly now: number
}

export interface TakenLedger {
  readonly from: string
  readonly headSha256: string
  readonly tables: readonly KeptTable[]
  readonly sha256: string
}

/**
 * What a new combiner may keep of it. Only the last table is verified by signatures: it names by hash all that went before.
 * Throws `pooling/not-for-this-role`, `pooling/bad-ledger`, `pooling/conflict`, `trust/…`.
 */
export async function openLedger(text: string, deps: TakeOverDeps): Promise<TakenLedger> {
  const { self, store, now } = deps
  if (deps.federation().peers.get(self)?.roles.includes('combiner') !== true) {
    throw new NodeError('pooling/not-for-this-role', 'the directory does not name this node as a combiner', {
      hint: 'Officers give the role: rose federation add ENTRY --dir DIR --combiner',
    })
  }
  const directory = await deps.verifyDirectory(claimedDirectory(text))
  const peers = peersOf(directory, Math.min(now, Date.parse(directory.validUntil)))
  const { document: ledger, signer } = await verifyByPeer<RoundLedger>(text, 'ledger', { peers })
  if (ledger.from !== signer.id || !signer.roles.includes('combiner')) throw bad('whoever signed it was no combiner')
  if (ledger.to !== self) throw bad('it is for another combiner')
  const at = new Date(now).toISOString()
  const tables = ledger.tables.map(each => {
    const table = readUnverified<NetworkTable>(each, ROUND_DOCUMENTS.table)
    return { sha256: canonicalHash(table), table, text: each, at }
  })
  const isWhole = tables.every(({ table }, index) => table.previousSha256 === (tables[index - 1]?.sha256 ?? null))
  const head = tables.at(-1)
  if (!isWhole || head === undefined || head.sha256 !== ledger.headSha256) {
    throw bad('its tables do not follow each other from the first to the last')
  }
  await verifyTableUnder(head.text, [directory], now)
  const handed = new Set(tables.map(({ sha256 }) => sha256))
  if ((await store.tables()).some(({ sha256 }) => !handed.has(sha256))) {
    throw new NodeError('pooling/conflict', 'this node holds a network table that the ledger does not', {
      hint: 'The other combiner hands over again after the last round, or another one does.',
    })
  }
  return { from: ledger.from, headSha256: ledger.headSha256, tables, sha256: canonicalHash(ledger) }
}

/** It chooses the keys that its own signature is verified with; the officers' signatures on it are verified first. */
function claimedDirectory(text: string): string {
  try {
    const payload = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8')) as RoundLedger
    if (typeof payload.directory === 'string') return payload.directory
  } catch {
    // Told below, as for any other text that is no ledger.
  }
  throw bad('it is no ledger of rounds')
}

function bad(because: string): NodeError {
  return new NodeError('pooling/bad-ledger', `the ledger of rounds is refused: ${because}`, {
    hint: 'The combiner that leaves makes it: rose round hand-over MEMBER --node DIR --out FILE',
  })
}

function busy(round: string): NodeError {
  return new NodeError('pooling/busy', 'this combiner is at work on a round', {
    hint: 'It hands over once the round is over: rose round status --node DIR',
    detail: { round },
  })
}
