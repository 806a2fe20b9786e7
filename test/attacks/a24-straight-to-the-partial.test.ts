/**
 * A partner, or a coordinator that was taken over, asks one node for its part: by every route there is, by messages of its
 * own making, and by manifests that would leave one country alone. What it gets is the published table, or a refusal.
 */
import type { RouteOptions } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RoundManifest } from '../../src/model/generated/round-manifest.ts'
import { checkManifest } from '../../src/pooling/check-manifest.ts'
import { layoutHash, makeLayout } from '../../src/pooling/layout.ts'
import { sealJwe } from '../../src/trust/jwe.ts'
import { signJws } from '../../src/trust/jws.ts'
import { sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import {
  aGateway,
  aQuestion,
  DENMARK,
  denmarkKey,
  NORWAY,
  norwaySealing,
  post,
  type TestGateway,
} from '../support/gateway.ts'
import { aPublishedTable, aTable, SAMPLE_CELLS } from '../support/published-tables.ts'
import { LAST_QUARTER, prepareRound, type RoundInput } from '../support/round.ts'

/** Stands in no table: what a leak would look like. */
const SECRET = 3
const C = 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab'
const parts = { NO: { [C]: 4 }, DK: { [C]: 3 }, SE: { [C]: 2 }, FI: {} }

describe('A24 straight to the partial, at the gateway', () => {
  let gateway: TestGateway
  const routes: RouteOptions[] = []
  beforeAll(async () => {
    const table = await aPublishedTable(aTable({ cells: [...SAMPLE_CELLS] }))
    gateway = await aGateway({ published: [table], changes: { onRoute: route => void routes.push(route) } })
  })

  const asPartner = async (typ: string, content: object) => {
    const iat = Math.floor(gateway.clock.now() / 1000)
    const claims = { iss: DENMARK, aud: NORWAY, iat, exp: iat + 60, jti: crypto.randomUUID(), ...content }
    const signed = await signJws(JSON.stringify(claims), { key: denmarkKey, typ })
    return sealJwe(signed, { key: sealingPublicKeyOf(norwaySealing), from: DENMARK, to: NORWAY })
  }

  it.each([
    ['its part', 'prime-rose-part+jwt', { type: 'part/1', purpose: 'pooled-round', cohort: C }],
    ['its contribution, opened', 'prime-rose-contribution+jwt', { type: 'contribution/1', purpose: 'pooled-round' }],
    ['a share', 'prime-rose-share+jwt', { type: 'share/1', purpose: 'pooled-round', combiner: DENMARK }],
    ['rows, as a question', 'prime-rose-question+jwt', { type: 'question/1', purpose: 'discovery', rows: true }],
    ['a question for a round', 'prime-rose-question+jwt', { type: 'question/1', purpose: 'pooled-round', cohort: C }],
  ])('refuses a signed and sealed message that asks for %s, and tells it in the audit', async (_what, typ, content) => {
    // Refusals that look alike are written as one a minute.
    gateway.clock.advance(61_000)
    const before = gateway.access.entries.length
    const payload = { message: await asPartner(typ, content) }
    const reply = await gateway.app.inject({ method: 'POST', url: '/api/v1/messages', payload })
    expect([400, 401, 403, 404]).toContain(reply.statusCode)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    await expect
      .poll(() => gateway.access.entries.slice(before).map(({ kind }) => kind), { timeout: 5_000 })
      .toContain('question.refused')
  })

  it('has no route whose reply holds a number of one country beyond its published table', async () => {
    const shown = new Set(SAMPLE_CELLS.flatMap(({ count }) => (typeof count === 'number' ? [count] : [])))
    expect(shown.has(SECRET)).toBe(false)
    const read = routes.filter(({ method }) => [method].flat().includes('GET'))
    expect(read.length).toBeGreaterThan(5)
    const empty = await aGateway({ published: [] })
    for (const { url } of read) {
      const question = Buffer.from(JSON.stringify({ cohort: {} })).toString('base64url')
      const asked = { url: url.replace(/:[a-z0-9]+/gi, question) }
      const reply = await gateway.app.inject(asked)
      // What a node without any table says as well, as the description of the interface with its examples, tells nothing.
      if (reply.statusCode >= 400 || (await empty.app.inject(asked)).body === reply.body) continue
      const counts = [...reply.body.matchAll(/"(?:count|value|n|patients|from|to)":\s*([0-9]+)/g)].map(found =>
        Number(found[1]),
      )
      expect(counts.filter(count => !shown.has(count))).toEqual([])
    }
  })

  it.each(['parts', 'contributions', 'shares', 'records', 'rounds/x/part', 'engine', 'jobs', 'cuts'])(
    'does not know /api/v1/%s',
    async path => {
      for (const method of ['GET', 'POST'] as const) {
        const reply = await gateway.app.inject({ method, url: `/api/v1/${path}` })
        expect([404, 405, 415]).toContain(reply.statusCode)
      }
    },
  )

  it('answers the question that a partner may ask (counter-test)', async () => {
    const { message } = await aQuestion(gateway.clock)
    expect((await post(gateway.app, message)).statusCode).toBe(200)
  })
})

describe('A24 straight to the partial, by a manifest', () => {
  const check = (input: RoundInput, change: (manifest: RoundManifest) => Partial<RoundManifest> = () => ({})) => {
    const prepared = prepareRound(input)
    const { manifest, policy } = prepared
    const offers = prepared.combiners.map(({ offer }) => offer)
    return checkManifest({ ...manifest, ...change(manifest) }, { policy, offers, coordinatorCountry: null })
  }
  const refused = { code: 'pooling/bad-manifest' }
  const expectRefused = (run: () => unknown) => expect(run).toThrow(expect.objectContaining(refused))

  it('is refused for one member, and for fewer than a set needs', () => {
    for (const count of [1, 2, 3])
      expectRefused(() =>
        check({ parts }, ({ members }) => ({ members: members.slice(0, count) as RoundManifest['members'] })),
      )
  })

  it('is refused with both combiners in one country, or under one key', () => {
    expectRefused(() => check({ parts, combiners: ['FI', 'FI'] }))
    const { manifest, policy, combiners } = prepareRound({ parts })
    const [first, second] = combiners.map(({ offer }) => offer)
    if (first === undefined || second === undefined) throw new Error('two combiners')
    const oneKey = [first, { ...second, roundKey: first.roundKey }]
    expectRefused(() => checkManifest(manifest, { policy, offers: oneKey, coordinatorCountry: null }))
    expectRefused(() => checkManifest(manifest, { policy, offers: [first], coordinatorCountry: null }))
  })

  it('is refused on demand where the asker’s own country combines, and with more than one cohort', () => {
    const { manifest, policy, combiners } = prepareRound({ parts, kind: 'on-demand' })
    const offers = combiners.map(({ offer }) => offer)
    const own = offers[0]?.country ?? ''
    expectRefused(() => checkManifest(manifest, { policy, offers, coordinatorCountry: own }))
    const finer = makeLayout({ cohorts: ['v1|LUNG|G:HGNC:1:mut|inn'], policy, lastQuarter: LAST_QUARTER })
    expectRefused(() =>
      checkManifest({ ...manifest, layoutSha256: layoutHash(finer) }, { policy, offers, coordinatorCountry: null }),
    )
  })

  it('is refused under another policy than the one in force, such as one with k = 1', () => {
    const { manifest, policy, combiners } = prepareRound({ parts })
    const offers = combiners.map(({ offer }) => offer)
    const laxer = { ...policy, k: 1 }
    expectRefused(() => checkManifest(manifest, { policy: laxer, offers, coordinatorCountry: null }))
  })

  it('holds as the coordinator ought to make it (counter-test)', () => {
    expect(check({ parts }).cohorts).toBeDefined()
  })
})
