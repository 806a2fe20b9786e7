/** Letters over a real PostgreSQL; what carries them is in the test's hands. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseMemberId } from '../../src/model/ids.ts'
import { type Letter, type Outbox, openOutbox } from '../../src/outbox/outbox.ts'
import type { DueLetter, OutboxStore, Outcome } from '../../src/outbox/ports.ts'
import { keepSending, pauseSeconds, sendDue } from '../../src/outbox/send-due.ts'
import { createArrivalStore } from '../../src/store/arrivals.ts'
import type { Database } from '../../src/store/connection.ts'
import { createOutboxStore } from '../../src/store/outbox.ts'
import { open } from '../../src/trust/envelope.ts'
import type { Carrier } from '../../src/trust/message-types.ts'
import { aCorrespondent, anOpener, knowing, someKeys } from '../support/correspondents.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { FakeClock } from '../support/discovery-fakes.ts'

const NORWAY = parseMemberId('impress-norway')
const DENMARK = parseMemberId('protarget-denmark')
const keys = { norway: someKeys(), denmark: someKeys() }
const denmark = aCorrespondent(DENMARK, keys.denmark)
const ping = { protocols: ['ping/1'], version: 'test' }

let node: TestDatabase
let database: Database
let clock: FakeClock
let store: OutboxStore
let outbox: Outbox
let carrier: Carrier = 'relay'

beforeAll(async () => {
  node = await aDatabase()
  database = await node.connect('gateway')
})
beforeEach(() => {
  clock = new FakeClock(Date.now())
  carrier = 'relay'
  store = createOutboxStore({ database, append, clock })
  outbox = openOutbox({
    store,
    signer: () => ({ member: NORWAY, key: keys.norway.key, clock }),
    find: knowing(denmark),
    carrierTo: () => carrier,
  })
})

let names = 0
const letter = (changes: Partial<Letter> = {}): Letter => ({
  name: `t/${++names}`,
  to: DENMARK,
  type: 'ping/1',
  content: ping,
  ...changes,
})

/** Hands on what is due by `carry`, which sees each letter. */
async function turn(carry: (due: DueLetter) => Promise<Outcome> | Outcome): Promise<readonly DueLetter[]> {
  const seen: DueLetter[] = []
  await sendDue({
    store,
    carry: async due => {
      seen.push(due)
      return carry(due)
    },
    onError: error => {
      throw error
    },
  })
  return seen
}

const delivered: Outcome = { state: 'delivered', reply: 'a.b.c.d.e' }

