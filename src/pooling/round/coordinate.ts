/** What a coordinator does: calls the combiners, and once all have offered their keys, sends the manifest. */
import type { AuditEvent } from '../../audit/event.ts'
import { NodeError } from '../../model/errors.ts'
import type { DisclosurePolicy } from '../../model/generated/disclosure-policy.ts'
import type { RoundCall } from '../../model/generated/round-call.ts'
import type { RoundEnded } from '../../model/generated/round-ended.ts'
import type { RoundManifest } from '../../model/generated/round-manifest.ts'
import { signDocument } from '../../trust/documents.ts'
import type { PrivateJwk } from '../../trust/keys.ts'
import { layoutOf } from '../check-manifest.ts'
import { layoutHash } from '../layout.ts'
import { type Federation, openManifest } from '../open-manifest.ts'
import { ROUND_DOCUMENTS } from '../round-documents.ts'
import type { KeptDocument, RoundStore } from './ports.ts'
import { findDocument, NO_MANIFEST, partiesOf, type RoundView } from './view.ts'

/** What a manifest says beyond the call, fixed when the round was asked for. */
export type RoundPlan = Pick<
  RoundManifest,
  'purpose' | 'catalogue' | 'directory' | 'cohorts' | 'lastQuarter' | 'versions' | 'cutWindow' | 'members'
>

export interface CoordinateDeps {
  readonly self: string
  readonly store: RoundStore
  readonly federation: () => Federation
  readonly policy: () => Promise<DisclosurePolicy>
  readonly signingKey: () => PrivateJwk
  /** Of a round that this node called. */
  readonly planOf: (round: string) => RoundPlan | null
  /** Why a member has refused for good what this node sent it; null where it has not, or not yet. */
  readonly refusalOf: (document: KeptDocument, recipient: string) => Promise<string | null>
  readonly now: () => number
}

/** Throws `pooling/bad-manifest` for combiners of one country, of the asker's own on demand, or that are none. */
export async function callRound(call: RoundCall, deps: CoordinateDeps): Promise<void> {
  checkCombiners(call, deps)
  const outcome = await deps.store.keep({
    document: {
      round: call.round,
      kind: 'call',
      author: deps.self,
      part: '',
      text: await signDocument(call, { key: deps.signingKey(), typ: ROUND_DOCUMENTS.call.typ }),
    },
    coordinator: deps.self,
    to: call.combiners.filter(combiner => combiner !== deps.self),
    event: event('round.asked', deps, { round: call.round, coordinator: deps.self, role: 'coordinator' }),
  })
  if (outcome === 'conflict') {
    throw new NodeError('pooling/conflict', 'there is a round of this name already', {
      hint: 'Give another with --id ROUND; rose round status lists those that there are.',
    })
  }
}

function checkCombiners({ combiners, kind }: RoundCall, { self, federation }: CoordinateDeps): void {
  const { peers } = federation()
  if (peers.get(self)?.roles.includes('coordinator') !== true) {
    throw new NodeError('pooling/not-for-this-role', 'the directory does not name this node as a coordinator', {
      hint: 'Officers give the role: rose federation add ENTRY --dir DIR --coordinator',
    })
  }
  const countries = combiners.map(combiner => {
    const peer = peers.get(combiner)
    if (peer?.roles.includes('combiner') === true) return peer.country
    throw badCall('somebody who is no combiner of the federation')
  })
  if (new Set(countries).size !== countries.length) throw badCall('two combiners of one country')
  if (kind === 'on-demand' && countries.includes(peers.get(self)?.country ?? '')) {
    throw badCall("a combiner of the asker's own country")
  }
}

/** Sends the manifest once all offers are there, and ends what a combiner refuses; true where it did either. */
export async function coordinate(view: RoundView, deps: CoordinateDeps): Promise<boolean> {
  if (view.entry?.state !== 'open' || view.call?.coordinator !== deps.self) return false
  if (findDocument(view, { kind: 'ended', author: deps.self }) !== null) return false
  if (await isRefused(view, deps)) return endAsCoordinator(view, 'combiner-refused', deps)
  if (view.manifest !== null) return false
  const offers = view.call.combiners.map(author => findDocument(view, { kind: 'offer', author })?.text ?? null)
  const plan = deps.planOf(view.round)
  if (plan === null || offers.some(offer => offer === null)) return giveUpIfLate(view, deps)
  const text = await signManifest(view.call, plan, offers as readonly string[], deps)
  const { sha256, manifest } = await openManifest(text, { federation: deps.federation(), policy: await deps.policy() })
  const members = manifest.members.map(({ member }) => member)
  await deps.store.keep({
    document: { round: view.round, kind: 'manifest', author: deps.self, part: '', text },
    to: [...new Set([...view.call.combiners, ...members])].filter(party => party !== deps.self),
    event: event('round.asked', deps, {
      round: view.round,
      coordinator: deps.self,
      manifestSha256: sha256,
      cohorts: manifest.cohorts.length,
      role: 'coordinator',
    }),
  })
  return true
}

