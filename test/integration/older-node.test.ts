/**
 * Nodes that speak the version before: what is not spoken is said, and shown as such; what is common is answered. Sweden
 * runs the next version, as real processes (`support/newer-node.ts`); Denmark (straight) and Finland (relay) are older.
 */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditThrough, takeDirectory } from '../../src/app/directory.ts'
import { startGateway } from '../../src/app/gateway.ts'
import { startRelay } from '../../src/app/relay.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { Directory } from '../../src/model/generated/directory.ts'
import type { NetworkAnswer } from '../../src/model/generated/network-answer.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createPublishedTables } from '../../src/store/published-tables.ts'
import { PROTOCOLS } from '../../src/trust/message-types.ts'
import { aDatabase, append } from '../support/database.ts'
import { type FederatedNode, type Federation, federatedNodes } from '../support/federated-nodes.ts'
import { ola, pia, signedBy } from '../support/federation.ts'
import { aPort } from '../support/ports.ts'
import { aPublishedTable, aTable } from '../support/published-tables.ts'
import { rose, startRose } from '../support/rose-process.ts'

const newer = {
  NODE_OPTIONS: `--import=${pathToFileURL(resolve(import.meta.dirname, '../support/newer-node.ts'))}`,
}
const cohort = 'tumour:COADREAD alteration:"KRAS G12C" drug:sotorasib'

let federation: Federation
let [sweden, denmark, finland] = [] as unknown as [FederatedNode, FederatedNode, FederatedNode]
const closing: (() => unknown)[] = []

beforeAll(async () => {
  const [relayPort, danishPort] = await Promise.all([aPort(), aPort()])
  const byRelay = { endpoints: { relay: { url: `http://127.0.0.1:${relayPort}` } } }
  federation = await federatedNodes(
    {
      SE: () => byRelay,
      DK: () => ({ endpoints: { direct: `http://127.0.0.1:${danishPort}` } }),
      FI: () => byRelay,
      // Of all it says both: of nobody that is true.
    },
    [...PROTOCOLS, 'question/2', 'answer/2'],
  )
  ;[sweden, denmark, finland] = federation.nodes as [FederatedNode, FederatedNode, FederatedNode]
  for (const node of federation.nodes) await publish(node)
  const directory = join(federation.folder, 'directory.json')
  writeFileSync(directory, federation.directory)
  const relay = await startRelay({
    databaseUrl: (await aDatabase()).adminUrl,
    folder: join(federation.folder, 'relay'),
    directory,
    confirmed: true,
    host: '127.0.0.1',
    port: relayPort,
    address: null,
    log: { level: 'silent' },
  })
  closing.push(relay.close)
  for (const [node, port] of [[denmark, danishPort] as const, [finland, 0] as const]) {
    const gateway = await startGateway({ ...node.config, port, logLevel: 'fatal' })
    closing.push(() => gateway.close())
  }
  const child = startRose(['serve', '--node', sweden.config.paths.folder, '--port', '0'], { env: newer })
  closing.push(async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  await once(child.stdout ?? child, 'data')
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

async function publish({ config, database }: FederatedNode): Promise<void> {
  const { member, trialId, country } = config
  const tables = createPublishedTables({ database: await database.connect('gateway'), append, clock: systemClock })
  await tables.publish(await aPublishedTable(aTable({ member, trialId, country })))
}

async function asked(node: FederatedNode, env: NodeJS.ProcessEnv = {}) {
  const words = ['query', cohort, '--all', '--node', node.config.paths.folder, '--timeout', '25', '--json']
  const { out, err } = await rose(words, '', { env })
  if (out === '') throw new Error(err)
  const { members } = JSON.parse(out) as NetworkAnswer
  return Object.fromEntries(members.map(({ country, state }) => [country, state]))
}

async function ping(from: FederatedNode, to: FederatedNode, env: NodeJS.ProcessEnv = {}) {
  const words = ['federation', 'ping', to.config.member, '--node', from.config.paths.folder, '--json']
  const { out, err } = await rose(words, '', { env })
  if (out === '') throw new Error(err)
  return JSON.parse(out) as { letter: { state: string }; pong: { protocols: string[] } | null }
}

/** Refusals that a node has told of in its audit, by code. */
async function refusals({ database }: FederatedNode): Promise<readonly string[]> {
  return withAdministrator(database.adminUrl, async admin => {
    const { rows } = await admin.query<{ code: string }>('SELECT code FROM audit.access WHERE code IS NOT NULL')
    return rows.map(({ code }) => code)
  })
}

/** Takes the next directory, which says of each what it speaks. */
async function takeTruth(node: FederatedNode): Promise<void> {
  const { payload } = JSON.parse(federation.directory) as { payload: string }
  const directory = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Directory
  const members = directory.members.map(member => {
    const wrong = member.id === sweden.config.member ? /^(question|answer)\/1$/ : /^(question|answer)\/2$/
    return { ...member, protocols: member.protocols.filter(type => !wrong.test(type)) }
  }) as Directory['members']
  const next = await signedBy({ ...directory, serial: 2, members }, ola, pia)
  const audit = auditThrough(await node.database.connect('gateway'))
  await takeDirectory(node.config, next, { clock: systemClock, append: audit })
}

describe('a node one version of the protocol older', () => {
  it('says that it does not speak the newer question, straight and by relay; who asked sees wrong version', async () => {
    expect(await asked(sweden, newer)).toEqual({ SE: 'answered', DK: 'wrong-version', FI: 'wrong-version' })
    for (const node of [denmark, finland]) {
      await expect.poll(() => refusals(node), { timeout: 20_000 }).toEqual(['exchange/not-spoken'])
    }
  })

  it('sees the newer one as of another version when it asks, and is answered by its like', async () => {
    expect(await asked(denmark)).toEqual({ SE: 'wrong-version', DK: 'answered', FI: 'answered' })
    await expect.poll(() => refusals(sweden), { timeout: 20_000 }).toEqual(['exchange/not-spoken'])
  })

  it('answers what both speak, and says what it speaks, in both directions', async () => {
    const to = await ping(sweden, finland, newer)
    expect([to.letter.state, to.pong?.protocols.includes('question/1')]).toEqual(['delivered', true])
    const back = await ping(denmark, sweden)
    expect([back.letter.state, back.pong?.protocols.includes('question/2')]).toEqual(['delivered', true])
  })

  it('is asked nothing that it does not speak once the directory tells its version', async () => {
    await Promise.all([takeTruth(sweden), takeTruth(denmark)])
    expect(await asked(sweden, newer)).toMatchObject({ DK: 'wrong-version', FI: 'wrong-version' })
    expect(await asked(denmark)).toEqual({ SE: 'wrong-version', DK: 'answered', FI: 'answered' })
    const sent = async (node: FederatedNode, to: FederatedNode) => {
      const database = await node.database.connect('gateway')
      const { rowCount } = await database.query(
        "SELECT FROM exchange.outgoing WHERE type = 'question/1' AND recipient = $1",
        [to.config.member],
      )
      return rowCount
    }
    // One each, from before.
    expect([await sent(sweden, finland), await sent(denmark, sweden)]).toEqual([1, 1])
    expect([await refusals(finland), await refusals(sweden)].flat()).toHaveLength(2)
  })
})
