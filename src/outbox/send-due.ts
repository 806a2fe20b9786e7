/** Hands on what is due, again and again; each attempt leaves the store on one side of it. */
import { isNodeError } from '../model/errors.ts'
import type { Carry, DueLetter, OutboxStore, Outcome } from './ports.ts'

export interface SendDueDeps {
  readonly store: OutboxStore
  readonly carry: Carry
  readonly onError: (error: unknown) => void
}

/** Longer than any transport waits; a process that is killed gives its letters back by then. */
const LEASE_SECONDS = 60
const MOST_AT_ONCE = 32

/** One turn, to its end; how many letters were handed on or asked after. */
export async function sendDue(deps: SendDueDeps): Promise<number> {
  const attempts = await startDue(deps, MOST_AT_ONCE)
  await Promise.all(attempts)
  return attempts.length
}

/** The attempts that were begun; none rejects. */
async function startDue({ store, carry, onError }: SendDueDeps, most: number): Promise<readonly Promise<void>[]> {
  const due = await store.claimDue({ most, leaseSeconds: LEASE_SECONDS })
  return due.map(async letter => {
    try {
      await store.record(letter.id, told(letter, await attempt(letter, carry)))
    } catch (error) {
      // The store is away: the lease ends, and the letter is due again.
      onError(error)
    }
  })
}

async function attempt(letter: DueLetter, carry: Carry): Promise<Outcome> {
  try {
    return await carry(letter)
  } catch (error) {
    const code = isNodeError(error) ? error.code : 'outbox/not-carried'
    return { state: 'waiting', againInSeconds: pauseSeconds(letter.tries), code }
  }
}

/**
 * A reader that says it has used this message before has it: an earlier attempt reached him, and what he said then was lost.
 * Only after an attempt whose end is unknown; at the first it is a refusal like others.
 */
function told({ tries }: DueLetter, outcome: Outcome): Outcome {
  const wasTaken = outcome.state === 'failed' && outcome.code === 'trust/replayed' && tries > 1
  return wasTaken ? { state: 'delivered', reply: null, code: outcome.code } : outcome
}

/** After the first attempt a second, then twice as long each time, at most five minutes. */
export function pauseSeconds(tries: number): number {
  return Math.min(300, 2 ** Math.max(0, Math.min(tries, 10) - 1))
}

export interface Sending {
  /** Ends after what is under way. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 1000
const LONGEST_PAUSE_MS = 15_000

/**
 * While the process runs; woken by what the store tells. Attempts go side by side, so that one reader who takes his time
 * holds nobody else up. A store that is away is told of once.
 */
export async function keepSending(deps: SendDueDeps): Promise<Sending> {
  const underWay = new Set<Promise<void>>()
  let stopped = false
  let wake = () => {}
  let pauseMs = LOOK_EVERY_MS
  const stopListening = await deps.store.onChange(() => wake())
  const turn = async () => {
    const room = MOST_AT_ONCE - underWay.size
    if (room <= 0) return
    for (const attempt of await startDue(deps, room)) {
      underWay.add(attempt)
      void attempt.then(() => {
        underWay.delete(attempt)
        wake()
      })
    }
  }
  const run = async () => {
    while (!stopped) {
      const woken = new Promise<void>(done => {
        wake = done
      })
      try {
        await turn()
        pauseMs = LOOK_EVERY_MS
      } catch (error) {
        if (pauseMs === LOOK_EVERY_MS) deps.onError(error)
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      }
      if (stopped) break
      const rest = setTimeout(() => wake(), pauseMs)
      await woken
      clearTimeout(rest)
    }
    await Promise.all(underWay)
  }
  const running = run()
  return {
    async stop() {
      stopped = true
      wake()
      await running
      await stopListening()
    },
  }
}
