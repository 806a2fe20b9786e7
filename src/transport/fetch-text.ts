/** A text from another's address: bounded in time and size, nothing followed. What it says is for the caller to verify. */
import { NodeError } from '../model/errors.ts'
import { readBounded } from './read-bounded.ts'

export interface FetchText {
  readonly url: string
  readonly accept: string
  readonly maxBytes: number
  readonly timeoutMs: number
}

/** Throws `federation/unreachable` for anything but a 200 with a text of that size. */
export async function fetchText({ url, accept, maxBytes, timeoutMs }: FetchText): Promise<string> {
  let status = 0
  try {
    const response = await fetch(url, {
      headers: { accept },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    status = response.status
    const text = response.status === 200 ? await readBounded(response, maxBytes) : null
    if (text !== null) return text
    await response.body?.cancel().catch(() => {})
  } catch (cause) {
    throw unreachable('it does not answer', cause)
  }
  throw unreachable(status === 200 ? 'its answer is too large' : `it answers with status ${status}`)
}

function unreachable(why: string, cause?: unknown): NodeError {
  return new NodeError('federation/unreachable', `the address cannot be read: ${why}`, {
    hint: 'Check the address and the network; a file from a partner does as well.',
    cause,
  })
}
