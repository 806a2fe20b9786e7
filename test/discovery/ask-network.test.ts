import { describe, expect, it } from 'vitest'
import { type AskNetworkOptions, askNetwork } from '../../src/discovery/ask-network.ts'
import { openQuestion, sealAnswer } from '../../src/discovery/messages.ts'
import type { Delivery, NetworkMember, SendQuestion } from '../../src/discovery/ports.ts'
import type { Reading } from '../../src/model/generated/answer.ts'
import type { MemberAnswer } from '../../src/model/generated/network-answer.ts'
import { parseCountryCode, parseMemberId } from '../../src/model/ids.ts'
import { checkSchema } from '../../src/model/validation.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { aCorrespondent, knowing, someKeys } from '../support/correspondents.ts'
import { FakeClock } from '../support/discovery-fakes.ts'
import { aDefinition, krasColorectal } from '../support/published-tables.ts'

const clock = new FakeClock()
const self = parseMemberId('hub')
const selfKeys = someKeys()
const hub = aCorrespondent(self, selfKeys)

interface Node {
  readonly member: NetworkMember
  readonly send: SendQuestion
}

type AnswerChanges = Partial<Reading> & { readonly question?: string; readonly to?: string; readonly as?: string }

const value = (count: number): Reading['result'] => ({ status: 'value', count })
const upTo = (to: number): Reading['result'] => ({ status: 'masked', from: 0, to })
const masked: Reading['result'] = { status: 'masked', from: 0, to: null }

/** A node that answers as it should, but for the changes. */
function aNode(id: string, country: string, changes: AnswerChanges = {}): Node {
  const keys = someKeys()
  const signer = { member: parseMemberId(changes.as ?? id), key: keys.key, clock }
  const member: NetworkMember = {
    ...aCorrespondent(id, keys),
    country: parseCountryCode(country),
    endpoints: { direct: `http://${id}.example` },
    protocols: null,
  }
  return {
    member,
    send: async ({ message }) => {
      const us = { member: member.id, sealingKeys: [keys.sealing], find: knowing(hub), clock }
      const question = await openQuestion(message, us)
      const { question: jti = question.jti, to = question.iss, as: _as, ...reading } = changes
      const answer = {
        to: { ...hub, id: parseMemberId(to) },
        question: jti,
        reading: { ...aReading(country), cohort: question.cohort, ...reading },
      }
      return { state: 'delivered', message: await sealAnswer(answer, signer) }
    },
  }
}

