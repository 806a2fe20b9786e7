/** Questions to this node and to a network. */
import type { Config } from '../config.ts'
import { answerQuestion } from '../discovery/answer-question.ts'
import { askNetwork, carrierTo } from '../discovery/ask-network.ts'
import type { NetworkMember, SendQuestion } from '../discovery/ports.ts'
import type { CohortQuestion } from '../discovery/read-published.ts'
import { rememberMessages } from '../discovery/recent-messages.ts'
import { tallyRefusals } from '../discovery/refusal-tally.ts'
import { openTableShelf } from '../discovery/table-shelf.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError } from '../model/errors.ts'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import { createAccessLog } from '../store/access-log.ts'
import { createPublishedTables } from '../store/published-tables.ts'
import { directTransport } from '../transport/direct.ts'
import { createHttpClient, type HttpClient } from '../transport/http-client.ts'
import { createRelayClient } from '../transport/relay-client.ts'
import { relayTransport } from '../transport/relay-transport.ts'
import type { Signer } from '../trust/envelope.ts'
import type { PrivateJwk } from '../trust/keys.ts'
import { PROTOCOLS } from '../trust/message-types.ts'
import { cohortTerms } from './cohort-terms.ts'
import { appendAudit, withDatabaseAs } from './database.ts'
import { membersOfNetwork } from './network-members.ts'
import { ownKeysOf, signingKeyOf } from './own-keys.ts'
import { openPartners, ownCorrespondent } from './partners.ts'
import { clientSettings } from './tls-files.ts'

export interface AskPartnersOptions {
  /** As a network file holds it, a signed directory or a plain list; null: the directory that this node holds. */
  readonly network: unknown
  readonly timeoutMs: number
  readonly onAnswer: (answered: number, all: number) => void
}

export async function askPartners(
  config: Config,
  asked: CohortQuestion,
  { network, timeoutMs, onAnswer }: AskPartnersOptions,
): Promise<NetworkAnswer> {
  const members = await membersOfNetwork(config, network, systemClock.now())
  const partners = await openPartners(config, systemClock.now)
  const client = createHttpClient(clientSettings(config))
  let answered = 0
  return ask(config, asked, {
    members,
    key: partners.signingKey(),
    send: sendBy(client, () => ({
      member: parseMemberId(config.member),
      key: partners.signingKey(),
      clock: systemClock,
    })),
    timeoutMs,
    onAnswer: () => onAnswer(++answered, members.length),
  }).finally(() => client.close())
}

/** By the transport of each member. */
function sendBy(client: HttpClient, signer: () => Signer): SendQuestion {
  const direct = directTransport(client)
  const byRelay = relayTransport(address => createRelayClient({ address, client, signer }))
  return asked => (carrierTo(asked.member) === 'relay' ? byRelay(asked) : direct.ask(asked))
}

/** Asks this node as a partner would, but without the network between: same message, same rules, same access event. */
export async function askNode(config: Config, asked: CohortQuestion): Promise<NetworkAnswer> {
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
    const answering = {
      us: {
        member: self.id,
        key: signingKeyOf(config),
        sealingKeys: ownKeysOf(config).sealing,
        find: (id: string) => (id === self.id ? self : null),
        clock: systemClock,
      },
      admit: () => {},
      terms,
      shelf,
      access,
      recent: rememberMessages(systemClock),
      refusals,
    }
    const send: SendQuestion = async ({ message }) => {
      try {
        return { state: 'delivered', message: await answerQuestion(message, answering) }
      } catch (error) {
        if (isNodeError(error)) return { state: 'refused', code: error.code }
        throw error
      }
    }
    try {
      const key = signingKeyOf(config)
      return await ask(config, asked, { members: [self], key, send, timeoutMs: 10_000, onAnswer: () => {} })
    } finally {
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

interface Asking {
  readonly members: readonly NetworkMember[]
  readonly key: PrivateJwk
  readonly send: SendQuestion
  readonly timeoutMs: number
  readonly onAnswer: () => void
}

function ask(config: Config, { definition, denominator }: CohortQuestion, asking: Asking): Promise<NetworkAnswer> {
  return askNetwork({
    definition: cohortTerms().canonicalise(definition),
    denominator,
    self: parseMemberId(config.member),
    sealingKeys: ownKeysOf(config).sealing,
    clock: systemClock,
    ...asking,
  })
}
