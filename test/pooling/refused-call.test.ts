/** What becomes of a call that one combiner refuses, or that is called off: over real stores of the coordinator and of the other combiner. */
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { RoundCall } from '../../src/model/generated/round-call.ts'
import { type CombineDeps, combine, openedShares } from '../../src/pooling/round/combine.ts'
import { type CoordinateDeps, callRound, cancelRound, coordinate } from '../../src/pooling/round/coordinate.ts'
import type { RoundStore } from '../../src/pooling/round/ports.ts'
import { type ReceiveDeps, receiveRoundDocument } from '../../src/pooling/round/receive.ts'
import { viewRound } from '../../src/pooling/round/view.ts'
import type { Database } from '../../src/store/connection.ts'
import { createRoundStore } from '../../src/store/round-store.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import type { DirectoryPeer } from '../../src/trust/directory-members.ts'
import { generateKey, keyIdOf, publicKeyOf } from '../../src/trust/keys.ts'
import { generateSealingKey, type SealingPrivateJwk } from '../../src/trust/sealing-keys.ts'
import { aDatabase, append } from '../support/database.ts'

const [HUB, NL, FI] = ['prime-rose-hub', 'drup-netherlands', 'finprove-finland'] as const
const signing = new Map([HUB, NL, FI].map(id => [id, generateKey()] as const))
const keyOf = (id: string) => signing.get(id as typeof HUB) ?? generateKey()
const peers = new Map<string, DirectoryPeer>(
  (
    [
      [HUB, 'NO', 'coordinator'],
      [NL, 'NL', 'combiner'],
      [FI, 'FI', 'combiner'],
    ] as const
  ).map(([id, country, role]) => [
    id,
    {
      id,
      country,
      roles: [role],
      signingKeys: new Map([[keyIdOf(keyOf(id)), publicKeyOf(keyOf(id))]]),
      engineKeys: new Map(),
      endpoints: { direct: 'http://127.0.0.1:1' },
    },
  ]),
)
const federation = () => ({ serial: 1, sha256: '0'.repeat(64), policies: [], peers })
const policy = async () => defaultPolicy
const now = Date.now

let hub: RoundStore
let hubDatabase: Database
let netherlands: RoundStore
const refusals = new Map<string, string>()
const roundKeys = new Map<string, SealingPrivateJwk>()
let coordinating: CoordinateDeps
let receiving: ReceiveDeps
let combining: CombineDeps

beforeAll(async () => {
  hubDatabase = await (await aDatabase()).connect('gateway')
  hub = createRoundStore({ database: hubDatabase, append, clock: systemClock })
  const database = await (await aDatabase()).connect('combiner')
  netherlands = createRoundStore({ database, append, clock: systemClock })
  coordinating = {
    self: HUB,
    store: hub,
    federation,
    policy,
    signingKey: () => keyOf(HUB),
    planOf: () => null,
    refusalOf: async ({ kind }, recipient) => refusals.get(`${kind} ${recipient}`) ?? null,
    now,
  }
  receiving = {
    self: NL,
    store: netherlands,
    federation,
    directories: async () => [],
    policy,
    roundKey: round => roundKeys.get(round) ?? null,
    now,
  }
  combining = {
    self: NL,
    country: 'NL',
    store: netherlands,
    federation,
    policy,
    signingKey: () => keyOf(NL),
    keys: {
      make(round) {
        const key = roundKeys.get(round) ?? generateSealingKey()
        roundKeys.set(round, key)
        return key
      },
      find: round => roundKeys.get(round) ?? null,
      destroy: round => void roundKeys.delete(round),
    },
    shares: openedShares(),
    now,
  }
})

const viewIn = async (store: RoundStore, round: string) => {
  const entry = (await store.listRounds()).find(known => known.round === round) ?? null
  return viewRound(round, entry, await store.documentsOf(round))
}
const soon = Math.floor(now() / 1000) + 600

async function call(round: string, previousSha256: string | null = null): Promise<void> {
  const asked: RoundCall = {
    schema: 'round-call/1',
    round,
    coordinator: HUB,
    kind: 'scheduled',
    combiners: [NL, FI],
    policySha256: canonicalHash(defaultPolicy),
    previousSha256,
    deadlines: { contributions: soon, table: soon + 600 },
    iat: soon - 600,
  }
  await callRound(asked, coordinating)
}

