/** One round as a node knows it: the documents that were kept, read again. Their signatures were verified before. */
import { NodeError } from '../../model/errors.ts'
import type { DisclosurePolicy } from '../../model/generated/disclosure-policy.ts'
import type { RoundCall } from '../../model/generated/round-call.ts'
import type { RoundManifest } from '../../model/generated/round-manifest.ts'
import type { RoundOffer } from '../../model/generated/round-offer.ts'
import { canonicalHash } from '../../trust/canonical-hash.ts'
import { layoutOf } from '../check-manifest.ts'
import type { OpenedManifest } from '../open-manifest.ts'
import type { KeptDocument, RoundEntry, RoundKind } from './ports.ts'

export interface RoundView {
  readonly round: string
  readonly entry: RoundEntry | null
  readonly documents: readonly KeptDocument[]
  readonly call: RoundCall | null
  /** As it was signed; null until it came. */
  readonly manifest: { readonly manifest: RoundManifest; readonly sha256: string; readonly text: string } | null
  /** Members that combine, in the order of their index; from the call until there is a manifest. */
  readonly combiners: readonly string[]
  readonly offers: readonly RoundOffer[]
}

export function viewRound(round: string, entry: RoundEntry | null, documents: readonly KeptDocument[]): RoundView {
  const textOf = (kind: RoundKind) => documents.find(document => document.kind === kind)?.text ?? null
  const callText = textOf('call')
  const manifestText = textOf('manifest')
  const call = callText === null ? null : contentOf<RoundCall>(callText)
  const manifest = manifestText === null ? null : contentOf<RoundManifest>(manifestText)
  const offers = (manifest?.offers ?? []).map(offer => contentOf<RoundOffer>(offer))
  return {
    round,
    entry,
    documents,
    call,
    manifest:
      manifest === null || manifestText === null
        ? null
        : { manifest, sha256: canonicalHash(manifest), text: manifestText },
    combiners: manifest === null ? (call?.combiners ?? []) : offers.map(({ combiner }) => combiner),
    offers,
  }
}

/** The manifest with its layout. Call where there is one. */
export function openedOf({ manifest, offers }: RoundView, policy: DisclosurePolicy): OpenedManifest {
  if (manifest === null) throw new NodeError('internal', 'the round has no manifest yet')
  return { ...manifest, offers, layout: layoutOf(manifest.manifest, policy) }
}

export function findDocument(
  { documents }: RoundView,
  wanted: { readonly kind: RoundKind; readonly author?: string; readonly part?: string },
): KeptDocument | null {
  return (
    documents.find(
      ({ kind, author, part }) =>
        kind === wanted.kind &&
        (wanted.author === undefined || author === wanted.author) &&
        (wanted.part === undefined || part === wanted.part),
    ) ?? null
  )
}

/** The content of a text whose signatures were verified when it was kept: compact JWS, or general JSON serialization. */
export function contentOf<T>(text: string): T {
  const payload = text.startsWith('{') ? (JSON.parse(text) as { payload: string }).payload : (text.split('.')[1] ?? '')
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as T
}

/** In the place of a manifest's hash, in what is said of a round before it has one. */
export const NO_MANIFEST = '0'.repeat(64)

/** A whole network table, with the signatures of all combiners. */
export const WHOLE = 'whole'

/** Everybody whom the round concerns: who asks, who is asked, who combines; each once. */
export function partiesOf({ call, manifest, combiners }: RoundView): readonly string[] {
  const members = manifest?.manifest.members.map(({ member }) => member) ?? []
  const coordinator = manifest?.manifest.coordinator ?? call?.coordinator
  return [...new Set([...members, ...combiners, ...(coordinator === undefined ? [] : [coordinator])])]
}
