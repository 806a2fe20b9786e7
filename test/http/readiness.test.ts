import { afterEach, describe, expect, it } from 'vitest'
import { watchReadiness } from '../../src/http/readiness.ts'
import { FakeClock } from '../support/discovery-fakes.ts'
import { aGateway, type TestGateway } from '../support/gateway.ts'

let open: TestGateway | undefined
afterEach(() => open?.app.close())

const there = async () => undefined
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
    const look = watchReadiness({ probes, hasTable: () => true, clock: new FakeClock(), probeTimeoutMs: 5 })
    expect(await look()).toEqual({ status: 'not-ready', missing: ['audit'] })
  })

  it('looks at most once a second, however often it is asked', async () => {
    let looks = 0
    const database = async () => {
      looks += 1
    }
    const clock = new FakeClock()
    const options = { hasTable: () => true, clock, probeTimeoutMs: 5 }
    const look = watchReadiness({ ...options, probes: { database, audit: there } })
    await Promise.all([look(), look(), look()])
    expect(looks).toBe(1)
    clock.advance(1000)
    await look()
    expect(looks).toBe(2)
  })
})
