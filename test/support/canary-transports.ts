/**
 * A node with canaries in it takes part in a federation: it answers by relay and by files, and contributes to a round. What
 * its partner gets is searched sealed and opened, and so is what relay, engine and drop write beside.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startRelay } from '../../src/app/relay.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { Answer } from '../../src/model/generated/answer.ts'
import { fileNameOf, messageId, parseFileName } from '../../src/transport/drop/names.ts'
import { sendAndWait } from '../../src/transport/relay-transport.ts'
import { indexMembers } from '../../src/trust/directory-members.ts'
import { open, seal } from '../../src/trust/envelope.ts'
import type { Carrier } from '../../src/trust/message-types.ts'
import { inAFederation } from './asked-contribution.ts'
import { aDatabase } from './database.ts'
import { aMember } from './federation.ts'
import { aPort } from './ports.ts'
import { krasColorectal } from './published-tables.ts'
import { aRelayMember } from './relay.ts'
import { startRose } from './rose-process.ts'

export type Search = (where: string, bytes: Uint8Array | string) => void

/** What must be seen where these are searched. */
export const TRANSPORT_SIGNS = [
  ['an answer by relay', 'reading'],
  ['an answer by file', 'reading'],
  ['the manifest of the drop', 'answer'],
  ["the relay's log", '/relay/v1/'],
  ["the relay's metrics", 'rose_relay_messages_sent_total'],
  ['a contribution', 'round-contribution-file/1'],
] as const

export async function searchTransports(node: string, out: string, search: Search): Promise<void> {
  const address = `http://127.0.0.1:${await aPort()}`
  const partner = aRelayMember('protarget-denmark')
  for (const box of ['inbox', 'outbox']) mkdirSync(join(node, 'drop', box), { recursive: true })
  const { askContribution, directory, text } = await inAFederation(readConfig(node), ['anna', 'bo'], {
    settings: {
      endpoints: { relay: { url: address } },
      drop: { inbox: 'drop/inbox', outbox: 'drop/outbox', pollSeconds: 1 },
    },
    partner: aMember(partner.id, {
      country: 'DK',
      signing: [{ key: partner.signer.key }],
      sealing: [{ key: partner.sealing }],
      endpoints: { relay: { url: address } },
    }),
  })
  const { member } = readConfig(node)
  const find = indexMembers(directory)
  const to = find(member, systemClock.now())
  if (to === null) throw new Error('the node is in no directory')
  const opener = {
    member: partner.id,
    sealingKeys: [partner.sealing],
    find: (id: string) => find(id, systemClock.now()),
    clock: systemClock,
  }
  const question = async (carrier: Carrier, sequence?: number) => {
    const content = { cohort: krasColorectal }
    const numbered = sequence === undefined ? {} : { sequence }
    return (await seal({ type: 'question/1', to, carrier, content, ...numbered }, partner.signer)).message
  }
  const answered = async (where: string, reply: string, carrier: Carrier) => {
    const answer = await open<Answer>(reply, opener, { accept: ['answer/1'], carrier })
    search(where, reply)
    search(where, JSON.stringify(answer))
  }

  const directoryFile = join(out, 'canary-directory.json')
  writeFileSync(directoryFile, text)
  const log: string[] = []
  const relay = await startRelay({
    databaseUrl: (await aDatabase()).adminUrl,
    folder: join(out, 'canary-relay'),
    directory: directoryFile,
    confirmed: true,
    host: '127.0.0.1',
    port: Number(new URL(address).port),
    address: null,
    log: { level: 'debug', stream: { write: line => void log.push(line) } },
    limits: {},
    pollMs: 50,
  })
  const gateway = startRose(['serve', '--node', node, '--port', '0'], { env: { ROSE_LOG_LEVEL: 'debug', TMPDIR: out } })
  const said: Buffer[] = []
  for (const stream of [gateway.stdout, gateway.stderr]) stream?.on('data', (part: Buffer) => said.push(part))
  try {
    const sent = { to: member, message: await question('relay'), timeoutMs: 60_000 }
    const delivery = await sendAndWait(partner.at(address), sent)
    if (delivery.state !== 'delivered') throw new Error(`by relay: ${JSON.stringify(delivery)}; ${Buffer.concat(said)}`)
    await answered('an answer by relay', delivery.message, 'relay')

    const letter = await question('file', 1)
    const name = { kind: 'message', from: partner.id, to: member, id: messageId(letter) } as const
    writeFileSync(join(node, 'drop/inbox', fileNameOf(name)), letter)
    await answered(
      'an answer by file',
      await replyIn(join(node, 'drop/outbox'), () => String(Buffer.concat(said))),
      'file',
    )
    for (const file of readdirSync(join(node, 'drop/outbox'))) {
      search('the manifest of the drop', readFileSync(join(node, 'drop/outbox', file)))
    }
    search("the relay's metrics", await (await fetch(`${address}/metrics`)).text())
  } finally {
    await new Promise(done => {
      gateway.once('exit', done)
      gateway.kill('SIGTERM')
    })
    await relay.close()
  }
  search("the relay's log", log.join(''))
  search("the gateway's log behind relay and drop", Buffer.concat(said))
  search('a contribution', readFileSync((await askContribution('canary')).outFile))
}

async function replyIn(outbox: string, said: () => string): Promise<string> {
  for (let tries = 0; tries < 300; tries++) {
    const reply = readdirSync(outbox).find(name => parseFileName(name)?.kind === 'reply')
    if (reply !== undefined) return readFileSync(join(outbox, reply), 'utf8').trim()
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error(`no reply in the outbox: ${said()}`)
}
