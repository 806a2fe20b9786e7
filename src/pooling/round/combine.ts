/**
 * What a combiner does in a round, one step after the other as far as it goes: offers its key, gives receipts, says what
 * `nextAct` finds next, and at the end destroys the key. Each thing it says is kept, with its event, before it is sent.
 */
import type { AuditEvent } from '../../audit/event.ts'
import type { DisclosurePolicy } from '../../model/generated/disclosure-policy.ts'
import type { NetworkTable } from '../../model/generated/network-table.ts'
import type { RoundDeletion } from '../../model/generated/round-deletion.ts'
import type { RoundEnded } from '../../model/generated/round-ended.ts'
import type { RoundOffer } from '../../model/generated/round-offer.ts'
import type { RoundReceipt } from '../../model/generated/round-receipt.ts'
import { canonicalHash } from '../../trust/canonical-hash.ts'
import { signDocument } from '../../trust/documents.ts'
import type { PrivateJwk } from '../../trust/keys.ts'
import { type SealingPrivateJwk, sealingPublicKeyOf } from '../../trust/sealing-keys.ts'
import { joinSignatures, signTogether } from '../../trust/signed-together.ts'
import { type CombinerAct, nextAct } from '../combiner.ts'
import { openContribution } from '../contribution.ts'
import type { Federation, OpenedManifest } from '../open-manifest.ts'
import { type CombinerDocument, kindOfPhase, type Phase, ROUND_DOCUMENTS } from '../round-documents.ts'
import { addShares, type Share } from '../share.ts'
import type { RoundKind, RoundStore } from './ports.ts'
import { contentOf, findDocument, NO_MANIFEST, openedOf, partiesOf, type RoundView, viewRound, WHOLE } from './view.ts'

/** Keys of rounds, each in a place of its own, so that it can be destroyed. */
export interface RoundKeys {
  /** Makes it where there is none yet. */
  make(round: string): SealingPrivateJwk
  find(round: string): SealingPrivateJwk | null
  destroy(round: string): void
}

export interface CombineDeps {
  readonly self: string
  readonly country: string
  readonly store: RoundStore
  readonly federation: () => Federation
  readonly policy: () => Promise<DisclosurePolicy>
  readonly signingKey: () => PrivateJwk
  readonly keys: RoundKeys
  readonly shares: OpenedShares
  readonly now: () => number
}

/** Shares that were opened, for as long as the round goes on: opening them again at each step would cost seconds. */
export interface OpenedShares {
  of(
    round: string,
  ): Map<string, { readonly sha256: string; readonly country: string; readonly cutoff: string; readonly share: Share }>
  forget(round: string): void
}

export function openedShares(): OpenedShares {
  const rounds = new Map<string, ReturnType<OpenedShares['of']>>()
  return {
    of(round) {
      const shares = rounds.get(round) ?? new Map()
      rounds.set(round, shares)
      return shares
    },
    forget: round => void rounds.delete(round),
  }
}

/** Goes on as far as it can; true where something was said. */
export async function combine(view: RoundView, deps: CombineDeps): Promise<boolean> {
  if (view.entry?.state !== 'open' || !view.combiners.includes(deps.self)) return false
  const ended = findDocument(view, { kind: 'ended' })
  const hasOffered = findDocument(view, { kind: 'offer', author: deps.self }) !== null
  // What ends before this node has offered a key is offered first: its destruction is told of a key that has a name.
  if (view.manifest === null && (ended === null || !hasOffered)) return offer(view, deps)
  if (ended !== null) {
    const { reason } = contentOf<RoundEnded>(ended.text ?? '')
    await end(view, reason, deps)
    return true
  }
  const opened = openedOf(view, await deps.policy())
  const saidReceipts = await giveReceipts(view, opened, deps)
  return (await goOn(view.round, opened, deps)) || saidReceipts
}

async function offer(view: RoundView, deps: CombineDeps): Promise<boolean> {
  const { call } = view
  if (call === null) return false
  if (findDocument(view, { kind: 'offer', author: deps.self }) !== null) {
    if (call.deadlines.table * 1000 >= deps.now()) return false
    // The coordinator never came back with a manifest.
    deps.keys.destroy(view.round)
    await say(view, { kind: 'deletion', part: '', text: await deletionText(view, 0, deps) }, deps, {
      to: [],
      ends: { state: 'ended', reason: 'deadline' },
      event: event('round.deleted', deps, { round: view.round, contributions: 0 }),
    })
    return true
  }
  const document: RoundOffer = {
    schema: 'round-offer/1',
    round: view.round,
    combiner: deps.self,
    country: deps.country,
    roundKey: sealingPublicKeyOf(deps.keys.make(view.round)),
    iat: Math.floor(deps.now() / 1000),
  }
  await say(view, { kind: 'offer', part: '', text: await sign('offer', document, deps) }, deps, {
    to: [call.coordinator],
    event: event('round.offered', deps, { round: view.round, keySha256: canonicalHash(document.roundKey) }),
  })
  return true
}

