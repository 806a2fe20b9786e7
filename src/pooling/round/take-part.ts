/**
 * What a member does when it is asked: waits for its people where they have approved nothing like it, or may still object;
 * else has its engine make the contribution, keeps the bytes, and sends them. The coordinator sees where it stands.
 */
import { createHash } from 'node:crypto'
import type { AuditEvent, EngineNote } from '../../audit/event.ts'
import { isNodeError } from '../../model/errors.ts'
import type { RoundManifest } from '../../model/generated/round-manifest.ts'
import type { RoundState } from '../../model/generated/round-state.ts'
import { signDocument } from '../../trust/documents.ts'
import type { PrivateJwk } from '../../trust/keys.ts'
import { ROUND_DOCUMENTS } from '../round-documents.ts'
import type { RoundStore } from './ports.ts'
import { findDocument, type RoundView } from './view.ts'

export interface MadeContribution {
  readonly text: string
  readonly note: EngineNote
}

export interface TakePartDeps {
  readonly self: string
  readonly store: RoundStore
  readonly signingKey: () => PrivateJwk
  readonly now: () => number
  /** Throws what stands against it before the engine is asked: `pooling/no-pre-approval`, `pooling/not-covered`, … */
  readonly checkApproved: (manifest: RoundManifest, combiners: readonly string[]) => Promise<void>
  /** The engine's job; the same bytes each time. Throws what the engine refused with. */
  readonly contribute: (
    manifestText: string,
    tables: readonly string[],
    waiting: { readonly onWaiting: () => void; readonly signal?: AbortSignal },
  ) => Promise<MadeContribution>
  /** Aborted when this process ends: what is under way is then begun anew by the next one, and nothing is told. */
  readonly stopping?: AbortSignal
  /** Members that only files reach send one file, to the first combiner, which hands it on. */
  readonly sendsFiles: boolean
}

/** True where the contribution was made now. */
export async function takePart(view: RoundView, deps: TakePartDeps): Promise<boolean> {
  const { manifest: asked, entry, combiners } = view
  if (entry?.state !== 'open' || asked === null) return false
  const { manifest, text } = asked
  if (!manifest.members.some(({ member }) => member === deps.self)) return false
  if (findDocument(view, { kind: 'contribution', author: deps.self }) !== null) return false
  if (findDocument(view, { kind: 'state', author: deps.self, part: 'vetoed' }) !== null) return false
  if (deps.now() >= manifest.deadlines.contributions * 1000) return false
  try {
    await deps.checkApproved(manifest, combiners)
    const made = await contribute(view, text, deps)
    await keepContribution(view, made, deps)
    await tell(view, { state: 'contributed', code: null, until: null }, deps)
    return true
  } catch (error) {
    if (!isNodeError(error)) throw error
    if (deps.stopping?.aborted === true) return false
    const until = error.detail?.['until']
    await tell(
      view,
      { state: stateAfter(error.code), code: error.code, until: typeof until === 'number' ? until : null },
      deps,
    )
    return false
  }
}

/** Told at once, also while the time for objections goes on: the engine has it, and contributes nothing any more. */
export function tellVetoed(view: RoundView, deps: TakePartDeps): Promise<void> {
  return tell(view, { state: 'vetoed', code: 'pooling/vetoed', until: null }, deps)
}

/** An engine that is a service of its own may be away for as long as it likes: that is seen, and nothing else changes. */
async function contribute(view: RoundView, text: string, deps: TakePartDeps): Promise<MadeContribution> {
  const tables = await tablesUpTo(view.manifest?.manifest.previousSha256 ?? null, deps.store)
  let telling: Promise<void> = Promise.resolve()
  try {
    const onWaiting = () => {
      telling = tell(view, { state: 'waiting-for-engine', code: 'engine/away', until: null }, deps)
    }
    return await deps.contribute(text, tables, {
      onWaiting,
      ...(deps.stopping === undefined ? {} : { signal: deps.stopping }),
    })
  } finally {
    await telling
  }
}

/** All tables up to the one that the manifest names: the engine picks up where it stands. */
async function tablesUpTo(sha256: string | null, store: RoundStore): Promise<readonly string[]> {
  if (sha256 === null) return []
  const tables = await store.tables()
  const at = tables.findIndex(table => table.sha256 === sha256)
  return tables.slice(Math.max(0, at - MOST_TABLES + 1), at + 1).map(({ text }) => text)
}

const MOST_TABLES = 64

/** The event is durable with the bytes, before they go anywhere. */
async function keepContribution(view: RoundView, { text, note }: MadeContribution, deps: TakePartDeps): Promise<void> {
  const others = view.combiners.filter(combiner => combiner !== deps.self)
  await deps.store.keep({
    document: { round: view.round, kind: 'contribution', author: deps.self, part: '', text },
    to: deps.sendsFiles ? others.slice(0, 1) : others,
    event: {
      kind: 'round.contributed',
      at: new Date(deps.now()).toISOString(),
      actor: 'engine',
      facts: {
        round: view.round,
        manifestSha256: view.manifest?.sha256 ?? '',
        contributionSha256: createHash('sha256').update(text).digest('hex'),
        ...note,
      },
    } satisfies AuditEvent,
  })
}

/** What people can change is theirs to see; what they cannot is a refusal. */
const FOR_PEOPLE: Readonly<Record<string, RoundState['state']>> = {
  'pooling/no-pre-approval': 'needs-a-human',
  'pooling/not-covered': 'needs-a-human',
  'pooling/no-cut': 'needs-a-human',
  'pooling/other-catalogue': 'needs-a-human',
  'pooling/veto-window': 'veto-window',
  'pooling/vetoed': 'vetoed',
  'engine/away': 'waiting-for-engine',
  'engine/busy': 'waiting-for-engine',
  'engine/failed': 'needs-a-human',
}

const stateAfter = (code: string): RoundState['state'] => FOR_PEOPLE[code] ?? 'refused'

/** Each state is told once; which cohorts or patients it is about is not said. */
async function tell(
  view: RoundView,
  { state, code, until }: Pick<RoundState, 'state' | 'code' | 'until'>,
  deps: TakePartDeps,
): Promise<void> {
  if (view.manifest === null || findDocument(view, { kind: 'state', author: deps.self, part: state }) !== null) return
  const { coordinator } = view.manifest.manifest
  const document: RoundState = {
    schema: 'round-state/1',
    round: view.round,
    manifestSha256: view.manifest.sha256,
    member: deps.self,
    state,
    code,
    until,
    iat: Math.floor(deps.now() / 1000),
  }
  const text = await signDocument(document, { key: deps.signingKey(), typ: ROUND_DOCUMENTS.state.typ })
  await deps.store.keep({
    document: { round: view.round, kind: 'state', author: deps.self, part: state, text },
    to: coordinator === deps.self ? [] : [coordinator],
    event: null,
  })
}
