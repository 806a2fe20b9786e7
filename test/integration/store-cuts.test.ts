import { beforeAll, describe, expect, it } from 'vitest'
import type { CutStore } from '../../src/cut/ports.ts'
import { CUT_STATES, CUT_TRANSITIONS } from '../../src/cut/states.ts'
import { NodeError } from '../../src/model/errors.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import { cutSchema } from '../../src/model/generated/cut.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import { type Database, withAdministrator } from '../../src/store/connection.ts'
import { createCutStore } from '../../src/store/cut-store.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { aDatabase, append } from '../support/database.ts'
import { aBatch, anEnrolment, aStoredSubject } from '../support/subjects.ts'

const clock = { now: () => Date.UTC(2024, 0, 1) }
const aCut = (digit: string): CutDescription => ({
  ...(structuredClone(cutSchema.examples[0]) as unknown as CutDescription),
  id: `cut-${digit.repeat(16)}`,
})

const NOTE = { engineSequence: 1, engineMac: 'ab'.repeat(32) }

describe('data cuts in the store', () => {
  let database: Database
  let cuts: CutStore
  beforeAll(async () => {
    const node = await aDatabase()
    database = await node.connect('snapshot')
    cuts = createCutStore({ database, append, clock })
    const key = anEnrolment().cohortKey
    await createIngestStore({ database: await node.connect('ingest'), append, clock }).save(
      aBatch([
        aStoredSubject(1, [anEnrolment(), anEnrolment({ number: 2 })]),
        aStoredSubject(2, [anEnrolment({ cohortKey: `${key}-b` }), anEnrolment({ number: 2, cohortKey: null })]),
        aStoredSubject(3, [anEnrolment({ treated: false })]),
        aStoredSubject(4),
      ]),
    )
  })

  it('counts treated subjects of a cohort once, whatever number of enrolments they have in it', async () => {
    const key = String(anEnrolment().cohortKey)
    expect(await cuts.countTreatedByCohort('all')).toEqual(
      new Map([
        [key, 2],
        [`${key}-b`, 1],
      ]),
    )
  })

  it('registers a cut once, and lists cuts in the order of building', async () => {
    for (const digit of ['b', 'a', 'b']) expect(await cuts.saveCut(aCut(digit), await state())).toBe('saved')
    expect((await cuts.listCuts()).map(({ cut, state }) => [cut.id, state])).toEqual([
      [aCut('b').id, 'built'],
      [aCut('a').id, 'built'],
    ])
    expect(await cuts.findCut(aCut('a').id)).toMatchObject({ cut: aCut('a'), state: 'built', closeReason: null })
    expect(await cuts.findCut(aCut('c').id)).toBeNull()
    expect(await kinds()).toEqual(['ingest.saved', 'cut.built', 'cut.built'])
  })

  it('takes one approval of a member for a cut', async () => {
    const cutId = aCut('a').id
    expect(await cuts.saveApproval({ cutId, member: 'anna', jws: 'x.y.z' })).toHaveLength(1)
    const again = cuts.saveApproval({ cutId, member: 'anna', jws: 'x.y.other' })
    await expect(again).rejects.toMatchObject({ code: 'approval/same-person' })
    const both = await cuts.saveApproval({ cutId, member: 'bo', jws: 'u.v.w' })
    expect(both.map(approval => approval.member)).toEqual(['anna', 'bo'])
    expect(await cuts.listApprovals(cutId)).toEqual(both)
    await expect(cuts.saveApproval({ cutId: aCut('c').id, member: 'bo', jws: 'x' })).rejects.toMatchObject({
      code: 'cut/not-found',
    })
  })

  it('lets the same member approve once when asked twice at the same moment', async () => {
    const approval = { cutId: aCut('b').id, member: 'anna', jws: 'x.y.z' }
    const outcomes = await Promise.allSettled([cuts.saveApproval(approval), cuts.saveApproval(approval)])
    expect(outcomes.map(outcome => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('registers no cut of a store that has changed since it was read', async () => {
    const read = await state()
    for (const change of [{ contentHash: 'cd'.repeat(32) }, { withdrawals: 1 }]) {
      expect(await cuts.saveCut(aCut('e'), { ...read, ...change })).toBe('overtaken')
    }
    expect(await cuts.findCut(aCut('e').id)).toBeNull()
  })

  it('opens a cut once, supersedes the older ones, and tells of them first', async () => {
    const told: string[] = []
    const open = (digit: string) =>
      cuts.markOpened(aCut(digit).id, async ids => {
        told.push(...ids)
        return NOTE
      })
    expect([await open('a'), await open('a'), await open('c')]).toEqual([true, false, false])
    expect(told).toEqual([aCut('b').id])
    expect((await cuts.listCuts()).map(({ state: now, openedBy }) => [now, openedBy])).toEqual([
      ['superseded', ['anna']],
      ['opened', ['anna', 'bo']],
    ])
    expect(await open('b')).toBe(false)
    expect((await kinds()).slice(-2)).toEqual(['cut.superseded', 'cut.opened'])
  })

  it('changes nothing where those who must know cannot be told', async () => {
    const before = await kinds()
    const closing = cuts.close({ cutId: aCut('a').id, reason: 'legal', actor: 'committee:anna' }, () =>
      Promise.reject(new NodeError('engine/failed', 'not there')),
    )
    await expect(closing).rejects.toMatchObject({ code: 'engine/failed' })
    expect(await cuts.findCut(aCut('a').id)).toMatchObject({ state: 'opened' })
    expect(await kinds()).toEqual(before)
  })

  it('closes a cut for good, and ends it', async () => {
    const close = (digit: string) =>
      cuts.close({ cutId: aCut(digit).id, reason: 'legal', actor: 'committee:anna' }, async () => NOTE)
    expect([await close('a'), await close('a')]).toEqual([true, false])
    expect(await cuts.findCut(aCut('a').id)).toMatchObject({ state: 'closed', closeReason: 'legal' })
    expect(await cuts.markOpened(aCut('a').id, async () => NOTE)).toBe(false)
    const destroyed: string[] = []
    const end = (outcome = async () => void destroyed.push('a')) => cuts.markEnded(aCut('a').id, outcome)
    await expect(end(() => Promise.reject(new Error('the key could not be destroyed')))).rejects.toThrow()
    expect((await cuts.findCut(aCut('a').id))?.state).toBe('closed')
    expect([await end(), await end(), destroyed]).toEqual([true, false, ['a']])
    expect((await kinds()).slice(-2)).toEqual(['cut.closed', 'cut.ended'])
  })

  const state = async () => {
    const found = await cuts.readIngestState()
    if (found === null) throw new Error('nothing ingested')
    return found
  }

  async function kinds(): Promise<string[]> {
    return (await Array.fromAsync(readAuditEvents(database))).map(event => event.kind)
  }
})

describe('the states of a cut in the database', () => {
  it('follow one another as the table of transitions says, whoever asks for what', async () => {
    const node = await aDatabase()
    const database = await node.connect('snapshot')
    const found: string[] = []
    for (const from of CUT_STATES) {
      for (const to of CUT_STATES) {
        const id = aCut('a').id
        await withAdministrator(node.adminUrl, async admin => {
          await admin.query('TRUNCATE cut.cuts CASCADE')
          await admin.query(
            `INSERT INTO cut.cuts (id, description, built_at, state, opened_at, closed_at, close_reason, ended_at)
             VALUES ($1, $2, 'x', $3, 'x', $4, $4, $5)`,
            [id, aCut('a'), from, from === 'closed' ? 'x' : null, from === 'ended' ? 'x' : null],
          )
        })
        const change =
          "UPDATE cut.cuts SET state = $1::text, opened_at = 'x', ended_at = CASE WHEN $1::text = 'ended' THEN 'x' END"
        const done = await database.query(change, [to]).then(
          () => true,
          (error: { code: string }) => expect(error.code).toBe('23514') as unknown as false,
        )
        if (done === true) found.push(`${from} ${to}`)
      }
    }
    const allowed = Object.values(CUT_TRANSITIONS).flatMap(({ from, to }) => from.map(state => `${state} ${to}`))
    const changing = [...new Set(allowed)].filter(pair => pair !== 'built built')
    expect(found.sort()).toEqual(changing.sort())
  })

  it('can be closed by the ingest for a withdrawal, and that is all it may do with cuts', async () => {
    const node = await aDatabase()
    const ingest = await node.connect('ingest')
    await withAdministrator(node.adminUrl, admin =>
      admin.query("INSERT INTO cut.cuts (id, description, built_at) VALUES ($1, $2, 'x')", [aCut('a').id, aCut('a')]),
    )
    const { rows } = await ingest.query('SELECT cut.close_for_withdrawal($1) AS id', ['2026-01-01T00:00:00.000Z'])
    expect(rows).toEqual([{ id: aCut('a').id }])
    for (const statement of ['SELECT * FROM cut.cuts', "UPDATE cut.cuts SET state = 'opened'"]) {
      await expect(ingest.query(statement)).rejects.toMatchObject({ code: '42501' })
    }
    const gateway = await node.connect('gateway')
    await expect(gateway.query("SELECT cut.close_for_withdrawal('x')")).rejects.toMatchObject({ code: '42501' })
  })
})
