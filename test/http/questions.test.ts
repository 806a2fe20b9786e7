import { afterEach, describe, expect, it } from 'vitest'
import { openAnswer } from '../../src/discovery/messages.ts'
import { NodeError } from '../../src/model/errors.ts'
import { parseMemberId } from '../../src/model/ids.ts'
import { seal } from '../../src/trust/envelope.ts'
import { generateKey } from '../../src/trust/keys.ts'
import { knowing } from '../support/correspondents.ts'
import {
  aGateway,
  aQuestion,
  DENMARK,
  denmark,
  denmarkKey,
  denmarkSealing,
  norway,
  post,
  type TestGateway,
} from '../support/gateway.ts'
import { aDefinition, aPublishedTable, aTable, krasColorectal } from '../support/published-tables.ts'

let open: TestGateway | undefined
afterEach(() => open?.app.close())

async function start(...options: Parameters<typeof aGateway>): Promise<TestGateway> {
  open = await aGateway(...options)
  return open
}

async function readingOf(gateway: TestGateway, reply: { json(): { message: string } }) {
  const answer = await openAnswer(reply.json().message, {
    member: DENMARK,
    sealingKeys: [denmarkSealing],
    find: knowing(norway),
    clock: gateway.clock,
  })
  return answer
}

describe('a question over HTTP', () => {
  it('is answered with a signed answer to the asker, from the published table', async () => {
    const gateway = await start()
    const { jti, message } = await aQuestion(gateway.clock)
    const reply = await post(gateway.app, message)
    expect(reply.statusCode).toBe(200)
    const answer = await readingOf(gateway, reply)
    expect(answer.question).toBe(jti)
    expect(answer.reading.result).toEqual({ status: 'value', count: 12 })
    expect(answer.reading.table).toBe(gateway.tables.tables[0]?.sha256)
  })

  it('writes the use and the access event before the answer, with hash and table but without the question', async () => {
    const gateway = await start()
    const { jti, message } = await aQuestion(gateway.clock)
    await post(gateway.app, message)
    expect(gateway.access.entries).toHaveLength(1)
    const [entry] = gateway.access.entries
    expect(entry).toMatchObject({ kind: 'question.answered', member: DENMARK, code: null })
    expect(entry?.use).toEqual({ member: DENMARK, jti, expires: gateway.clock.now() / 1000 + 120 })
    expect(JSON.stringify(entry)).not.toContain('COADREAD')
  })

  it('is not answered while the audit cannot be written', async () => {
    const gateway = await start()
    gateway.access.failing = new NodeError('store/unreachable', 'the database does not answer')
    const reply = await post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect(reply.statusCode).toBe(503)
    expect(reply.json()).toMatchObject({ code: 'http/not-ready' })
  })

  it('is answered once: the same message again is a replay, also for a gateway that has forgotten it', async () => {
    const gateway = await start()
    const { message } = await aQuestion(gateway.clock)
    expect((await post(gateway.app, message)).statusCode).toBe(200)
    expect((await post(gateway.app, message)).json()).toMatchObject({ status: 409, code: 'trust/replayed' })
    const restarted = await aGateway({ changes: { access: gateway.access, clock: gateway.clock } })
    expect((await post(restarted.app, message)).json()).toMatchObject({ status: 409, code: 'trust/replayed' })
    await restarted.app.close()
  })

  it('is answered once when the same message comes many times at once', async () => {
    const gateway = await start()
    const { message } = await aQuestion(gateway.clock)
    const replies = await Promise.all(Array.from({ length: 8 }, () => post(gateway.app, message)))
    expect(replies.map(reply => reply.statusCode).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
  })

  it('does not let a repeated message use up the rate of its sender or grow the audit', async () => {
    const gateway = await start({ changes: { limits: { perMember: { requests: 3, windowSeconds: 60 } } } })
    const { message } = await aQuestion(gateway.clock)
    await post(gateway.app, message)
    for (let count = 0; count < 20; count++) await post(gateway.app, message)
    expect((await post(gateway.app, (await aQuestion(gateway.clock)).message)).statusCode).toBe(200)
    await gateway.app.close()
    expect(gateway.access.entries.map(entry => [entry.kind, entry.code, entry.occurrences])).toEqual([
      ['question.answered', null, undefined],
      ['question.refused', 'trust/replayed', 1],
      ['question.answered', null, undefined],
      ['question.refused', 'trust/replayed', 19],
    ])
  })

  it('is refused as not ready while no table is published, and answered from the moment one is', async () => {
    const gateway = await start({ published: [] })
    const reply = await post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect(reply.json()).toMatchObject({ status: 503, code: 'table/not-published' })
    await gateway.tables.publish(await aPublishedTable())
    await expect
      .poll(async () => (await post(gateway.app, (await aQuestion(gateway.clock)).message)).statusCode)
      .toBe(200)
  })

  it('is answered from the newest table', async () => {
    const gateway = await start()
    const newer = await aPublishedTable(aTable({ cut: { id: 'cut-fedcba9876543210', cutoff: '2024-04-01' } }))
    await gateway.tables.publish(newer)
    const reply = await post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect((await readingOf(gateway, reply)).reading.cut.id).toBe('cut-fedcba9876543210')
  })

  it('keeps answering from the table in memory when the database fails', async () => {
    const gateway = await start()
    gateway.tables.failing = true
    await gateway.tables.publish(await aPublishedTable(aTable({ trialId: 'other' })))
    expect((await post(gateway.app, (await aQuestion(gateway.clock)).message)).statusCode).toBe(200)
    expect(gateway.log.join('')).toContain('tables not reloaded')
    expect(gateway.log.join('')).not.toContain('canary-database-text')
  })
})

describe('a question that is refused', () => {
  it('names the unknown code to a member, and notes the refusal without it', async () => {
    const gateway = await start()
    const { message } = await aQuestion(gateway.clock, { cohort: aDefinition({ tumour: ['NOSUCH'] }) })
    const reply = await post(gateway.app, message)
    expect(reply.json()).toMatchObject({ status: 400, code: 'cohort/unknown-code' })
    expect(gateway.access.entries).toMatchObject([
      { kind: 'question.refused', member: DENMARK, code: 'cohort/unknown-code', cohortHash: null },
    ])
    expect(JSON.stringify(gateway.access.entries)).not.toContain('NOSUCH')
  })

  it('names a member of the question that the schema does not know', async () => {
    const gateway = await start()
    const content = { cohort: krasColorectal, filter: { sex: 'female' } }
    const { message } = await seal(
      { type: 'question/1', to: norway, carrier: 'direct', content },
      { member: DENMARK, key: denmarkKey, clock: gateway.clock },
    )
    const reply = await post(gateway.app, message)
    expect(reply.json()).toMatchObject({ status: 400, code: 'schema/invalid' })
    expect(reply.json().detail).toContain('/filter')
  })

  it.each([
    ['an unknown member', { from: 'nobody-knows' }],
    ['a key that is not the member’s', { key: generateKey() }],
  ])('looks the same from outside for %s as for a text that is no message', async (_what, changes) => {
    const gateway = await start()
    const blank = ({ json }: Awaited<ReturnType<typeof post>>) => ({ ...json(), instance: '' })
    const nonsense = await post(gateway.app, 'nonsense')
    const refused = await post(gateway.app, (await aQuestion(gateway.clock, changes)).message)
    expect(refused.statusCode).toBe(401)
    expect(blank(refused)).toEqual(blank(nonsense))
    expect(refused.json()).toMatchObject({ code: 'trust/bad-token' })
  })

  it('must be sealed where the directory gives its sender a sealing key, and need not be for a plain network', async () => {
    const gateway = await start()
    const plainNorway = { ...norway, sealingKey: null }
    const { message } = await aQuestion(gateway.clock, { to: plainNorway })
    expect((await post(gateway.app, message)).json()).toMatchObject({ status: 401, code: 'trust/not-sealed' })
    await gateway.app.close()
    const plain = await start({ changes: { find: knowing({ ...denmark, sealingKey: null }) } })
    const reply = await post(plain.app, (await aQuestion(plain.clock, { to: plainNorway })).message)
    const us = { member: DENMARK, sealingKeys: [], find: knowing(plainNorway), clock: plain.clock }
    expect((await openAnswer(reply.json().message, us)).reading.result).toEqual({ status: 'value', count: 12 })
  })

  it('is not for a member that may not ask', async () => {
    const gateway = await start({ changes: { find: knowing({ ...denmark, roles: ['combiner'] }) } })
    const reply = await post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect(reply.json()).toMatchObject({ status: 403, code: 'trust/not-allowed' })
  })

  it('tells a proved sender that the message is for another member', async () => {
    const gateway = await start()
    const reply = await post(
      gateway.app,
      (await aQuestion(gateway.clock, { to: { ...norway, id: parseMemberId('drup-nl') } })).message,
    )
    expect(reply.json()).toMatchObject({ status: 401, code: 'trust/addressed-elsewhere' })
  })

  it('tells a proved sender that the message is too old or from the future', async () => {
    const gateway = await start()
    const { message } = await aQuestion(gateway.clock)
    gateway.clock.advance(121_000)
    expect((await post(gateway.app, message)).json()).toMatchObject({ status: 401, code: 'trust/token-expired' })
    const ahead = { now: () => gateway.clock.now() + 120_000 }
    const early = await post(gateway.app, (await aQuestion(ahead)).message)
    expect(early.json()).toMatchObject({ status: 401, code: 'trust/token-not-yet-valid' })
  })

  it('is written to the audit with its true code, alike ones once a minute with their number', async () => {
    const gateway = await start()
    for (let count = 0; count < 30; count++) await post(gateway.app, 'nonsense')
    expect(gateway.access.entries).toMatchObject([{ member: null, code: 'trust/bad-token', occurrences: 1 }])
    gateway.clock.advance(60_000)
    await post(gateway.app, 'nonsense')
    expect(gateway.access.entries.map(entry => entry.occurrences)).toEqual([1, 29, 1])
  })
})
