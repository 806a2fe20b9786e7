/**
 * What a combiner does next: a pure function of what it holds and of what all combiners have said so far. Nothing else is
 * remembered, so a combiner that was stopped anywhere goes on where it was, and the same situation gives the same words.
 *
 * held -> set -> sums of gate cells, step by step -> passed -> sums of the opened cells -> table -> deletion
 */
import { canonicalJson } from '../model/canonical-json.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import type { NetworkTable } from '../model/generated/network-table.ts'
import type { RoundEnded } from '../model/generated/round-ended.ts'
import type { RoundHeld } from '../model/generated/round-held.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'
import type { RoundPassed } from '../model/generated/round-passed.ts'
import type { RoundSet } from '../model/generated/round-set.ts'
import type { RoundSums } from '../model/generated/round-sums.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { countriesAtLeast, type GateFacts } from './gate-facts.ts'
import { GateSums } from './gate-sums.ts'
import { type GateRun, runGates } from './gates.ts'
import type { Layout } from './layout.ts'
import { makeTable } from './make-table.ts'
import { OpenedSums } from './opened-sums.ts'
import { openedPlaces, type PassedCohorts, passedCohorts } from './passed-cohorts.ts'
import type { CombinerDocument, Phase } from './round-documents.ts'
import { shareFromBytes, shareToBytes } from './share.ts'

type SetEntry = RoundSet['set'][number]

export interface CombinerSituation {
  readonly self: string
  readonly manifest: RoundManifest
  readonly manifestSha256: string
  /** Members that combine, in the order of the manifest's offers. */
  readonly combiners: readonly string[]
  readonly policy: DisclosurePolicy
  readonly layout: Layout
  /** The table that the manifest names as previous. */
  readonly previous: NetworkTable | null
  /** Contributions whose header and own share were accepted. */
  readonly held: readonly SetEntry[]
  /** Which of the manifest's deadlines are over. */
  readonly isOver: { readonly contributions: boolean; readonly table: boolean }
  /** What each combiner has said in a phase, oneself included; every document verified. */
  readonly said: (phase: Phase) => ReadonlyMap<string, CombinerDocument>
  /** Sums over the members' shares that this combiner holds, of the cells at `places`, in their order. */
  readonly sumShares: (members: readonly string[], places: readonly number[]) => BigUint64Array
}

export type CombinerAct =
  | { readonly act: 'wait'; readonly phase: Phase | 'contributions'; readonly for: readonly string[] }
  | { readonly act: 'say'; readonly phase: Phase; readonly document: CombinerDocument }
  /** All have signed this table: the key of the round may be destroyed. */
  | { readonly act: 'finish'; readonly table: NetworkTable }
  | { readonly act: 'end'; readonly reason: RoundEnded['reason'] }

export function nextAct(situation: CombinerSituation): CombinerAct {
  try {
    const act = afterContributions(situation)
    return act.act === 'wait' && situation.isOver.table ? { act: 'end', reason: 'deadline' } : act
  } catch (error) {
    if (isNodeError(error, 'pooling/sums-differ')) return { act: 'end', reason: 'sums-differ' }
    throw error
  }
}

function afterContributions(situation: CombinerSituation): CombinerAct {
  const { manifest, held, isOver } = situation
  const here = new Set(held.map(({ member }) => member))
  const missing = manifest.members.map(({ member }) => member).filter(member => !here.has(member))
  if (missing.length > 0 && !isOver.contributions) return { act: 'wait', phase: 'contributions', for: missing }
  return afterHeld(situation)
}

function afterHeld(situation: CombinerSituation): CombinerAct {
  const { self, policy } = situation
  const heard = hear<RoundHeld>(situation, 'held', () => ({
    schema: 'round-held/1',
    ...named(situation),
    combiner: self,
    held: [...situation.held].sort(byMember),
  }))
  if ('act' in heard) return heard
  const set = heldByAll(
    situation.manifest,
    heard.map(({ held }) => held),
  )
  const [first, ...others] = set
  if (first === undefined || set.length < policy.pooled.minMembersInSet)
    return { act: 'end', reason: 'too-few-members' }
  if (countriesAtLeast(set.length, set) < policy.pooled.minCountriesWithPatients) {
    return { act: 'end', reason: 'too-few-countries' }
  }
  return afterSet(situation, { schema: 'round-set/1', ...named(situation), set: [first, ...others] })
}

function afterSet(situation: CombinerSituation, document: RoundSet): CombinerAct {
  const heard = hear<RoundSet>(situation, 'set', () => document)
  if ('act' in heard) return heard
  if (!areAlike(heard)) return { act: 'end', reason: 'sets-differ' }
  const summing: Summing = { situation, set: document.set, setSha256: canonicalHash(document) }
  const facts: GateFacts = {
    layout: situation.layout,
    policy: situation.policy,
    set: document.set,
    previous: situation.previous,
    closed: new Set(situation.manifest.cohorts.filter(({ closed }) => closed).map(({ key }) => key)),
  }
  const run = runGates(facts, (step, places) => {
    const sums = heardSums(summing, step, places)
    return sums === null ? null : GateSums.add(places, sums)
  })
  if (run.next !== null) return saySums(summing, run.next.step, run.next.places)
  return afterGates(summing, facts, run)
}

