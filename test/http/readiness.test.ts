import { afterEach, describe, expect, it } from 'vitest'
import { watchReadiness } from '../../src/http/readiness.ts'
import { FakeClock } from '../support/discovery-fakes.ts'
import { aGateway, type TestGateway } from '../support/gateway.ts'

let open: TestGateway | undefined
afterEach(() => open?.app.close())

const there = async () => undefined
const rest = { directory: () => 'none' as const, warnings: () => [] }
const gone = async () => {
  throw new Error('postgres://user:canary-secret@host refused')
}

describe('the health of a gateway', () => {
  it('is live whatever is missing', async () => {
    open = await aGateway({ published: [], changes: { probes: { database: gone, audit: gone } } })
    const reply = await open.app.inject({ method: 'GET', url: '/health/live' })
    expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'ok', missing: [] }])
  })

  it('is ready when database, audit and a table are there', async () => {
    open = await aGateway()
    expect((await open.app.inject({ method: 'GET', url: '/health/ready' })).statusCode).toBe(200)
  })

  it('says what is missing, and neither why nor where', async () => {
    open = await aGateway({ published: [], changes: { probes: { database: gone, audit: there } } })
    const reply = await open.app.inject({ method: 'GET', url: '/health/ready' })
    expect([reply.statusCode, reply.json()]).toEqual([503, { status: 'not-ready', missing: ['database', 'table'] }])
    expect(open.log.join('')).not.toContain('canary-secret')
  })

  it('takes a probe that hangs for missing', async () => {
    const probes = { database: there, audit: () => new Promise<void>(() => {}) }
    const look = watchReadiness({ ...rest, probes, hasTable: () => true, clock: new FakeClock(), probeTimeoutMs: 5 })
    expect(await look()).toEqual({ status: 'not-ready', missing: ['audit'] })
  })

  it('is not ready with a directory that is missing or over, and warns weeks before it ends', async () => {
    const at = async (directory: 'missing' | 'expired' | 'ending' | 'valid') => {
      const gateway = await aGateway({ changes: { directory: { state: () => directory, text: () => null } } })
      const { statusCode, body } = await gateway.app.inject({ method: 'GET', url: '/health/ready' })
      await gateway.app.close()
      return [statusCode, JSON.parse(body)]
    }
    expect(await at('valid')).toEqual([200, { status: 'ok', missing: [] }])
    expect(await at('ending')).toEqual([200, { status: 'ok', missing: [], warnings: ['directory-ending'] }])
    expect(await at('expired')).toEqual([503, { status: 'not-ready', missing: ['directory'] }])
    expect(await at('missing')).toEqual([503, { status: 'not-ready', missing: ['directory'] }])
  })

  it('looks at most once a second, however often it is asked', async () => {
    let looks = 0
    const database = async () => {
      looks += 1
    }
    const clock = new FakeClock()
    const options = { ...rest, hasTable: () => true, clock, probeTimeoutMs: 5 }
    const look = watchReadiness({ ...options, probes: { database, audit: there } })
    await Promise.all([look(), look(), look()])
    expect(looks).toBe(1)
    clock.advance(1000)
    await look()
    expect(looks).toBe(2)
  })
})
