/** Questions to this node and to a network. */
import type { Config } from '../config.ts'
import { answerQuestion } from '../discovery/answer-question.ts'
import { type AskRequest, type NetworkAsker, openAsker } from '../discovery/asking/asker.ts'
import { askByOutbox } from '../discovery/asking/by-outbox.ts'
import { isFinal } from '../discovery/asking/member-states.ts'
import { questionsInMemory, tablesInMemory } from '../discovery/asking/questions-in-memory.ts'
import type { NetworkMember, SendQuestion } from '../discovery/ports.ts'
import type { CohortQuestion } from '../discovery/read-published.ts'
import { rememberMessages } from '../discovery/recent-messages.ts'
import { tallyRefusals } from '../discovery/refusal-tally.ts'
import { openTableShelf } from '../discovery/table-shelf.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError } from '../model/errors.ts'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { createAccessLog } from '../store/access-log.ts'
import type { Database } from '../store/connection.ts'
import { createPartnerTables, createQuestionStore } from '../store/network-questions.ts'
import { createPublishedTables } from '../store/published-tables.ts'
import { carrierBetween } from '../transport/carry.ts'
import { directTransport } from '../transport/direct.ts'
import { createHttpClient, type HttpClient } from '../transport/http-client.ts'
import { createRelayClient } from '../transport/relay-client.ts'
import { relayTransport } from '../transport/relay-transport.ts'
import type { Signer } from '../trust/envelope.ts'
import { type Carrier, PROTOCOLS } from '../trust/message-types.ts'
import { cohortTerms } from './cohort-terms.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { openExchange } from './exchange.ts'
import { membersOfNetwork } from './network-members.ts'
import { ownKeysOf, signingKeyOf } from './own-keys.ts'
import { openPartners, ownCorrespondent, type Partners } from './partners.ts'
import { clientSettings } from './tls-files.ts'

export interface AskerParts {
  readonly database: Database
  readonly client: HttpClient
  /** Read for every message: keys and members may change meanwhile. */
  readonly partners: Pick<Partners, 'signingKey' | 'keys'>
  /** For members that are not reached straight. */
  readonly outbox: Outbox
  readonly onError: (error: unknown) => void
}

/** The one way in which this node asks others, for its gateway and for commands. */
export function openNetworkAsker(
  config: Config,
  { database, client, partners, outbox, onError }: AskerParts,
): NetworkAsker {
  const terms = cohortTerms()
  const store = createQuestionStore({ database, append: appendAudit, hashOf: terms.hashOf, isFinal })
  const self = parseMemberId(config.member)
  const us = {
    member: self,
    clock: systemClock,
    get key() {
      return partners.signingKey()
    },
    get sealingKeys() {
      return partners.keys.sealing
    },
  }
  const carrierTo = (member: NetworkMember) => carrierBetween(config.federation.endpoints, member.endpoints)
  const asker = openAsker({
    store,
    us,
    carrierTo,
    letters: askByOutbox(outbox),
    tables: createPartnerTables({ database, clock: systemClock }),
    members: network => membersOfNetwork(config, network, systemClock.now()),
    send: sendBy(client, carrierTo, () => ({ member: self, key: partners.signingKey(), clock: systemClock })),
    onError,
  })
  return {
    ...asker,
    ask: request => asker.ask({ ...request, cohort: terms.canonicalise(request.cohort) }),
    async close() {
      await asker.close()
      await store.stop()
    },
  }
}

/** Runs `use` with an asker of this process, then gives everything back; open questions stay open. */
export async function withNetworkAsker<T>(config: Config, use: (asker: NetworkAsker) => Promise<T>): Promise<T> {
  const client = createHttpClient(clientSettings(config))
  try {
    return await withDatabaseAs(config, 'gateway', async database => {
      const partners = await openPartners(config, systemClock.now)
      const exchange = openExchange({ config, database, partners, client, onError: () => {} })
      // Beside a running gateway: a letter is handed on by one of the two.
      const sending = await exchange.keepSending()
      const { outbox } = exchange
      const asker = openNetworkAsker(config, { database, client, partners, outbox, onError: () => {} })
      try {
        return await use(asker)
      } finally {
        await asker.close()
        await sending.stop()
      }
    })
  } finally {
    client.close()
  }
}

