/** Sends messages from a process of its own, so that sealing, signing and timing take nothing from the servers. Started by `relay.ts`. */
import { systemClock } from '../../src/model/clock.ts'
import type { MemberId } from '../../src/model/ids.ts'
import { directTransport } from '../../src/transport/direct.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { createRelayClient } from '../../src/transport/relay-client.ts'
import { sendAndWait } from '../../src/transport/relay-transport.ts'
import { sealPing } from '../../src/trust/contact.ts'
import type { Correspondent } from '../../src/trust/correspondents.ts'
import type { PrivateJwk } from '../../src/trust/keys.ts'

export type Way = 'relay' | 'direct' | 'plain'

export interface MessageLoad {
  readonly way: Way
  readonly url: string
  readonly messages: number
  /** Under way at once. */
  readonly concurrency: number
  readonly from: MemberId
  readonly to: Correspondent
  readonly key: PrivateJwk
}

export interface MessageResult {
  readonly milliseconds: readonly number[]
  readonly perSecond: number
  /** Messages without a reply. */
  readonly failures: number
}

const TIMEOUT_MS = 30_000
const client = createHttpClient()

/** True where a reply came. */
function sender({ way, url, from, to, key }: MessageLoad): (text: string) => Promise<boolean> {
  switch (way) {
    case 'relay': {
      const relay = createRelayClient({
        address: url,
        client,
        signer: () => ({ member: from, key, clock: systemClock }),
      })
      return async message =>
        (await sendAndWait(relay, { to: to.id, message, timeoutMs: TIMEOUT_MS })).state === 'delivered'
    }
    case 'direct': {
      const direct = directTransport(client)
      return async message => (await direct.send(url, { message, timeoutMs: TIMEOUT_MS })).state === 'delivered'
    }
    case 'plain':
      return async body => {
        const reply = await client.send({ url, method: 'POST', body, timeoutMs: TIMEOUT_MS, maxBytes: 1_000_000 })
        return reply.status === 200
      }
  }
}

/** Sealed before the clock runs: a message is used once, so each has a text of its own; a plain trip uses nothing up. */
async function textsOf({ way, messages, from, to, key }: MessageLoad): Promise<string[]> {
  const seal = async () => {
    const signer = { member: from, key, clock: systemClock }
    const carrier = way === 'relay' ? 'relay' : 'direct'
    return (await sealPing({ to, carrier, version: 'bench' }, signer)).message
  }
  if (way === 'plain') return Array(messages).fill(await seal())
  return Promise.all(Array.from({ length: messages }, seal))
}

async function run(load: MessageLoad): Promise<MessageResult> {
  const texts = await textsOf(load)
  const send = sender(load)
  const milliseconds: number[] = []
  let failures = 0
  const worker = async () => {
    for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
      const before = performance.now()
      const isAnswered = await send(text).catch(() => false)
      milliseconds.push(performance.now() - before)
      if (!isAnswered) failures += 1
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: load.concurrency }, worker))
  return { milliseconds, perSecond: (load.messages * 1000) / (performance.now() - start), failures }
}

process.on('message', (load: MessageLoad) => {
  void run(load).then(result => process.send?.(result))
})
