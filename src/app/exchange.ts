/** Letters to members, by whatever each is reached: the outbox of a node, what hands its letters on, and its file drop. */
import type { Config } from '../config.ts'
import { type Clock, systemClock } from '../model/clock.ts'
import { parseMemberId } from '../model/ids.ts'
import { pause } from '../model/pause.ts'
import { type Outbox, openOutbox } from '../outbox/outbox.ts'
import type { OutboxStore } from '../outbox/ports.ts'
import { keepSending, type SendDueDeps, type Sending, sendDue } from '../outbox/send-due.ts'
import type { Database } from '../store/connection.ts'
import { createOutboxStore } from '../store/outbox.ts'
import { carrierBetween, carryLetters } from '../transport/carry.ts'
import { directTransport } from '../transport/direct.ts'
import { type DropFolder, openDropFolder } from '../transport/drop/folder.ts'
import { type DropTurn, type ReceivedFile, readDropInbox } from '../transport/drop/inbox-folder.ts'
import { refreshManifest } from '../transport/drop/manifest.ts'
import { type DropOutbox, openDropOutbox } from '../transport/drop/outbox-folder.ts'
import type { HttpClient } from '../transport/http-client.ts'
import { createRelayClient } from '../transport/relay-client.ts'
import type { Signer } from '../trust/envelope.ts'
import { appendAudit } from './database.ts'
import type { Partners } from './partners.ts'

export interface Exchange {
  readonly outbox: Outbox
  readonly store: OutboxStore
  /** Null where the node exchanges no files. */
  readonly drop: NodeDrop | null
  readonly sending: SendDueDeps
  /** One turn, for a command. */
  sendOnce(): Promise<number>
  /** While a process runs. */
  keepSending(): Promise<Sending>
}

export interface NodeDrop {
  readonly inbox: DropFolder
  readonly outbox: DropFolder
  readonly leaving: DropOutbox
  /** One look at the inbox. */
  read(receive: (text: string) => Promise<ReceivedFile>): Promise<DropTurn>
}

export interface ExchangeDeps {
  readonly config: Config
  readonly database: Database
  readonly partners: Pick<Partners, 'find' | 'endpointsOf' | 'speaks' | 'signingKey'>
  readonly client: HttpClient
  readonly onError: (error: unknown) => void
  readonly clock?: Clock
}

/** Throws `drop/bad-folder` where the node's folders of its file drop are not there. */
export function openExchange({
  config,
  database,
  partners,
  client,
  onError,
  clock = systemClock,
}: ExchangeDeps): Exchange {
  const member = parseMemberId(config.member)
  const signer = (): Signer => ({ member, key: partners.signingKey(), clock })
  const store = createOutboxStore({ database, append: appendAudit, clock })
  const drop = openNodeDrop(config, store)
  const own = config.federation.endpoints
  const outbox = openOutbox({
    store,
    signer,
    find: partners.find,
    speaks: partners.speaks,
    carrierTo: to => {
      const theirs = partners.endpointsOf(to)
      return theirs === null ? null : carrierBetween(own, theirs)
    },
  })
  const sending: SendDueDeps = {
    store,
    onError,
    carry: carryLetters({
      endpointsOf: partners.endpointsOf,
      direct: directTransport(client),
      relay: address => createRelayClient({ address, client, signer }),
      drop: carrierBetween(own, {}) === 'file' ? (drop?.leaving.carry ?? null) : null,
    }),
  }
  return { outbox, store, drop, sending, sendOnce: () => sendDue(sending), keepSending: () => keepSending(sending) }
}

function openNodeDrop({ member, federation }: Config, store: OutboxStore): NodeDrop | null {
  if (federation.drop === null) return null
  const { inbox: inboxPath, outbox: outboxPath, againAfterHours } = federation.drop
  const self = parseMemberId(member)
  const [inbox, outbox] = [openDropFolder(inboxPath), openDropFolder(outboxPath)]
  const leaving = openDropOutbox({ folder: outbox, member: self, clock: systemClock, againAfterHours })
  return {
    inbox,
    outbox,
    leaving,
    read: async receive => {
      const turn = await readDropInbox({ folder: inbox, member: self, outbox: leaving, receive, record: store.record })
      refreshManifest(outbox, { member: self, clock: systemClock })
      return turn
    },
  }
}

export interface DropPolling {
  stop(): Promise<void>
}

/** Looks at the inbox again and again; a fault is told once it changes. */
export function pollDrop(
  drop: NodeDrop,
  {
    receive,
    everyMs,
    onTurn,
    onError,
  }: {
    readonly receive: (text: string) => Promise<ReceivedFile>
    readonly everyMs: number
    readonly onTurn: (turn: DropTurn) => void
    readonly onError: (error: unknown) => void
  },
): DropPolling {
  const stopping = new AbortController()
  let lastFault = ''
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        onTurn(await drop.read(receive))
        lastFault = ''
      } catch (error) {
        const fault = error instanceof Error ? error.message : 'unknown'
        if (fault !== lastFault) onError(error)
        lastFault = fault
      }
      await pause(everyMs, stopping.signal)
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
