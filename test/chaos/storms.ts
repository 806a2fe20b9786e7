/**
 * Storm after storm, each with a seed of its own, while gateways, relay and courier are stopped and started and databases
 * lose their connections. `ROSE_CHAOS_SEED` (default: the time) and `ROSE_CHAOS_STORMS` (default 1).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../support/seeded-random.ts'
import { printed } from './printed.ts'
import { runStorm } from './storm.ts'
import { aWorld, dropConnections, type Way, type World } from './world.ts'

const first = Number(process.env['ROSE_CHAOS_SEED'] ?? Math.floor(Date.now() / 1000) % 1_000_000)
const storms = Number(process.env['ROSE_CHAOS_STORMS'] ?? 1)
const WAYS: readonly Way[] = ['direct', 'relay', 'file']

let world: World
beforeAll(async () => {
  world = await aWorld(first)
})
afterAll(() => world.close())

describe(`chaos from seed ${first}`, () => {
  it.each(Array.from({ length: storms }, (_, n) => first + n))('storm %i: each exchange ends once', async seed => {
    const random = seededRandom(seed)
    const blows = [
      () => world.restartGateway(WAYS[Math.floor(random() * 3)] ?? 'direct'),
      () => world.restartRelay(),
      () => dropConnections(world.relayDatabase),
      () => dropConnections(world.asker.database),
      () => dropConnections(world.reader[WAYS[Math.floor(random() * 3)] ?? 'direct'].database),
    ]
    const meanwhile = async () => {
      if (random() < 0.1) await blows[Math.floor(random() * blows.length)]?.()
    }
    const told = await runStorm(world, {
      exchanges: 30,
      rate: 0.1 + random() * 0.4,
      seed,
      meanwhile,
      longestMs: 120_000,
    })
    printed(`Storm of seed ${seed}: ${told.answers} answers, ${told.failures} failures`, [
      ['what', 'times'],
      ...Object.entries({ ...told.faults, ...told.reasons }).map(([what, times]) => [what, String(times)]),
    ])
    expect(told.unended).toEqual([])
    expect(told.answers).toBeGreaterThan(0)
  })
})
