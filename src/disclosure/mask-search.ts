/**
 * The search behind `mask-until-safe.ts`: find groups that lack a value, show each value by an integer program, and mask
 * the cheapest sets where there is none. It may err to the careful side only; its result is verified apart from it.
 */
import { type AtomSystem, type Region, sumOf } from './atom-system.ts'
import { combineWitnesses } from './combine-witnesses.ts'
import type { Effort, IntegerProgram, IntegerSolver } from './integer-solver.ts'
import { showUnions } from './open-unions.ts'
import { plainSets } from './plain-sets.ts'
import type { OpenUnion } from './union-state.ts'
import { asUnionSearch, smallRegions } from './verify-audit.ts'
import {
  elasticProgram,
  fits,
  hasTotal,
  readWitness,
  type Wanted,
  type Witness,
  witnessProgram,
} from './witness-programs.ts'

export interface Proposal {
  /** Position of the set in the system. */
  readonly set: number
  /** What masking it costs. */
  readonly cost: number
}

export interface MaskRequest {
  readonly system: AtomSystem
  /** Sets published before, whatever is decided now: the audit holds for them alone. */
  readonly earlier: readonly number[]
  readonly proposals: readonly Proposal[]
  readonly k: number
  readonly solver: IntegerSolver
  /** 0 <= x < 1, from a secret seed, so that nobody can tell from what is masked why it is. */
  readonly random: () => number
  readonly secondsLeft: () => number
}

export interface Search {
  readonly request: MaskRequest
  /** Proposed and not masked so far. */
  readonly shown: Map<number, Proposal>
  readonly masked: Map<number, MaskedSet>
  witnesses: readonly Witness[]
  programs: number
  /** Time ran out or the solver failed, so that more was masked than would have been needed. */
  isUndecided: boolean
  /** The search ends when no more are left: what it found has to be verified as well. */
  readonly secondsToVerify: number
}

export interface MaskedSet extends Proposal {
  /** Patients of the group that lacked a value; null where it was masked undecided. */
  readonly group: number | null
  /** That group, and the value. */
  readonly wanted: Wanted | null
}

/** Of the time: to verify takes as long as to go through all unions once. */
const SHARE_TO_VERIFY = 0.3
const FIRST_WITNESSES = 20
const OPEN_WHEN_PUT_BACK = 30
const SECONDS_A_PROGRAM = 10
/** That are looked near at for a group, before all whole numbers are. */
const CORNERS = 6

export function startSearch(request: MaskRequest): Search {
  const truth = Int32Array.from(request.system.values)
  const shown = new Map(request.proposals.map(proposal => [proposal.set, proposal]))
  const secondsToVerify = SHARE_TO_VERIFY * Math.max(0, request.secondsLeft())
  return { request, shown, masked: new Map(), witnesses: [truth], programs: 0, isUndecided: false, secondsToVerify }
}

/**
 * Masks until no group lacks a value. Ends, because every turn adds a witness for one that did, or masks a set. Late, it
 * masks all that would need a witness.
 */
export function maskOpen(search: Search): void {
  const first = Math.min(FIRST_WITNESSES, smallOf(search).length)
  for (let count = 0; count < first && !isLate(search); count++) {
    const witness = findWitness(search)
    if (witness !== null) search.witnesses = [...search.witnesses, witness]
  }
  const unions = new Unions()
  while (search.shown.size > 0) {
    const open = unions.showAll(search, group => findWitness(search, group))
    if (open === null) return
    if (open === 'late') {
      keepPlain(search)
      return
    }
    maskFor(search, open)
  }
}

/** What no witness is needed for stays, dearest first. */
export function keepPlain(search: Search): void {
  search.isUndecided = true
  const { request, shown } = search
  const dearest = [...shown.values()].sort((a, b) => b.cost - a.cost)
  const plain = new Set(
    plainSets(
      dearest.map(({ set }) => set),
      request,
    ),
  )
  for (const proposal of dearest) if (!plain.has(proposal.set)) mask(search, proposal, null)
}

/**
 * Goes through the unions once: what was shown stays shown, since witnesses only come and regions only merge, and a union
 * of merged regions is one of the regions before.
 */
class Unions {
  /** Atoms of regions of which all unions were shown. */
  readonly #searched = new Set<number>()

