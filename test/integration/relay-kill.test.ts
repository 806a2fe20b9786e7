/**
 * The real `rose relay` as a process of its own, killed without warning at each step of an exchange and in the middle of
 * many: nothing is lost, and nothing reaches its reader's use twice.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReplayStore } from '../../src/store/used-messages.ts'
import { pollInbox } from '../../src/transport/relay-inbox.ts'
import { sendAndWait } from '../../src/transport/relay-transport.ts'
import { type MessageClaims, open } from '../../src/trust/envelope.ts'
import { replayed, useOf } from '../../src/trust/replays.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'
import { aPort } from '../support/ports.ts'
import { aRelayFolder, aRelayMember, aSealedQuestion, openerOf } from '../support/relay.ts'

const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
const norway = aRelayMember('impress-norway')
const denmark = aRelayMember('protarget-denmark')

let database: TestDatabase
let words: readonly string[]
let running: ChildProcess | null = null
let port = ''
let url = ''

beforeAll(async () => {
  database = await aDatabase()
  port = String(await aPort())
  const { folder, directory } = await aRelayFolder([norway, denmark])
  const urlFile = join(folder, '..', 'database.url')
  writeFileSync(urlFile, database.adminUrl)
  chmodSync(urlFile, 0o400)
  words = [
    'relay',
    '--database-url-file',
    urlFile,
    '--folder',
    folder,
    '--directory',
    directory,
    '--yes',
    '--claim-seconds',
    '1',
  ]
  await start()
})
afterAll(() => running?.kill('SIGKILL'))

/** On the same port as before, as a service manager would start it again. */
async function start(): Promise<void> {
  const child = spawn(process.execPath, [main, ...words, '--port', port], { stdio: ['ignore', 'pipe', 'pipe'] })
  running = child
  let said = ''
  url = await new Promise<string>((done, fail) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part
      const found = /Relay on (http:\/\/[^\s]+)/.exec(said)
      if (found?.[1] !== undefined) done(found[1])
    })
    child.once('exit', code => fail(new Error(`rose relay ended with ${code}`)))
  })
}

async function kill(): Promise<void> {
  const child = running
  if (child === null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function restart(): Promise<void> {
  await kill()
  await start()
}

describe('a relay that is killed', () => {
  it('after it took a message: still has it', async () => {
    const message = await aSealedQuestion(denmark, norway)
    const id = await denmark.at(url).send({ to: norway.id, ttlSeconds: 600, message })
    await restart()
    expect(await denmark.at(url).progress(id, 0)).toMatchObject({ id, state: 'waiting' })
    expect(await norway.at(url).fetch(5)).toMatchObject([{ id, message, deliveries: 1 }])
  })

  it('after it gave a message out: gives it out again once the claim has timed out', async () => {
    await restart()
    const [parcel] = await norway.at(url).fetch(10)
    expect(parcel).toMatchObject({ deliveries: 2 })
    const reply = await aSealedQuestion(norway, denmark)
    await norway.at(url).settle(parcel?.id ?? '', { state: 'succeeded', reply })
    await restart()
    expect(await denmark.at(url).progress(parcel?.id ?? '', 0)).toMatchObject({ state: 'succeeded', reply })
    expect(await norway.at(url).fetch(2)).toEqual([])
  })

  it('while its reader works: the reader’s word is taken after the restart', async () => {
    const message = await aSealedQuestion(denmark, norway)
    const id = await denmark.at(url).send({ to: norway.id, ttlSeconds: 600, message })
    await norway.at(url).fetch(5)
    await restart()
    await norway.at(url).settle(id, { state: 'permfailed', code: 'cohort/unknown-code' })
    expect(await denmark.at(url).progress(id, 0)).toMatchObject({ state: 'permfailed', code: 'cohort/unknown-code' })
  })

  it('before its sender heard that it took the message: the same text again changes nothing', async () => {
    const message = await aSealedQuestion(denmark, norway)
    const letter = { to: norway.id, ttlSeconds: 600, message }
    const id = await denmark.at(url).send(letter)
    await restart()
    expect(await denmark.at(url).send(letter)).toBe(id)
    const parcels = await norway.at(url).fetch(5)
    expect(parcels.map(parcel => parcel.id)).toEqual([id])
    await norway.at(url).settle(id, { state: 'succeeded' })
  })

  it('again and again while forty exchanges run: each is used once, and each ends', async () => {
    const replays = createReplayStore(await database.connect('gateway'))
    const opener = openerOf(norway, [denmark])
    const used = new Map<string, number>()
    const inbox = pollInbox({
      relay: norway.at(url),
      waitSeconds: 2,
      onError: () => {},
      receive: async message => {
        const claims = await open<MessageClaims>(message, opener, { accept: ['question/1'], carrier: 'relay' })
        if ((await replays.use(useOf(claims))) === 'replayed') throw replayed()
        used.set(claims.jti, (used.get(claims.jti) ?? 0) + 1)
        return aSealedQuestion(norway, denmark)
      },
    })
    const exchanges = Array.from({ length: 40 }, async (_, index) => {
      await new Promise(done => setTimeout(done, index * 100))
      return sendAndWait(denmark.at(url), {
        to: norway.id,
        message: await aSealedQuestion(denmark, norway),
        timeoutMs: 45_000,
      })
    })
    for (let count = 0; count < 3; count++) {
      await new Promise(done => setTimeout(done, 700))
      await restart()
    }
    const ends = await Promise.all(exchanges)
    await inbox.stop()
    // One answer, or one clear failure: the reader had used it, and its word was lost on the way.
    for (const end of ends) {
      expect([end.state, end.state === 'refused' ? end.code : null]).toEqual(
        end.state === 'refused' ? ['refused', 'trust/replayed'] : ['delivered', null],
      )
    }
    expect(used.size).toBe(40)
    expect([...used.values()].filter(times => times !== 1)).toEqual([])
  }, 90_000)
})