/** What the hub says of a round, as its letter would bring it to the Netherlands. */
async function bring(round: string, kind: 'call' | 'ended') {
  const text = (await viewIn(hub, round)).documents.find(document => document.kind === kind)?.text ?? ''
  return receiveRoundDocument({ round, kind, text, from: HUB }, receiving)
}

const combineIn = async (round: string) => combine(await viewIn(netherlands, round), combining)
const postedTo = async (round: string, kind: string) =>
  (await hub.toPost(100)).filter(({ document }) => document.round === round && document.kind === kind)

describe('a call that a combiner refuses for good', () => {
  it('ends the round at once, and sets the other combiner free, whose key is destroyed', async () => {
    await call('refused')
    expect(await bring('refused', 'call')).toBe('kept')
    await combineIn('refused')
    expect(roundKeys.has('refused')).toBe(true)
    expect(await coordinate(await viewIn(hub, 'refused'), coordinating)).toBe(false)
    refusals.set(`call ${FI}`, 'pooling/bad-manifest')
    expect(await coordinate(await viewIn(hub, 'refused'), coordinating)).toBe(true)
    expect((await viewIn(hub, 'refused')).entry).toMatchObject({ state: 'ended', reason: 'combiner-refused' })
    expect(await coordinate(await viewIn(hub, 'refused'), coordinating)).toBe(false)
    refusals.clear()
    expect((await postedTo('refused', 'ended')).map(({ recipient }) => recipient)).toEqual([NL, FI])
    await bring('refused', 'ended')
    await combineIn('refused')
    expect((await viewIn(netherlands, 'refused')).entry).toMatchObject({ state: 'ended', reason: 'combiner-refused' })
    expect(roundKeys.has('refused')).toBe(false)
  })

  it('is not one that comes while the round before goes on: that combiner is busy, and is asked again', async () => {
    await call('before')
    await bring('before', 'call')
    await combineIn('before')
    // It rests on the table that the round before will bring.
    await call('after', 'f'.repeat(64))
    await expect(bring('after', 'call')).rejects.toMatchObject({ code: 'pooling/busy' })
    await cancelRound(await viewIn(hub, 'before'), coordinating)
    await bring('before', 'ended')
    await combineIn('before')
    await expect(bring('after', 'call')).rejects.toMatchObject({ code: 'pooling/bad-manifest' })
  })
})

describe('a round that is called off before there is a manifest', () => {
  it('destroys the keys that were offered, and what was called off cannot be called off again', async () => {
    await call('off')
    await bring('off', 'call')
    await combineIn('off')
    expect(roundKeys.has('off')).toBe(true)
    await cancelRound(await viewIn(hub, 'off'), coordinating)
    await bring('off', 'ended')
    await combineIn('off')
    expect((await viewIn(netherlands, 'off')).entry).toMatchObject({ state: 'ended', reason: 'cancelled' })
    expect(roundKeys.size).toBe(0)
    await expect(cancelRound(await viewIn(hub, 'off'), coordinating)).rejects.toMatchObject({
      code: 'pooling/unknown-round',
    })
  })
})

describe('documents of a round that is looked at each second', () => {
  it('are read once, and again where something came, was taken away, or has ended', async () => {
    const asked: string[] = []
    const counting = new Proxy(hubDatabase, {
      get: (target, name) =>
        name === 'query'
          ? (text: string, values: unknown[]) => {
              asked.push(text)
              return target.query(text, values)
            }
          : Reflect.get(target, name),
    })
    const store = createRoundStore({ database: counting, append, clock: systemClock })
    const reads = async () => {
      asked.length = 0
      await store.listRounds()
      const documents = await store.documentsOf('looked-at')
      return [documents.length, asked.filter(text => text.includes('body AS text')).length]
    }
    await call('looked-at')
    expect([await reads(), await reads(), await reads()]).toEqual([
      [1, 1],
      [1, 0],
      [1, 0],
    ])
    await cancelRound(await viewIn(hub, 'looked-at'), coordinating)
    expect(await reads()).toEqual([2, 1])
    // It has ended: nothing of it is kept in memory.
    expect(await reads()).toEqual([2, 1])
  })
})