  /** The first group that lacks a value for which no witness is found; null once all unions were shown. */
  showAll(search: Search, find: (group: Wanted) => Witness | null): Wanted | 'late' | null {
    const small = smallOf(search)
    const known = [...small.keys()].filter(region => small[region]?.atoms.some(atom => this.#searched.has(atom)))
    const found = showUnions(
      {
        ...asUnionSearch(small, { ...search, k: search.request.k }),
        searched: new Set(known),
        isLate: () => isLate(search),
      },
      union => {
        const witness = find(asWanted(union, small))
        if (witness === null) return null
        search.witnesses = [...search.witnesses, witness]
        return small.map(({ atoms }) => sumOf(witness, atoms))
      },
    )
    for (const region of found.searched) for (const atom of small[region]?.atoms ?? []) this.#searched.add(atom)
    if (found.open !== null) return asWanted(found.open, small)
    return found.searched.size === small.length ? null : 'late'
  }
}

/** Dearest first, each masked set is shown again if all groups keep their values beside it. */
export function putBack(search: Search): void {
  for (const masked of [...search.masked.values()].sort((a, b) => b.cost - a.cost)) {
    if (isLate(search)) return
    const witnesses = search.witnesses.filter(witness => hasTotal(witness, search.request.system, masked.set))
    const trial: Search = { ...search, witnesses, shown: new Map([...search.shown, [masked.set, masked]]) }
    const isSafe = showsAgain(trial, masked) && showAll(trial)
    search.programs = trial.programs
    if (!isSafe) continue
    search.shown.set(masked.set, { set: masked.set, cost: masked.cost })
    search.masked.delete(masked.set)
    search.witnesses = trial.witnesses
  }
}

export function publishedOf({ request, shown }: Pick<Search, 'request' | 'shown'>): ReadonlySet<number> {
  return new Set([...request.earlier, ...shown.keys()])
}

/** Masks what has to deviate for the group to have the value. */
function maskFor(search: Search, group: Wanted): void {
  const { request, shown } = search
  const maskable = [...shown.values()]
  const program = elasticProgram(request.system, {
    fixed: request.earlier,
    maskable,
    wanted: group,
    random: request.random,
  })
  const witness = solve(search, program, 'good')
  if (typeof witness === 'string' || !shows(witness, group) || !fits(witness, request.system, request.earlier)) {
    maskAround(search, [group])
    return
  }
  for (const proposal of maskable) {
    if (!hasTotal(witness, request.system, proposal.set)) mask(search, proposal, group)
  }
  search.witnesses = [...search.witnesses, witness]
}

/** Without an answer every set that holds part of the groups is masked; where none is left, all are. */
function maskAround(search: Search, groups: readonly Wanted[]): void {
  search.isUndecided = true
  const atoms = new Set(groups.flatMap(group => group.atoms))
  const { atomsOf } = search.request.system
  const around = [...search.shown.values()].filter(({ set }) => atomsOf[set]?.some(atom => atoms.has(atom)))
  for (const proposal of around.length > 0 ? around : [...search.shown.values()]) mask(search, proposal, null)
}

function mask(search: Search, { set, cost }: Proposal, wanted: Wanted | null): void {
  const group = wanted === null ? null : sumOf(search.request.system.values, wanted.atoms)
  search.shown.delete(set)
  search.masked.set(set, { set, cost, group, wanted })
}

/** The group that it was masked for is asked first. */
function showsAgain(trial: Search, { wanted }: MaskedSet): boolean {
  if (wanted === null || trial.witnesses.some(witness => shows(witness, wanted))) return true
  const witness = findWitness(trial, wanted)
  if (witness === null) return false
  trial.witnesses = [...trial.witnesses, witness]
  return true
}

/** Whether programs alone, with nothing masked, show every value of every group. */
function showAll(search: Search): boolean {
  let left = OPEN_WHEN_PUT_BACK
  return new Unions().showAll(search, group => (left-- > 0 ? findWitness(search, group) : null)) === null
}

/** First by sums of witnesses that are known, then near a corner of the linear form, then in whole numbers. */
function findWitness(search: Search, wanted?: Wanted): Witness | null {
  const { request } = search
  const published = [...publishedOf(search)]
  const isGood = (witness: Witness) =>
    fits(witness, request.system, published) && (wanted === undefined || shows(witness, wanted))
  if (wanted !== undefined) {
    const combined = combineWitnesses(search.witnesses, wanted, request.random)
    if (combined !== null && isGood(combined)) return combined
  }
  const common = { published, small: smallOf(search), k: request.k, random: request.random }
  const asked = wanted === undefined ? common : { ...common, wanted }
  const found = solveWitness(search, () => witnessProgram(request.system, asked), wanted === undefined ? 1 : CORNERS)
  return typeof found !== 'string' && isGood(found) ? found : null
}

/**
 * Every program wishes for something else and so has another corner: where one leads to no whole numbers the next mostly
 * does, in a hundredth of the time that a search among whole numbers takes.
 */
function solveWitness(search: Search, draft: () => IntegerProgram, corners: number): ReturnType<typeof solve> {
  let program = draft()
  for (let left = corners; ; left--) {
    const near = solve(search, program, 'near a corner')
    if (near !== 'undecided') return near
    if (left <= 1 || isLate(search)) break
    program = draft()
  }
  return corners > 1 ? solve(search, program, 'any') : 'undecided'
}

function solve(search: Search, program: IntegerProgram, effort: Effort): Witness | 'infeasible' | 'undecided' {
  const { solver, secondsLeft, system } = search.request
  search.programs += 1
  const seconds = Math.min(SECONDS_A_PROGRAM, secondsLeft() - search.secondsToVerify)
  const solution = solver.solve(program, { seconds, effort })
  return typeof solution === 'string' ? solution : readWitness(solution, system)
}

function smallOf(search: Search): readonly Region[] {
  return smallRegions(search.request.system, publishedOf(search), search.request.k)
}

function asWanted({ regions, value }: OpenUnion, small: readonly Region[]): Wanted {
  return { atoms: regions.flatMap(region => small[region]?.atoms ?? []), value }
}

function shows(witness: Witness, { atoms, value }: Wanted): boolean {
  return sumOf(witness, atoms) === value
}

function isLate({ request, secondsToVerify }: Search): boolean {
  return request.secondsLeft() <= secondsToVerify
}
