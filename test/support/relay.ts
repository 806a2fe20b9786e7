/** A relay over a real database, and members of its directory that use it over real sockets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startRelay } from '../../src/app/relay.ts'
import { systemClock } from '../../src/model/clock.ts'
import { type MemberId, parseMemberId } from '../../src/model/ids.ts'
import type { RelayLimits } from '../../src/relay/limits.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { createRelayClient, type RelayClient } from '../../src/transport/relay-client.ts'
import type { Correspondent } from '../../src/trust/correspondents.ts'
import { type Opener, type Signer, seal } from '../../src/trust/envelope.ts'
import { aCorrespondent, knowing, someKeys } from './correspondents.ts'
import { aDirectory, aMember, ola, pia, signedBy } from './federation.ts'
import { krasColorectal } from './published-tables.ts'

export interface RelayMember {
  readonly id: MemberId
  readonly as: Correspondent
  readonly signer: Signer
  readonly sealing: ReturnType<typeof someKeys>['sealing']
  at(address: string): RelayClient
}

const closing: (() => unknown)[] = []
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

export function aRelayMember(id: string): RelayMember {
  const keys = someKeys()
  const member = parseMemberId(id)
  const signer: Signer = { member, key: keys.key, clock: systemClock }
  const client = createHttpClient()
  closing.push(client.close)
  return {
    id: member,
    as: aCorrespondent(id, keys),
    signer,
    sealing: keys.sealing,
    at: address => createRelayClient({ address, client, signer: () => signer }),
  }
}

/** A folder whose directory names these members, for a relay's first start. */
export async function aRelayFolder(members: readonly RelayMember[]) {
  const folder = mkdtempSync(join(tmpdir(), 'rose-relay-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const entries = members.map(({ id, signer, sealing }) =>
    aMember(id, { signing: [{ key: signer.key }], sealing: [{ key: sealing }] }),
  )
  const directory = join(folder, 'd1.json')
  writeFileSync(directory, await signedBy(aDirectory(Date.now(), { members: entries }), ola, pia))
  return { folder: join(folder, 'relay'), directory }
}

export async function aRelay(databaseUrl: string, members: readonly RelayMember[], limits: Partial<RelayLimits> = {}) {
  const { folder, directory } = await aRelayFolder(members)
  const log: string[] = []
  const relay = await startRelay({
    databaseUrl,
    folder,
    directory,
    confirmed: true,
    host: '127.0.0.1',
    port: 0,
    address: null,
    log: { level: 'debug', stream: { write: line => log.push(line) } },
    limits,
    pollMs: 50,
  })
  closing.push(relay.close)
  return { ...relay, log, directory }
}

/** A real sealed question; the text in it is a canary. */
export async function aSealedQuestion(from: RelayMember, to: RelayMember, lifetimeSeconds = 600): Promise<string> {
  const content = { cohort: krasColorectal }
  return (await seal({ type: 'question/1', to: to.as, carrier: 'relay', content, lifetimeSeconds }, from.signer))
    .message
}

export function openerOf(member: RelayMember, others: readonly RelayMember[]): Opener {
  return {
    member: member.id,
    sealingKeys: [member.sealing],
    find: knowing(...others.map(other => other.as)),
    clock: systemClock,
  }
}
