/** Questions to many members over a real database: kept, taken by one process at a time, ended once. */
import { beforeAll, describe, expect, it } from 'vitest'
import { cohortTerms } from '../../src/app/cohort-terms.ts'
import { answerQuestion } from '../../src/discovery/answer-question.ts'
import { openAsker } from '../../src/discovery/asking/asker.ts'
import { isFinal } from '../../src/discovery/asking/member-states.ts'
import { verifyNetworkAnswer } from '../../src/discovery/asking/verify-answer.ts'
import type { NetworkMember, SendQuestion } from '../../src/discovery/ports.ts'
import { rememberMessages } from '../../src/discovery/recent-messages.ts'
import { openTableShelf } from '../../src/discovery/table-shelf.ts'
import { systemClock } from '../../src/model/clock.ts'
import { parseCountryCode } from '../../src/model/ids.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { createPartnerTables, createQuestionStore } from '../../src/store/network-questions.ts'
import { aCorrespondent, knowing, someKeys } from '../support/correspondents.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { FakeAccessLog, FakeTables, straight } from '../support/discovery-fakes.ts'
import { aPublishedTable, aTable, krasColorectal } from '../support/published-tables.ts'

const terms = cohortTerms()
const [hubKeys, swedenKeys] = [someKeys(), someKeys()]
const hub = aCorrespondent('hub', hubKeys)
const us = { member: hub.id, key: hubKeys.key, sealingKeys: [hubKeys.sealing], clock: systemClock }
const sweden: NetworkMember = {
  ...aCorrespondent('megalit', swedenKeys),
  country: parseCountryCode('SE'),
  endpoints: { direct: 'http://megalit.example' },
  protocols: ['question/1'],
}
const finland: NetworkMember = {
  ...aCorrespondent('finprove', someKeys()),
  country: parseCountryCode('FI'),
  endpoints: {},
  protocols: null,
}

let database: TestDatabase
beforeAll(async () => {
  database = await aDatabase()
})

/** What one process of the node has. */
async function aProcess(send: SendQuestion, patienceMs = 0) {
  const pool = await database.connect('gateway')
  const store = createQuestionStore({ database: pool, append, hashOf: terms.hashOf, isFinal })
  const tables = createPartnerTables({ database: pool, clock: systemClock })
  const members = async () => [sweden, finland]
  const asker = openAsker({ store, us, tables, members, send, patienceMs, ...straight, onError: () => {} })
  const stop = async () => {
    await asker.close()
    await store.stop()
  }
  return { asker, store, tables, stop }
}

/** Sweden answers as a node does; Finland is not there. */
async function answering(): Promise<SendQuestion> {
  const shelf = await openTableShelf(
    new FakeTables([await aPublishedTable(aTable({ member: 'megalit', country: 'SE' }))]),
    terms,
    () => {},
  )
  const node = {
    us: {
      member: sweden.id,
      key: swedenKeys.key,
      sealingKeys: [swedenKeys.sealing],
      find: knowing(hub),
      clock: systemClock,
    },
    ...{ admit: () => {}, terms, shelf, access: new FakeAccessLog(), recent: rememberMessages(systemClock) },
    refusals: { note: () => {}, flush: async () => {} },
  }
  return async ({ member, message }) =>
    member.id === sweden.id
      ? { state: 'delivered', message: await answerQuestion(message, node) }
      : { state: 'unreachable' }
}

const request = { cohort: krasColorectal, denominator: 'treated', deadlineSeconds: 600, network: null } as const
const forEver = new AbortController().signal

describe('a question to many members', () => {
  it('is gone on with by another process where the first one ends, answers once, and is in the audit before and after', async () => {
    const waiting: SendQuestion = ({ signal }) =>
      new Promise(done => signal?.addEventListener('abort', () => done({ state: 'timeout' })))
    const first = await aProcess(waiting)
    const { question } = await first.asker.ask(request)
    const second = await aProcess(await answering())
    const seen: string[] = []
    const followed = second.asker.follow(
      question,
      ({ members }) => seen.push(members.map(({ state }) => state).join()),
      forEver,
    )
    await expect.poll(() => second.store.take(question)).toBe(false)
    await first.stop()
    await expect.poll(() => second.store.take(question)).toBe(true)
    await second.store.release(question)
    await second.asker.resumeAll()
    const answer = await followed
    expect(seen.at(0)).toBe('waiting,waiting')
    expect(seen.at(-1)).toBe('answered,unreachable')
    expect([answer.state, answer.pooled]).toEqual(['complete', { from: 12, to: 12 }])
    const record = await second.asker.record(question)
    const find = (id: string) => [hub, sweden].filter(member => member.id === id)
    expect((await verifyNetworkAnswer(record, { find, tables: second.tables, terms })).answer).toEqual(answer)
    // Ended once: neither a late answer nor a second end changes it.
    const kept = await second.store.find(question)
    const [row] = answer.members
    if (row === undefined) throw new Error('no row')
    await second.store.setRow(question, { ...row, ...{ state: 'unreachable' as const } })
    expect(await second.store.close(question, { state: 'cancelled', closedAt: 0, rows: [], record: 'x' })).toBe(false)
    expect(await second.store.find(question)).toEqual(kept)
    await second.stop()
    const events = await Array.fromAsync(readAuditEvents(await database.connect('auditor')))
    expect(events.map(({ kind, facts }) => [kind, facts['question'], facts['members'] ?? facts['answered']])).toEqual([
      ['network.asked', question, ['megalit', 'finprove']],
      ['network.closed', question, ['megalit']],
    ])
  })

  it('is cancelled by one process and let go by the one that runs it', async () => {
    let sent = 0
    let aborted = false
    const waiting: SendQuestion = ({ signal }) => {
      sent += 1
      return new Promise(done =>
        signal?.addEventListener('abort', () => {
          aborted = true
          done({ state: 'timeout' })
        }),
      )
    }
    const [first, second] = [await aProcess(waiting), await aProcess(waiting)]
    const { question } = await first.asker.ask(request)
    await expect.poll(() => sent).toBe(2)
    expect((await second.asker.cancel(question)).state).toBe('cancelled')
    await expect.poll(() => aborted).toBe(true)
    expect((await first.asker.list()).map(({ state }) => state)).toEqual(['cancelled', 'complete'])
    await Promise.all([first.stop(), second.stop()])
  })

  it('keeps a table of a partner by its hash, once', async () => {
    const { tables, stop } = await aProcess(await answering())
    const { jws, sha256 } = await aPublishedTable()
    expect([await tables.has(sha256), await tables.find(sha256)]).toEqual([false, null])
    await tables.keep({ member: 'megalit', sha256, jws })
    await tables.keep({ member: 'somebody', sha256, jws })
    expect([await tables.has(sha256), await tables.find(sha256)]).toEqual([true, jws])
    await stop()
  })
})
