/** A text from another's address: bounded in time and size, nothing followed. What it says is for the caller to verify. */
import { NodeError } from '../model/errors.ts'
import type { HttpClient } from './http-client.ts'

export interface FetchText {
  readonly url: string
  readonly accept: string
  readonly maxBytes: number
  readonly timeoutMs: number
}

/** Throws `federation/unreachable` for anything but a 200 with a text of that size. */
export async function fetchText(client: HttpClient, { url, accept, maxBytes, timeoutMs }: FetchText): Promise<string> {
  const reply = await client
    .send({ url, method: 'GET', headers: { accept }, timeoutMs, maxBytes })
    .catch((cause: unknown) => {
      throw unreachable('it does not answer', cause)
    })
  if (reply.status !== 200) throw unreachable(`it answers with status ${reply.status}`)
  if (reply.text === null) throw unreachable('its answer is too large')
  return reply.text
}

function unreachable(why: string, cause?: unknown): NodeError {
  return new NodeError('federation/unreachable', `the address cannot be read: ${why}`, {
    hint: 'Check the address and the network; a file from a partner does as well.',
    cause,
  })
}
