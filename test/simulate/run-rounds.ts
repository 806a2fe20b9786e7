/** Eight quarterly rounds over a simulated network, through the program's own gates; shares and seals are left out. */
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import type { RoundManifest } from '../../src/model/generated/round-manifest.ts'
import { fillVector } from '../../src/pooling/fill-vector.ts'
import type { GateFacts } from '../../src/pooling/gate-facts.ts'
import { GateSums } from '../../src/pooling/gate-sums.ts'
import { runGates } from '../../src/pooling/gates.ts'
import { cellsOf, type Layout, layoutHash, makeLayout } from '../../src/pooling/layout.ts'
import { makeTable } from '../../src/pooling/make-table.ts'
import { OpenedSums } from '../../src/pooling/opened-sums.ts'
import { openedPlaces, passedCohorts } from '../../src/pooling/passed-cohorts.ts'
import { addShares } from '../../src/pooling/share.ts'
import type { Random } from '../../src/synthetic/random.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { SimulatedMember } from './members.ts'
import { COHORTS, type NetworkWorld, QUARTERS, ROUNDS } from './network-world.ts'

export const KEYS = Array.from(
  { length: COHORTS },
  (_, index) => `v1|T${String(index).padStart(3, '0')}|G:HGNC:1:mut|inn`,
)

export interface SimulatedRound {
  /** Quarter after which the round was run. */
  readonly quarter: number
  /** Null where too few members sent. */
  readonly table: NetworkTable | null
}

export interface RoundsRun {
  readonly rounds: readonly SimulatedRound[]
  readonly members: readonly SimulatedMember[]
}

const APPROVED = { participating: true, approved: { s1: true, s2: true, final: true } }
const ZEROS = '0'.repeat(64)

/** `missing`: chance of each member to be late for a round. National tables come every second round. */
export function runRounds(world: NetworkWorld, missing: number, random: Random): RoundsRun {
  const layout = makeLayout({ cohorts: KEYS, policy: defaultPolicy, lastQuarter: '2026-Q4' })
  const members = Array.from(
    { length: world.countries },
    (_, country) =>
      new SimulatedMember(
        world.patients.filter(patient => patient.country === country),
        defaultPolicy.k,
      ),
  )
  let previous: NetworkTable | null = null
  const rounds: SimulatedRound[] = []
  for (let number = 0; number < ROUNDS; number++) {
    const quarter = QUARTERS - ROUNDS + number
    if (number % 2 === 0) for (const member of members) member.publishNational(quarter)
    const table: NetworkTable | null = runOne({
      layout,
      members,
      quarter,
      previous,
      missing,
      random,
      round: `r${number}`,
    })
    rounds.push({ quarter, table })
    previous = table ?? previous
  }
  return { rounds, members }
}

interface OneRound {
  readonly layout: Layout
  readonly members: readonly SimulatedMember[]
  readonly quarter: number
  readonly previous: NetworkTable | null
  readonly missing: number
  readonly random: Random
  readonly round: string
}

function runOne({ layout, members, quarter, previous, missing, random, round }: OneRound): NetworkTable | null {
  const present = members.map((member, country) => ({ member, country })).filter(() => !random.chance(missing))
  if (present.length < defaultPolicy.pooled.minMembersInSet) return null
  const vectors = present.map(
    ({ member }) => fillVector(layout, member.contribute(layout, round, quarter, previous), APPROVED).cells,
  )
  const sums = addShares(vectors, cellsOf(layout))
  const at = (places: readonly number[]) => [BigUint64Array.from(places, place => sums[place] ?? 0n)]
  const facts: GateFacts = {
    layout,
    policy: defaultPolicy,
    set: present.map(({ country }) => ({ member: `member-${country}`, country: `C${country}` })),
    previous,
    closed: new Set(),
  }
  const run = runGates(facts, (_step, places) => GateSums.add(places, at(places)))
  const passed = passedCohorts(run, facts)
  const places = openedPlaces(passed, layout)
  return makeTable({
    facts,
    manifest: manifestOf(layout, round, previous),
    manifestSha256: ZEROS,
    setSha256: ZEROS,
    combiners: ['combiner-fi', 'combiner-nl'],
    cutoffs: ['2026-12-31'],
    rows: { facts, round, gated: run.cohorts, passed, opened: OpenedSums.add(places, at(places)), stopsAt: () => 0 },
  })
}

function manifestOf(layout: Layout, round: string, previous: NetworkTable | null): RoundManifest {
  return {
    schema: 'round-manifest/1',
    round,
    kind: 'scheduled',
    coordinator: 'simulated',
    purpose: 'Simulated round.',
    catalogue: { version: 'simulated', sha256: ZEROS },
    directory: { serial: 1, sha256: ZEROS },
    policySha256: canonicalHash(defaultPolicy),
    cohorts: layout.cohorts.map(key => ({ key, stopsAt: 0, closed: false })) as RoundManifest['cohorts'],
    lastQuarter: '2026-Q4',
    layoutSha256: layoutHash(layout),
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    cutWindow: { from: '2026-01-01', to: '2026-12-31' },
    members: [{ member: 'simulated', country: 'XX' }],
    offers: ['a', 'b'],
    previousSha256: previous === null ? null : canonicalHash(previous),
    deadlines: { contributions: 1, table: 2 },
    iat: 0,
  }
}
