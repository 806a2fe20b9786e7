/** Whether another member is there, by whatever it is reached by: a ping through the outbox, and its pong opened. */
import { randomUUID } from 'node:crypto'
import { type Config, packageVersion } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import { parseMemberId } from '../model/ids.ts'
import type { KeptLetter } from '../outbox/ports.ts'
import { keepSending } from '../outbox/send-due.ts'
import { createHttpClient } from '../transport/http-client.ts'
import { openPong, pingContent } from '../trust/contact.ts'
import { withDatabaseAs } from './database.ts'
import { pinnedOfficers, presentDirectory } from './directory.ts'
import { openExchange } from './exchange.ts'
import { openPartners, type Partners } from './partners.ts'
import { clientSettings } from './tls-files.ts'

export interface Pinged {
  readonly letter: Pick<KeptLetter, 'id' | 'name' | 'carrier' | 'sequence' | 'state' | 'code'>
  /** Null where no pong came, or one that does not hold. */
  readonly pong: { readonly version: string; readonly protocols: readonly string[] } | null
  /** Why a reply that came is no pong of that member to this ping. */
  readonly fault: string | null
  readonly milliseconds: number
}

/** Throws `directory/expired`, and `federation/unknown-member` for a member that the directory does not name. */
export async function pingMember(config: Config, to: string, waitMs: number): Promise<Pinged> {
  if (pinnedOfficers(config) !== null) await presentDirectory(config, systemClock.now())
  const partners = await openPartners(config, systemClock.now)
  if (partners.find(to) === null) throw unknownMember()
  const client = createHttpClient(clientSettings(config))
  try {
    return await withDatabaseAs(config, 'gateway', async database => {
      const exchange = openExchange({ config, database, partners, client, onError: () => {} })
      const sending = await keepSending(exchange.sending)
      const start = performance.now()
      try {
        const { name } = await exchange.outbox.put({
          name: `ping/${to}/${randomUUID()}`,
          to: parseMemberId(to),
          type: 'ping/1',
          content: pingContent({ version: packageVersion() }),
        })
        const letter = await exchange.outbox.ended(name, waitMs)
        if (letter === null) throw new Error('a letter that was put is not there')
        const milliseconds = Math.round(performance.now() - start)
        return { letter: told(letter), ...(await readPong(config, partners, letter)), milliseconds }
      } finally {
        await sending.stop()
      }
    })
  } finally {
    client.close()
  }
}

function unknownMember(): NodeError {
  return new NodeError('federation/unknown-member', 'no member known here has this id', {
    hint: 'rose federation show --node DIR lists them.',
  })
}

function told({ id, name, carrier, sequence, state, code }: KeptLetter): Pinged['letter'] {
  return { id, name, carrier, sequence, state, code }
}

async function readPong(config: Config, partners: Partners, { reply, jti, carrier, to }: KeptLetter) {
  if (reply === null) return { pong: null, fault: null }
  // Only the member asked: another one's good signature is no answer of this one.
  const find = (id: string) => (id === to ? partners.find(id) : null)
  const us = { member: parseMemberId(config.member), sealingKeys: partners.keys.sealing, find, clock: systemClock }
  try {
    const pong = await openPong(reply, us, { ping: jti, carrier })
    if (pong === null) return { pong: null, fault: 'other-ping' }
    return { pong: { version: pong.version, protocols: pong.protocols }, fault: null }
  } catch (error) {
    return { pong: null, fault: isNodeError(error) ? error.code : 'internal' }
  }
}