async function signManifest(
  call: RoundCall,
  plan: RoundPlan,
  offers: readonly string[],
  deps: CoordinateDeps,
): Promise<string> {
  const layout = layoutOf(plan, await deps.policy())
  const manifest: RoundManifest = {
    schema: 'round-manifest/1',
    round: call.round,
    kind: call.kind,
    coordinator: call.coordinator,
    ...plan,
    policySha256: call.policySha256,
    layoutSha256: layoutHash(layout),
    offers: [...offers] as RoundManifest['offers'],
    previousSha256: call.previousSha256,
    deadlines: call.deadlines,
    iat: Math.floor(deps.now() / 1000),
  }
  return signDocument(manifest, { key: deps.signingKey(), typ: ROUND_DOCUMENTS.manifest.typ })
}

/** Combiners who do not answer before contributions are due make no round. */
async function giveUpIfLate(view: RoundView, deps: CoordinateDeps): Promise<boolean> {
  if (view.call === null || deps.now() < view.call.deadlines.contributions * 1000) return false
  return endAsCoordinator(view, 'deadline', deps)
}

/** Without one of its combiners there is no table: nobody waits for the deadline. */
async function isRefused(view: RoundView, deps: CoordinateDeps): Promise<boolean> {
  const sent = findDocument(view, { kind: view.manifest === null ? 'call' : 'manifest', author: deps.self })
  if (sent === null) return false
  const refusals = await Promise.all(combinersBesides(view, deps).map(combiner => deps.refusalOf(sent, combiner)))
  return refusals.some(code => code !== null)
}

async function endAsCoordinator(view: RoundView, reason: RoundEnded['reason'], deps: CoordinateDeps): Promise<true> {
  await deps.store.keep({
    document: await endedDocument(view, view.manifest?.sha256 ?? NO_MANIFEST, deps, reason),
    to: view.manifest === null ? combinersBesides(view, deps) : partiesOf(view).filter(party => party !== deps.self),
    ...endsHere(view, reason, deps),
    event: event('round.ended', deps, { round: view.round, by: deps.self, reason }),
  })
  return true
}

/** A coordinator may call a round off; what was contributed is destroyed unopened. */
export async function cancelRound(view: RoundView, deps: CoordinateDeps): Promise<void> {
  if (view.entry?.state !== 'open' || view.entry.coordinator !== deps.self) {
    throw new NodeError('pooling/unknown-round', 'this node coordinates no open round of this name', {
      hint: 'rose round status --node DIR lists them.',
    })
  }
  await endAsCoordinator(view, 'cancelled', deps)
}

const combinersBesides = ({ combiners }: RoundView, { self }: CoordinateDeps): readonly string[] =>
  combiners.filter(combiner => combiner !== self)

/** A combiner ends by itself, after it has destroyed what it held. */
function endsHere({ combiners }: RoundView, reason: RoundEnded['reason'], { self }: CoordinateDeps) {
  return combiners.includes(self) ? {} : { ends: { state: 'ended', reason } as const }
}

async function endedDocument(
  { round }: RoundView,
  manifestSha256: string,
  { self, signingKey }: CoordinateDeps,
  reason: RoundEnded['reason'],
) {
  const document: RoundEnded = { schema: 'round-ended/1', round, manifestSha256, by: self, reason }
  const text = await signDocument(document, { key: signingKey(), typ: ROUND_DOCUMENTS.ended.typ })
  return { round, kind: 'ended', author: self, part: '', text } as const
}

function event(kind: AuditEvent['kind'], { now }: CoordinateDeps, facts: AuditEvent['facts']): AuditEvent {
  return { kind, at: new Date(now()).toISOString(), actor: 'coordinator', facts }
}

function badCall(what: string): NodeError {
  return new NodeError('pooling/bad-manifest', `the round would have ${what}`, {
    hint: 'rose federation show --node DIR names the combiners; give others with --combiner.',
  })
}
