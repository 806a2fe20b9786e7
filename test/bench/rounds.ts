/**
 * A pooled round against the same round unprotected, in one process and one run: shares, seals, signatures, opening and
 * two combiners, beside plain vectors as JSON, added, behind the same gates. 300 cohorts, ten members; the vector is the
 * layout's own (312 cells a cohort), filled with seeded small counts. Transport and waiting are in neither. By processor time.
 */
import { randomFillSync } from 'node:crypto'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { makeContribution } from '../../src/pooling/contribution.ts'
import type { ExactVector } from '../../src/pooling/exact-vector.ts'
import { fillVector } from '../../src/pooling/fill-vector.ts'
import type { GateFacts } from '../../src/pooling/gate-facts.ts'
import { GateSums } from '../../src/pooling/gate-sums.ts'
import { runGates } from '../../src/pooling/gates.ts'
import { cellsOf } from '../../src/pooling/layout.ts'
import { makeTable } from '../../src/pooling/make-table.ts'
import { OpenedSums } from '../../src/pooling/opened-sums.ts'
import { openedPlaces, passedCohorts } from '../../src/pooling/passed-cohorts.ts'
import { addShares } from '../../src/pooling/share.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { signDocument } from '../../src/trust/documents.ts'
import { generateKey } from '../../src/trust/keys.ts'
import { type contribute, countsOf, type Part, type PreparedRound, prepareRound, runRound } from '../support/round.ts'
import { catalogue, machine } from './interleaved.ts'
import { processorMsOf, spentOn } from './processor-time.ts'
import { type Ratio, ratioOf } from './ratios.ts'

const ROUNDS = 7
/** One takes milliseconds: too little to measure by itself. */
const CONTRIBUTIONS_A_ROUND = 20
const COUNTRIES = ['NO', 'DK', 'SE', 'FI', 'NL', 'DE', 'FR', 'ES', 'IT', 'PT']

const GOALS = {
  contribution: {
    name: 'contribution, sharing and sealing / plain serialisation of the vector',
    must: 5,
    striveFor: 2,
    direction: 'at most',
  },
  round: {
    name: 'round of ten members and two combiners / the same round unprotected',
    must: 5,
    striveFor: 2,
    direction: 'at most',
  },
} as const

export interface RoundsBench {
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
  readonly checks: { readonly cells: number; readonly published: number }
}

export async function benchRounds(): Promise<RoundsBench> {
  const keys = catalogue.cohorts.map(({ key }) => key)
  const random = seededRandom('bench-rounds')
  const parts = Object.fromEntries(
    COUNTRIES.map(country => [
      country,
      Object.fromEntries(keys.filter(() => random.chance(0.15)).map(key => [key, partOf(random.int(1, 6))])),
    ]),
  )
  const prepared = prepareRound({ parts, cohorts: keys })
  const key = generateKey()
  const measured: { contribution: number[]; round: number[] } = { contribution: [], round: [] }
  const unit: { contribution: number[]; round: number[] } = { contribution: [], round: [] }
  let published = 0
  const vector = vectorOf(prepared, parts['NO'] ?? {})
  const protectedRound = async () => {
    const ran = await runRound({ parts, cohorts: keys }, { prepared })
    for (const { document } of ran.said) await signDocument(document, { key, typ: 'bench+jws' })
    return ran.table
  }
  for (let round = -1; round < ROUNDS; round++) {
    const sharing = await timeOf(async () => {
      for (let time = 0; time < CONTRIBUTIONS_A_ROUND; time++) await makeSealed(prepared, vector, key)
    })
    const plain = await timeOf(() => {
      for (let time = 0; time < CONTRIBUTIONS_A_ROUND; time++) JSON.stringify(Array.from(vector.cells, Number))
    })
    const tables: unknown[] = []
    const sides = [
      async () => void tables.push(await protectedRound()),
      async () => void tables.push(unprotected(prepared, parts)),
    ] as const
    const order = round % 2 === 0 ? [0, 1] : [1, 0]
    const times = [0, 0]
    for (const side of order) times[side] = await timeOf(sides[side as 0 | 1])
    const [one, other] = tables as { cohorts: { patients: unknown }[] }[]
    if (canonicalHash(one?.cohorts) !== canonicalHash(other?.cohorts)) throw new Error('the two rounds differ')
    published = one?.cohorts.filter(({ patients }) => patients !== null).length ?? 0
    if (round < 0) continue
    measured.contribution.push(sharing)
    unit.contribution.push(plain)
    measured.round.push(times[0] ?? 0)
    unit.round.push(times[1] ?? 0)
  }
  return {
    name: 'pooled rounds',
    cores: machine.cores,
    node: machine.node,
    rounds: ROUNDS,
    ratios: (['contribution', 'round'] as const).map(side =>
      ratioOf({ measured: measured[side], unit: unit[side] }, GOALS[side]),
    ),
    checks: { cells: cellsOf(prepared.layout), published },
  }
}

const timeOf = async (work: () => unknown): Promise<number> => processorMsOf(await spentOn(null, work))

function partOf(patients: number): Part {
  return { patients, control: Math.floor(patients / 3) }
}

type Parts = Parameters<typeof contribute>[2]

const APPROVED = { participating: true, approved: { s1: true, s2: true, final: true } }

function vectorOf({ layout }: PreparedRound, parts: Parts): ExactVector {
  const counts = new Map(Object.entries(parts).map(([key, part]) => [key, countsOf(layout, part)]))
  return fillVector(layout, counts, APPROVED)
}

function makeSealed(prepared: PreparedRound, vector: ExactVector, engineKey: ReturnType<typeof generateKey>) {
  return makeContribution({
    ...prepared,
    member: 'trial-no',
    country: 'NO',
    cutoff: '2026-09-30',
    preApprovalSha256: '0'.repeat(64),
    vector,
    fillRandom: bytes => randomFillSync(bytes),
    engineKey,
  })
}

/** Each member writes its counts down, one place adds them up; the gates are the same. */
function unprotected(prepared: PreparedRound, parts: Readonly<Record<string, Parts>>) {
  const { layout, manifest, manifestSha256, members } = prepared
  const texts = Object.values(parts).map(part => JSON.stringify(Array.from(vectorOf(prepared, part).cells, Number)))
  const sums = addShares(
    texts.map(text => BigUint64Array.from(JSON.parse(text) as number[], BigInt)),
    cellsOf(layout),
  )
  const at = (places: readonly number[]) => [BigUint64Array.from(places, place => sums[place] ?? 0n)]
  const facts: GateFacts = {
    layout,
    policy: defaultPolicy,
    set: members.map(({ member, country }) => ({ member, country })),
    previous: null,
    closed: new Set(),
  }
  const run = runGates(facts, (_step, places) => GateSums.add(places, at(places)))
  const passed = passedCohorts(run, facts)
  const places = openedPlaces(passed, layout)
  const { round } = manifest
  return makeTable({
    facts,
    manifest,
    manifestSha256,
    setSha256: '0'.repeat(64),
    combiners: prepared.combiners.map(({ self }) => self),
    cutoffs: ['2026-09-30'],
    rows: { facts, round, gated: run.cohorts, passed, opened: OpenedSums.add(places, at(places)), stopsAt: () => 0 },
  })
}
