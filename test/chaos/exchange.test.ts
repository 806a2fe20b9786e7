/** Each exchange ends in exactly one answer or one clear failure, and the audit tells which: a short run, see README. */
import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/model/clock.ts'
import type { KeptLetter } from '../../src/outbox/ports.ts'
import { sendDue } from '../../src/outbox/send-due.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { openDropFolder } from '../../src/transport/drop/folder.ts'
import type { Fault, LetterRequest } from './fault-proxy.ts'
import { runMessageFaults } from './message-faults.ts'
import { settle } from './settle.ts'
import { ask, aWorld, dropConnections, judge, type Way, type World } from './world.ts'

const WAYS: readonly Way[] = ['direct', 'relay', 'file']
let world: World
const ending = { calm: () => {} }
beforeAll(async () => {
  world = await aWorld(7)
})
afterAll(() => world.close())

/** As after a minute, for the asker. */
async function makeClaimsOld(): Promise<void> {
  await withAdministrator(world.asker.database.adminUrl, admin =>
    admin.query("UPDATE exchange.outgoing SET due_at = now() - interval '1 second' WHERE ended_at IS NULL"),
  )
}

describe('an exchange', () => {
  it('ends in an answer by each way where nothing goes wrong', async () => {
    const exchange = await world.exchange()
    const letters = await Promise.all(WAYS.map(way => ask(exchange, world.reader[way])))
    expect(letters.map(({ carrier }) => carrier)).toEqual(['direct', 'relay', 'file'])
    await settle(world, letters, exchange)
    for (const letter of letters) expect(await judge(world, letter, exchange)).toEqual({ end: 'answer', why: '' })
    await exchange.close()
  })

  it.each(WAYS)('by %s: ends once though its sender dies before, between and after any two of its steps', async way => {
    const steps = ['before-carry', 'after-carry', 'before-record', 'lost-record'] as const
    const letters: KeptLetter[] = []
    const exchange = await world.exchange()
    for (const step of steps) {
      const letter = await ask(exchange, world.reader[way])
      letters.push(letter)
      const { carry, store } = exchange.sending
      // A process that dies there leaves what the store and the other side have by then.
      const dying = {
        ...exchange.sending,
        onError: ending.calm,
        carry: async (due: Parameters<typeof carry>[0]) => {
          if (due.name !== letter.name) return carry(due)
          if (step === 'before-carry') return new Promise<never>(() => {})
          const outcome = await carry(due)
          return step === 'after-carry' ? new Promise<never>(() => {}) : outcome
        },
        store: {
          ...store,
          record: async (id: string, outcome: Parameters<typeof store.record>[1]) => {
            if (id !== letter.id) return store.record(id, outcome)
            if (step === 'lost-record') await store.record(id, outcome)
            throw new Error('killed')
          },
        },
      }
      await Promise.race([sendDue(dying), new Promise(done => setTimeout(done, 1_500))])
    }
    // Another process takes over once the dead one's claims are over: here they are made old.
    await makeClaimsOld()
    await settle(world, letters, exchange)
    const verdicts = await Promise.all(letters.map(letter => judge(world, letter, exchange)))
    for (const { end, why } of verdicts) {
      // Straight, a question lives a minute: one whose sender was away so long has expired, or was answered to nobody.
      if (end === 'failure') expect(['expired', 'trust/replayed', 'trust/token-expired']).toContain(why)
      else expect(end).toBe('answer')
    }
    if (way !== 'direct') expect(verdicts.filter(({ end }) => end === 'answer').length).toBeGreaterThanOrEqual(3)
    await exchange.close()
  })

  it('ends once whatever becomes of a request on the ways without files: lost reply, sent twice, changed', async () => {
    const chosen: readonly Fault[] = ['cut-after', 'twice', 'corrupt-request', 'corrupt-reply']
    const told = await runMessageFaults(world, ({ way, fault }) => way !== 'file' && chosen.includes(fault))
    expect(told).toHaveLength(20)
    const endOf = (way: Way, request: LetterRequest, fault: Fault) =>
      told.find(one => one.way === way && one.request === request && one.fault === fault)?.end
    // A relay forgives what a straight way cannot: the same text again is the same letter there.
    expect([endOf('direct', 'POST', 'twice'), endOf('relay', 'POST', 'twice')]).toEqual(['failure', 'answer'])
    expect([endOf('direct', 'POST', 'cut-after'), endOf('relay', 'POST', 'cut-after')]).toEqual(['failure', 'answer'])
    expect([endOf('direct', 'POST', 'corrupt-reply'), endOf('relay', 'GET inbox', 'corrupt-reply')]).toEqual([
      'failure',
      'answer',
    ])
    expect(told.filter(({ end }) => end === 'none')).toEqual([])
  })

  it('ends once though databases drop every connection while it runs', async () => {
    const exchange = await world.exchange()
    const letters = await Promise.all(WAYS.flatMap(way => [1, 2].map(() => ask(exchange, world.reader[way]))))
    const dropping = (async () => {
      for (let times = 0; times < 3; times++) {
        await new Promise(done => setTimeout(done, 150))
        for (const way of WAYS) await dropConnections(world.reader[way].database)
        await dropConnections(world.relayDatabase)
        await dropConnections(world.asker.database)
      }
    })()
    await dropping
    // A handling that lost its connection for good is taken up after a minute: here it is made old.
    await withAdministrator(world.reader.file.database.adminUrl, admin =>
      admin.query("UPDATE exchange.arrivals SET begun_at = begun_at - interval '5 minutes' WHERE ended_at IS NULL"),
    )
    await settle(world, letters, exchange)
    for (const letter of letters) {
      const { end, why } = await judge(world, letter, exchange)
      if (end === 'failure') expect(why).toMatch(/^(trust\/replayed|http\/|expired|internal)/)
    }
    await exchange.close()
  })

  it('fails clearly where a clock is wrong, except in files, where the number decides', async () => {
    const skewed = await world.exchange({ now: () => systemClock.now() + 600_000 })
    // Straight the reader refuses it for good; at the relay, and through it for files, the asker does not get in: it waits,
    // says why, and would expire.
    const [direct, relayed] = await Promise.all([ask(skewed, world.reader.direct), ask(skewed, world.reader.relay)])
    await settle(world, [direct], skewed)
    expect(await judge(world, direct, skewed)).toEqual({ end: 'failure', why: 'trust/token-not-yet-valid' })
    await sendDue(skewed.sending)
    expect(await judge(world, relayed, skewed)).toEqual({ end: 'none', why: 'trust/token-not-yet-valid' })
    await skewed.outbox.cancel(relayed.name)
    expect(await judge(world, relayed, skewed)).toEqual({ end: 'failure', why: 'outbox/cancelled' })
    // A file that was written by such a clock, and then carried, is taken: its number decides.
    const filed = await ask(skewed, world.reader.file)
    const right = await world.exchange()
    await makeClaimsOld()
    await settle(world, [filed], right)
    expect(await judge(world, filed, right)).toEqual({ end: 'answer', why: '' })
    await right.close()
    await skewed.close()
  })
})