function afterGates(summing: Summing, facts: GateFacts, run: GateRun): CombinerAct {
  const { situation, setSha256 } = summing
  const passed = passedCohorts(run, facts)
  const heard = hear<RoundPassed>(situation, 'passed', () => ({
    schema: 'round-passed/1',
    ...named(situation),
    setSha256,
    passed: passed.map(({ cohort: _, stages, ...entry }) => ({ ...entry, stages: [...stages] })),
  }))
  if ('act' in heard) return heard
  if (!areAlike(heard)) return { act: 'end', reason: 'sums-differ' }
  return afterPassed(summing, facts, run, passed)
}

/** The cells are those of the list that all have signed, and of no other cohort. */
function afterPassed(summing: Summing, facts: GateFacts, run: GateRun, passed: PassedCohorts): CombinerAct {
  const { situation, set, setSha256 } = summing
  const places = openedPlaces(passed, facts.layout)
  const sums = places.length === 0 ? [] : heardSums(summing, 'opening', places)
  if (sums === null) return saySums(summing, 'opening', places)
  const { round, manifest, manifestSha256 } = { round: situation.manifest.round, ...situation }
  const table = makeTable({
    facts,
    manifest,
    manifestSha256,
    setSha256,
    combiners: situation.combiners,
    cutoffs: set.map(({ cutoff }) => cutoff),
    rows: {
      facts,
      round,
      gated: run.cohorts,
      passed,
      opened: OpenedSums.add(places, sums),
      stopsAt: stopsAtOf(manifest),
    },
  })
  const heard = hear<NetworkTable>(situation, 'table', () => table)
  if ('act' in heard) return heard
  return areAlike(heard) ? { act: 'finish', table } : { act: 'end', reason: 'sums-differ' }
}

interface Summing {
  readonly situation: CombinerSituation
  readonly set: readonly SetEntry[]
  readonly setSha256: string
}

function saySums(
  { situation, set, setSha256 }: Summing,
  step: RoundSums['step'],
  places: readonly number[],
): CombinerAct {
  const { self, combiners } = situation
  const phase: Phase = `sums:${step}`
  const said = situation.said(phase)
  if (said.has(self)) return { act: 'wait', phase, for: combiners.filter(combiner => !said.has(combiner)) }
  const sums = situation.sumShares(
    set.map(({ member }) => member),
    places,
  )
  const document: RoundSums = {
    schema: 'round-sums/1',
    ...named(situation),
    setSha256,
    combiner: self,
    step,
    placesSha256: canonicalHash(places),
    sums: Buffer.from(shareToBytes(sums)).toString('base64url'),
  }
  return { act: 'say', phase, document }
}

/** Null until all have said theirs. Throws `pooling/sums-differ` where they speak of other cells or of another set. */
function heardSums(
  { situation, setSha256 }: Summing,
  step: RoundSums['step'],
  places: readonly number[],
): readonly BigUint64Array[] | null {
  const said = situation.said(`sums:${step}`) as ReadonlyMap<string, RoundSums>
  if (!situation.combiners.every(combiner => said.has(combiner))) return null
  const placesSha256 = canonicalHash(places)
  return situation.combiners.map(combiner => {
    const sums = said.get(combiner)
    const bytes = Buffer.from(sums?.sums ?? '', 'base64url')
    if (sums?.setSha256 !== setSha256 || sums.placesSha256 !== placesSha256 || bytes.length !== places.length * 8) {
      throw new NodeError('pooling/sums-differ', 'two combiners added up different cells', {
        detail: { combiner },
      })
    }
    return shareFromBytes(bytes, places.length)
  })
}

/** What all combiners said in a phase, in their order; else what this one does about it. */
function hear<T extends CombinerDocument>(
  { self, combiners, said }: CombinerSituation,
  phase: Phase,
  own: () => T,
): readonly T[] | CombinerAct {
  const heard = said(phase) as ReadonlyMap<string, T>
  if (!heard.has(self)) return { act: 'say', phase, document: own() }
  const missing = combiners.filter(combiner => !heard.has(combiner))
  if (missing.length > 0) return { act: 'wait', phase, for: missing }
  return combiners.flatMap(combiner => heard.get(combiner) ?? [])
}

/** Sorted by member. A contribution of which two combiners hold different bytes is in nobody's set. */
function heldByAll(manifest: RoundManifest, lists: readonly (readonly SetEntry[])[]): readonly SetEntry[] {
  const [first = [], ...others] = lists
  const isAsked = ({ member, country }: SetEntry) =>
    manifest.members.some(asked => asked.member === member && asked.country === country)
  return first
    .filter(entry => isAsked(entry) && others.every(list => list.some(other => areAlike([entry, other]))))
    .sort(byMember)
}

const named = ({ manifest, manifestSha256 }: CombinerSituation) => ({ round: manifest.round, manifestSha256 })

const stopsAtOf = (manifest: RoundManifest) => {
  const designs = new Map(manifest.cohorts.map(({ key, stopsAt }) => [key, stopsAt]))
  return (key: string): number => designs.get(key) ?? 0
}

const byMember = (a: SetEntry, b: SetEntry): number => (a.member < b.member ? -1 : 1)

function areAlike(documents: readonly unknown[]): boolean {
  return new Set(documents.map(canonicalJson)).size <= 1
}
