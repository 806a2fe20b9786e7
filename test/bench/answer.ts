/**
 * Path A (a program's token) and path B (sealed question to sealed answer, with durable replay row and access event on a real
 * PostgreSQL), each as a ratio to the floor F of the same run. Rounds are interleaved and their order turned; the load comes from another process.
 * All patients and numbers are made up.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import type { FastifyInstance } from 'fastify'
import { publicKeyOf } from '../../src/trust/keys.ts'
import { type BenchDatabase, openBenchDatabase } from './answer-database.ts'
import { askerKey, askerToGateway, askerToken, gatewayKey, gatewaySealing, startGateway } from './answer-gateway.ts'
import { buildBearerFloor, buildFloor } from './floor.ts'
import type { Load, LoadResult } from './load-generator.ts'
import { percentile, type Ratio, type RatioGoal, ratioOf } from './ratios.ts'

export interface BenchResult {
  readonly name: string
  /** Processor cores, shared by server, database and load. */
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
  /** Milliseconds at c = 1 over all rounds: for comparison within this run only. */
  readonly latencyMs: Readonly<Record<Side, { readonly p50: number; readonly p95: number }>>
  readonly checks: { readonly asked: number; readonly accessEvents: number; readonly usedMessages: number }
}

type Side = 'answer' | 'floor'

const ROUNDS = 7
const LATENCY = { requests: 200, concurrency: 1 }
/** A third of a second of the floor at least: opening 32 connections is part of each round. */
const THROUGHPUT = { requests: 4000, concurrency: 32 }
/** Until code and plans have settled: the compiler was still at work after 6,000, and the first rounds lay 20 % below the last. */
const WARM_UP = { requests: 20_000, concurrency: 32 }

const GOALS_A = {
  latency: { name: 'answer, path A: latency / F', must: 0.8, striveFor: 0.4, direction: 'at most' },
  throughput: { name: 'answer, path A: throughput / F', must: 2, striveFor: 4, direction: 'at least' },
} as const satisfies Record<string, RatioGoal>

const GOALS_B = {
  latency: { name: 'answer, path B: latency / F', must: 3.6, striveFor: 2.2, direction: 'at most' },
  throughput: { name: 'answer, path B: throughput / F', must: 0.5, striveFor: 0.8, direction: 'at least' },
} as const satisfies Record<string, RatioGoal>

/** Path B. Within about 30 seconds. Throws where a request failed, or where answers, access events and used messages differ in number. */
export function benchAnswer(): Promise<BenchResult> {
  return benchPath({
    name: 'answer',
    goals: GOALS_B,
    load: async () => ({}),
    floor: replyBytes =>
      buildFloor({ key: publicKeyOf(askerKey), sealing: gatewaySealing }, replyBytes - '{"message":""}'.length),
    usesMessages: true,
  })
}

/** Path A: a program's bearer token, verified once and remembered; access events in batches. */
export function benchProgram(): Promise<BenchResult> {
  return benchPath({
    name: 'program',
    goals: GOALS_A,
    load: async () => ({ bearer: await askerToken() }),
    floor: replyBytes => buildBearerFloor(publicKeyOf(gatewayKey), replyBytes - '{"reading":""}'.length),
    usesMessages: false,
  })
}

interface Path {
  readonly name: string
  readonly goals: Readonly<Record<'latency' | 'throughput', RatioGoal>>
  /** What the load has beside where it goes; made anew for each piece, as a token lives for minutes. */
  readonly load: () => Promise<Partial<Load>>
  /** With replies of the same size. */
  readonly floor: (replyBytes: number) => Promise<FastifyInstance>
  readonly usesMessages: boolean
}

