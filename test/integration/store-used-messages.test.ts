import { beforeAll, describe, expect, it } from 'vitest'
import { type Database, inTransaction } from '../../src/store/connection.ts'
import { createReplayStore, useMessage } from '../../src/store/used-messages.ts'
import { aDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let pool: Database
beforeAll(async () => {
  database = await aDatabase()
  pool = await database.connect('gateway')
})

const use = (jti: string, member = 'protarget-denmark') => ({ member, jti, expires: 1_800_000_000 })

describe('the store of used messages', () => {
  it('lets a message be used once, also by a second process and whatever its kind', async () => {
    const [one, other] = [createReplayStore(pool), createReplayStore(await database.connect('gateway'))]
    expect(await one.use(use('first'))).toBe('fresh')
    expect(await other.use(use('first'))).toBe('replayed')
  })

  it('decides between many uses at once', async () => {
    const replays = createReplayStore(pool)
    const uses = await Promise.all(Array.from({ length: 20 }, () => replays.use(use('at-once'))))
    expect(uses.filter(outcome => outcome === 'fresh')).toHaveLength(1)
  })

  it('keeps members apart: two may choose the same message id', async () => {
    const replays = createReplayStore(pool)
    expect(await replays.use(use('shared'))).toBe('fresh')
    expect(await replays.use(use('shared', 'finprove'))).toBe('fresh')
  })

  it('forgets a use with the transaction that it belongs to', async () => {
    const failing = inTransaction(pool, 'test', async transaction => {
      expect(await useMessage(transaction, use('undone'))).toBe('fresh')
      throw new Error('what the message does fails')
    })
    await expect(failing).rejects.toThrow()
    expect(await createReplayStore(pool).use(use('undone'))).toBe('fresh')
  })
})
