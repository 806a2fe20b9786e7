/**
 * The search behind `mask-until-safe.ts`: find groups that lack a value, show each value by an integer program, and mask
 * the cheapest sets where there is none. It may err to the careful side only; its result is verified apart from it.
 */
import { type AtomSystem, type Region, sumOf } from './atom-system.ts'
import type { IntegerProgram, IntegerSolver } from './integer-solver.ts'
import { findNextOpenUnions, type OpenUnion } from './open-unions.ts'
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
}

export interface MaskedSet extends Proposal {
  /** Patients of the group that lacked a value; null where it was masked undecided. */
  readonly group: number | null
  /** That group, and the value. */
  readonly wanted: Wanted | null
}

const FIRST_WITNESSES = 20
const OPEN_AT_ONCE = 200
const OPEN_WHEN_PUT_BACK = 30
const SECONDS_A_PROGRAM = 10

export function startSearch(request: MaskRequest): Search {
  const truth = Int32Array.from(request.system.values)
  const shown = new Map(request.proposals.map(proposal => [proposal.set, proposal]))
  return { request, shown, masked: new Map(), witnesses: [truth], programs: 0, isUndecided: false }
}

/** Masks until no group lacks a value. Ends, because every turn adds a witness for one that did, or masks a set. */
export function maskOpen(search: Search): void {
  const first = Math.min(FIRST_WITNESSES, smallOf(search).length)
  for (let count = 0; count < first && !isLate(search); count++) {
    const witness = findWitness(search)
    if (witness !== null) search.witnesses = [...search.witnesses, witness]
  }
  const unions = new OpenUnions()
  while (search.shown.size > 0) {
    const wanted = unions.next(search)
    if (wanted.length === 0) return
    if (isLate(search)) maskAround(search, wanted)
    else settle(search, wanted)
  }
}

/**
 * Goes through the unions once: what was shown stays shown, since witnesses only come and regions only merge, and a union
 * of merged regions is one of the regions before.
 */
class OpenUnions {
  readonly #searched = new Set<string>()

  /** Groups that lack a value, small ones first; none once all unions were shown. */
  next(search: Search): readonly Wanted[] {
    const small = smallOf(search)
    const searched = new Set([...small.keys()].filter(region => this.#searched.has(nameOf(small[region]))))
    const asked = { witnesses: search.witnesses, k: search.request.k, atMost: OPEN_AT_ONCE }
    const found = findNextOpenUnions({ ...asUnionSearch(small, asked), searched })
    for (const region of found.searched) this.#searched.add(nameOf(small[region]))
    return found.open.toSorted((a, b) => a.regions.length - b.regions.length).map(union => asWanted(union, small))
  }
}

function nameOf(region: Region | undefined): string {
  return region?.atoms.join() ?? ''
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

/** Until one of the groups needs a set masked: then regions are others. */
function settle(search: Search, wanted: readonly Wanted[]): void {
  const before = search.witnesses.length
  for (const group of wanted) {
    if (isLate(search)) return
    if (search.witnesses.slice(before).some(witness => shows(witness, group))) continue
    const witness = findWitness(search, group)
    if (witness === null) {
      maskFor(search, group)
      return
    }
    search.witnesses = [...search.witnesses, witness]
  }
}

/** Masks what has to deviate for the group to have the value. */
function maskFor(search: Search, group: Wanted): void {
  const { request, shown } = search
  const maskable = [...shown.values()]
  const program = elasticProgram(request.system, { ...request, fixed: request.earlier, maskable, wanted: group })
  const witness = solve(search, program)
  if (witness === null || !shows(witness, group) || !fits(witness, request.system, request.earlier)) {
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
  const unions = new OpenUnions()
  for (let programs = 0; programs < OPEN_WHEN_PUT_BACK; ) {
    const open = unions.next(search)
    if (open.length === 0) return true
    for (const group of open) {
      if (search.witnesses.some(witness => shows(witness, group))) continue
      const witness = isLate(search) ? null : findWitness(search, group)
      if (witness === null) return false
      search.witnesses = [...search.witnesses, witness]
      programs += 1
    }
  }
  return false
}

function findWitness(search: Search, wanted?: Wanted): Witness | null {
  const { request } = search
  const published = [...publishedOf(search)]
  const common = { published, small: smallOf(search), k: request.k, random: request.random }
  const program = witnessProgram(request.system, wanted === undefined ? common : { ...common, wanted })
  const witness = solve(search, program)
  if (witness === null || !fits(witness, request.system, published)) return null
  return wanted === undefined || shows(witness, wanted) ? witness : null
}

function solve(search: Search, program: IntegerProgram): Witness | null {
  const { solver, secondsLeft, system } = search.request
  search.programs += 1
  const solution = solver.solve(program, { seconds: Math.min(SECONDS_A_PROGRAM, secondsLeft()) })
  return typeof solution === 'string' ? null : readWitness(solution, system)
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

function isLate({ request }: Search): boolean {
  return request.secondsLeft() <= 0
}
