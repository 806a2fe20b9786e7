/** What must hold of a manifest whoever signed it; members and combiners check it each for themselves. */
import { type ErrorCode, NodeError } from '../model/errors.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import type { RoundOffer } from '../model/generated/round-offer.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { keyIdOf } from '../trust/octet-key-pair.ts'
import { type Layout, layoutHash, makeLayout } from './layout.ts'

export interface ManifestSurroundings {
  readonly policy: DisclosurePolicy
  /** The manifest's offers, in its order, each with a signature that holds. */
  readonly offers: readonly RoundOffer[]
  /** Country of the coordinator; null where it is in none. */
  readonly coordinatorCountry: string | null
}

/**
 * Returns the layout that the manifest names. Refuses with `pooling/bad-manifest`: another policy; combiners of one
 * country or under one key, or on demand of the coordinator's own; a layout that its cohorts do not give; members or
 * cohorts out of order or named twice; fewer members than a set needs; deadlines in the wrong order.
 */
export function checkManifest(manifest: RoundManifest, surroundings: ManifestSurroundings): Layout {
  const { policy, offers, coordinatorCountry } = surroundings
  refuseUnless(manifest.policySha256 === canonicalHash(policy), 'it rests on another disclosure policy')
  refuseUnless(offers.length === manifest.offers.length && offers.length >= 2, 'it names fewer than two combiners')
  refuseUnless(
    offers.every(({ round }) => round === manifest.round),
    'a combiner offered its key for another round',
  )
  refuseUnless(areDistinct(offers.map(({ combiner }) => combiner)), 'one combiner is named twice')
  refuseUnless(areDistinct(offers.map(({ country }) => country)), 'two combiners are of one country')
  refuseUnless(areDistinct(offers.map(({ roundKey }) => keyIdOf(roundKey))), 'two combiners have one key')
  refuseUnless(
    manifest.kind === 'scheduled' || offers.every(({ country }) => country !== coordinatorCountry),
    "a round on demand has a combiner of the asker's own country",
  )
  refuseUnless(isSorted(manifest.members.map(({ member }) => member)), 'members are out of order or named twice')
  refuseUnless(manifest.members.length >= policy.pooled.minMembersInSet, 'it asks fewer members than a set needs')
  refuseUnless(isSorted(manifest.cohorts.map(({ key }) => key)), 'cohorts are out of order or named twice')
  refuseUnless(manifest.kind === 'scheduled' || manifest.cohorts.length === 1, 'a round on demand is for one cohort')
  refuseUnless(manifest.deadlines.contributions < manifest.deadlines.table, 'its deadlines are in the wrong order')
  refuseUnless(manifest.cutWindow.from <= manifest.cutWindow.to, 'its window of cuts is empty')
  const layout = layoutOf(manifest, policy)
  refuseUnless(layoutHash(layout) === manifest.layoutSha256, 'its cohorts give another layout')
  return layout
}

export function layoutOf(manifest: Pick<RoundManifest, 'cohorts' | 'lastQuarter'>, policy: DisclosurePolicy): Layout {
  return makeLayout({
    cohorts: manifest.cohorts.map(({ key }) => key),
    policy,
    lastQuarter: manifest.lastQuarter,
  })
}

function refuseUnless(holds: boolean, because: string): void {
  if (holds) return
  const code: ErrorCode = 'pooling/bad-manifest'
  throw new NodeError(code, `the manifest is refused: ${because}`, { hint: 'The coordinator makes another.' })
}

const areDistinct = (values: readonly string[]): boolean => new Set(values).size === values.length
const isSorted = (values: readonly string[]): boolean =>
  values.every((value, index) => index === 0 || (values[index - 1] ?? '') < value)
