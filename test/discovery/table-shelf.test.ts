import { describe, expect, it } from 'vitest'
import { openTableShelf } from '../../src/discovery/table-shelf.ts'
import { FakeTables } from '../support/discovery-fakes.ts'
import { aPublishedTable, aTable, sampleTerms } from '../support/published-tables.ts'

const older = await aPublishedTable()
const newer = await aPublishedTable(aTable({ cut: { id: 'cut-fedcba9876543210', cutoff: '2024-04-01' } }))
const noErrors = (error: unknown) => {
  throw error
}

describe('the shelf of published tables', () => {
  it('answers from the last and keeps the earlier ones to be read', async () => {
    const shelf = await openTableShelf(new FakeTables([older, newer]), sampleTerms, noErrors)
    expect(shelf.latest().published.sha256).toBe(newer.sha256)
    expect(shelf.latest().isFirst).toBe(false)
    expect(shelf.find(older.sha256)).toEqual(older)
    expect(shelf.list().map(table => table.sha256)).toEqual([older.sha256, newer.sha256])
  })

  it('refuses to answer from nothing', async () => {
    const shelf = await openTableShelf(new FakeTables(), sampleTerms, noErrors)
    expect(shelf.hasTable()).toBe(false)
    expect(() => shelf.latest()).toThrow(expect.objectContaining({ code: 'table/not-published' }))
  })

  it('does not take a list that comes late for a newer one', async () => {
    const tables = new FakeTables()
    const shelf = await openTableShelf(tables, sampleTerms, noErrors)
    const lists = [tables.list(), Promise.resolve([older]), Promise.resolve([older, newer])]
    const waits = [30, 20, 0]
    let call = 0
    tables.list = async () => {
      const mine = call++
      await new Promise(resolve => setTimeout(resolve, waits[mine]))
      return (await lists[mine]) ?? [older, newer]
    }
    for (const table of [older, older, newer]) await tables.publish(table)
    await expect.poll(() => shelf.hasTable() && shelf.latest().published.sha256).toBe(newer.sha256)
    await new Promise(resolve => setTimeout(resolve, 40))
    expect(shelf.latest().published.sha256).toBe(newer.sha256)
  })

  it('stays as it was when a table was altered in the database, and says so', async () => {
    const tables = new FakeTables([older])
    const errors: unknown[] = []
    const shelf = await openTableShelf(tables, sampleTerms, error => errors.push(error))
    await tables.publish({ ...newer, table: { ...newer.table, country: 'DK' } })
    await expect.poll(() => errors).toEqual([expect.objectContaining({ code: 'table/bad-signature' })])
    expect(shelf.latest().published.sha256).toBe(older.sha256)
  })

  it('does not go on listening where the first load fails', async () => {
    const tables = new FakeTables([{ ...older, sha256: 'f'.repeat(64) }])
    await expect(openTableShelf(tables, sampleTerms, noErrors)).rejects.toMatchObject({ code: 'table/bad-signature' })
    expect(tables.listeners).toBe(0)
  })

  it('stops listening when it is closed', async () => {
    const tables = new FakeTables([older])
    const shelf = await openTableShelf(tables, sampleTerms, noErrors)
    expect(tables.listeners).toBe(1)
    await shelf.close()
    expect(tables.listeners).toBe(0)
  })
})
