/** A member's contribution: made once by its engine, opened share by share by the combiners. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { RoundContribution } from '../model/generated/round-contribution.ts'
import type { RoundContributionFile } from '../model/generated/round-contribution-file.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import type { RoundOffer } from '../model/generated/round-offer.ts'
import { checkSchema } from '../model/validation.ts'
import { signDocument, verifyDocument } from '../trust/documents.ts'
import type { PrivateJwk, PublicJwk } from '../trust/keys.ts'
import { openShare, type SharePurpose, sealShare } from '../trust/sealed-share.ts'
import { asSealingPublicJwk, type SealingPrivateJwk } from '../trust/sealing-keys.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import type { ExactVector } from './exact-vector.ts'
import { cellsOf, type Layout } from './layout.ts'
import { ROUND_DOCUMENTS } from './round-documents.ts'
import { type FillRandom, type Share, shareFromBytes, shareToBytes, splitIntoShares } from './share.ts'

export interface ContributionInput {
  readonly manifest: RoundManifest
  readonly manifestSha256: string
  readonly offers: readonly RoundOffer[]
  readonly member: string
  readonly country: string
  readonly cutoff: string
  readonly preApprovalSha256: string
  readonly vector: ExactVector
  readonly fillRandom: FillRandom
  readonly engineKey: PrivateJwk
}

/** The bytes that leave, once: shares are drawn anew at every call, so the first bytes are kept and only ever sent again. */
export async function makeContribution(input: ContributionInput): Promise<string> {
  const { manifest, manifestSha256, offers, member } = input
  const shares = splitIntoShares(input.vector, offers.length, input.fillRandom)
  const sealed = await Promise.all(
    offers.map((offer, index) =>
      sealShare(shareToBytes(shares[index] ?? new BigUint64Array()), {
        key: asSealingPublicJwk(offer.roundKey),
        purpose: { round: manifest.round, manifestSha256, member, combiner: offer.combiner, index },
      }),
    ),
  )
  const header: RoundContribution = {
    schema: 'round-contribution/1',
    round: manifest.round,
    manifestSha256,
    layoutSha256: manifest.layoutSha256,
    policySha256: manifest.policySha256,
    catalogueSha256: manifest.catalogue.sha256,
    member,
    country: input.country,
    cutoff: input.cutoff,
    versions: manifest.versions,
    preApprovalSha256: input.preApprovalSha256,
    shares: inTwos(offers.map(({ combiner }, index) => ({ combiner, sha256: sha256Of(sealed[index] ?? '') }))),
  }
  const { typ } = ROUND_DOCUMENTS.contribution
  const file: RoundContributionFile = {
    schema: 'round-contribution-file/1',
    header: await signDocument(header, { key: input.engineKey, typ }),
    shares: inTwos(sealed),
  }
  return `${canonicalJson(file)}\n`
}

export interface OpenContributionRules {
  readonly manifest: RoundManifest
  readonly manifestSha256: string
  readonly layout: Layout
  readonly offers: readonly RoundOffer[]
  /** The combiner that reads, and its key of the round. */
  readonly self: string
  readonly roundKey: SealingPrivateJwk
  /** The member whose engine has this key, by the directory; else null. */
  readonly engineOf: (
    kid: string,
  ) => { readonly member: string; readonly country: string; readonly key: PublicJwk } | null
}

export interface OpenedContribution {
  readonly header: RoundContribution
  /** Of the contribution's bytes, hex: its name in receipt and set. */
  readonly sha256: string
  readonly share: Share
}

/**
 * Refuses with `trust/…` what no engine of a member signed, and with `pooling/bad-contribution` what was made for another
 * round, manifest, layout, policy, catalogue or reader, from a cut outside the window, or with shares of another length.
 */
export async function openContribution(text: string, rules: OpenContributionRules): Promise<OpenedContribution> {
  const file = readFile(text)
  const header = await checkHeader(file.header, rules)
  const index = rules.offers.findIndex(({ combiner }) => combiner === rules.self)
  const named = header.shares.map(({ combiner }) => combiner)
  const expected = rules.offers.map(({ combiner }) => combiner)
  if (index < 0 || named.join() !== expected.join() || file.shares.length !== expected.length)
    throw bad('its combiners')
  if (file.shares.some((share, at) => sha256Of(share) !== header.shares[at]?.sha256)) throw bad('its sealed shares')
  const purpose: SharePurpose = {
    round: header.round,
    manifestSha256: header.manifestSha256,
    member: header.member,
    combiner: rules.self,
    index,
  }
  const bytes = await openShare(file.shares[index] ?? '', { key: rules.roundKey, purpose })
  return { header, sha256: sha256Of(text), share: shareFromBytes(bytes, cellsOf(rules.layout)) }
}

async function checkHeader(jws: string, rules: OpenContributionRules): Promise<RoundContribution> {
  const { typ, schemaId } = ROUND_DOCUMENTS.contribution
  const { document: header, kid } = await verifyDocument<RoundContribution>(jws, {
    typ,
    schemaId,
    keyOf: id => rules.engineOf(id)?.key ?? null,
  })
  const { manifest } = rules
  const signer = rules.engineOf(kid)
  if (signer?.member !== header.member || signer.country !== header.country) throw bad('its member')
  const asked = manifest.members.some(({ member, country }) => member === header.member && country === header.country)
  if (!asked) throw bad('its member')
  if (header.round !== manifest.round || header.manifestSha256 !== rules.manifestSha256) throw bad('its manifest')
  if (header.layoutSha256 !== manifest.layoutSha256) throw bad('its layout')
  if (header.policySha256 !== manifest.policySha256) throw bad('its policy')
  if (header.catalogueSha256 !== manifest.catalogue.sha256) throw bad('its catalogue')
  if (canonicalJson(header.versions) !== canonicalJson(manifest.versions)) throw bad('its versions')
  if (header.cutoff < manifest.cutWindow.from || header.cutoff > manifest.cutWindow.to) throw bad('its data cut')
  return header
}

function readFile(text: string): RoundContributionFile {
  try {
    return checkSchema('urn:prime-rose:round-contribution-file/1', parseStrictJson(text), {
      code: 'pooling/bad-contribution',
      what: 'contribution',
    })
  } catch (error) {
    if (error instanceof SyntaxError) throw bad('its form')
    throw error
  }
}

function bad(what: string): NodeError {
  return new NodeError('pooling/bad-contribution', `the contribution does not belong to this round: ${what}`, {
    hint: 'The member sends the contribution that its engine made for this manifest.',
  })
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The schemas ask for two or three; `checkManifest` has seen to it. */
export function inTwos<T>(items: readonly T[]): [T, T] | [T, T, T] {
  return items as [T, T] | [T, T, T]
}
