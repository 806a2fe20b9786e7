/** Real gateways on real sockets, asked side by side: one answers, one lies, one refuses, one is down. */
import type { FastifyInstance } from 'fastify'
import { afterEach, expect, it } from 'vitest'
import { openAsker } from '../../src/discovery/asking/asker.ts'
import { questionsInMemory, tablesInMemory } from '../../src/discovery/asking/questions-in-memory.ts'
import { verifyNetworkAnswer } from '../../src/discovery/asking/verify-answer.ts'
import type { NetworkMember } from '../../src/discovery/ports.ts'
import { parseCountryCode, parseMemberId } from '../../src/model/ids.ts'
import { directTransport } from '../../src/transport/direct.ts'
import { createHttpClient } from '../../src/transport/http-client.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { aCorrespondent, knowing, someKeys } from '../support/correspondents.ts'
import { straight } from '../support/discovery-fakes.ts'
import { aGateway, DENMARK, denmark, denmarkKey, denmarkSealing, type TestGateway } from '../support/gateway.ts'
import { aPublishedTable, aTable, krasColorectal, sampleTerms } from '../support/published-tables.ts'

const open: FastifyInstance[] = []
afterEach(() => Promise.all(open.splice(0).map(app => app.close())))

async function aNode(id: string, country: string, knowsAsker = true) {
  const member = parseMemberId(id)
  const own = someKeys()
  const published = [await aPublishedTable(aTable({ member: id, country }))]
  const find = knowsAsker ? knowing(denmark) : knowing()
  const keys = { signing: () => own.key, sealing: () => [own.sealing] }
  const changes = { member, country: parseCountryCode(country), keys, find }
  const gateway: TestGateway = await aGateway({ published, changes })
  open.push(gateway.app)
  const url = await gateway.app.listen({ host: '127.0.0.1', port: 0 })
  const entry: NetworkMember = {
    ...aCorrespondent(id, own),
    country: parseCountryCode(country),
    endpoints: { direct: url },
    protocols: null,
  }
  return { entry, gateway }
}

it('shows one member that is down, one that refuses and one that is not who it should be, and pools the others', async () => {
  const norway = await aNode('impress-norway', 'NO')
  const finland = await aNode('finprove', 'FI')
  const liar = await aNode('megalit', 'SE')
  const stranger = await aNode('drup', 'NL', false)
  const down = await aNode('down', 'FR')
  await down.gateway.app.close()
  const tables = tablesInMemory()
  const members = [
    norway.entry,
    { ...liar.entry, signingKeys: [publicKeyOf(generateKey())] },
    stranger.entry,
    down.entry,
    finland.entry,
  ]
  const asker = openAsker({
    store: questionsInMemory(),
    us: { member: DENMARK, key: denmarkKey, sealingKeys: [denmarkSealing], clock: norway.gateway.clock },
    tables,
    members: async () => members,
    patienceMs: 0,
    send: directTransport(createHttpClient()).ask,
    ...straight,
    onError: () => {},
  })
  const { question } = await asker.ask({
    cohort: krasColorectal,
    denominator: 'treated',
    deadlineSeconds: 5,
    network: null,
  })
  const answer = await asker.follow(question, () => {}, new AbortController().signal)
  await asker.close()
  expect(
    answer.members.map(({ member, country, sharesCountry, at, ...rest }) => [
      member,
      { ...rest, reading: 0, proof: 0 },
    ]),
  ).toEqual([
    ['impress-norway', { state: 'answered', reading: 0, proof: 0 }],
    ['megalit', { state: 'invalid', why: 'trust/bad-signature', reading: 0, proof: 0 }],
    ['drup', { state: 'refused', code: 'trust/bad-token', reading: 0, proof: 0 }],
    ['down', { state: 'unreachable', reading: 0, proof: 0 }],
    ['finprove', { state: 'answered', reading: 0, proof: 0 }],
  ])
  expect(answer.pooled).toEqual({ from: 24, to: 24 })
  // What they answered from came with the answers, once; whoever holds it can read it again.
  const [table] = norway.gateway.tables.tables
  expect(await tables.find(table?.sha256 ?? '')).toBe(table?.jws)
  const verified = await verifyNetworkAnswer(await asker.record(question), {
    find: id => [denmark, ...members].filter(member => member.id === id),
    tables,
    terms: sampleTerms,
  })
  expect(verified.readings).toEqual([
    { member: 'impress-norway', table: 'read-again' },
    { member: 'finprove', table: 'read-again' },
  ])
})
