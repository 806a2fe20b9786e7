/** A round's manifest as whoever is asked reads it: who signed it, who combines, what it asks; each for himself. */
import { NodeError } from '../model/errors.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import type { RoundOffer } from '../model/generated/round-offer.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import type { DirectoryPeer } from '../trust/directory-members.ts'
import { verifyDocument } from '../trust/documents.ts'
import type { PublicJwk } from '../trust/keys.ts'
import { checkManifest } from './check-manifest.ts'
import type { Layout } from './layout.ts'
import { ROUND_DOCUMENTS } from './round-documents.ts'

/** The federation as its officers signed it. */
export interface Federation {
  readonly serial: number
  readonly sha256: string
  /** Disclosure policies that rounds may be run under; empty where the officers name none. */
  readonly policies: readonly string[]
  readonly peers: ReadonlyMap<string, DirectoryPeer>
}

export interface OpenedManifest {
  readonly manifest: RoundManifest
  /** SHA-256 of its canonical form, hex: the round's name in every later document. */
  readonly sha256: string
  /** The signed text. */
  readonly text: string
  readonly offers: readonly RoundOffer[]
  readonly layout: Layout
}

/** Throws `trust/…`, `schema/invalid` and `pooling/bad-manifest`. */
export async function openManifest(
  text: string,
  { federation, policy }: { readonly federation: Federation; readonly policy: DisclosurePolicy },
): Promise<OpenedManifest> {
  const { document: manifest, signer } = await verifyByPeer<RoundManifest>(text, 'manifest', federation)
  checkCoordinator(manifest, signer)
  checkDirectory(manifest, federation)
  checkMembers(manifest, federation)
  const offers = await Promise.all(manifest.offers.map(offer => openOffer(offer, federation)))
  const layout = checkManifest(manifest, { policy, offers, coordinatorCountry: signer.country })
  return { manifest, sha256: canonicalHash(manifest), text, offers, layout }
}

/** An offer as the combiner signed it, for the coordinator and inside a manifest. */
export async function openOffer(text: string, federation: Federation): Promise<RoundOffer> {
  const { document: offer, signer } = await verifyByPeer<RoundOffer>(text, 'offer', federation)
  const isOwn = offer.combiner === signer.id && offer.country === signer.country && signer.roles.includes('combiner')
  if (!isOwn) throw bad('an offer is not by a combiner of the federation')
  return offer
}

/** A document with one signature, by a key that the directory gives to one member. */
export async function verifyByPeer<T>(
  text: string,
  kind: keyof typeof ROUND_DOCUMENTS,
  { peers }: Pick<Federation, 'peers'>,
): Promise<{ readonly document: T; readonly signer: DirectoryPeer }> {
  const { typ, schemaId } = ROUND_DOCUMENTS[kind]
  const found: { signer?: DirectoryPeer } = {}
  const keyOf = (kid: string): PublicJwk | null => {
    for (const peer of peers.values()) {
      const key = peer.signingKeys.get(kid)
      if (key === undefined) continue
      found.signer = peer
      return key
    }
    return null
  }
  const { document } = await verifyDocument<T>(text, { typ, schemaId, keyOf })
  if (found.signer === undefined) throw new NodeError('internal', 'a signature without a signer')
  return { document, signer: found.signer }
}

function checkCoordinator({ coordinator }: RoundManifest, signer: DirectoryPeer): void {
  if (coordinator !== signer.id) throw bad('its coordinator did not sign it')
  if (!signer.roles.includes('coordinator')) throw bad('whoever signed it is no coordinator of the federation')
}

/** Of an older directory it is still good as long as all that it names are there; a newer one must be fetched first. */
function checkDirectory({ directory, policySha256 }: RoundManifest, federation: Federation): void {
  if (directory.serial > federation.serial) throw bad('it rests on a newer directory than the one held here')
  if (directory.serial === federation.serial && directory.sha256 !== federation.sha256) {
    throw bad('it rests on another directory')
  }
  if (federation.policies.length > 0 && !federation.policies.includes(policySha256)) {
    throw bad('the federation does not know its disclosure policy')
  }
}

function checkMembers({ members }: RoundManifest, { peers }: Federation): void {
  const known = members.every(({ member, country }) => {
    const peer = peers.get(member)
    return peer?.country === country && peer.roles.includes('node')
  })
  if (!known) throw bad('it asks somebody who holds no trial in the federation')
}

function bad(because: string): NodeError {
  return new NodeError('pooling/bad-manifest', `the manifest is refused: ${because}`, {
    hint: 'The coordinator makes another; rose federation fetch --node DIR gets the present directory.',
  })
}