async function benchPath(path: Path): Promise<BenchResult> {
  const database = await openBenchDatabase()
  const generator = fork(new URL('./load-generator.ts', import.meta.url))
  const servers: FastifyInstance[] = []
  try {
    const gateway = await startGateway(database.pool)
    servers.push(gateway)
    const answerUrl = await listen(gateway)
    const warmUp = await ask(generator, { ...WARM_UP, ...(await path.load()), url: answerUrl })
    const floor = await path.floor(warmUp.replyBytes)
    servers.push(floor)
    const floorUrl = await listen(floor)
    const targets = {
      answer: async () => ({ ...(await path.load()), url: answerUrl }),
      floor: async () => ({ ...(await path.load()), url: floorUrl }),
    }
    await ask(generator, { ...WARM_UP, ...(await targets.floor()) })
    const measured = await measure(generator, targets)
    // What was answered a moment ago is in the next batch.
    await gateway.close()
    return { ...summarise(measured, path), checks: await checkAudited(database, askedOf(measured), path) }
  } finally {
    generator.kill()
    await Promise.all(servers.map(server => server.close()))
    await database.close()
  }
}

type Targets = Readonly<Record<Side, () => Promise<Partial<Load> & Pick<Load, 'url'>>>>

type Measured = Readonly<Record<Side, { readonly latency: LoadResult[]; readonly throughput: LoadResult[] }>>

async function measure(generator: ChildProcess, targets: Targets): Promise<Measured> {
  const measured: Measured = {
    answer: { latency: [], throughput: [] },
    floor: { latency: [], throughput: [] },
  }
  for (let round = 0; round < ROUNDS; round++) {
    const order: readonly Side[] = round % 2 === 0 ? ['answer', 'floor'] : ['floor', 'answer']
    for (const side of order) {
      measured[side].latency.push(await ask(generator, { ...LATENCY, ...(await targets[side]()) }))
    }
    for (const side of order) {
      measured[side].throughput.push(await ask(generator, { ...THROUGHPUT, ...(await targets[side]()) }))
    }
  }
  return measured
}

async function ask(
  generator: ChildProcess,
  load: Pick<Load, 'url' | 'requests' | 'concurrency'> & Partial<Load>,
): Promise<LoadResult> {
  const replied = once(generator, 'message')
  generator.send({ ...askerToGateway, ...load } satisfies Load)
  const [result] = (await replied) as [LoadResult]
  if (result.failures > 0) throw new Error(`${result.failures} of ${load.requests} requests failed: no figures`)
  return result
}

function summarise(measured: Measured, { name, goals }: Path): Omit<BenchResult, 'checks'> {
  const medians = (side: Side) => measured[side].latency.map(load => percentile(load.milliseconds, 50))
  const rates = (side: Side) => measured[side].throughput.map(load => load.milliseconds.length / load.seconds)
  const spread = (side: Side) => {
    const all = measured[side].latency.flatMap(load => load.milliseconds)
    return { p50: percentile(all, 50), p95: percentile(all, 95) }
  }
  return {
    name,
    cores: availableParallelism(),
    node: process.version,
    rounds: ROUNDS,
    ratios: [
      ratioOf({ measured: medians('answer'), unit: medians('floor') }, goals.latency),
      ratioOf({ measured: rates('answer'), unit: rates('floor') }, goals.throughput),
    ],
    latencyMs: { answer: spread('answer'), floor: spread('floor') },
  }
}

function askedOf({ answer }: Measured): number {
  const requests = [...answer.latency, ...answer.throughput].map(load => load.milliseconds.length)
  return requests.reduce((sum, count) => sum + count, WARM_UP.requests)
}

/** A figure without its audit would be a figure of something else. */
async function checkAudited(
  database: BenchDatabase,
  asked: number,
  { usesMessages }: Path,
): Promise<BenchResult['checks']> {
  const written = await database.countWritten()
  if (written.accessEvents !== asked || written.usedMessages !== (usesMessages ? asked : 0)) {
    throw new Error(`${asked} answers, ${written.accessEvents} access events, ${written.usedMessages} used messages`)
  }
  return { asked, ...written }
}

function listen(server: FastifyInstance): Promise<string> {
  return server.listen({ host: '127.0.0.1', port: 0 })
}
