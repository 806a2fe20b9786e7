/** A07: own lists, filters, weights, formulas, at each level of each body, in headers and in what goes with a message. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReadingRequest } from '../../src/model/generated/reading-request.ts'
import { seal } from '../../src/trust/envelope.ts'
import { aGateway, DENMARK, denmarkKey, norway, post, type TestGateway } from '../support/gateway.ts'
import { aProgram, bearerOf, registered } from '../support/programs.ts'
import { aDefinition, krasColorectal } from '../support/published-tables.ts'

const program = aProgram('dashboard')
const noLimit = { requests: Number.MAX_SAFE_INTEGER, windowSeconds: 60 }

let gateway: TestGateway
let bearer: { readonly authorization: string }
beforeAll(async () => {
  gateway = await aGateway({
    changes: { clients: registered([program]), limits: { perAddress: noLimit, perMember: noLimit } },
  })
  bearer = await bearerOf(gateway.app, program, gateway.clock)
})
afterAll(() => gateway.app.close())

const asProgram = (payload: object, more: { readonly headers?: object; readonly query?: string } = {}) =>
  gateway.app.inject({
    method: 'POST',
    url: `/api/v1/readings${more.query ?? ''}`,
    headers: { ...bearer, ...more.headers },
    payload,
  })
const asAddress = (payload: unknown) =>
  gateway.app.inject({
    url: `/api/v1/readings/${Buffer.from(JSON.stringify(payload)).toString('base64url')}`,
    headers: bearer,
  })
async function asMember(content: object) {
  const { message } = await seal(
    { type: 'question/1', to: norway, carrier: 'direct', content } as unknown as Parameters<typeof seal>[0],
    { member: DENMARK, key: denmarkKey, clock: gateway.clock },
  )
  return post(gateway.app, message)
}

const good: ReadingRequest = { cohort: krasColorectal, denominator: 'treated' }
/** What a filter, a weight, a list of one's own would be called. */
const FOREIGN: Readonly<Record<string, unknown>> = {
  filter: { sex: 'F' },
  sex: 'F',
  ageBand: ['50-54'],
  site: '0301',
  responses: ['CR', 'PR', 'SD', null],
  weights: [1, 0, 0.5],
  vector: [1, 0, 1],
  formula: '=SUM(A1:A9)',
  regex: '.*',
  code: 'x => true',
  k: 1,
  groupBy: ['sex'],
  survival: { gridDays: 1, eventTimes: true },
  constructor: 'x',
}
/** In place of a value. */
const VALUES: readonly unknown[] = [
  { $regex: '.*' },
  ['.*'],
  '.*',
  '%',
  '=1+1',
  'x => true',
  [1, 0],
  [null],
  [],
  0,
  true,
  '',
  ' ',
  'NOSUCH',
  '\u0000',
]

type Way = readonly [string, (body: object) => ReturnType<typeof asProgram>]
const ways: readonly Way[] = [
  ['a reading', body => asProgram(body)],
  ['a reading in the address', body => asAddress(body)],
]

describe("A07 a question with something of the asker's own in it", () => {
  it.each(ways)('is refused in %s, and the member is named', async (_, ask) => {
    for (const [name, value] of Object.entries(FOREIGN)) {
      for (const body of [
        { ...good, [name]: value },
        { ...good, cohort: { ...good.cohort, [name]: value } },
      ]) {
        const reply = await ask(body)
        expect([name, reply.statusCode]).toEqual([name, 400])
        expect(reply.json().detail).toContain(name)
      }
    }
  })

  it.each(ways)('is refused in %s for each value that is no code, and never matches everything', async (_, ask) => {
    for (const part of Object.keys(krasColorectal)) {
      for (const value of VALUES) {
        const reply = await ask({ ...good, cohort: { ...krasColorectal, [part]: value } })
        expect([part, value, reply.statusCode]).toEqual([part, value, 400])
        expect([part, value, reply.json().detail]).toEqual([
          part,
          value,
          expect.stringContaining(part.replace(/s$/, '')),
        ])
      }
    }
    for (const value of VALUES) expect((await ask({ ...good, denominator: value })).statusCode).toBe(400)
  })

  it.each(ways)('is refused in %s where a part is left out, so that none is open by oversight', async (_, ask) => {
    for (const part of Object.keys(krasColorectal)) {
      const { [part as keyof typeof krasColorectal]: __, ...rest } = krasColorectal
      const reply = await ask({ ...good, cohort: rest })
      expect([part, reply.statusCode]).toEqual([part, 400])
      expect(reply.json().detail).toContain(part)
    }
  })

  it('is refused in a list that holds a hole beside codes', async () => {
    for (const hole of [null, '', 5, ['BOWEL'], { code: 'BOWEL' }, 'bowel', 'BOWEL ', 'BOW*']) {
      const cohort = aDefinition({ match: 'within', tumour: ['COADREAD', hole as string] })
      expect((await asProgram({ cohort })).statusCode).toBe(400)
    }
  })

  it('is refused in a sealed message of a member, with the member of the body named', async () => {
    for (const [name, value] of Object.entries(FOREIGN)) {
      const outer = await asMember({ cohort: krasColorectal, [name]: value })
      expect([name, outer.json().code]).toEqual([name, 'schema/invalid'])
      expect(outer.json().detail).toContain(name)
      const inner = await asMember({ cohort: { ...krasColorectal, [name]: value } })
      expect([name, inner.statusCode]).toEqual([name, 400])
      expect(inner.json().detail).toContain(name)
    }
  })

  it('is refused in the query, and in headers it changes nothing', async () => {
    const plain = await asProgram(good)
    for (const name of Object.keys(FOREIGN)) {
      expect((await asProgram(good, { query: `?${name}=1` })).statusCode).toBe(400)
      const reply = await asProgram(good, { headers: { [`x-${name.toLowerCase()}`]: 'sex=F', prefer: name } })
      expect(reply.rawPayload).toEqual(plain.rawPayload)
    }
  })

  it('is answered for the levels of the catalogue', async () => {
    expect((await asProgram(good)).json().reading.result).toEqual({ status: 'value', count: 12 })
    const bowel = await asProgram({ cohort: aDefinition({ match: 'within', tumour: ['BOWEL+'] }) })
    expect(bowel.json().reading.result).toEqual({ status: 'value', count: 40 })
    const member = await asMember({ cohort: krasColorectal })
    expect(member.statusCode).toBe(200)
  })
})
