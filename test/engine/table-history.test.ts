/** The engine remembers what it made: over tables, over crashes, and against whoever would have it forget. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkDue } from '../../src/engine/check-due.ts'
import { earlierCells, noTables, numberPatients, rememberTable } from '../../src/engine/table-history.ts'
import { anEngineNode, type EngineNode, runNodeJob } from './engine-node.ts'

const cell = (patients: readonly number[]) => ({
  denominator: 'treated' as const,
  kind: 'cohort' as const,
  code: 'c',
  patients: new Set(patients),
  k: 5,
})
const table = (cut: string, patients: readonly number[]) => ({
  cut,
  cutoff: '2023-10-01',
  rules: '',
  jws: 'x',
  cells: [cell(patients)],
})

describe('the history of tables', () => {
  it('keeps a patient under one number, and forgets whom no shown cell holds', () => {
    const first = numberPatients(noTables, ['p1-a', 'p1-b', 'p1-c'])
    const history = rememberTable(noTables, first.patients, table('cut-1', [0, 2]))
    expect(history.patients).toEqual(['p1-a', 'p1-c'])
    const second = numberPatients(history, ['p1-c', 'p1-d'])
    expect(second.numbers).toEqual([1, 2])
    const later = rememberTable(history, second.patients, table('cut-2', second.numbers))
    expect(later.patients).toEqual(['p1-a', 'p1-c', 'p1-d'])
    expect(earlierCells(later).map(({ patients }) => [...patients])).toEqual([
      [0, 1],
      [1, 2],
    ])
  })
})

describe('when the next table is due', () => {
  const due = (cutoff: string, last: string | undefined, minMonthsBetween = 6) => {
    try {
      checkDue(cutoff, last, { minMonthsBetween, maxAuditSeconds: 60 })
      return 'due'
    } catch (error) {
      return (error as { detail: { from: string } }).detail.from
    }
  }

  it('counts whole months between cut-offs, with short months', () => {
    expect(due('2023-10-01', undefined)).toBe('due')
    expect(due('2024-04-01', '2023-10-01')).toBe('due')
    expect(due('2024-03-31', '2023-10-01')).toBe('2024-04-01')
    expect(due('2024-02-28', '2023-08-31')).toBe('2024-02-29')
    expect(due('2024-02-29', '2023-08-31')).toBe('due')
    expect(due('2023-02-28', '2022-08-31')).toBe('due')
  })

  it('never goes back in time', () => {
    expect(due('2023-09-30', '2023-10-01', 0)).toBe('2023-10-01')
    expect(due('2023-10-01', '2023-10-01', 0)).toBe('due')
  })
})

describe('the engine', () => {
  let node: EngineNode
  beforeEach(async () => {
    node = await anEngineNode()
  })
  afterEach(() => node.remove())

  it('refuses a second table before its time, and records that', async () => {
    await runNodeJob(node, await node.job())
    const next = await node.nextCut('2024-03-31')
    await expect(runNodeJob(node, await node.jobFor(next))).rejects.toMatchObject({
      code: 'table/too-early',
      detail: { from: '2024-04-01' },
    })
    const due = await node.nextCut('2024-04-01')
    expect((await runNodeJob(node, await node.jobFor(due))).file).toContain(due.id)
  })

  it('makes no table when its history is missing, old, changed or of another key', async () => {
    await runNodeJob(node, await node.job())
    const old = join(node.folder, 'old')
    copyFileSync(node.paths.history, old)
    const second = await node.nextCut('2024-04-01')
    await runNodeJob(node, await node.jobFor(second))
    const good = readFileSync(node.paths.history)
    const job = await node.jobFor(await node.nextCut('2024-10-01'))
    const attempts: readonly (() => void)[] = [
      () => rmSync(node.paths.history),
      () => copyFileSync(old, node.paths.history),
      () => writeFileSync(node.paths.history, Buffer.concat([good.subarray(0, -1), Buffer.from([1])])),
      () => writeFileSync(node.paths.history, good.subarray(0, 30)),
      () => writeFileSync(node.paths.history, ''),
    ]
    for (const attempt of attempts) {
      attempt()
      await expect(runNodeJob(node, job)).rejects.toMatchObject({ code: 'engine/failed' })
    }
    writeFileSync(node.paths.history, good)
    await runNodeJob(node, job)
  })

  it('gives the table that it remembers where it was stopped before it let it out', async () => {
    const first = await runNodeJob(node, await node.job())
    const bytes = readFileSync(join(node.paths.out, first.file))
    // As if the power had gone between history and record.
    writeFileSync(node.paths.record, '')
    rmSync(join(node.paths.out, first.file))
    expect(await runNodeJob(node, await node.job())).toEqual(first)
    expect(readFileSync(join(node.paths.out, first.file))).toEqual(bytes)
  })

  it('seals what it remembers: no person can be read from the file', async () => {
    await runNodeJob(node, await node.job())
    expect(readFileSync(node.paths.history).includes('aa00000')).toBe(false)
  })
})
