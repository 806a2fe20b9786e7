/**
 * The slow methods of `rose stats` against a floor of the same run: a plain loop of 40 million exponentials, about what a
 * person waits half a second for. The contract gives each of these methods half a second.
 */
import { availableParallelism } from 'node:os'
import { answerStatsLine } from '../../src/statistics/answer/answer-line.ts'
import { type Ratio, type RatioGoal, ratioOf } from './ratios.ts'

export interface StatsBench {
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
}

const ROUNDS = 5
const EXPONENTIALS = 40_000_000

const strata = (count: number, of: (index: number) => { x: number; n: number }) =>
  Array.from({ length: count }, (_, index) => ({ label: `S${index}`, ...of(index) }))
const large = strata(12, index => ({ x: 3000 + 40 * index, n: 10_000 + index }))

const REQUESTS = {
  'simon-search up to n = 75': { method: 'simon-search', p0: 0.3, p1: 0.45, alpha: 0.05, beta: 0.2, nmax: 75 },
  'pool of 3,000 strata': { method: 'pool', strata: strata(3000, index => ({ x: index % 4, n: 5 + (index % 9) })) },
  'pool with 20 million tables': {
    method: 'pool',
    strata: strata(5, index => ({ x: 30 + index * 2, n: 75 + index })),
  },
  'hierarchical model of 12 large strata': {
    method: 'hierarchical',
    strata: large.map(({ x, n }) => ({ x, n })),
    muMean: -1,
    muSd: 2,
    tauScale: 1,
  },
} as const

export async function benchStats(): Promise<StatsBench> {
  const lines = Object.entries(REQUESTS).map(([name, request]) => ({ name, text: JSON.stringify(request) }))
  for (const { text } of lines) timeOf(() => answerStatsLine(text))
  const unit: number[] = []
  const measured = lines.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    unit.push(timeOf(exponentials))
    for (const [index, { text }] of lines.entries()) measured[index]?.push(timeOf(() => answerStatsLine(text)))
  }
  return {
    name: 'stats',
    cores: availableParallelism(),
    node: process.version,
    rounds: ROUNDS,
    ratios: lines.map(({ name }, index) => ratioOf({ measured: measured[index] ?? [], unit }, goalOf(name))),
  }
}

function goalOf(name: string): RatioGoal {
  return { name: `stats, ${name}: time / exponentials`, must: 1, striveFor: 0.5, direction: 'at most' }
}

/** Processor time of this thread, in microseconds: others on the machine do not count. */
function timeOf(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  return process.threadCpuUsage(before).user
}

function exponentials(): number {
  let sum = 0
  for (let index = 0; index < EXPONENTIALS; index += 1) sum += Math.exp(-index / EXPONENTIALS)
  return sum
}
