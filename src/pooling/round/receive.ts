/**
 * A document of a round that a member brought: who signed it, whether this node has a part in it, and whether its time is
 * now. What counts is the signature inside; who carried it is not asked. Kept once, with its event, or refused with a code.
 */
import { createHash } from 'node:crypto'
import type { AuditEvent, AuditKind } from '../../audit/event.ts'
import { isNodeError, NodeError } from '../../model/errors.ts'
import type { Directory } from '../../model/generated/directory.ts'
import type { DisclosurePolicy } from '../../model/generated/disclosure-policy.ts'
import type { RoundCall } from '../../model/generated/round-call.ts'
import type { RoundDeletion } from '../../model/generated/round-deletion.ts'
import type { RoundEnded } from '../../model/generated/round-ended.ts'
import type { RoundReceipt } from '../../model/generated/round-receipt.ts'
import type { RoundState } from '../../model/generated/round-state.ts'
import { canonicalHash } from '../../trust/canonical-hash.ts'
import type { MessageUse } from '../../trust/replays.ts'
import type { SealingPrivateJwk } from '../../trust/sealing-keys.ts'
import { verifyTogether } from '../../trust/signed-together.ts'
import { openContribution } from '../contribution.ts'
import { type Federation, openManifest, openOffer, verifyByPeer } from '../open-manifest.ts'
import { type CombinerDocument, phaseOf, ROUND_DOCUMENTS } from '../round-documents.ts'
import { verifyTableUnder } from '../verify-table.ts'
import type { Keeping, KeptTable, NewDocument, RoundKind, RoundStore } from './ports.ts'
import { contentOf, findDocument, NO_MANIFEST, openedOf, type RoundView, viewRound, WHOLE } from './view.ts'

export interface BroughtDocument {
  readonly round: string
  readonly kind: RoundKind
  readonly text: string
  /** Member that brought it, proved. */
  readonly from: string
  /** Of the message; absent for what this node says to itself. */
  readonly use?: MessageUse
}

