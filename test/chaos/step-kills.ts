/**
 * Each process of an exchange, struck at each of its steps: it runs once undisturbed, which tells its steps, and then once
 * for each of them and each blow. What it leaves is taken up by the same process, started again.
 */
import { expect } from 'vitest'
import { withAdministrator } from '../../src/store/connection.ts'
import { type Actor, startActor, whenCarrying, whenRelaying, whenServing } from './actors.ts'
import { printed } from './printed.ts'
import { type CarryingOptions, type UntilEnded, whileCarrying } from './settle.ts'
import type { Blow, Trap } from './step-trap.ts'
import { ask, judge, type Verdict, type Way, type World } from './world.ts'

export interface Struck {
  readonly who: string
  readonly step: string
  readonly nth: number
  readonly blow: Blow
}

export interface StepTold extends Struck {
  /** False where this run did not come to that step, as polls and clocks fall otherwise. */
  readonly struck: boolean
  readonly ends: readonly Verdict[]
}

export interface Role {
  readonly who: string
  /** Of the exchanges that run in it. */
  readonly ways: readonly Way[]
  /** Instead of the one that the world runs; by another clock where its clock is wrong. */
  start(world: World, skewSeconds?: number): Promise<Actor>
  /** What the world would run again. */
  leave(world: World): Promise<void>
  readonly carrying?: CarryingOptions
  /** What is no part of an exchange, though it goes on meanwhile. */
  readonly not?: RegExp
}

/** What a gateway does without being asked, now and then. */
const HOUSEKEEPING = /pooling\.|list-questions|asking\.|^delete published\.used_messages/

function reading(way: Way): Role {
  return {
    who: `reader, ${way}`,
    ways: [way],
    not: new RegExp(`${HOUSEKEEPING.source}|claim-letters|exchange\\.outgoing`),
    carrying: { courier: way === 'file' },
    async start(world, skewSeconds = 0) {
      await world.stopGateway(way)
      const node = world.reader[way].config.paths.folder
      const actor = await startActor(['serve', '--node', node, '--port', '0'], { ready: whenServing, skewSeconds })
      if (way === 'direct') world.found('direct', actor.url)
      return actor
    },
    leave: world => world.restartGateway(way),
  }
}

export const ROLES: readonly Role[] = [
  reading('direct'),
  reading('relay'),
  reading('file'),
  {
    who: 'courier',
    ways: ['file'],
    carrying: { courier: false },
    start: ({ places: { courier } }, skewSeconds = 0) =>
      startActor(
        [
          ...['courier', 'run', courier.folder, '--drop', courier.drop],
          ...['--directory', courier.directory, '--every-seconds', '1'],
        ],
        { ready: whenCarrying, skewSeconds },
      ),
    leave: async () => {},
  },
  {
    who: 'relay',
    ways: ['relay'],
    carrying: { courier: false },
    async start(world, skewSeconds = 0) {
      await world.stopRelay()
      const actor = await startActor(world.places.relay(), { ready: whenRelaying, skewSeconds })
      world.found('relay', actor.url)
      return actor
    },
    leave: world => world.restartRelay(),
  },
  {
    who: 'asker',
    ways: ['direct', 'relay', 'file'],
    not: HOUSEKEEPING,
    carrying: { sending: false },
    start: ({ asker }) =>
      startActor(['serve', '--node', asker.config.paths.folder, '--port', '0'], { ready: whenServing }),
    leave: async () => {},
  },
]

export interface StepOptions {
  readonly blowsAt: (step: string) => readonly Blow[]
  /** Which of the steps, for a short run; default: all. */
  readonly only?: (struck: Struck) => boolean
  readonly onTold?: (told: StepTold) => void
}

/** A database's connection, and a disk, can go where a process can be killed. */
export function allBlows(step: string): readonly Blow[] {
  if (/^file (create|write|rename)/.test(step)) return ['kill', 'full']
  if (/^(begin|commit|rollback|select|insert|update|delete|with)\b/.test(step))
    return ['kill', 'cut-before', 'cut-after']
  return ['kill']
}