describe('the outbox', () => {
  it('stores a letter once under its name, and hands on the same bytes until it ends', async () => {
    const one = letter()
    const [kept, again] = await Promise.all([outbox.put(one), outbox.put({ ...one, content: {} })])
    expect(again).toEqual(kept)
    expect(kept).toMatchObject({ state: 'waiting', tries: 0, sequence: null, carrier: 'relay', reply: null })
    const [first] = await turn(() => ({ state: 'waiting', againInSeconds: 5, code: 'outbox/unreachable' }))
    expect(await turn(() => delivered)).toEqual([])
    clock.advance(5_000)
    const [second] = await turn(() => delivered)
    expect(second?.message).toBe(first?.message)
    expect(await outbox.get(one.name)).toMatchObject({ id: kept.id, state: 'delivered', tries: 2, reply: 'a.b.c.d.e' })
    clock.advance(600_000)
    expect(await turn(() => delivered)).toEqual([])
  })

  it('tells the audit of each letter when it is stored and how it ended, in one transaction with it', async () => {
    const event = { kind: 'table.published', at: '2026-01-01T00:00:00.000Z', actor: 'gateway', facts: {} } as const
    const { id, name } = await outbox.put(letter({ event }))
    await turn(() => ({ state: 'failed', code: 'trust/not-allowed' }))
    const auditor = await node.connect('auditor')
    const { rows } = await auditor.query('SELECT kind, facts FROM audit.events ORDER BY sequence DESC LIMIT 3')
    expect(rows.map(row => row.kind)).toEqual(['letter.ended', 'letter.stored', 'table.published'])
    expect(rows[0]?.facts).toMatchObject({
      letter: id,
      name,
      state: 'failed',
      code: 'trust/not-allowed',
      replied: false,
    })
    const broken = createOutboxStore({
      database,
      clock,
      append: async () => {
        throw new Error('the audit is away')
      },
    })
    const lost = letter()
    await expect(openOutbox({ ...depsOf(), store: broken }).put(lost)).rejects.toThrow()
    expect(await outbox.get(lost.name)).toBeNull()
  })

  const depsOf = () => ({
    signer: () => ({ member: NORWAY, key: keys.norway.key, clock }),
    find: knowing(denmark),
    carrierTo: () => carrier,
  })

  it('numbers files for their reader from 1 without gaps, whoever else stores or fails meanwhile, inside the signature', async () => {
    carrier = 'file'
    const failing = openOutbox({
      ...depsOf(),
      store,
      signer: () => ({ member: NORWAY, key: { ...keys.norway.key, d: '' }, clock }),
    })
    const all = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => (n % 4 === 3 ? failing : outbox).put(letter())),
    )
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(3)
    const numbers = all.flatMap(one => (one.status === 'fulfilled' ? [one.value.sequence ?? 0] : []))
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    const opener = anOpener(DENMARK, keys.denmark, { find: knowing(aCorrespondent(NORWAY, keys.norway)), clock })
    const seen = await turn(() => delivered)
    for (const { message, sequence } of seen) {
      expect((await open(message, opener, { accept: ['ping/1'], carrier: 'file' })).seq).toBe(sequence)
      await expect(open(message, opener, { accept: ['ping/1'], carrier: 'relay' })).rejects.toThrow()
    }
  })

  it('gives a letter back whose process died with it, and never to two processes at once', async () => {
    await outbox.put(letter())
    const claims = await Promise.all([1, 2, 3].map(() => store.claimDue({ most: 5, leaseSeconds: 60 })))
    expect(claims.flat()).toHaveLength(1)
    clock.advance(61_000)
    expect(await turn(() => delivered)).toHaveLength(1)
  })

  it('ends a letter whose time is over as expired, and one that was cancelled as failed, and neither again', async () => {
    const one = letter({ lifetimeSeconds: 60 })
    const two = letter()
    const { id } = await outbox.put(one)
    await outbox.put(two)
    await outbox.cancel(two.name)
    clock.advance(61_000)
    expect(await turn(() => delivered)).toEqual([])
    expect(await outbox.get(one.name)).toMatchObject({ state: 'expired' })
    expect(await outbox.get(two.name)).toMatchObject({ state: 'failed', code: 'outbox/cancelled' })
    expect(await store.record(id, delivered)).toBeNull()
    await outbox.cancel(one.name)
    expect(await outbox.get(one.name)).toMatchObject({ state: 'expired' })
  })

  it('takes a reader’s “used before” for a delivery only where an earlier attempt may have reached him', async () => {
    const replayed: Outcome = { state: 'failed', code: 'trust/replayed' }
    const [one, two] = [letter(), letter()]
    await outbox.put(one)
    await turn(() => replayed)
    expect(await outbox.get(one.name)).toMatchObject({ state: 'failed' })
    await outbox.put(two)
    await turn(() => ({ state: 'waiting', againInSeconds: 0, code: 'outbox/timeout' }))
    await turn(() => replayed)
    expect(await outbox.get(two.name)).toMatchObject({ state: 'delivered', reply: null, code: 'trust/replayed' })
  })

  it('does not ask an older node what it does not speak, says so, and asks it what it does', async () => {
    const older = openOutbox({ ...depsOf(), store, speaks: (_member, type) => type !== 'question/1' })
    await expect(older.put(letter({ type: 'question/1' }))).rejects.toMatchObject({ code: 'exchange/not-spoken' })
    expect(await older.put(letter())).toMatchObject({ state: 'waiting' })
    await turn(() => delivered)
  })

  it('refuses to store a letter to a stranger', async () => {
    await expect(outbox.put(letter({ to: parseMemberId('nobody') }))).rejects.toMatchObject({
      code: 'trust/unknown-issuer',
    })
  })

  it('sends what is put while it runs at once, though another letter takes its time, and tells whoever waits', async () => {
    let letGo = () => {}
    const held = new Promise<void>(done => {
      letGo = done
    })
    const [slow, quick] = [letter(), letter()]
    const sending = await keepSending({
      store,
      onError: () => {},
      carry: async due => {
        if (due.name === slow.name) await held
        return delivered
      },
    })
    await outbox.put(slow)
    await expect.poll(async () => (await outbox.get(slow.name))?.tries).toBe(1)
    await outbox.put(quick)
    expect(await outbox.ended(quick.name, 5_000)).toMatchObject({ state: 'delivered' })
    expect(await outbox.ended(slow.name, 50)).toMatchObject({ state: 'waiting' })
    letGo()
    await sending.stop()
    expect(await outbox.ended(slow.name, 0)).toMatchObject({ state: 'delivered' })
  })

  it('tries again after 1, 2, 4 … seconds, at most five minutes', () => {
    expect([1, 2, 3, 4, 9, 10, 50].map(pauseSeconds)).toEqual([1, 2, 4, 8, 256, 300, 300])
  })
})

describe('arrivals', () => {
  const id = (n: number) => n.toString(16).padStart(64, '0')

  it('give one message a number, and what was said to it again', async () => {
    const arrivals = createArrivalStore(database)
    const one = { sender: 'a', sequence: 2, id: id(1) }
    expect(await arrivals.begin(one)).toEqual({ state: 'fresh' })
    expect(await arrivals.begin(one)).toEqual({ state: 'working' })
    expect(await arrivals.begin({ ...one, id: id(2) })).toEqual({ state: 'other' })
    await arrivals.end(one.id, { reply: 'r', code: null })
    expect(await arrivals.begin(one)).toEqual({ state: 'done', reply: 'r', code: null })
    await arrivals.forget(one.id)
    expect(await arrivals.begin(one)).toMatchObject({ state: 'done' })
  })

  it('tell which numbers are missing, by sender', async () => {
    const arrivals = createArrivalStore(database)
    for (const sequence of [1, 2, 3]) await arrivals.begin({ sender: 'whole', sequence, id: id(100 + sequence) })
    for (const sequence of [2, 5, 500]) await arrivals.begin({ sender: 'torn', sequence, id: id(200 + sequence) })
    const gaps = new Map((await arrivals.gaps()).map(gap => [gap.sender, gap]))
    expect(gaps.get('whole')).toMatchObject({ last: 3, missing: [], missingCount: 0 })
    expect(gaps.get('torn')).toMatchObject({ last: 500, missingCount: 497 })
    expect(gaps.get('torn')?.missing.slice(0, 5)).toEqual([1, 3, 4, 6, 7])
    expect(gaps.get('torn')?.missing).toHaveLength(100)
  })
})
