/**
 * Which of the proposed sets may be published beside all that was published before: as many as can be, so that every
 * group of 1..k-1 patients keeps all of 0..k-1 possible.
 */
import { partsOf } from './atom-system.ts'
import {
  keepPlain,
  type MaskedSet,
  type MaskRequest,
  maskOpen,
  publishedOf,
  putBack,
  type Search,
  startSearch,
} from './mask-search.ts'
import { arePlain } from './plain-sets.ts'
import { holds, smallRegions } from './verify-audit.ts'

export interface MaskResult {
  /** Positions of the proposed sets that may be published. */
  readonly published: readonly number[]
  readonly masked: readonly MaskedSet[]
  readonly work: MaskWork
}

export interface MaskWork {
  readonly atoms: number
  /** Parts that no set connects. */
  readonly parts: number
  /** Atoms of the largest part. */
  readonly largestPart: number
  /** Of 1..k-1 patients, before anything was masked. */
  readonly smallRegions: number
  readonly programs: number
  readonly witnesses: number
  /** Time ran out or the solver failed, so that more was masked than would have been needed. */
  readonly undecided: boolean
}

export function maskUntilSafe(request: MaskRequest): MaskResult {
  const search = startSearch(request)
  const small = smallRegions(request.system, publishedOf(search), request.k).length
  maskOpen(search)
  putBack(search)
  return asProven(search, small)
}

/**
 * What the search shows, if that can be proven; late, what needs no witness; else nothing new, which is safe because what
 * was published before is. `small`: regions of 1..k-1 patients before it began.
 */
export function asProven(search: Search, small: number): MaskResult {
  const { request } = search
  const isLate = () => request.secondsLeft() <= 0
  let isSafe = isProven(search, isLate)
  if (!isSafe && isLate()) {
    keepPlain(search)
    isSafe = isProven(search, isLate)
  }
  if (!isSafe) {
    return { published: [], masked: request.proposals.map(asUndecided), work: workOf(search, small, true) }
  }
  return {
    published: [...search.shown.keys()],
    masked: [...search.masked.values()],
    work: workOf(search, small, search.isUndecided),
  }
}

function isProven(search: Search, isLate: () => boolean): boolean {
  const { request, shown, witnesses } = search
  return (
    arePlain([...shown.keys()], request) || holds({ ...request, published: publishedOf(search), witnesses, isLate })
  )
}

function asUndecided(proposal: MaskRequest['proposals'][number]): MaskedSet {
  return { ...proposal, group: null, wanted: null }
}

function workOf({ request, witnesses, programs }: Search, small: number, undecided: boolean): MaskWork {
  const parts = partsOf(request.system)
  return {
    atoms: request.system.values.length,
    parts: parts.length,
    largestPart: Math.max(0, ...parts),
    smallRegions: small,
    programs,
    witnesses: witnesses.length,
    undecided,
  }
}
