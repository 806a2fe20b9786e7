/** A node without a network, its courier, a relay and a partner behind it: real databases, sockets, files and signatures. */

import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Courier, makeCourier, openCourier } from '../../src/app/courier.ts'
import { dropStatus, makePass, receiveFiles } from '../../src/app/drop.ts'
import { type StartedGateway, startGateway } from '../../src/app/gateway.ts'
import { makeNextKeys, ownKeysOf } from '../../src/app/own-keys.ts'
import { pingMember } from '../../src/app/ping.ts'
import { type StartedRelay, startRelay } from '../../src/app/relay.ts'
import { retireSealingKeys } from '../../src/app/retire-keys.ts'
import type { Config } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import { parseMemberId } from '../../src/model/ids.ts'
import { type DropFolder, openDropFolder } from '../../src/transport/drop/folder.ts'
import { readManifest } from '../../src/transport/drop/manifest.ts'
import { type DropName, fileNameOf, messageId } from '../../src/transport/drop/names.ts'
import { seal } from '../../src/trust/envelope.ts'
import { generateKey, type PrivateJwk } from '../../src/trust/keys.ts'
import { keyIdOf } from '../../src/trust/octet-key-pair.ts'
import { sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import { aDatabase } from '../support/database.ts'
import { type Federation, federatedNodes } from '../support/federated-nodes.ts'
import { aPort } from '../support/ports.ts'

const patient = { timeout: 30_000, interval: 100 }

let federation: Federation
let norway: Config
let denmark: Config
let netherlands: Config
let relay: StartedRelay
let courier: Courier
let inbox: DropFolder
let outbox: DropFolder
const gateways: StartedGateway[] = []

beforeAll(async () => {
  const [relayPort, directPort] = await Promise.all([aPort(), aPort()])
  const address = `http://127.0.0.1:${relayPort}`
  federation = await federatedNodes({
    NO: folder => {
      for (const name of ['inbox', 'outbox']) mkdirSync(join(folder, 'drop', name), { recursive: true })
      return { endpoints: { file: { courier: address } }, drop: { inbox: 'drop/inbox', outbox: 'drop/outbox' } }
    },
    DK: () => ({ endpoints: { relay: { url: address } } }),
    NL: () => ({ endpoints: { direct: `http://127.0.0.1:${directPort}` } }),
  })
  ;[norway, denmark, netherlands] = federation.nodes.map(({ config }) => config) as [Config, Config, Config]
  const file = join(federation.folder, 'directory.json')
  writeFileSync(file, federation.directory)
  relay = await startRelay({
    databaseUrl: (await aDatabase()).adminUrl,
    folder: join(federation.folder, 'relay'),
    directory: file,
    confirmed: true,
    host: '127.0.0.1',
    port: relayPort,
    address: null,
    log: { level: 'silent' },
    limits: { claimSeconds: 2 },
  })
  gateways.push(await startGateway({ ...denmark, port: 0, logLevel: 'error' }))
  gateways.push(await startGateway({ ...netherlands, port: directPort, logLevel: 'error' }))
  const drop = join(norway.paths.folder, 'drop')
  ;[inbox, outbox] = [openDropFolder(join(drop, 'inbox')), openDropFolder(join(drop, 'outbox'))]
  courier = await aCourier('courier')
})
afterAll(async () => {
  courier.close()
  for (const gateway of gateways) await gateway.close()
  await relay.close()
})

async function aCourier(name: string, pass?: string): Promise<Courier> {
  const folder = join(federation.folder, name)
  const { card } = makeCourier(folder)
  const passFile = join(folder, 'given')
  writeFileSync(passFile, pass ?? (await makePass(norway, { card, days: 30 })).pass)
  return openCourier({
    folder,
    drop: join(norway.paths.folder, 'drop'),
    pass: passFile,
    directory: null,
    confirmed: true,
    proxy: null,
  })
}

/** Turns of the courier and of the node, until `done`. */
async function carryUntil(done: () => Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 40; turns++) {
    await courier.turn()
    await receiveFiles(norway)
    if (await done()) return
    await new Promise(next => setTimeout(next, 100))
  }
  throw new Error('nothing came of it')
}

