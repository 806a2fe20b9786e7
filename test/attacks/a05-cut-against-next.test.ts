/** A05: what changed between two cuts is one patient; the tables must not tell. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { anEpisode, aTrial, pseudonymOf } from '../cut/cut-node.ts'
import { anEngineNode, type EngineNode, runNodeJob } from '../engine/engine-node.ts'
import { cellsOfCut, type Kind, narrowedByGenes } from '../support/gene-adversary.ts'
import { countsOf, protectAll, range, treated } from '../support/protection.ts'
import { narrowedGroups, readTables } from '../support/table-adversary.ts'

const TEN = range(1, 10)
/** Beside the cell: others of its drug, and the total. */
const cutOf = (patients: ReadonlySet<number>) => [
  treated('cohort', 'c', patients),
  treated('drugs', 'd', new Set([...patients, ...range(101, 107)])),
  treated('total', '*', new Set([...patients, ...range(101, 120)])),
]
const NEXT: readonly (readonly [string, ReadonlySet<number>])[] = [
  ['one joins', range(1, 11)],
  ['one joins and one leaves', range(2, 11)],
  ['nothing', TEN],
]

describe('A05 cut against the next cut', () => {
  it('shows the same where one joins, one joins and one leaves, or nothing', () => {
    const tables = NEXT.map(([, now]) => {
      const cuts = [cutOf(TEN), cutOf(now)]
      const made = protectAll(cuts)
      expect(narrowedGroups(readTables(cuts, made), 5)).toEqual([])
      return JSON.stringify(made[1]?.cells)
    })
    expect(new Set(tables).size).toBe(1)
    expect(tables[0]).toContain('"count":10')
  })

  it('counts change against what was published: two join in each of three cuts, and the third shows 16', () => {
    const cuts = [10, 12, 14, 16].map(last => cutOf(range(1, last)))
    const tables = protectAll(cuts)
    expect(tables.map(table => countsOf(table)['c'])).toEqual([10, 10, 10, 16])
    expect(narrowedGroups(readTables(cuts, tables), 5)).toEqual([])
  })

  it('shows it anew where five join', () => {
    const [, later] = protectAll([cutOf(TEN), cutOf(range(1, 15))])
    expect(later === undefined ? {} : countsOf(later)).toMatchObject({ c: 15 })
  })
})

describe('A05 cells of genes against the next cut', () => {
  const kind = (patients: number, hasA: boolean, [from, until]: readonly [number, number] = [0, 2]): Kind => ({
    patients,
    tissue: 'T',
    isTreated: false,
    genes: { A: hasA, B: false },
    from,
    until,
  })
  const JOINS = [1, 2] as const
  const LEAVES = [0, 1] as const
  /** Ten with gene A of thirty, and who comes and goes. */
  const tablesOf = (...more: readonly Kind[]) => {
    const world = [kind(9, true), kind(19, false), ...more]
    const tables = protectAll([cellsOfCut(world, 0), cellsOfCut(world, 1)])
    expect(narrowedByGenes(world, tables, 5)).toEqual([])
    return tables.map(countsOf)
  }
  const stay = [kind(1, true), kind(1, false)] as const

  it('show the same where one joins, one joins and one leaves, or nothing', () => {
    const nothing = tablesOf(...stay)
    const joined = tablesOf(...stay, kind(1, true, JOINS))
    const swapped = tablesOf(kind(1, true, LEAVES), kind(1, false), kind(1, true, JOINS))
    const without = tablesOf(...stay, kind(1, false, JOINS))
    expect([joined, swapped, without]).toEqual([nothing, nothing, nothing])
    expect(nothing[1]).toMatchObject({ A: 10, 'T|A': 10, T: 30 })
  })

  it('keep the gene where five join of whom one has it: the other four are not told either', () => {
    const [, second] = tablesOf(...stay, kind(1, true, JOINS), kind(4, false, JOINS))
    expect(second).toMatchObject({ A: 10, 'T|A': 10, T: 35 })
  })

  it('show it anew where five with it and five without it join', () => {
    const [, second] = tablesOf(...stay, kind(5, true, JOINS), kind(5, false, JOINS))
    expect(second).toMatchObject({ A: 15, 'T|A': 15, T: 40 })
  })
})

describe("A05 in the engine's file", () => {
  const nodes: EngineNode[] = []
  afterAll(() => {
    for (const node of nodes) node.remove()
  })

  /** The second table of a node whose next cut changed like this. */
  async function secondTable(change: (trial: ReturnType<typeof aTrial>) => ReturnType<typeof aTrial>) {
    const node = await anEngineNode()
    nodes.push(node)
    await runNodeJob(node, await node.job())
    const cut = await node.nextCut('2024-04-01', change(aTrial()))
    const { jws } = await letOut(node, cut)
    const { cut: _, ...rest } = decodeJwt<NationalTable & { readonly cut: unknown }>(jws)
    return { bytes: jws.length, rest }
  }

  async function letOut(node: EngineNode, cut: EngineNode['cut']) {
    const out = await runNodeJob(node, await node.jobFor(cut))
    return { jws: readFileSync(join(node.paths.out, out.file), 'utf8') }
  }

  it('is the same bytes but for cut and signature, and has no date but the cut-off of the whole', async () => {
    const nothing = await secondTable(trial => trial)
    const joined = await secondTable(({ subjects, episodes }) => ({
      subjects,
      episodes: [...episodes, anEpisode({ pseudonym: pseudonymOf(9) })],
    }))
    const swapped = await secondTable(({ subjects, episodes }) => ({
      subjects,
      episodes: [...episodes.slice(1), anEpisode({ pseudonym: pseudonymOf(9) })],
    }))
    expect([joined, swapped]).toEqual([nothing, nothing])
    expect(JSON.stringify(nothing.rest)).not.toMatch(/\d{4}-\d{2}-\d{2}(?<!2025-10-03)/)
    const many = await secondTable(({ subjects, episodes }) => ({
      subjects: [
        ...subjects,
        ...[20, 21, 22, 23, 24].map(position => ({
          pseudonym: pseudonymOf(position),
          person: `bb${String(position).padStart(30, '0')}`,
          tumour: 'COADREAD',
        })),
      ],
      episodes: [...episodes, ...[20, 21, 22, 23, 24].map(at => anEpisode({ pseudonym: pseudonymOf(at) }))],
    }))
    expect(many.rest.cells).not.toEqual(nothing.rest.cells)
  })
})
