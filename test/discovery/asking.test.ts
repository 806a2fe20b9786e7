import { describe, expect, it } from 'vitest'
import { type AskerDeps, type AskRequest, openAsker } from '../../src/discovery/asking/asker.ts'
import { askByOutbox } from '../../src/discovery/asking/by-outbox.ts'
import { signAnswer } from '../../src/discovery/asking/network-answer.ts'
import { questionsInMemory, tablesInMemory } from '../../src/discovery/asking/questions-in-memory.ts'
import { verifyNetworkAnswer } from '../../src/discovery/asking/verify-answer.ts'
import { openQuestion, sealAnswer } from '../../src/discovery/messages.ts'
import type { Delivery, NetworkMember, SendQuestion } from '../../src/discovery/ports.ts'
import type { Reading } from '../../src/model/generated/answer.ts'
import type { NetworkAnswer } from '../../src/model/generated/network-answer.ts'
import { parseCountryCode, parseMemberId } from '../../src/model/ids.ts'
import { checkSchema } from '../../src/model/validation.ts'
import type { Outbox } from '../../src/outbox/outbox.ts'
import type { KeptLetter } from '../../src/outbox/ports.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import { aCorrespondent, knowing, someKeys } from '../support/correspondents.ts'
import { FakeClock, straight } from '../support/discovery-fakes.ts'
import { aDefinition, krasColorectal, sampleTerms } from '../support/published-tables.ts'

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

interface AskChanges {
  readonly patienceMs?: number
  readonly onChange?: (answer: NetworkAnswer) => void
}

function anAsker(nodes: readonly Node[], { patienceMs = 0 }: AskChanges = {}, parts: Partial<AskerDeps> = {}) {
  return openAsker({
    store: questionsInMemory(),
    us: { member: self, key: selfKeys.key, sealingKeys: [selfKeys.sealing], clock },
    tables: tablesInMemory(),
    members: async () => nodes.map(node => node.member),
    send: asked => {
      const node = nodes.find(one => one.member.id === asked.member.id)
      return node === undefined ? Promise.reject(new Error('no such node')) : node.send(asked)
    },
    patienceMs,
    ...straight,
    onError: () => {},
    ...parts,
  })
}

const request: AskRequest = { cohort: krasColorectal, denominator: 'treated', deadlineSeconds: 1, network: null }

function aLetter(parts: Pick<KeptLetter, 'name' | 'to' | 'type' | 'carrier' | 'code'>): KeptLetter {
  const at = '2026-01-01T00:00:00.000Z'
  const rest = { id: 'f'.repeat(64), sequence: null, jti: 'j'.repeat(32), bytes: 1, storedAt: at, expiresAt: at }
  return { ...rest, ...parts, state: 'sent', tries: 1, reply: null, approvedBy: [] }
}

