/**
 * A27: token and signature tricks. Each bad token goes to a real gateway over its real route; all are the same 401, cost the
 * same work and start no connection; the good question beside them is answered.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import { badTokens, type World } from '../support/bad-tokens.ts'
import { forgeJwe, forgeJws, signingHeader } from '../support/forgery.ts'
import { aGateway, DENMARK, denmarkKey, NORWAY, norwaySealing, post, type TestGateway } from '../support/gateway.ts'
import { krasColorectal } from '../support/published-tables.ts'

let gateway: TestGateway
beforeAll(async () => {
  const noLimit = { requests: Number.MAX_SAFE_INTEGER, windowSeconds: 60 }
  gateway = await aGateway({ changes: { limits: { perAddress: noLimit, perMember: noLimit } } })
})
afterAll(() => gateway.app.close())
afterEach(() => {
  vi.restoreAllMocks()
})

function world(): World {
  const iat = gateway.clock.now() / 1000
  const claims = {
    type: 'question/1',
    purpose: 'discovery',
    iss: DENMARK,
    aud: NORWAY,
    iat,
    exp: iat + 60,
    jti: randomUUID(),
  }
  return {
    from: DENMARK,
    to: NORWAY,
    signingKey: denmarkKey,
    sealingKey: sealingPublicKeyOf(norwaySealing),
    question: { ...claims, cohort: krasColorectal },
  }
}

const blank = (reply: Awaited<ReturnType<typeof post>>) => [reply.statusCode, { ...reply.json(), instance: '' }]

describe('a token that is not a good message', () => {
  it.each(badTokens.map(({ title, make }) => [title, make] as const))('%s: the same 401', async (_title, make) => {
    const token = await make(world())
    const [refused, nonsense] = [await post(gateway.app, token), await post(gateway.app, 'nonsense')]
    if (token === '') return expect(refused.statusCode).toBe(400)
    expect(blank(refused)).toEqual(blank(nonsense))
    expect(refused.statusCode).toBe(401)
  })

  it('is answered where nothing in it is bad: the same question, made by the same hands', async () => {
    const { from, to, signingKey, sealingKey, question } = world()
    const signed = await forgeJws(signingHeader('prime-rose-question+jwt', signingKey), question, signingKey)
    const reply = await post(gateway.app, await forgeJwe(signed, { key: sealingKey, from, to }))
    expect(reply.statusCode).toBe(200)
  })

  it('costs one opening and one verification whatever is wrong with it, as a good one does', async () => {
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt')
    const verify = vi.spyOn(crypto.subtle, 'verify')
    const derive = vi.spyOn(crypto.subtle, 'deriveBits')
    const costOf = async (token: string) => {
      for (const spy of [decrypt, verify, derive]) spy.mockClear()
      await post(gateway.app, token)
      return [derive.mock.calls.length, decrypt.mock.calls.length, verify.mock.calls.length]
    }
    const costs = new Map<string, string[]>()
    for (const { title, make } of badTokens) {
      const token = await make(world())
      if (token.split('.').length !== 5) continue
      const cost = (await costOf(token)).join(' ')
      costs.set(cost, [...(costs.get(cost) ?? []), title])
    }
    expect([...costs.keys()]).toEqual(['1 1 1'])
    expect(costs.get('1 1 1')?.length).toBeGreaterThan(70)
  })

  it('makes the gateway ask no other address, whatever address it names', async () => {
    let reached = 0
    const elsewhere = createServer(socket => {
      reached += 1
      socket.destroy()
    })
    await new Promise<void>(done => elsewhere.listen(0, '127.0.0.1', done))
    const address = elsewhere.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/keys`
    const { from, to, signingKey, sealingKey, question } = world()
    for (const where of ['jku', 'x5u']) {
      const header = { ...signingHeader('prime-rose-question+jwt', signingKey), [where]: url }
      const signed = await forgeJws(header, question, signingKey)
      await post(gateway.app, await forgeJwe(signed, { key: sealingKey, from, to, header: { [where]: url } }))
      await post(gateway.app, await forgeJwe(signed, { key: sealingKey, from, to }))
    }
    expect(reached).toBe(0)
    // The listener was there to be reached.
    await fetch(url).catch(() => undefined)
    expect(reached).toBe(1)
    await new Promise(done => elsewhere.close(done))
  })

  it('is refused without a word of its sender, in reply, log or audit', async () => {
    const { from, to, signingKey, sealingKey, question } = world()
    const signed = await forgeJws(
      { ...signingHeader('prime-rose-question+jwt', signingKey), canary: 'canary-value' },
      { ...question, iss: 'canary-member' },
      signingKey,
    )
    const reply = await post(gateway.app, await forgeJwe(signed, { key: sealingKey, from, to }))
    expect(reply.body + gateway.log.join('') + JSON.stringify(gateway.access.entries)).not.toMatch(/canary/)
  })
})
