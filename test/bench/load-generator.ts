/** Asks a gateway in a process of its own, so that signing and timing take nothing from the server's thread. Started by `answer.ts`. */
import { Agent, request } from 'node:http'
import { sealQuestion } from '../../src/discovery/messages.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import type { MemberId } from '../../src/model/ids.ts'
import type { Correspondent } from '../../src/trust/correspondents.ts'
import type { PrivateJwk } from '../../src/trust/keys.ts'

export interface Load {
  readonly url: string
  readonly requests: number
  /** Requests under way at once. */
  readonly concurrency: number
  readonly from: MemberId
  readonly to: Correspondent
  readonly key: PrivateJwk
  /** A program's access token: then questions are put by it, plain, and not as messages. */
  readonly bearer?: string
  /** Asked in turn. */
  readonly cohorts: readonly CohortDefinition[]
}

export interface LoadResult {
  readonly milliseconds: readonly number[]
  readonly seconds: number
  /** Replies other than 200, and requests that failed. */
  readonly failures: number
  readonly replyBytes: number
}

async function run(load: Load): Promise<LoadResult> {
  const bodies = await prepareBodies(load)
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency })
  const milliseconds: number[] = []
  let failures = 0
  let replyBytes = 0
  const worker = async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) {
      const before = performance.now()
      const reply = await send(load, body, agent)
      milliseconds.push(performance.now() - before)
      if (reply.status !== 200) failures += 1
      replyBytes = reply.bytes
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: load.concurrency }, worker))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  return { milliseconds, seconds, failures, replyBytes }
}

/** Signed before the clock runs: a message is used once, so each request has its own. */
async function prepareBodies({ requests, from, to, key, cohorts, bearer }: Load): Promise<string[]> {
  const bodies: string[] = []
  for (let index = 0; index < requests; index++) {
    const cohort = cohorts[index % cohorts.length]
    if (cohort === undefined) throw new Error('no cohorts to ask')
    if (bearer !== undefined) {
      bodies.push(JSON.stringify({ cohort }))
      continue
    }
    const { message } = await sealQuestion(
      { to, cohort, denominator: 'treated' },
      { member: from, key, clock: systemClock },
    )
    bodies.push(JSON.stringify({ message }))
  }
  return bodies
}

function send({ url, bearer }: Load, body: string, agent: Agent): Promise<{ status: number; bytes: number }> {
  return new Promise(resolve => {
    const plain = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const headers = bearer === undefined ? plain : { ...plain, authorization: `Bearer ${bearer}` }
    const path = bearer === undefined ? '/api/v1/questions' : '/api/v1/readings'
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, response => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
    })
    sent.on('error', () => resolve({ status: 0, bytes: 0 }))
    sent.end(body)
  })
}

process.on('message', (load: Load) => {
  void run(load).then(result => process.send?.(result))
})