export interface AskPartnersRequest extends AskRequest {
  /** How long to wait here; the question may stay open beyond it. */
  readonly waitMs: number
  readonly onChange: (answer: NetworkAnswer) => void
  /** A person who has seen enough. */
  readonly stopped?: AbortSignal
}

/** Asks, and waits for the end of the question or of `waitMs`, whichever is first. */
export function askPartners(config: Config, request: AskPartnersRequest): Promise<NetworkAnswer> {
  return withNetworkAsker(config, async asker => {
    const { question } = await asker.ask(request)
    return waitFor(asker, question, request)
  })
}

export function waitFor(
  asker: NetworkAsker,
  question: string,
  { waitMs, onChange, stopped }: Pick<AskPartnersRequest, 'waitMs' | 'onChange' | 'stopped'>,
): Promise<NetworkAnswer> {
  const enough = AbortSignal.timeout(waitMs)
  return asker.follow(question, onChange, stopped === undefined ? enough : AbortSignal.any([enough, stopped]))
}

/** By the transport of each member. */
function sendBy(
  client: HttpClient,
  carrierTo: (member: NetworkMember) => Carrier | null,
  signer: () => Signer,
): SendQuestion {
  const direct = directTransport(client)
  const byRelay = relayTransport(address => createRelayClient({ address, client, signer }))
  return asked => (carrierTo(asked.member) === 'relay' ? byRelay(asked) : direct.ask(asked))
}

/** Asks this node as a partner would, but without the network between: same message, same rules, same access event. */
export async function askNode(config: Config, { definition, denominator }: CohortQuestion): Promise<NetworkAnswer> {
  return withDatabaseAs(config, 'gateway', async database => {
    const access = createAccessLog({ database, clock: systemClock })
    const terms = cohortTerms()
    const shelf = await openTableShelf(
      createPublishedTables({ database, append: appendAudit, clock: systemClock }),
      terms,
      () => {},
    )
    const refusals = tallyRefusals({ access, clock: systemClock, onError: () => {} })
    const self = ownMember(config)
    const us = {
      member: self.id,
      key: signingKeyOf(config),
      sealingKeys: ownKeysOf(config).sealing,
      find: (id: string) => (id === self.id ? self : null),
      clock: systemClock,
    }
    const answering = { us, admit: () => {}, terms, shelf, access, recent: rememberMessages(systemClock), refusals }
    const send: SendQuestion = async ({ message }) => {
      try {
        return { state: 'delivered', message: await answerQuestion(message, answering) }
      } catch (error) {
        if (isNodeError(error)) return { state: 'refused', code: error.code }
        throw error
      }
    }
    // Its own table is at hand, so it fetches none.
    const tables = { ...tablesInMemory(), has: async () => true }
    const asker = openAsker({
      store: questionsInMemory(),
      us,
      tables,
      members: async () => [self],
      send,
      carrierTo: () => 'direct',
      letters: { sendLetter: async () => null, withdraw: async () => {} },
      patienceMs: 0,
      onError: () => {},
    })
    try {
      const cohort = terms.canonicalise(definition)
      const { question } = await asker.ask({ cohort, denominator, deadlineSeconds: 10, network: null })
      return await asker.follow(question, () => {}, new AbortController().signal)
    } finally {
      await asker.close()
      await shelf.close()
      await refusals.flush()
    }
  })
}

function ownMember(config: Config): NetworkMember {
  return {
    ...ownCorrespondent(config),
    country: parseCountryCode(config.country),
    endpoints: { direct: `http://${config.host}:${config.port}` },
    protocols: PROTOCOLS,
  }
}