async function giveReceipts(
  view: RoundView,
  { manifest, sha256 }: OpenedManifest,
  deps: CombineDeps,
): Promise<boolean> {
  const waiting = view.documents.filter(
    ({ kind, author }) =>
      kind === 'contribution' && findDocument(view, { kind: 'receipt', author: deps.self, part: author }) === null,
  )
  for (const contribution of waiting) {
    const receipt: RoundReceipt = {
      schema: 'round-receipt/1',
      round: view.round,
      manifestSha256: sha256,
      combiner: deps.self,
      member: contribution.author,
      contributionSha256: contribution.sha256,
    }
    await say(view, { kind: 'receipt', part: contribution.author, text: await sign('receipt', receipt, deps) }, deps, {
      to: [contribution.author, manifest.coordinator],
      event: null,
    })
  }
  return waiting.length > 0
}

/** Says what is next until there is something to wait for. */
async function goOn(round: string, opened: OpenedManifest, deps: CombineDeps): Promise<boolean> {
  for (let said = false; ; said = true) {
    const entry = (await deps.store.listRounds()).find(known => known.round === round) ?? null
    const view = viewRound(round, entry, await deps.store.documentsOf(round))
    const act = await actOf(view, opened, deps)
    switch (act.act) {
      case 'wait':
        return said
      case 'say':
        await sayPhase(view, act, deps)
        break
      case 'finish':
        await finish(view, act.table, deps)
        return true
      case 'end':
        await end(view, act.reason, deps)
        return true
    }
  }
}

async function actOf(view: RoundView, opened: OpenedManifest, deps: CombineDeps): Promise<CombinerAct> {
  const { manifest, sha256, layout } = opened
  const shares = await openShares(view, opened, deps)
  const tables = await deps.store.tables()
  const previous = tables.find(table => table.sha256 === manifest.previousSha256)?.table ?? null
  const now = deps.now()
  const isOver = {
    contributions: now >= manifest.deadlines.contributions * 1000,
    table: now >= manifest.deadlines.table * 1000,
  }
  // Without the table whose results stand, the gates would take a change for something new.
  if (previous === null && manifest.previousSha256 !== null) {
    return isOver.table ? { act: 'end', reason: 'deadline' } : { act: 'wait', phase: 'contributions', for: [] }
  }
  return nextAct({
    self: deps.self,
    manifest,
    manifestSha256: sha256,
    combiners: view.combiners,
    policy: await deps.policy(),
    layout,
    previous,
    held: [...shares].map(([member, held]) => ({
      member,
      country: held.country,
      cutoff: held.cutoff,
      sha256: held.sha256,
    })),
    isOver,
    said: phase => saidIn(view, phase),
    sumShares: (members, places) =>
      addShares(
        members.map(member => BigUint64Array.from(places, place => shares.get(member)?.share[place] ?? 0n)),
        places.length,
      ),
  })
}

/** What each combiner has said in a phase. */
function saidIn({ documents, combiners }: RoundView, phase: Phase): ReadonlyMap<string, CombinerDocument> {
  const kind = kindOfPhase(phase)
  const part = partOf(phase)
  return new Map(
    documents.flatMap(document =>
      document.kind === kind && document.part === part && combiners.includes(document.author) && document.text !== null
        ? [[document.author, contentOf<CombinerDocument>(document.text)] as const]
        : [],
    ),
  )
}

const partOf = (phase: Phase): string => (phase.startsWith('sums:') ? phase.slice('sums:'.length) : '')

async function openShares(view: RoundView, opened: OpenedManifest, deps: CombineDeps) {
  const shares = deps.shares.of(view.round)
  const roundKey = deps.keys.find(view.round)
  for (const { kind, author, text, sha256 } of view.documents) {
    if (kind !== 'contribution' || text === null || roundKey === null || shares.get(author)?.sha256 === sha256) continue
    const { header, share } = await openContribution(text, {
      ...opened,
      manifestSha256: opened.sha256,
      self: deps.self,
      roundKey,
      engineOf: kid => engineOf(kid, author, opened, deps.federation()),
    })
    shares.set(author, { sha256, country: header.country, cutoff: header.cutoff, share })
  }
  return shares
}

function engineOf(kid: string, member: string, { manifest }: OpenedManifest, { peers }: Federation) {
  const key = peers.get(member)?.engineKeys.get(kid)
  const asked = manifest.members.find(entry => entry.member === member)
  return key === undefined || asked === undefined ? null : { member, country: asked.country, key }
}

