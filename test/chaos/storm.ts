/** Many exchanges at once while the proxies misbehave; told with counts, so that an idle storm is noticed. */
import type { KeptLetter } from '../../src/outbox/ports.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { FAULTS, type Fault } from './fault-proxy.ts'
import { ask, judge, type Way, type World } from './world.ts'

export interface StormOptions {
  readonly exchanges: number
  /** Chance of a fault for each request. */
  readonly rate: number
  readonly seed: number
  /** Done now and then while it runs. */
  readonly meanwhile?: () => Promise<void>
  readonly longestMs?: number
}

export interface StormTold {
  readonly answers: number
  readonly failures: number
  /** By why. */
  readonly reasons: Readonly<Record<string, number>>
  readonly unended: readonly string[]
  readonly faults: Readonly<Record<Fault, number>>
}

const WAYS: readonly Way[] = ['direct', 'relay', 'file']

/** Throws where `judge` finds a contradiction. */
export async function runStorm(
  world: World,
  { exchanges, rate, seed, meanwhile, longestMs = 60_000 }: StormOptions,
): Promise<StormTold> {
  const random = seededRandom(seed)
  const { direct, relay } = world.proxies
  const before = seenBy(world)
  const exchange = await world.exchange()
  const sending = await exchange.keepSending()
  for (const proxy of [direct, relay]) proxy.set(rate)
  const letters: KeptLetter[] = []
  const until = performance.now() + longestMs
  try {
    for (let count = 0; count < exchanges; count++) {
      letters.push(await ask(exchange, world.reader[WAYS[count % WAYS.length] ?? 'relay']))
      await new Promise(done => setTimeout(done, random() * 60))
    }
    let open = letters
    while (open.length > 0 && performance.now() < until) {
      await world.courier.turn().catch(() => {})
      await meanwhile?.()
      // The second half of its time is calm, as storms end; then everything must.
      if (performance.now() > until - longestMs / 2) for (const proxy of [direct, relay]) proxy.set(0)
      const present = await Promise.all(open.map(({ name }) => exchange.store.get(name).catch(() => null)))
      open = open.filter((_, index) => ['waiting', 'sent', undefined].includes(present[index]?.state))
      await new Promise(done => setTimeout(done, 100))
    }
  } finally {
    for (const proxy of [direct, relay]) proxy.set(0)
    await sending.stop()
  }
  const verdicts = await Promise.all(letters.map(letter => judge(world, letter, exchange)))
  await exchange.close()
  const reasons: Record<string, number> = {}
  for (const { end, why } of verdicts) if (end === 'failure') reasons[why] = (reasons[why] ?? 0) + 1
  const after = seenBy(world)
  return {
    answers: verdicts.filter(({ end }) => end === 'answer').length,
    failures: verdicts.filter(({ end }) => end === 'failure').length,
    reasons,
    unended: verdicts.flatMap(({ end }, index) => (end === 'none' ? [letters[index]?.name ?? ''] : [])),
    faults: Object.fromEntries(FAULTS.map(fault => [fault, after[fault] - before[fault]])) as Record<Fault, number>,
  }
}

function seenBy({ proxies }: World): Record<Fault, number> {
  const both = FAULTS.map(fault => [fault, proxies.direct.seen[fault] + proxies.relay.seen[fault]])
  return Object.fromEntries(both) as Record<Fault, number>
}
