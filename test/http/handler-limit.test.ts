import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { AccessLog } from '../../src/discovery/ports.ts'
import { aGateway, aQuestion, post, type TestGateway } from '../support/gateway.ts'

type Outcome = Awaited<ReturnType<AccessLog['record']>>

let open: TestGateway | undefined
let writing = Promise.withResolvers<void>()
let written = Promise.withResolvers<Outcome>()
afterEach(async () => {
  written.resolve('fresh')
  await open?.app.close()
  writing = Promise.withResolvers()
  written = Promise.withResolvers()
})

const record: AccessLog['record'] = () => {
  writing.resolve()
  return written.promise
}

/** A gateway whose access log writes when the test says so. */
async function startHeld(handlerMs: number): Promise<TestGateway> {
  open = await aGateway({ changes: { access: { record }, limits: { handlerMs, checkEveryMs: 5 } } })
  return open
}

describe('an answer that waits for the disk', () => {
  it('does not leave before its use and its access event are written', async () => {
    const gateway = await startHeld(10_000)
    let status = 0
    const asked = post(gateway.app, (await aQuestion(gateway.clock)).message).then(reply => {
      status = reply.statusCode
    })
    await writing.promise
    await wait(60)
    expect(status).toBe(0)
    written.resolve('fresh')
    await asked
    expect(status).toBe(200)
  })

  it('is thrown away where the message turns out to be used already', async () => {
    const gateway = await startHeld(10_000)
    const asked = post(gateway.app, (await aQuestion(gateway.clock)).message)
    await writing.promise
    written.resolve('replayed')
    expect((await asked).json()).toMatchObject({ status: 409, code: 'trust/replayed' })
    expect((await asked).json()).not.toHaveProperty('message')
  })

  it('is refused as not ready once it has waited too long, and does not follow later', async () => {
    const gateway = await startHeld(500)
    const reply = await post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect(reply.json()).toMatchObject({ status: 503, code: 'http/not-ready', hint: 'Try again in a while.' })
    written.resolve('fresh')
    await wait(20)
    expect(reply.json()).not.toHaveProperty('message')
    expect((await post(gateway.app, (await aQuestion(gateway.clock)).message)).statusCode).toBe(200)
  })

  it('keeps no other request from its reply', async () => {
    const gateway = await startHeld(30)
    const asked = post(gateway.app, (await aQuestion(gateway.clock)).message)
    expect((await gateway.app.inject('/api/v1/service-info')).statusCode).toBe(200)
    expect((await asked).statusCode).toBe(503)
  })

  it('is forgotten when the asker has left', async () => {
    const gateway = await startHeld(30)
    const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 })
    const { message } = await aQuestion(gateway.clock)
    const leaving = fetch(`${url}/api/v1/questions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message }),
      signal: AbortSignal.timeout(15),
    })
    await expect(leaving).rejects.toThrow()
    await wait(60)
    expect(gateway.log.join('')).not.toContain('request failed')
    expect((await gateway.app.inject('/api/v1/service-info')).statusCode).toBe(200)
  })
})
