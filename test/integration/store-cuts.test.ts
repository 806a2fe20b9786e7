import { beforeAll, describe, expect, it } from 'vitest'
import type { CutStore } from '../../src/cut/ports.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import { cutSchema } from '../../src/model/generated/cut.ts'
import { readAuditEvents } from '../../src/store/audit-log.ts'
import type { Database } from '../../src/store/connection.ts'
import { createCutStore } from '../../src/store/cut-store.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { aDatabase, append } from '../support/database.ts'
import { aBatch, anEnrolment, aStoredSubject } from '../support/subjects.ts'

const clock = { now: () => Date.UTC(2024, 0, 1) }
const aCut = (digit: string): CutDescription => ({
  ...structuredClone<CutDescription>(cutSchema.examples[0]),
  id: `cut-${digit.repeat(16)}`,
})

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
    expect(await cuts.countTreatedByCohort()).toEqual(
      new Map([
        [key, 2],
        [`${key}-b`, 1],
      ]),
    )
  })

  it('registers a cut once, and lists cuts in the order of building', async () => {
    await cuts.saveCut(aCut('b'))
    await cuts.saveCut(aCut('a'))
    await cuts.saveCut(aCut('b'))
    expect((await cuts.listCuts()).map(({ cut, state }) => [cut.id, state])).toEqual([
      [aCut('b').id, 'built'],
      [aCut('a').id, 'built'],
    ])
    expect(await cuts.findCut(aCut('a').id)).toEqual(aCut('a'))
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

  it('opens a cut once', async () => {
    await cuts.markOpened(aCut('a').id)
    await cuts.markOpened(aCut('a').id)
    await expect(cuts.markOpened(aCut('c').id)).rejects.toMatchObject({ code: 'cut/not-found' })
    expect((await cuts.listCuts())[1]).toMatchObject({ state: 'opened', openedBy: ['anna', 'bo'] })
    expect((await kinds()).filter(kind => kind === 'cut.opened')).toHaveLength(1)
  })

  async function kinds(): Promise<string[]> {
    return (await Array.fromAsync(readAuditEvents(database))).map(event => event.kind)
  }
})