function aReading(country: string): Reading {
  return {
    cohort: krasColorectal,
    country,
    trialId: 'a-trial',
    denominator: 'treated',
    cut: { id: 'cut-0123456789abcdef', cutoff: '2023-10-01' },
    table: '0'.repeat(64),
    policy: { version: '1', k: 5 },
    versions: { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' },
    result: value(12),
    cells: 'one-cut',
  }
}

/** A node that never answers as a node does. */
function aBrokenNode(id: string, country: string, send: () => Promise<Delivery>): Node {
  return { ...aNode(id, country), send }
}

async function ask(nodes: readonly Node[], changes: Partial<AskNetworkOptions> = {}) {
  const answer = await askNetwork({
    definition: krasColorectal,
    denominator: 'treated',
    members: nodes.map(node => node.member),
    self,
    key: selfKeys.key,
    sealingKeys: [selfKeys.sealing],
    clock,
    timeoutMs: 1000,
    send: asked => {
      const node = nodes.find(one => one.member.id === asked.member.id)
      return node === undefined ? Promise.reject(new Error('no such node')) : node.send(asked)
    },
    ...changes,
  })
  checkSchema('urn:prime-rose:network-answer/1', answer)
  return answer
}

describe('a question to a network', () => {
  it('gives a row for each member in the order of the file, and adds what was answered', async () => {
    const answer = await ask([
      aNode('norway', 'NO', { result: value(12) }),
      aNode('denmark', 'DK', { result: upTo(7) }),
      aNode('finland', 'FI', { result: value(5) }),
    ])
    expect(answer.members.map(row => [row.member, row.state])).toEqual([
      ['norway', 'answered'],
      ['denmark', 'answered'],
      ['finland', 'answered'],
    ])
    expect(answer.pooled).toEqual({ from: 17, to: 24 })
    expect(answer.countries).toEqual({ asked: 3, answered: 3 })
  })

  it('leaves the range open upwards where a masked answer has no bound', async () => {
    const answer = await ask([aNode('norway', 'NO'), aNode('denmark', 'DK', { result: masked })])
    expect(answer.pooled).toEqual({ from: 12, to: null })
  })

  it('shows members that are down, slow, refusing or broken as rows, and pools the others', async () => {
    const answer = await ask([
      aNode('norway', 'NO'),
      aBrokenNode('down', 'DK', async () => ({ state: 'unreachable' })),
      aBrokenNode('slow', 'SE', async () => ({ state: 'timeout' })),
      aBrokenNode('refusing', 'FI', async () => ({ state: 'refused', code: 'trust/bad-token' })),
      aBrokenNode('odd', 'NL', async () => ({ state: 'invalid', why: 'not-json' })),
      aBrokenNode('throwing', 'FR', () => Promise.reject(new Error('canary'))),
      aBrokenNode('nonsense', 'EE', async () => ({ state: 'delivered', message: 'nonsense' })),
    ])
    expect(answer.members.map(({ member, country, sharesCountry, ...rest }) => rest)).toEqual([
      { state: 'answered', reading: expect.anything() },
      { state: 'unreachable' },
      { state: 'timeout' },
      { state: 'refused', code: 'trust/bad-token' },
      { state: 'invalid', why: 'not-json' },
      { state: 'unreachable' },
      { state: 'invalid', why: 'trust/bad-token' },
    ])
    expect(answer.pooled).toEqual({ from: 12, to: 12 })
    expect(answer.countries).toEqual({ asked: 7, answered: 1 })
  })

  it('tells each row as soon as it is known, without waiting for the slowest', async () => {
    const rows: MemberAnswer[] = []
    const { promise: slow, resolve } = Promise.withResolvers<Delivery>()
    const asking = ask([aBrokenNode('slow', 'DK', () => slow), aNode('norway', 'NO')], {
      onAnswer: row => rows.push(row),
    })
    await expect.poll(() => rows.map(row => row.member)).toEqual(['norway'])
    resolve({ state: 'timeout' })
    await asking
    expect(rows.map(row => row.member)).toEqual(['norway', 'slow'])
  })

  it('pools nothing where nobody answered', async () => {
    const answer = await ask([aBrokenNode('down', 'DK', async () => ({ state: 'unreachable' }))])
    expect(answer.pooled).toBeNull()
  })
})

describe('an answer that does not hold', () => {
  const aLiar = (what: AnswerChanges) => aNode('liar', 'DK', what)

  it.each([
    ['another question', { question: 'z'.repeat(32) }, 'other-question'],
    ['another cohort', { cohort: aDefinition() }, 'other-cohort'],
    ['another denominator', { denominator: 'screened' as const }, 'other-denominator'],
    ['another country', { country: 'SE' }, 'other-country'],
    ['another asker', { to: 'somebody' }, 'trust/addressed-elsewhere'],
    ['another member’s name', { as: 'norway' }, 'trust/unknown-issuer'],
  ])('is a row with the reason, and is not added: about or for %s', async (_what, changes, why) => {
    const answer = await ask([aNode('norway', 'NO'), aLiar(changes)])
    expect(answer.members[1]).toMatchObject({ member: 'liar', state: 'invalid', why })
    expect(answer.pooled).toEqual({ from: 12, to: 12 })
  })

  it('is a row where the key is not the member’s', async () => {
    const forged = aNode('denmark', 'DK')
    const answer = await ask([{ ...forged, member: { ...forged.member, signingKeys: [publicKeyOf(generateKey())] } }])
    expect(answer.members[0]).toMatchObject({ state: 'invalid', why: 'trust/bad-signature' })
  })

  it('is a row where a value is below the threshold', async () => {
    const answer = await ask([aLiar({ result: { status: 'value', count: 3 } })])
    expect(answer.members[0]).toMatchObject({ state: 'invalid', why: 'schema/invalid' })
  })
})

describe('two members of one country', () => {
  it('are both shown, flagged and counted as one country, and their patients may be the same', async () => {
    const answer = await ask([
      aNode('oslo', 'NO', { result: value(12) }),
      aNode('bergen', 'NO', { result: value(9) }),
      aNode('denmark', 'DK', { result: value(5) }),
    ])
    expect(answer.members.map(row => row.sharesCountry)).toEqual([true, true, false])
    expect(answer.countries).toEqual({ asked: 2, answered: 2 })
    expect(answer.pooled).toEqual({ from: 17, to: 26 })
  })
})

describe('answers of different versions', () => {
  it.each([
    [{ derivation: 'w16/1', normaliser: '2', oncotree: '2025-10-03' }],
    [{ derivation: 'w16/1', normaliser: '1', oncotree: '2024-01-01' }],
  ])('are shown but not added: %o', async versions => {
    const answer = await ask([aNode('norway', 'NO'), aNode('denmark', 'DK', { versions })])
    expect(answer.versionsDiffer).toBe(true)
    expect(answer.pooled).toBeNull()
    expect(answer.members.map(row => row.state)).toEqual(['answered', 'answered'])
  })
})