/** Throws where `judge` finds a contradiction, or an exchange does not end. */
export async function runStepKills(
  world: World,
  role: Role,
  { blowsAt, only = () => true, onTold = () => {} }: StepOptions,
): Promise<readonly StepTold[]> {
  const exchange = await world.exchange()
  const running = { actor: await role.start(world) }
  const told: StepTold[] = []
  const once = async (trap: Trap | null, untilEnded: UntilEnded): Promise<readonly Verdict[]> => {
    await running.actor.arm(trap)
    const letters = await Promise.all(role.ways.map(way => ask(exchange, world.reader[way], LIFETIME_SECONDS)))
    const over = { exchange: false }
    const takeUp = (async () => {
      await Promise.race([running.actor.gone, until(() => over.exchange)])
      if (!running.actor.isGone()) return
      running.actor = await role.start(world)
      await makeClaimsOld(world)
    })()
    // A cut connection that was to tell something: what waits for it is taken up after a minute.
    if (trap !== null && trap.blow !== 'kill') {
      void until(() => over.exchange || running.actor.isStruck()).then(() => makeClaimsOld(world))
    }
    try {
      await untilEnded(letters, LIFETIME_SECONDS * 1000 + 20_000)
    } finally {
      over.exchange = true
      await takeUp
    }
    return Promise.all(letters.map(letter => judge(world, letter, exchange)))
  }
  try {
    await whileCarrying(
      world,
      exchange,
      async untilEnded => {
        await running.actor.arm(null)
        const undisturbed = await once(null, untilEnded)
        if (undisturbed.some(({ end }) => end !== 'answer')) throw new Error(`${role.who}: no answer undisturbed`)
        for (const trap of inventoryOf(running.actor.steps, role, { blowsAt, only })) {
          const before = running.actor
          const ends = await once(trap, untilEnded)
          const one = { who: role.who, ...trap, struck: before.isStruck(), ends }
          told.push(one)
          onTold(one)
        }
      },
      role.carrying,
    )
  } finally {
    await running.actor.stop()
    await role.leave(world)
    await exchange.close()
  }
  return told
}

const LIFETIME_SECONDS = 40

/** Whoever polls takes the same step again and again: by then it has come at each stage of an exchange. */
const MOST_TIMES = 3

/** Each step by its name and how often it had come before. */
function inventoryOf(
  steps: readonly string[],
  { who, not }: Role,
  { blowsAt, only = () => true }: StepOptions,
): readonly Trap[] {
  const times = new Map<string, number>()
  return steps.flatMap(step => {
    if (not?.test(step)) return []
    const nth = (times.get(step) ?? 0) + 1
    times.set(step, nth)
    if (nth > MOST_TIMES) return []
    return blowsAt(step)
      .map(blow => ({ step, nth, blow }))
      .filter(trap => only({ who, ...trap }))
  })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(rest => setTimeout(rest, 30))
}

/** Leases of a process that died end after a minute: here they are over at once. */
export async function makeClaimsOld(world: World): Promise<void> {
  await withAdministrator(world.asker.database.adminUrl, admin =>
    admin.query("UPDATE exchange.outgoing SET due_at = now() - interval '1 second' WHERE ended_at IS NULL"),
  )
  await withAdministrator(world.reader.file.database.adminUrl, admin =>
    admin.query("UPDATE exchange.arrivals SET begun_at = begun_at - interval '10 minutes' WHERE ended_at IS NULL"),
  )
}

/** How an exchange ends where the clock of this process is wrong by so many seconds. */
export async function runSkewed(world: World, role: Role, skewSeconds: number): Promise<Verdict> {
  const exchange = await world.exchange()
  const actor = await role.start(world, skewSeconds)
  try {
    return await whileCarrying(
      world,
      exchange,
      async untilEnded => {
        const letter = await ask(exchange, world.reader[role.ways[0] ?? 'relay'], SKEWED_LIFETIME_SECONDS)
        await untilEnded([letter])
        return judge(world, letter, exchange)
      },
      role.carrying,
    )
  } finally {
    await actor.stop()
    await role.leave(world)
    await exchange.close()
  }
}

const SKEWED_LIFETIME_SECONDS = 12

/** For a long run: all steps of a role, all blows, printed. */
export async function strikeAll(world: World, who: string): Promise<void> {
  const role = ROLES.find(candidate => candidate.who === who)
  if (role === undefined) throw new Error(`no role: ${who}`)
  const told = await runStepKills(world, role, { blowsAt: allBlows })
  printed(`Each step of: ${who}`, [
    ['step', 'blow', 'ends'],
    ...told.map(({ step, nth, blow, struck, ends }) => [
      `${step}${nth === 1 ? '' : ` (${nth})`}`,
      blow,
      struck ? ends.map(({ end, why }) => (why === '' ? end : `${end}: ${why}`)).join(', ') : 'not reached again',
    ]),
  ])
  expect(told.flatMap(({ ends }) => ends).filter(({ end }) => end === 'none')).toEqual([])
  // Steps come in another order now and then; most must come again.
  expect(told.filter(({ struck }) => struck).length).toBeGreaterThan(told.length / 2)
}
