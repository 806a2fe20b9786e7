/** What only a listening socket shows: slow, broken and endless requests, and an orderly stop. */
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { aGateway, aQuestion, type TestGateway } from '../support/gateway.ts'

const sockets: Socket[] = []
let open: TestGateway | undefined
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await open?.app.close()
})

const IMPATIENT = { requestMs: 150, headersMs: 100, checkEveryMs: 20 }

async function listen(limits = {}): Promise<{ gateway: TestGateway; port: number }> {
  open = await aGateway({ changes: { limits } })
  const address = await open.app.listen({ host: '127.0.0.1', port: 0 })
  return { gateway: open, port: Number(new URL(address).port) }
}

interface Line {
  readonly socket: Socket
  /** All that came until the other side closed. */
  readonly received: Promise<string>
  readonly soFar: () => string
}

function dial(port: number): Line {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  // A reset after the reply is one way of closing.
  socket.on('error', () => undefined)
  const received = new Promise<string>(resolve => socket.on('close', () => resolve(text)))
  return { socket, received, soFar: () => text }
}

const head = (length: number) =>
  `POST /api/v1/questions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`

describe('a gateway that listens', () => {
  it('cuts off who sends a byte at a time, with a problem document', async () => {
    const { port } = await listen(IMPATIENT)
    const { socket, received } = dial(port)
    socket.write(`${head(1000)}\r\n`)
    const timer = setInterval(() => socket.writable && socket.write('x'), 20)
    const reply = await received
    clearInterval(timer)
    expect(reply).toMatch(/^HTTP\/1\.1 408 /)
    expect(reply).toContain('"code":"http/request-timeout"')
  })

  it('cuts off who never ends the headers', async () => {
    const { port } = await listen(IMPATIENT)
    const { socket, received } = dial(port)
    socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\n')
    expect(await received).toContain('"code":"http/request-timeout"')
  })

  it('answers what is not HTTP with a problem document that repeats nothing', async () => {
    const { port } = await listen()
    const { socket, received } = dial(port)
    socket.write('canary-not-http\r\n\r\n')
    const reply = await received
    expect(reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(reply).toContain('application/problem+json')
    expect(reply).not.toContain('canary')
  })

  it('refuses a body that says it is too large without waiting for it', async () => {
    const { port } = await listen()
    const { socket, soFar } = dial(port)
    socket.write(`${head(100_000_000)}\r\n{"message":"`)
    await expect.poll(soFar).toContain('"code":"http/body-too-large"')
  })

  it('refuses a body without a stated length as soon as it is too large', async () => {
    const { port } = await listen()
    const { socket, soFar } = dial(port)
    socket.write('POST /api/v1/questions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n')
    socket.write('transfer-encoding: chunked\r\n\r\n')
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`
    for (let count = 0; count < 6; count++) socket.write(chunk)
    await expect.poll(soFar).toContain('"code":"http/body-too-large"')
  })

  it('goes on serving others while someone is slow', async () => {
    const { port } = await listen()
    for (let count = 0; count < 50; count++) dial(port).socket.write(head(100))
    const reply = await fetch(`http://127.0.0.1:${port}/health/live`)
    expect(reply.status).toBe(200)
  })

  it('says no name of the software', async () => {
    const { port } = await listen()
    const { headers } = await fetch(`http://127.0.0.1:${port}/health/live`)
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null])
  })
})

describe('a gateway that stops', () => {
  it('takes no more connections, finishes what is under way, and writes what was counted', async () => {
    const { gateway, port } = await listen()
    const { promise: gate, resolve: letThrough } = Promise.withResolvers<void>()
    const post = (message: string) =>
      fetch(`http://127.0.0.1:${port}/api/v1/questions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ message }),
      })
    for (let count = 0; count < 3; count++) await post('nonsense')
    gateway.access.gate = gate
    const asked = post((await aQuestion(gateway.clock)).message)
    await expect.poll(() => gateway.app.server.listening && gateway.access.waiting).toBe(1)
    const closing = gateway.app.close()
    await expect.poll(() => gateway.app.server.listening).toBe(false)
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow()
    letThrough()
    const reply = await asked
    // Else the stop would wait for a connection that is only kept open.
    expect([reply.status, reply.headers.get('connection')]).toEqual([200, 'close'])
    await closing
    const kinds = gateway.access.entries.map(entry => [entry.kind, entry.occurrences ?? 1])
    expect(kinds).toEqual([
      ['question.refused', 1],
      ['question.answered', 1],
      ['question.refused', 2],
    ])
  })
})