describe('files in a drop', () => {
  const folders = () => {
    const drop = join(world.reader.file.config.paths.folder, 'drop')
    return { inbox: openDropFolder(join(drop, 'inbox')), outbox: openDropFolder(join(drop, 'outbox')) }
  }

  it('are not written by halves on a full disk: the letter waits, says so, and leaves once there is room', async () => {
    const { outbox } = folders()
    const node = world.reader.file.config.paths.folder
    const full = (words: readonly string[]) =>
      new Promise<{ out: string; code: number }>(done => {
        const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
        // No file of this process can hold a byte, as on a disk that is full.
        const script = 'ulimit -f 0; exec "$@"'
        execFile('bash', ['-c', script, 'bash', process.execPath, main, ...words], (error, out) =>
          done({ out, code: error === null ? 0 : Number(error.code) }),
        )
      })
    const before = outbox.list().files.length
    await world.stopGateway('file')
    const said = await full([
      'federation',
      'ping',
      world.asker.config.member,
      '--node',
      node,
      '--timeout',
      '2',
      '--json',
    ])
    expect(JSON.parse(said.out).letter).toMatchObject({ state: 'waiting', code: 'drop/not-written' })
    expect(outbox.list().files.length).toBe(before)
    expect(readdirSync(outbox.path).filter(file => file.startsWith('.'))).toEqual([])
    // The gateway of that node has room: it hands the same letter on.
    await world.restartGateway('file')
    await expect
      .poll(
        async () => {
          await world.courier.turn().catch(ending.calm)
          const database = await world.reader.file.database.connect('gateway')
          const { rows } = await database.query('SELECT state FROM exchange.outgoing WHERE id = $1', [
            JSON.parse(said.out).letter.id,
          ])
          return rows[0]?.state
        },
        { timeout: 30_000, interval: 500 },
      )
      .not.toBe('waiting')
  })

  it('whose folder is away stop nothing else: the gateway goes on, and reads it once it is back', async () => {
    const exchange = await world.exchange()
    const { inbox } = folders()
    rmSync(inbox.path, { recursive: true })
    const letter = await ask(exchange, world.reader.file)
    await new Promise(done => setTimeout(done, 1_500))
    mkdirSync(inbox.path)
    await settle(world, [letter], exchange)
    expect((await judge(world, letter, exchange)).end).toBe('answer')
    await exchange.close()
  })
})