async function sayPhase(
  view: RoundView,
  { phase, document }: Extract<CombinerAct, { act: 'say' }>,
  deps: CombineDeps,
): Promise<void> {
  const kind = kindOfPhase(phase)
  await say(view, { kind, part: partOf(phase), text: await sign(kind, document, deps) }, deps, {
    to: view.combiners,
    event: event('round.said', deps, { round: view.round, phase, sha256: canonicalHash(document) }),
  })
}

/** All have signed the same table: it is made whole, kept, and sent; then nothing that was sealed can be opened any more. */
async function finish(view: RoundView, table: NetworkTable, deps: CombineDeps): Promise<void> {
  const parts = view.combiners.map(author => findDocument(view, { kind: 'table', author, part: '' })?.text ?? '')
  const text = joinSignatures(parts, ROUND_DOCUMENTS.table.typ)
  const sha256 = canonicalHash(table)
  const at = new Date(deps.now()).toISOString()
  await deps.store.keep({
    document: { round: view.round, kind: 'table', author: WHOLE, part: WHOLE, text },
    to: partiesOf(view).filter(party => !view.combiners.includes(party)),
    table: { sha256, table, text, at },
    event: event('round.table', deps, { round: view.round, tableSha256: sha256 }),
  })
  await destroy(view, { state: 'done' }, deps)
}

async function end(view: RoundView, reason: RoundEnded['reason'], deps: CombineDeps): Promise<void> {
  if (view.manifest !== null) {
    const document: RoundEnded = {
      schema: 'round-ended/1',
      round: view.round,
      manifestSha256: view.manifest.sha256,
      by: deps.self,
      reason,
    }
    await say(view, { kind: 'ended', part: '', text: await sign('ended', document, deps) }, deps, {
      to: partiesOf(view),
      event: event('round.ended', deps, { round: view.round, by: deps.self, reason }),
    })
  }
  await destroy(view, { state: 'ended', reason }, deps)
}

/** The key first: from then on no copy of a share opens, wherever it lies. Then the bytes, then the word that it was done. */
async function destroy(
  view: RoundView,
  ends: { readonly state: 'done' } | { readonly state: 'ended'; readonly reason: string },
  deps: CombineDeps,
): Promise<void> {
  const contributions = view.documents.filter(({ kind }) => kind === 'contribution').length
  const text = await deletionText(view, contributions, deps)
  deps.keys.destroy(view.round)
  deps.shares.forget(view.round)
  await deps.store.eraseContributions(view.round)
  await say(view, { kind: 'deletion', part: '', text }, deps, {
    // Before there is a manifest nobody else has heard of the round.
    to: view.manifest === null ? [view.entry?.coordinator ?? ''] : partiesOf(view),
    ends,
    event: event('round.deleted', deps, { round: view.round, contributions }),
  })
}

/** Made before the key is gone, since it names it; after a stop in between the offer still does. */
function deletionText(view: RoundView, contributions: number, deps: CombineDeps): Promise<string> {
  const own = findDocument(view, { kind: 'offer', author: deps.self })
  const { roundKey } = contentOf<RoundOffer>(own?.text ?? '')
  const document: RoundDeletion = {
    schema: 'round-deletion/1',
    round: view.round,
    manifestSha256: view.manifest?.sha256 ?? NO_MANIFEST,
    combiner: deps.self,
    roundKeySha256: canonicalHash(roundKey),
    contributions,
    iat: Math.floor(deps.now() / 1000),
  }
  return sign('deletion', document, deps)
}

interface Saying {
  readonly to: readonly string[]
  readonly event: AuditEvent | null
  readonly ends?: { readonly state: 'done' } | { readonly state: 'ended'; readonly reason: string }
}

/** What was said before stands: another run of this step says it no second time. */
async function say(
  { round }: RoundView,
  said: { readonly kind: RoundKind; readonly part: string; readonly text: string },
  { self, store }: CombineDeps,
  { to, ...rest }: Saying,
): Promise<void> {
  await store.keep({ document: { round, author: self, ...said }, to: to.filter(party => party !== self), ...rest })
}

function sign(kind: keyof typeof ROUND_DOCUMENTS, document: object, { signingKey }: CombineDeps): Promise<string> {
  const { typ, signedBy } = ROUND_DOCUMENTS[kind]
  const signer = { key: signingKey(), typ }
  return signedBy === 'one' ? signDocument(document, signer) : signTogether(document, signer)
}

function event(kind: AuditEvent['kind'], { now }: CombineDeps, facts: AuditEvent['facts']): AuditEvent {
  return { kind, at: new Date(now()).toISOString(), actor: 'combiner', facts }
}
