/**
 * Memory of an ingest: the largest resident size of a process that ingests a sheet of 1,000,000 rows, against one of
 * 50,000 rows of as wide lines. It must stay under 512 MB, whatever the length of the sheet.
 */
import { execFile } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { type Ratio, ratioOf } from './ratios.ts'

export interface IngestMemoryBench {
  readonly name: string
  readonly cores: number
  readonly node: string
  readonly rounds: number
  readonly ratios: readonly Ratio[]
  readonly megabytes: { readonly rows50k: number; readonly rows1m: number }
}

const LIMIT_MB = 512
const ROWS_A_SUBJECT = 50

export async function benchIngestMemory(): Promise<IngestMemoryBench> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-bench-memory-'))
  try {
    const small = await measure(folder, 50_000)
    const large = await measure(folder, 1_000_000)
    const goal = { must: 1, striveFor: 0.75, direction: 'at most' } as const
    return {
      name: 'memory',
      cores: availableParallelism(),
      node: process.version,
      rounds: 1,
      ratios: [
        ratioOf({ measured: [large], unit: [LIMIT_MB] }, { name: 'ingest of 1,000,000 rows: MB / 512', ...goal }),
      ],
      megabytes: { rows50k: Math.round(small), rows1m: Math.round(large) },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string, rows: number): Promise<number> {
  const source = join(folder, `rows-${rows}`)
  mkdirSync(source)
  const subjects = Math.ceil(rows / ROWS_A_SUBJECT)
  const ids = Array.from({ length: subjects }, (_, at) => `${String(300 + (at % 40)).padStart(4, '0')}-${at}`)
  writeFileSync(
    join(source, 'X_dm.csv'),
    `SubjectId,BRTHDAT,SEX,SEXCD\n${ids.map(id => `${id},1961,Female,2\n`).join('')}`,
  )
  writeFileSync(
    join(source, 'X_coh.csv'),
    `SubjectId,EventDate,COHORTNAME,ICD10COD\n${ids.map(id => `${id},2022-01-10,BRAF V600E/Colorectal/Encorafenib+Binimetinib,C18.9\n`).join('')}`,
  )
  await pipeline(Readable.from(cycles(ids, rows)), createWriteStream(join(source, 'X_tr.csv')))
  const child = resolve(import.meta.dirname, 'ingest-memory-child.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [child, source, folder])
  const found = JSON.parse(stdout) as { subjects: number; megabytes: number }
  if (found.subjects !== subjects) throw new Error(`${subjects} subjects were written and ${found.subjects} ingested`)
  rmSync(source, { recursive: true })
  return found.megabytes
}

/** Rows of all subjects mixed, as sheets are that are sorted by day: each round gives every subject one more cycle. */
function* cycles(ids: readonly string[], rows: number): Generator<string> {
  yield 'SubjectId,TRNAME,TRTNO,TRCNO1,TRCYN,TRCYNCD,TRC1_DT,TRIVDS1,TRIVU1,TRIVDELYN1,TRDSDEL1\n'
  for (let row = 0; row < rows; ) {
    const cycle = Math.floor(row / ids.length) + 1
    const day = new Date(Date.UTC(2022, 0, 12) + cycle * 21 * 86_400_000).toISOString().slice(0, 10)
    let piece = ''
    for (const id of ids) {
      if (row >= rows) break
      piece += `${id},Braftovi (Encorafenib),1,${cycle},Yes,1,${day},300,mg,Yes,300\n`
      row += 1
    }
    yield piece
  }
}