export interface ReceiveDeps {
  readonly self: string
  readonly store: RoundStore
  /** Throws where no directory holds. */
  readonly federation: () => Federation
  /** All that this node holds, also earlier ones: a table may come when its combiners have been replaced. */
  readonly directories: () => Promise<readonly Directory[]>
  /** The one in force here. */
  readonly policy: () => Promise<DisclosurePolicy>
  /** This combiner's key of a round; null where there is none, or none any more. */
  readonly roundKey: (round: string) => SealingPrivateJwk | null
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Throws `pooling/…`, `trust/…`, `schema/invalid`. `conflict` and `replayed` are for the caller to tell. */
export async function receiveRoundDocument(
  brought: BroughtDocument,
  deps: ReceiveDeps,
): ReturnType<RoundStore['keep']> {
  const entry = (await deps.store.listRounds()).find(({ round }) => round === brought.round) ?? null
  const view = viewRound(brought.round, entry, entry === null ? [] : await deps.store.documentsOf(brought.round))
  const federation = deps.federation()
  const keeping = heldAlready(brought, view) ?? (await RECEIVERS[brought.kind]({ brought, view, deps, federation }))
  const { use } = brought
  return deps.store.keep({ ...keeping, ...(use === undefined ? {} : { use }) })
}

/**
 * What is held is held: whoever sends it again, because the first reply was lost, is not told that it came too late. Its
 * signature was verified when it came.
 */
function heldAlready({ kind, text }: BroughtDocument, { documents }: RoundView): Omit<Keeping, 'use'> | null {
  const sha256 = createHash('sha256').update(text).digest('hex')
  const held = documents.find(document => document.kind === kind && document.sha256 === sha256)
  if (held === undefined) return null
  const { round, author, part } = held
  return { document: { round, kind, author, part, text }, to: [], event: null }
}

interface Receiving {
  readonly brought: BroughtDocument
  readonly view: RoundView
  readonly deps: ReceiveDeps
  readonly federation: Federation
}

type Receiver = (receiving: Receiving) => Promise<Omit<Keeping, 'use'>>

const RECEIVERS: Readonly<Record<RoundKind, Receiver>> = {
  call: receiveCall,
  offer: receiveOffer,
  manifest: receiveManifest,
  state: receiveState,
  contribution: receiveContribution,
  receipt: receiveReceipt,
  held: receiveSaying,
  set: receiveSaying,
  sums: receiveSaying,
  passed: receiveSaying,
  table: receiveTable,
  ended: receiveEnded,
  deletion: receiveDeletion,
}

/** One round at a time: each rests on the table of the one before. */
async function receiveCall({ brought, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const { document: call, signer } = await verifyByPeer<RoundCall>(brought.text, 'call', federation)
  if (call.coordinator !== signer.id || call.round !== brought.round) throw notThis('the call is of another')
  if (!signer.roles.includes('coordinator')) throw notForRole('who calls is no coordinator of the federation')
  if (!call.combiners.includes(deps.self) || federation.peers.get(deps.self)?.roles.includes('combiner') !== true) {
    throw notForRole('this node is no combiner of the round')
  }
  if (call.policySha256 !== canonicalHash(await deps.policy()))
    throw badManifest('it rests on another disclosure policy')
  if (call.deadlines.contributions * 1000 <= deps.now()) throw tooLate()
  // While the round before goes on here, the last table is still to come: that passes, another table does not.
  await checkIdle(brought.round, deps)
  await checkFollowsLast(call.previousSha256, deps)
  return {
    ...keptAs(brought, { author: signer.id }),
    coordinator: signer.id,
    event: event('round.asked', deps, { round: call.round, coordinator: signer.id, role: 'combiner' }),
  }
}

async function receiveOffer({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const offer = await openOffer(brought.text, federation)
  if (view.call?.coordinator !== deps.self) throw unknownRound()
  if (offer.round !== brought.round || !view.call.combiners.includes(offer.combiner))
    throw notThis('the offer is of another')
  return { ...keptAs(brought, { author: offer.combiner }), event: null }
}

async function receiveManifest({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const opened = await openManifest(brought.text, { federation, policy: await deps.policy() })
  const { manifest, offers } = opened
  if (manifest.round !== brought.round) throw notThis('the manifest is of another')
  const isCombiner = offers.some(({ combiner }) => combiner === deps.self)
  const isMember = manifest.members.some(({ member }) => member === deps.self)
  if (!isCombiner && !isMember) throw notForRole('the round does not ask this node')
  if (view.entry !== null && view.entry.coordinator !== manifest.coordinator)
    throw notThis('the round is of another coordinator')
  if (isCombiner) checkOwnOffer(manifest.offers, view, deps)
  if (manifest.deadlines.contributions * 1000 <= deps.now()) throw tooLate()
  const role = isCombiner ? (isMember ? 'combiner and member' : 'combiner') : 'member'
  return {
    ...keptAs(brought, { author: manifest.coordinator }),
    coordinator: manifest.coordinator,
    event: event('round.asked', deps, {
      round: manifest.round,
      coordinator: manifest.coordinator,
      manifestSha256: opened.sha256,
      cohorts: manifest.cohorts.length,
      role,
    }),
  }
}

/** The key in it must be the one that this combiner holds, and what was called must be what is asked. */
function checkOwnOffer(offers: readonly string[], view: RoundView, { self }: ReceiveDeps): void {
  const own = findDocument(view, { kind: 'offer', author: self })
  if (own?.text === null || own === null || !offers.includes(own.text)) {
    throw badManifest("it does not hold this combiner's offer")
  }
}

async function receiveState({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const { document: state, signer } = await verifyByPeer<RoundState>(brought.text, 'state', federation)
  if (view.manifest?.manifest.coordinator !== deps.self) throw unknownRound()
  if (state.member !== signer.id || !isOf(state, view)) throw notThis('the state is of another')
  return { ...keptAs(brought, { author: signer.id, part: state.state }), event: null }
}

async function receiveContribution({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const opened = await checkCombines(view, deps)
  if (opened.manifest.deadlines.contributions * 1000 <= deps.now()) throw tooLate()
  if (findDocument(view, { kind: 'held', author: deps.self }) !== null) throw tooLate()
  const roundKey = deps.roundKey(brought.round)
  if (roundKey === null) throw tooLate()
  const { header, sha256 } = await openContribution(brought.text, {
    ...opened,
    manifestSha256: opened.sha256,
    self: deps.self,
    roundKey,
    engineOf: kid => {
      for (const { id: member, country, engineKeys } of federation.peers.values()) {
        const key = engineKeys.get(kid)
        if (key !== undefined) return { member, country, key }
      }
      return null
    },
  })
  return {
    ...keptAs(brought, { author: header.member }),
    // One file may leave a closed platform: whoever got it hands it on.
    to: brought.from === header.member ? handOn(header.member, view, { deps, federation }) : [],
    event: event('round.held', deps, { round: brought.round, member: header.member, contributionSha256: sha256 }),
  }
}

/** A member that only files reach sends one file, to the first combiner. */
function handOn(
  member: string,
  { combiners }: RoundView,
  { deps, federation }: Pick<Receiving, 'deps' | 'federation'>,
): readonly string[] {
  const endpoints = federation.peers.get(member)?.endpoints
  const sendsFiles = endpoints?.file !== undefined && endpoints.direct === undefined && endpoints.relay === undefined
  return sendsFiles ? combiners.filter(combiner => combiner !== deps.self) : []
}

async function receiveReceipt({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const { document: receipt, signer } = await verifyByPeer<RoundReceipt>(brought.text, 'receipt', federation)
  const isMine = receipt.member === deps.self || view.manifest?.manifest.coordinator === deps.self
  if (!isMine) throw notForRole('the receipt is for another member')
  if (receipt.combiner !== signer.id || !view.combiners.includes(signer.id) || !isOf(receipt, view)) {
    throw notThis('the receipt is of another')
  }
  return { ...keptAs(brought, { author: signer.id, part: receipt.member }), event: null }
}

/** What the other combiners say to this one. */
async function receiveSaying({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  checkIsCombined(view, deps)
  const { typ, schemaId, signedBy } = ROUND_DOCUMENTS[brought.kind as 'held' | 'set' | 'sums' | 'passed' | 'table']
  const { document, author } =
    signedBy === 'one'
      ? await verifyByPeer<CombinerDocument & { combiner: string }>(
          brought.text,
          brought.kind as 'held' | 'sums',
          federation,
        ).then(verified => ({ document: verified.document, author: verified.signer.id }))
      : await verifyTogether<CombinerDocument>(brought.text, {
          typ,
          schemaId,
          atLeast: 1,
          signerOf: kid => signerAmong(view.combiners, kid, federation),
        })
          .then(verified => ({ document: verified.document, author: verified.signers[0] ?? '' }))
          .catch((error: unknown) => {
            throw isNodeError(error, 'trust/too-few-signatures') ? notOfCombiner() : error
          })
  if (!view.combiners.includes(author) || author === deps.self) throw notOfCombiner()
  if ('combiner' in document && document.combiner !== author) throw notThis('the document is of another')
  if (!isOf(document, view)) throw notThis('the document is of another')
  const phase = phaseOf(document)
  const part = phase.startsWith('sums:') ? phase.slice('sums:'.length) : ''
  // What comes after the end counts no more; a second word of its author is still evidence.
  const isSecond = findDocument(view, { kind: brought.kind, author, part }) !== null
  if (view.entry?.state !== 'open' && !isSecond) throw tooLate()
  return { ...keptAs(brought, { author, part }), event: null }
}

function checkIsCombined(view: RoundView, { self }: ReceiveDeps): void {
  if (view.manifest === null) throw unknownRound()
  if (!view.combiners.includes(self)) throw notForRole('this node is no combiner of the round')
}

function signerAmong(combiners: readonly string[], kid: string, { peers }: Federation) {
  for (const combiner of combiners) {
    const key = peers.get(combiner)?.signingKeys.get(kid)
    if (key !== undefined) return { name: combiner, key }
  }
  return null
}

/** Combiners say it to each other one by one; to everybody else it comes whole. */
async function receiveTable(receiving: Receiving): Promise<Omit<Keeping, 'use'>> {
  const { brought, view, deps } = receiving
  if (view.combiners.includes(deps.self)) return receiveSaying(receiving)
  if (view.manifest === null) throw unknownRound()
  const { document: table, sha256 } = await verifyTableUnder(brought.text, await deps.directories(), deps.now())
  if (!isOf(table, view) || table.combiners.join() !== view.combiners.join()) throw notThis('the table is of another')
  const kept: KeptTable = { sha256, table, text: brought.text, at: new Date(deps.now()).toISOString() }
  return {
    ...keptAs(brought, { author: WHOLE, part: WHOLE }),
    table: kept,
    ends: { state: 'done' },
    event: event('round.table', deps, { round: table.round, tableSha256: sha256 }),
  }
}

async function receiveEnded({ brought, view, deps, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const { document: ended, signer } = await verifyByPeer<RoundEnded>(brought.text, 'ended', federation)
  if (view.entry === null) throw unknownRound()
  // Before there is a manifest, who called may call it off: the combiner is free for another round.
  const mayEnd = view.entry.coordinator === signer.id || (view.manifest !== null && view.combiners.includes(signer.id))
  if (ended.by !== signer.id || !mayEnd || !isOfOrBefore(ended, view)) throw notThis('the end is of another')
  return {
    ...keptAs(brought, { author: signer.id }),
    // Combiners end by themselves, after they have destroyed what they held.
    ...(view.combiners.includes(deps.self) ? {} : { ends: { state: 'ended', reason: ended.reason } as const }),
    event: event('round.ended', deps, { round: ended.round, by: signer.id, reason: ended.reason }),
  }
}

async function receiveDeletion({ brought, view, federation }: Receiving): Promise<Omit<Keeping, 'use'>> {
  const { document: deletion, signer } = await verifyByPeer<RoundDeletion>(brought.text, 'deletion', federation)
  if (view.entry === null) throw unknownRound()
  if (deletion.combiner !== signer.id || !view.combiners.includes(signer.id) || !isOfOrBefore(deletion, view)) {
    throw notThis('the deletion is of another')
  }
  return { ...keptAs(brought, { author: signer.id }), event: null }
}

async function checkCombines(view: RoundView, deps: ReceiveDeps) {
  checkIsCombined(view, deps)
  if (view.entry?.state !== 'open') throw tooLate()
  return openedOf(view, await deps.policy())
}

/** The ledger goes on: no round starts from an older table, or from none, once there is one. */
async function checkFollowsLast(previousSha256: string | null, { store }: ReceiveDeps): Promise<void> {
  const last = (await store.tables()).at(-1)?.sha256 ?? null
  if (previousSha256 === last) return
  throw badManifest('it does not follow the last network table that this combiner signed')
}

async function checkIdle(round: string, { store, self }: ReceiveDeps): Promise<void> {
  for (const entry of await store.listRounds()) {
    if (entry.state !== 'open' || entry.round === round) continue
    const view = viewRound(entry.round, entry, await store.documentsOf(entry.round))
    if (!view.combiners.includes(self)) continue
    throw new NodeError('pooling/busy', 'this combiner is at work on another round', {
      hint: 'Rounds follow each other, since each rests on the table of the one before.',
      detail: { round: entry.round },
    })
  }
}

/** Of the round, also where it has no manifest yet. */
const isOfOrBefore = (
  document: { readonly round: string; readonly manifestSha256: string },
  { round, manifest }: RoundView,
): boolean => document.round === round && document.manifestSha256 === (manifest?.sha256 ?? NO_MANIFEST)

const isOf = (
  document: { readonly round: string; readonly manifestSha256: string },
  { round, manifest }: RoundView,
): boolean => document.round === round && document.manifestSha256 === manifest?.sha256

function keptAs(
  { round, kind, text }: BroughtDocument,
  { author, part = '' }: { readonly author: string; readonly part?: string },
): { readonly document: NewDocument; readonly to: readonly string[] } {
  return { document: { round, kind, author, part, text }, to: [] }
}

function event(kind: AuditKind, { now }: ReceiveDeps, facts: AuditEvent['facts']): AuditEvent {
  return { kind, at: new Date(now()).toISOString(), actor: 'gateway', facts }
}

function unknownRound(): NodeError {
  return new NodeError('pooling/unknown-round', 'this node knows of no such round', {
    hint: 'The manifest comes first.',
  })
}

function notThis(what: string): NodeError {
  return new NodeError('pooling/bad-document', `the document does not belong to this round: ${what}`)
}

function notOfCombiner(): NodeError {
  return notForRole('who says it is no combiner of the round')
}

function notForRole(what: string): NodeError {
  return new NodeError('pooling/not-for-this-role', what)
}

function badManifest(because: string): NodeError {
  return new NodeError('pooling/bad-manifest', `the manifest is refused: ${because}`, {
    hint: 'The coordinator makes another.',
  })
}

function tooLate(): NodeError {
  return new NodeError('pooling/too-late', 'the time for this in the round is over')
}

export { contentOf }
