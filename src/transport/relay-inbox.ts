/** Fetches this member's messages from the relay, again and again, and says there what became of each. */
import { isNodeError } from '../model/errors.ts'
import type { RelayParcels } from '../model/generated/relay-parcels.ts'
import type { RelaySettlement } from '../model/generated/relay-settlement.ts'
import { pause } from '../model/pause.ts'
import { mayPass } from '../outbox/passing.ts'
import { toldOutside } from '../trust/refusals.ts'
import { messageId } from './drop/names.ts'
import { type RelayClient, RelayFailure } from './relay-client.ts'

type Parcel = RelayParcels['messages'][number]

export interface InboxOptions {
  readonly relay: RelayClient
  /** What is done with a message; returns the sealed reply, or null. It uses the message up itself, as it may come again. */
  readonly receive: (message: string) => Promise<string | null>
  readonly onError: (error: unknown) => void
  readonly waitSeconds?: number
}

export interface Inbox {
  /** Ends the poll under way; resolves once nothing is at work any more. */
  stop(): Promise<void>
}

const WAIT_SECONDS = 25
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
const LONGEST_RETRY_SECONDS = 30
const MOST_TRIES = 3

export function pollInbox({ relay, receive, onError, waitSeconds = WAIT_SECONDS }: InboxOptions): Inbox {
  const stopping = new AbortController()
  const { signal } = stopping
  const run = async () => {
    let pauseMs = FIRST_PAUSE_MS
    let lastFault = ''
    while (!signal.aborted) {
      try {
        const parcels = await relay.fetch(waitSeconds, signal)
        pauseMs = FIRST_PAUSE_MS
        lastFault = ''
        await Promise.all(parcels.map(parcel => handle(parcel)))
      } catch (error) {
        if (signal.aborted) return
        const fault = error instanceof RelayFailure ? error.code : 'internal'
        // A relay that is down for an hour is told once.
        if (fault !== lastFault) onError(error)
        lastFault = fault
        await pause(pauseMs, signal)
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      }
    }
  }
  const handle = async (parcel: Parcel) => {
    // Changed on its way here, not by its sender: left unsettled, so that the relay gives it out again.
    if (messageId(parcel.message) !== parcel.id) return onError(new RelayFailure(200, 'not-a-relay'))
    const settlement = await receive(parcel.message).then(succeeded, error => failed(error, parcel.deliveries))
    await settle(parcel.id, settlement)
  }
  /** The relay may be restarted just now; what it is not told it gives out again, and the replay store notices. */
  const settle = async (id: string, settlement: RelaySettlement) => {
    for (let tries = 1; ; tries++) {
      try {
        return await relay.settle(id, settlement)
      } catch (error) {
        const isFinal = error instanceof RelayFailure && error.status >= 400 && error.status < 500
        if (isFinal || tries === MOST_TRIES) return onError(error)
        await pause(FIRST_PAUSE_MS * tries, signal)
      }
    }
  }
  const running = run()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

function succeeded(reply: string | null): RelaySettlement {
  return reply === null ? { state: 'succeeded' } : { state: 'succeeded', reply }
}

/** What may pass by itself is tried again; what will not is told to the sender by its code. */
function failed(error: unknown, deliveries: number): RelaySettlement {
  const code = isNodeError(error) ? error.code : 'internal'
  return mayPass(code)
    ? { state: 'tempfailed', code, retryAfter: Math.min(LONGEST_RETRY_SECONDS, 2 ** Math.min(deliveries, 10)) }
    : { state: 'permfailed', code: toldOutside(code) }
}
