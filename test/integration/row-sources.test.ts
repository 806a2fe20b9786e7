/** Every kind of rows through the command: made, ingested by its trial's mapping, counted; bad ones change nothing. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalCohorts } from '../../src/model/generated/local-cohorts.ts'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'
import type { TrialSummary } from '../../src/synthetic/draft-trial.ts'
import { jsonInProcess, runInProcess } from '../support/test-terminal.ts'

interface Made {
  readonly cutoff: string
  readonly files: readonly string[]
  readonly summary: TrialSummary
}

let folder: string
const at = (...parts: string[]) => join(folder, ...parts)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-sources-'))
  chmodSync(folder, 0o755)
})
const releases: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const release of releases) await release()
  rmSync(folder, { recursive: true, force: true })
})

const cohorts = (node: string) => jsonInProcess<LocalCohorts>(['local', 'cohorts', '--node', node])

describe.each([
  ['xlsx', 'impress-norway', 'NO'],
  ['flat-csv', 'drup-netherlands', 'NL'],
  ['json', 'finprove-finland', 'FI'],
])('an export of kind %s', (kind, trial, country) => {
  const node = () => at(`node-${kind}`)
  const source = () => at(kind)
  const ingest = (path: string) => runInProcess(['ingest', path, '--node', node(), '--json'])
  let before: LocalCohorts

  it('comes through the whole of an ingest to the figures of its stories', { timeout: 120_000 }, async () => {
    const synth = ['synth', kind, '--trial', trial, '--patients', '150', '--seed', '4', '--out', source()]
    const made = await jsonInProcess<Made>(synth)
    expect((await runInProcess(['init', node(), '--trial', trial, '--country', country])).code).toBe(0)
    // It stays up between the commands, as it does where a gateway runs.
    releases.push((await openEmbeddedServer({ folder: at(`node-${kind}`, 'database') })).release)
    expect((await ingest(source())).code).toBe(0)
    before = await cohorts(node())
    const { summary } = made
    expect(before).toMatchObject({ cutoff: made.cutoff, screened: summary.screened, totals: summary.plannedTotals })
    const treated = before.cohorts.filter(cohort => cohort.key !== null).map(cohort => [cohort.key, cohort.treated])
    const planned = Map.groupBy(
      summary.plannedCohorts.filter(cohort => cohort.key !== null),
      cohort => cohort.key,
    )
    const expected = [...planned].map(([key, parts]) => [key, parts.reduce((sum, part) => sum + part.treated, 0)])
    expect(treated.sort()).toEqual(expected.sort())
  })

  it('may be given as the file itself, and changes nothing when it comes again', { timeout: 120_000 }, async () => {
    const [name = ''] = readdirSync(source())
    const again = await ingest(join(source(), name))
    expect(again.code).toBe(0)
    expect(JSON.parse(again.out)).toMatchObject({ unchanged: true })
  })

  it('is refused where it is damaged or another trial stands in it, and the store is as it was', {
    timeout: 240_000,
  }, async () => {
    const [name = ''] = readdirSync(source())
    const good = readFileSync(join(source(), name))
    const bad: Record<string, Record<string, Uint8Array>> = {
      xlsx: {
        'ingest/bad-workbook': good.subarray(0, good.length - 3_000),
        'ingest/too-large': zipSync({
          'xl/workbook.xml': strToU8('<workbook><sheets/></workbook>'),
          'xl/_rels/workbook.xml.rels': strToU8('<Relationships/>'),
          'xl/sharedStrings.xml': strToU8(`<sst>${'<a/>'.repeat(17 << 20)}`),
        }),
      },
      'flat-csv': {
        'ingest/bad-csv': good.subarray(0, good.length - 300),
        'ingest/mixed-trials': Buffer.from(good.toString('utf8').replace(/(\n[^\n;]+;)DRUP;/, '$1ELSE;')),
        'ingest/shifted-columns': Buffer.from(
          good
            .toString('utf8')
            .replace(/\r\n/g, ';x\r\n')
            .replace(/;x\r\n/, '\r\n'),
        ),
      },
      json: {
        'ingest/bad-json': good.subarray(0, good.length - 300),
        'ingest/mixed-trials': Buffer.from(good.toString('utf8').replace('"FINPROVE"', '"ELSE"')),
        'ingest/missing-sheet': Buffer.from(good.toString('utf8').replace('"potilaat"', '"henkilot"')),
      },
    }
    for (const [code, content] of Object.entries(bad[kind] ?? {})) {
      const path = at(`bad-${kind}-${code.replace('/', '-')}`)
      mkdirSync(path)
      writeFileSync(join(path, name), content)
      const ended = await ingest(path)
      expect([code, ended.code, ended.out]).toEqual([code, 3, ''])
      expect(ended.err).toContain(code)
    }
    expect(await cohorts(node())).toEqual(before)
  })
})
