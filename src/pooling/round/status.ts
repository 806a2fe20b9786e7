/** Where a round stands, as far as this node knows: for people who wait, and for whoever has to do something. */
import type { RoundManifest } from '../../model/generated/round-manifest.ts'
import type { RoundReceipt } from '../../model/generated/round-receipt.ts'
import type { RoundState } from '../../model/generated/round-state.ts'
import { contentOf, type RoundView, WHOLE } from './view.ts'

export type RoundPhase = 'called' | 'contributions' | 'combining' | 'done' | 'ended'

export interface MemberStanding {
  readonly member: string
  readonly country: string
  /** `asked` until it says more. */
  readonly state: 'asked' | RoundState['state']
  readonly code: string | null
  /** When a waiting ends by itself, RFC 3339. */
  readonly until: string | null
  /** Combiners that hold its contribution. */
  readonly receipts: readonly string[]
}

export interface CombinerStanding {
  readonly combiner: string
  readonly offered: boolean
  /** What it has said to the others, in order; seen by combiners alone. */
  readonly said: readonly string[]
  readonly deleted: boolean
}

export interface RoundStatus {
  readonly round: string
  readonly kind: RoundManifest['kind'] | null
  readonly coordinator: string
  /** What this node is in it. */
  readonly roles: readonly ('coordinator' | 'combiner' | 'member')[]
  readonly phase: RoundPhase
  /** Why it ended without a table. */
  readonly reason: string | null
  readonly purpose: string | null
  readonly cohorts: number | null
  readonly manifestSha256: string | null
  readonly previousSha256: string | null
  readonly deadlines: { readonly contributions: string; readonly table: string } | null
  readonly members: readonly MemberStanding[]
  readonly combiners: readonly CombinerStanding[]
  /** Whom it waits for. */
  readonly waitsFor: readonly string[]
  readonly tableSha256: string | null
}

export function statusOf(
  view: RoundView,
  { self, now, tableSha256 }: { readonly self: string; readonly now: number; readonly tableSha256: string | null },
): RoundStatus {
  const manifest = view.manifest?.manifest ?? null
  const deadlines = manifest?.deadlines ?? view.call?.deadlines ?? null
  const members = (manifest?.members ?? []).map(asked => memberStanding(asked, view))
  const combiners = view.combiners.map(combiner => combinerStanding(combiner, view))
  const phase = phaseOf(view, { members, now })
  return {
    round: view.round,
    kind: manifest?.kind ?? view.call?.kind ?? null,
    coordinator: manifest?.coordinator ?? view.entry?.coordinator ?? '',
    roles: rolesOf(view, self),
    phase,
    reason: view.entry?.reason ?? null,
    purpose: manifest?.purpose ?? null,
    cohorts: manifest?.cohorts.length ?? null,
    manifestSha256: view.manifest?.sha256 ?? null,
    previousSha256: manifest?.previousSha256 ?? view.call?.previousSha256 ?? null,
    deadlines:
      deadlines === null ? null : { contributions: timeOf(deadlines.contributions), table: timeOf(deadlines.table) },
    members,
    combiners,
    waitsFor: waitsFor(phase, { members, combiners }),
    tableSha256,
  }
}

function rolesOf({ entry, manifest, combiners }: RoundView, self: string): RoundStatus['roles'] {
  return [
    ...(entry?.coordinator === self ? (['coordinator'] as const) : []),
    ...(combiners.includes(self) ? (['combiner'] as const) : []),
    ...(manifest?.manifest.members.some(({ member }) => member === self) === true ? (['member'] as const) : []),
  ]
}

function phaseOf(
  { entry, manifest }: RoundView,
  { members, now }: { readonly members: readonly MemberStanding[]; readonly now: number },
): RoundPhase {
  if (entry?.state === 'done') return 'done'
  if (entry?.state === 'ended') return 'ended'
  if (manifest === null) return 'called'
  const isOver = now >= manifest.manifest.deadlines.contributions * 1000
  const areAllHere = members.every(({ receipts }) => receipts.length > 0)
  return isOver || areAllHere ? 'combining' : 'contributions'
}

/** Its last word; a contribution of this node's own counts before anybody has a receipt. */
function memberStanding({ member, country }: RoundManifest['members'][number], view: RoundView): MemberStanding {
  const said = view.documents.filter(({ kind, author, text }) => kind === 'state' && author === member && text !== null)
  const last = said.map(({ text }) => contentOf<RoundState>(text ?? '')).at(-1)
  const receipts = view.documents
    .filter(({ kind, part }) => kind === 'receipt' && part === member)
    .map(({ text }) => contentOf<RoundReceipt>(text ?? '').combiner)
  const isIn =
    receipts.length > 0 || view.documents.some(({ kind, author }) => kind === 'contribution' && author === member)
  return {
    member,
    country,
    state: isIn ? 'contributed' : (last?.state ?? 'asked'),
    code: isIn ? null : (last?.code ?? null),
    until: isIn || last === undefined || last.until === null ? null : timeOf(last.until),
    receipts: [...new Set(receipts)].sort(),
  }
}

function combinerStanding(combiner: string, { documents, offers }: RoundView): CombinerStanding {
  const of = (kind: string) => documents.filter(document => document.kind === kind && document.author === combiner)
  const said = documents.filter(
    ({ kind, author, part }) =>
      author === combiner && part !== WHOLE && ['held', 'set', 'sums', 'passed', 'table'].includes(kind),
  )
  return {
    combiner,
    offered: of('offer').length > 0 || offers.some(offer => offer.combiner === combiner),
    said: said.map(({ kind, part }) => (part === '' ? kind : `${kind}:${part}`)),
    deleted: of('deletion').length > 0,
  }
}

function waitsFor(
  phase: RoundPhase,
  { members, combiners }: Pick<RoundStatus, 'members' | 'combiners'>,
): readonly string[] {
  switch (phase) {
    case 'called':
      return combiners.filter(({ offered }) => !offered).map(({ combiner }) => combiner)
    case 'contributions':
      return members.filter(({ receipts }) => receipts.length === 0).map(({ member }) => member)
    case 'combining': {
      const most = Math.max(...combiners.map(({ said }) => said.length))
      return combiners.filter(({ said }) => said.length < most || most === 0).map(({ combiner }) => combiner)
    }
    case 'done':
    case 'ended':
      return []
  }
}

const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString()
