/** Whatever does not fit into memory comes back whole from the spill file, and nothing of it can be read there. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepRecords } from '../../src/ingest/kept-records.ts'
import { groupRows, type RowGroups, usualRowLimits } from '../../src/ingest/row-groups.ts'
import { openSpillFile } from '../../src/ingest/spill-file.ts'
import { restoreRecord } from '../../src/mapping/common-records.ts'
import { readSheetBy } from '../../src/mapping/sheet-reader.ts'
import type { LocalRow } from '../../src/model/local-export.ts'
import { impressMapping } from '../mapping/shipped-mapping.ts'
import { aCommonRecord } from '../support/common-record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-spill-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a spill file', () => {
  it('gives back what was written, in any order', async () => {
    const file = await openSpillFile(join(folder, 'new'))
    const texts = ['', 'a', 'æøå\n\u0000"x"', 'long '.repeat(50_000)]
    const places = []
    for (const text of texts) places.push(await file.write(text))
    const read = []
    for (const place of places.toReversed()) read.push(await file.read(place))
    expect(read.toReversed()).toEqual(texts)
    await file.close()
  })

  it('has no name while it is open, so that nothing is left behind', async () => {
    const file = await openSpillFile(folder)
    await file.write('a patient row')
    expect(readdirSync(folder)).toEqual([])
    await file.close()
  })
})

const coh = readSheetBy(impressMapping, { key: 'coh', columns: ['SubjectId', 'COHORTNAME'] })
const tr = readSheetBy(impressMapping, { key: 'tr', columns: ['SubjectId', 'TRNAME', 'TRC1_DT'] })
const rowsOf = (count: number, cells: (at: number) => string[]): LocalRow[] =>
  Array.from({ length: count }, (_, at) => ({ line: at + 3, cells: cells(at) }))

async function grouped(groups: RowGroups) {
  await groups.add(
    coh,
    rowsOf(40, at => [` ${at} `, `name ${at}`]),
  )
  for (let round = 0; round < 6; round++) {
    await groups.add(
      tr,
      rowsOf(60, at => [String((at * 7) % 40), `drug ${round}`, '', 'beyond "the\nheader']),
    )
  }
  await groups.add(
    tr,
    rowsOf(3, () => ['', 'of nobody', '']),
  )
  const found = new Map<string | null, string[]>()
  for await (const chunk of groups.all()) {
    for (const { subjectId, rows } of chunk) {
      const texts = rows.map(({ reader, row }) => `${reader.head.key} ${row.line} ${row.cells.join('|')}`)
      found.set(subjectId, [...(found.get(subjectId) ?? []), ...texts])
    }
  }
  await groups.close()
  return new Map([...found].sort(([a], [b]) => String(a).localeCompare(String(b))))
}

describe('rows grouped by subject', () => {
  it('are the same from memory and from the spill file, in the order of the source', async () => {
    const inMemory = await grouped(groupRows('/nonexistent/never-used'))
    const spilled = await grouped(groupRows(folder, { ...usualRowLimits, memory: 2_000, parts: 7 }))
    expect(inMemory.size).toBe(41)
    expect(inMemory.get('7')).toHaveLength(1 + 6 * 2)
    expect(spilled).toEqual(inMemory)
  })

  it('of one subject stand together, however often rows were spilled', async () => {
    const groups = groupRows(folder, { ...usualRowLimits, memory: 500, parts: 3 })
    for (let round = 0; round < 20; round++)
      await groups.add(
        coh,
        rowsOf(5, at => [String(at), `round ${round}`]),
      )
    const sizes: number[] = []
    for await (const chunk of groups.all()) sizes.push(...chunk.map(group => group.rows.length))
    await groups.close()
    expect(sizes).toEqual([20, 20, 20, 20, 20])
  })

  it('are refused where one subject has more than a part can hold', async () => {
    const groups = groupRows(folder, { memory: 1_000, parts: 4, part: 20_000 })
    const adding = async () => {
      for (let round = 0; round < 100; round++)
        await groups.add(
          coh,
          rowsOf(50, () => ['same', 'x'.repeat(20)]),
        )
    }
    await expect(adding()).rejects.toMatchObject({ code: 'ingest/too-large' })
    await groups.close()
  })
})

describe('records that wait for the cut-off', () => {
  it('come back in their order, from memory and from the spill file', async () => {
    const records = Array.from({ length: 30 }, (_, at) =>
      restoreRecord(JSON.stringify(aCommonRecord({ subjectId: `0301-${at}` }))),
    )
    for (const memory of [1 << 30, 1]) {
      const kept = keepRecords(folder, memory)
      for (let at = 0; at < records.length; at += 7) await kept.add(records.slice(at, at + 7))
      const back = (await Array.fromAsync(kept.all())).flat()
      await kept.close()
      expect(back).toEqual(records)
    }
  })
})