/** Waits for the end; the document keeps to its schema, and the signed one verifies. */
async function ask(nodes: readonly Node[], changes: AskChanges = {}) {
  const asker = anAsker(nodes, changes)
  const { question } = await asker.ask(request)
  const answer = await asker.follow(question, changes.onChange ?? (() => {}), new AbortController().signal)
  checkSchema('urn:prime-rose:network-answer/2', answer)
  const members = new Map([hub, ...nodes.map(node => node.member)].map(member => [member.id as string, member]))
  const verified = await verifyNetworkAnswer(await asker.record(question), {
    find: member => [members.get(member)].flatMap(found => found ?? []),
    tables: tablesInMemory(),
    terms: sampleTerms,
  })
  expect(verified.answer).toEqual(answer)
  await asker.close()
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
    expect(answer.members.map(({ member, country, sharesCountry, at, ...rest }) => rest)).toEqual([
      { state: 'answered', reading: expect.anything(), proof: expect.anything() },
      { state: 'unreachable' },
      { state: 'expired' },
      { state: 'refused', code: 'trust/bad-token' },
      { state: 'invalid', why: 'not-json' },
      { state: 'unreachable' },
      { state: 'invalid', why: 'trust/bad-token' },
    ])
    expect(answer.pooled).toEqual({ from: 12, to: 12 })
    expect(answer.countries).toEqual({ asked: 7, answered: 1 })
  })

  it('tells each row as soon as it is known, without waiting for the slowest', async () => {
    const seen: string[] = []
    const { promise: slow, resolve } = Promise.withResolvers<Delivery>()
    const asking = ask([aBrokenNode('slow', 'DK', () => slow), aNode('norway', 'NO')], {
      onChange: ({ members }) => seen.push(members.map(({ state }) => state).join()),
    })
    await expect.poll(() => seen).toContain('waiting,answered')
    resolve({ state: 'refused', code: 'trust/not-allowed' })
    expect((await asking).state).toBe('complete')
    expect(seen.at(-1)).toBe('refused,answered')
  })

  it('tries a member again that is away for a moment, or did not hear its own answer, and asks nobody of another version', async () => {
    const [norway, denmark] = [aNode('norway', 'NO'), aNode('denmark', 'DK')]
    const faults: Record<string, Delivery[]> = {
      norway: [{ state: 'unreachable' }, { state: 'invalid', why: 'status-502' }],
      denmark: [
        { state: 'refused', code: 'http/not-ready' },
        { state: 'refused', code: 'trust/replayed' },
      ],
    }
    const sometimes = ({ member, send }: Node): Node => ({
      member,
      send: async asked => faults[member.id]?.shift() ?? send(asked),
    })
    const finland = aNode('finland', 'FI')
    const newer = { ...finland, member: { ...finland.member, protocols: ['question/9'] } }
    const answer = await ask([sometimes(norway), sometimes(denmark), newer], { patienceMs: 5_000 })
    expect(answer.members.map(({ state }) => state)).toEqual(['answered', 'answered', 'wrong-version'])
    expect(faults).toEqual({ norway: [], denmark: [] })
  })

  it('leaves a letter for a member behind a relay or files, tells what it waits for, and after a restart the same one', async () => {
    const store = questionsInMemory()
    const [sweden, norway] = [aNode('sweden', 'SE'), aNode('norway', 'NO')]
    const letters = new Map<string, KeptLetter>()
    const outbox: Outbox = {
      put: async ({ name, to, type }) => {
        const carrier = to === 'norway' ? ('file' as const) : ('relay' as const)
        if (!letters.has(name)) letters.set(name, aLetter({ name, to, type, carrier, code: 'relay/claimed' }))
        return outbox.get(name) as Promise<KeptLetter>
      },
      get: async name => letters.get(name) ?? null,
      ended: async name => {
        await new Promise(done => setTimeout(done, 20))
        return outbox.get(name)
      },
      cancel: async name => void letters.delete(name),
    }
    const asking = () =>
      anAsker([sweden, norway], {}, { store, carrierTo: () => 'relay', letters: askByOutbox(outbox) })
    const first = asking()
    const { question } = await first.ask({ ...request, deadlineSeconds: 3600 })
    const states = async () => (await first.find(question)).members.map(({ state }) => state)
    await expect.poll(states).toEqual(['claimed', 'needs-human'])
    await first.close()
    expect([...letters.keys()]).toEqual([`${question}/sweden`, `${question}/norway`])
    const second = asking()
    await second.resumeAll()
    for (const [name, letter] of letters) letters.set(name, { ...letter, state: 'failed', code: 'trust/not-allowed' })
    const answer = await second.follow(question, () => {}, AbortSignal.timeout(5_000))
    expect(answer.members.map(({ state }) => state)).toEqual(['refused', 'refused'])
    expect(letters.size).toBe(2)
    await second.close()
  })

  it('can be cancelled: what has come is kept and signed, the rest stays as it was', async () => {
    const { promise: never } = Promise.withResolvers<Delivery>()
    const asker = anAsker([aNode('norway', 'NO'), aBrokenNode('slow', 'DK', () => never)])
    const { question } = await asker.ask({ ...request, deadlineSeconds: 3600 })
    await expect.poll(async () => (await asker.find(question)).members[0]?.state).toBe('answered')
    await expect(asker.record(question)).rejects.toMatchObject({ code: 'network/still-open' })
    const answer = await asker.cancel(question)
    expect([answer.state, answer.members.map(({ state }) => state)]).toEqual(['cancelled', ['answered', 'waiting']])
    expect(await asker.record(question)).toMatch(/^ey/)
    await expect(asker.find('nq-0000000000000000')).rejects.toMatchObject({ code: 'network/no-question' })
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

describe('a signed network answer', () => {
  it('holds only as it was signed: by who asked, over what each member signed', async () => {
    const nodes = [aNode('norway', 'NO'), aNode('denmark', 'DK')]
    const asker = anAsker(nodes)
    const { question } = await asker.ask(request)
    const answer = await asker.follow(question, () => {}, new AbortController().signal)
    const known = [hub, ...nodes.map(node => node.member)]
    const verify = (text: string, members = known) =>
      verifyNetworkAnswer(text, {
        find: id => members.filter(member => member.id === id),
        tables: tablesInMemory(),
        terms: sampleTerms,
      })
    const signed = (changes: Partial<NetworkAnswer>) => signAnswer({ ...answer, ...changes }, selfKeys.key)
    const [norway, denmark] = answer.members
    if (norway?.state !== 'answered' || denmark?.state !== 'answered') throw new Error('not answered')
    expect((await verify(await asker.record(question))).readings).toEqual([
      { member: 'norway', table: 'not-at-hand' },
      { member: 'denmark', table: 'not-at-hand' },
    ])
    const richer = { ...norway, reading: { ...norway.reading, result: value(99) } }
    const swapped = { ...norway, proof: denmark.proof }
    await expect(verify(await signed({ members: [richer, denmark] }))).rejects.toMatchObject({
      code: 'network/answer-differs',
    })
    await expect(verify(await signed({ members: [swapped, denmark] }))).rejects.toMatchObject({
      code: 'trust/bad-signature',
    })
    await expect(verify(await signed({ pooled: { from: 0, to: 1 } }))).rejects.toMatchObject({
      code: 'network/answer-differs',
    })
    await expect(
      verify(
        await asker.record(question),
        nodes.map(node => node.member),
      ),
    ).rejects.toMatchObject({
      code: 'trust/unknown-issuer',
    })
    await expect(verify(await signAnswer(answer, generateKey()))).rejects.toMatchObject({ code: 'trust/bad-signature' })
    await asker.close()
  })
})