const openLetters = async () => (await dropStatus(norway)).letters

describe('a node without a network', () => {
  it('sends by its outbox folder, with a manifest; the courier takes it to a partner and brings the reply', async () => {
    const asked = await pingMember(norway, denmark.member, 500)
    expect(asked).toMatchObject({
      letter: { carrier: 'file', sequence: 1, state: 'sent', code: 'drop/waiting' },
      pong: null,
    })
    const name = { kind: 'message', from: norway.member, to: denmark.member, id: asked.letter.id } as const
    expect(outbox.has(name)).toBe(true)
    expect(readManifest(outbox)?.files).toMatchObject([
      { file: fileNameOf(name), sequence: 1, content: expect.stringContaining('no data'), sha256: asked.letter.id },
    ])
    await carryUntil(async () => (await openLetters()).length === 0)
    expect(outbox.list().files).toEqual([])
    expect(inbox.list().files).toEqual([])
    expect(readManifest(outbox)?.files).toEqual([])
  })

  it('reaches by the same courier a partner that is asked straight', async () => {
    await pingMember(norway, netherlands.member, 200)
    await carryUntil(async () => (await openLetters()).length === 0)
  })

  it('answers what a partner leaves at the relay, who sees that a person must let it through', async () => {
    const pinging = pingMember(denmark, norway.member, 60_000)
    let waiting: string | null = null
    const name = async () => {
      await expect
        .poll(async () => {
          await courier.turn()
          return inbox.list().files.length
        }, patient)
        .toBe(1)
      return inbox.list().files[0]
    }
    const file = await name()
    expect(file).toMatchObject({ kind: 'message', from: denmark.member, to: norway.member })
    const text = inbox.read(file ?? { kind: 'message', from: '', to: '', id: '' }) ?? ''
    const gateway = await federation.nodes[1]?.database.connect('gateway')
    await expect
      .poll(async () => {
        const { rows } = (await gateway?.query('SELECT code FROM exchange.outgoing WHERE ended_at IS NULL')) ?? {
          rows: [],
        }
        waiting = rows[0]?.code
        return waiting
      }, patient)
      .toBe('drop/waiting')
    await receiveFiles(norway)
    const reply = outbox.list().files[0]
    const first = readFileSync(
      join(outbox.path, fileNameOf(reply ?? { kind: 'reply', from: '', to: '', id: '' })),
      'utf8',
    )
    // Brought again, by a courier who was not sure: the same bytes once more.
    writeFileSync(join(inbox.path, fileNameOf(file ?? { kind: 'message', from: '', to: '', id: '' })), text)
    await receiveFiles(norway)
    expect(
      readFileSync(join(outbox.path, fileNameOf(reply ?? { kind: 'reply', from: '', to: '', id: '' })), 'utf8'),
    ).toBe(first)
    await courier.turn()
    const pinged = await pinging
    expect(pinged.letter).toMatchObject({ carrier: 'file', state: 'delivered' })
    expect(pinged.pong?.protocols).toContain('ping/1')
  })

  it('says which numbers never came, and refuses a second message with a number', async () => {
    await pingMember(denmark, norway.member, 0)
    await expect
      .poll(async () => {
        await courier.turn()
        return inbox.list().files.length
      }, patient)
      .toBe(1)
    for (const file of inbox.list().files) inbox.remove(file)
    const [lost, next] = await Promise.all([2, 3].map(sequence => sealedBy(ownKey(denmark), sequence)))
    expect(lost).not.toBe(next)
    bring(next ?? '')
    await receiveFiles(norway)
    const gap = (await dropStatus(norway)).gaps.find(({ sender }) => sender === denmark.member)
    expect(gap).toMatchObject({ last: 3, missing: [2], missingCount: 1 })
    const forged = await sealedBy(ownKey(denmark), 3)
    bring(forged)
    await receiveFiles(norway)
    expect(JSON.parse(outbox.read(noteOn(forged)) ?? '')).toMatchObject({ code: 'exchange/sequence-used' })
    for (const file of outbox.list().files) outbox.remove(file)
  })

  it('does nothing for who signs with another key, has no number or seals to another, and tells them one thing', async () => {
    const texts = [
      await sealedBy(generateKey(), 9),
      await sealedBy(ownKey(denmark), 9, { kind: 'direct' }),
      (await sealedBy(ownKey(denmark), 9)).replace(/.$/, last => (last === 'A' ? 'B' : 'A')),
    ]
    for (const text of texts) bring(text)
    await receiveFiles(norway)
    const codes = texts.map(text => JSON.parse(outbox.read(noteOn(text)) ?? '').code)
    expect(codes).toEqual(['trust/bad-token', 'trust/no-sequence', 'trust/bad-token'])
    for (const file of outbox.list().files) outbox.remove(file)
    expect((await dropStatus(norway)).gaps.find(({ sender }) => sender === denmark.member)).toMatchObject({ last: 3 })
  })

  it('takes no letter that was meant for another or is its own, and no reply to another question (attack A22)', async () => {
    const forNetherlands = await sealedBy(ownKey(denmark), 10, { to: netherlands })
    bring(forNetherlands)
    await receiveFiles(norway)
    expect(JSON.parse(outbox.read(noteOn(forNetherlands)) ?? '').code).toBe('trust/bad-token')
    for (const file of outbox.list().files) outbox.remove(file)
    // Two at once, whose replies somebody on the way exchanges; and their own text comes back as if it were Denmark's.
    const pinging = [1, 2].map(() => pingMember(norway, denmark.member, 60_000))
    const isOf = (kind: string) => (file: DropName) => file.kind === kind
    await expect.poll(() => outbox.list().files.filter(isOf('message')).length, patient).toBe(2)
    const own = outbox.read(outbox.list().files.find(isOf('message')) ?? never()) ?? ''
    await expect
      .poll(async () => {
        await courier.turn()
        return inbox.list().files.filter(isOf('reply')).length
      }, patient)
      .toBe(2)
    const [one, two] = inbox.list().files.filter(isOf('reply')) as [DropName, DropName]
    const texts = [inbox.read(one), inbox.read(two)].map(text => text ?? '')
    inbox.put(one, texts[1] ?? '')
    inbox.put(two, texts[0] ?? '')
    bring(own)
    await receiveFiles(norway)
    for (const { letter, pong, fault } of await Promise.all(pinging)) {
      expect([letter.state, pong, fault]).toEqual(['delivered', null, 'other-ping'])
    }
    expect(JSON.parse(outbox.read(noteOn(own)) ?? '').code).toBe('trust/bad-token')
    for (const file of outbox.list().files) outbox.remove(file)
    // None of it was counted, and the audit tells of each once.
    expect((await dropStatus(norway)).gaps.find(({ sender }) => sender === denmark.member)).toMatchObject({ last: 3 })
    const auditor = await federation.nodes[0]?.database.connect('auditor')
    const { rows } = (await auditor?.query('SELECT code FROM audit.access WHERE code IS NOT NULL')) ?? { rows: [] }
    expect(rows.filter(({ code }) => code === 'trust/bad-token').length).toBeGreaterThanOrEqual(2)
    // Nothing of it stands in the way of the next.
    const [ping] = [pingMember(norway, denmark.member, 60_000)]
    await carryUntil(async () => (await openLetters()).length === 0)
    expect((await ping)?.pong?.protocols).toContain('ping/1')
  })

  it('has a courier with a pass of its own: the relay takes no other key, no old pass, and none of another node', async () => {
    const { card } = makeCourier(join(federation.folder, 'old'))
    const old = await makePass({ ...norway }, { card, days: 1 })
    const [head, body, signature] = old.pass.split('.')
    const claims = JSON.parse(Buffer.from(body ?? '', 'base64url').toString())
    const longer = [
      head,
      Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 1 })).toString('base64url'),
      signature,
    ]
    await expect((await aCourier('old', longer.join('.'))).turn()).rejects.toMatchObject({ status: 401 })
    await expect(aCourier('thief', old.pass)).rejects.toMatchObject({ code: 'usage/bad-argument' })
    const foreign = await makePass(
      { ...denmark, federation: { ...denmark.federation, endpoints: norway.federation.endpoints } },
      { card, days: 1 },
    )
    const other = await aCourier('old', foreign.pass)
    // Denmark's courier empties Denmark's mailbox, and cannot see Norway's.
    expect(other.member).toBe(denmark.member)
    other.close()
  })

  it('removes a sealing key that was replaced, once no file sealed to it can come, and none that is in use or to come', async () => {
    const { config } = federation.nodes[2] ?? { config: netherlands }
    const clock = { ahead: 0, now: () => Date.now() + clock.ahead }
    const retire = (atOnce = false) => retireSealingKeys(config, { clock, atOnce })
    const [named] = ownKeysOf(config).sealing.map(keyIdOf)
    makeNextKeys(config.paths)
    expect(await retire(true)).toEqual({ named: [named], waiting: [], removed: [] })
    // As after a second rotation: the directory names the second key alone.
    renameSync(config.paths.sealingKey, join(config.paths.keys, 'sealing-3.jwk'))
    expect(await retire()).toMatchObject({ removed: [], waiting: [{ kid: expect.any(String) }] })
    clock.ahead = 30 * 86_400_000
    expect(await retire()).toMatchObject({ removed: [] })
    clock.ahead = 31 * 86_400_000 + 60_000
    const { removed } = await retire()
    expect(removed).toHaveLength(1)
    expect(ownKeysOf(config).sealing.map(keyIdOf)).toEqual([named])
    makeNextKeys(config.paths)
    expect(ownKeysOf(config).sealing.map(keyIdOf)).toEqual([named, expect.any(String)])
  })

  it('leaves no trace of a message in names, and in its audit one end of each letter', async () => {
    const auditor = await federation.nodes[0]?.database.connect('auditor')
    const { rows } = (await auditor?.query(
      `SELECT facts->>'letter' AS letter, count(*) FILTER (WHERE kind = 'letter.stored')::integer AS stored,
              count(*) FILTER (WHERE kind = 'letter.ended')::integer AS ended
       FROM audit.events WHERE kind LIKE 'letter.%' GROUP BY 1`,
    )) ?? { rows: [] }
    expect(rows.length).toBe(5)
    expect(rows.every(({ stored, ended }) => stored === 1 && ended === 1)).toBe(true)
    expect(readdirSync(inbox.path)).toEqual([])
  })
})

function ownKey(config: Config): PrivateJwk {
  const [key] = ownKeysOf(config).signing
  if (key === undefined) throw new Error('no key')
  return key
}

function never(): never {
  throw new Error('is there')
}

async function sealedBy(
  key: PrivateJwk,
  sequence: number,
  { kind = 'file', to: reader = norway }: { kind?: 'file' | 'direct'; to?: Config } = {},
) {
  const [sealing] = ownKeysOf(reader).sealing
  if (sealing === undefined) throw new Error('no key')
  const to = {
    id: parseMemberId(reader.member),
    roles: ['node'] as const,
    signingKeys: [],
    sealingKey: sealingPublicKeyOf(sealing),
  }
  const signer = { member: parseMemberId(denmark.member), key, clock: systemClock }
  const content = { protocols: ['ping/1'], version: 'test' }
  return (await seal({ type: 'ping/1', to, carrier: kind, content, ...(kind === 'file' ? { sequence } : {}) }, signer))
    .message
}

function bring(text: string): void {
  inbox.put({ kind: 'message', from: denmark.member, to: norway.member, id: messageId(text) }, text)
}

function noteOn(text: string) {
  return { kind: 'note', from: norway.member, to: denmark.member, id: messageId(text) } as const
}
