/** Pooled rounds from the call to the signed table, over real gateways, databases, engines, a relay, a courier and sockets. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ShownRound } from '../../src/app/round-commands.ts'
import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import type { ReportResult } from '../../src/model/generated/report-result.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { approveRounds, type RoundFederation } from '../support/round-federation.ts'
import { isOneStory } from '../support/story.ts'
import { runInProcess } from '../support/test-terminal.ts'
import { describeHostileCombiner } from './hostile-combiner.ts'
import { describeHostileRounds } from './hostile-rounds.ts'
import { describeNextRounds, describeRoundOnDemand } from './next-rounds.ts'
import { describeReaders } from './readers-of-tables.ts'
import { type RoundWorld, startRoundWorld } from './round-world.ts'

// Each step waits for processes of five countries; where one fails, none of the others is waited for.
vi.setConfig({ testTimeout: 400_000 })

let world: RoundWorld
let federation: RoundFederation
let reachedAfterMs = 0
beforeAll(async () => {
  world = await startRoundWorld()
  ;({ federation } = world)
}, 600_000)
afterAll(() => world?.stop())
isOneStory(() => world.standing())

const folderOf = (country: string) => world.folderOf(country)
const run = (country: string, ...words: readonly string[]) => world.run(country, ...words)
const json = <T = Record<string, unknown>>(country: string, ...words: readonly string[]) =>
  world.json<T>(country, ...words)
const until = (country: string, round: string, holds: (shown: ShownRound) => boolean) =>
  world.until(country, round, holds)

describe('a pooled round of five countries', () => {
  it('waits, for all to see, for a committee that has approved nothing', async () => {
    await json(
      'NO',
      'round',
      'new',
      '--id',
      'first',
      '--from',
      '2020-01-01',
      '--contributions',
      '600s',
      '--table',
      '300s',
    )
    const asked = performance.now()
    const waiting = await until('NO', 'first', ({ members }) => members.some(({ state }) => state === 'needs-a-human'))
    reachedAfterMs = performance.now() - asked
    expect(waiting.members.find(({ state }) => state === 'needs-a-human')).toMatchObject({
      member: federation.node('SE').member,
      code: 'pooling/no-pre-approval',
    })
  })

  it('goes on by itself once two members have signed, to a table that all combiners have signed', async () => {
    await approveRounds(federation.node('SE'))
    const done = await until('NO', 'first', ({ phase }) => phase === 'done')
    expect(done.members.map(({ state }) => state)).toEqual(Array(5).fill('contributed'))
    const tables = await Promise.all(
      ['NO', 'DK', 'SE', 'FI', 'NL'].map(async country => {
        await until(country, 'first', ({ phase }) => phase === 'done')
        return (await run(country, 'round', 'table', 'first', '--signed')).out
      }),
    )
    expect(new Set(tables).size).toBe(1)
  })

  it('leaves a table that anybody with the directory verifies, and none that was touched', async () => {
    const { out } = await run('DK', 'round', 'table', '--signed')
    const file = join(federation.folder, 'table.json')
    writeFileSync(file, out)
    expect(await json('SE', 'round', 'verify', file)).toMatchObject({ ok: true, round: 'first' })
    expect(await json('SE', 'verify', file)).toMatchObject({ holds: true, kind: 'network-table/1' })
    const envelope = JSON.parse(out) as { payload: string; signatures: unknown[] }
    writeFileSync(file, JSON.stringify({ ...envelope, signatures: envelope.signatures.slice(1) }))
    expect(await run('SE', 'round', 'verify', file)).toMatchObject({
      code: 3,
      err: expect.stringContaining('trust/too-few'),
    })
    expect(await run('SE', 'verify', file)).toMatchObject({ err: expect.stringContaining('trust/too-few') })
  })

  it('becomes a report of one of its cohorts, by the signed table and a node of the federation alone', async () => {
    const at = (name: string) => join(federation.folder, name)
    writeFileSync(at('signed.json'), (await run('DK', 'round', 'table', '--signed')).out)
    const table = await json<NetworkTable>('DK', 'round', 'table')
    writeFileSync(at('unsigned.json'), JSON.stringify(table))
    const row = table.cohorts.find(({ patients }) => patients !== null)
    const words = ['--cohort', row?.key ?? '', '--format', 'json', '--out', at('report')]
    const notSigned = { code: 2, err: expect.stringContaining('report/not-signed') }
    expect(await run('NO', 'report', at('unsigned.json'), ...words)).toMatchObject(notSigned)
    expect(await runInProcess(['report', at('signed.json'), ...words])).toMatchObject(notSigned)
    expect((await run('NO', 'report', at('signed.json'), ...words)).code).toBe(0)
    const { document } = JSON.parse(readFileSync(join(at('report'), 'result.json'), 'utf8')) as ReportResult
    expect(document.parts).toMatchObject([{ kind: 'pool', source: { round: 'first', sha256: canonicalHash(table) } }])
    expect(document.cohort.label).not.toBe(row?.key)
  })

  it('tells the pooled cohorts: exact from eight patients on, and nothing of one country', async () => {
    const table = await json<NetworkTable>('NL', 'round', 'table')
    const { cohorts } = await json<{ cohorts: { key: string; band: unknown; stage: string }[] }>(
      'NL',
      'cohorts',
      '--told',
    )
    expect((await run('NL', 'cohorts', '--told')).out).toMatch(/\d+ cohorts have stopped or been decided; [\d.]+ false/)
    expect(cohorts.map(({ key }) => key)).toEqual(
      table.cohorts.filter(({ band }) => band !== 'masked').map(({ key }) => key),
    )
    expect(table.cohorts.some(({ patients }) => patients !== null && patients.atLeast >= 8)).toBe(true)
    expect(JSON.stringify(table.cohorts)).not.toContain(federation.node('NO').member)
  })

  it('has a contribution of a gateway and an engine with nothing in common but a folder of jobs', async ({
    annotate,
  }) => {
    await annotate(`engine and gateway of Denmark: ${world.apart.accounts} accounts`)
    expect(world.apart.engineSaid()).toContain('national-table: done')
    expect(world.apart.engineSaid()).toContain('contribution: done')
    expect(readdirSync(join(world.apart.jobs, 'out'))).toEqual(['first.contribution.json'])
    // From that folder nothing else is done.
    const stray = join(world.apart.jobs, 'in', 'record.read.0123456789abcdef.json')
    writeFileSync(stray, '{"schema":"engine-job/1","act":"record.read"}', { mode: 0o444 })
    await expect
      .poll(world.apart.engineSaid, { timeout: 120_000 })
      .toContain('record.read: refused, engine/job-refused')
    rmSync(stray)
    if (world.apart.accounts !== 'three') return
    const node = folderOf('DK')
    const canRead = (account: 'engine' | 'gateway', path: string) => world.apart.runAs(account, 'cat', path) === 0
    const [cut] = readdirSync(join(node, 'snapshot-keys')).filter(name => name.endsWith('.key'))
    for (const path of [
      join(node, 'snapshot-keys', cut ?? ''),
      join(node, 'keys/pseudonym.key'),
      join(node, 'rose.json'),
    ]) {
      expect([path, canRead('gateway', path)]).toEqual([path, false])
    }
    expect(canRead('engine', join(node, 'snapshot-keys', cut ?? ''))).toBe(true)
    expect(canRead('engine', join(world.apart.gatewayFolder, 'keys/signing.jwk'))).toBe(false)
    expect(canRead('gateway', join(world.apart.jobs, 'out', 'first.contribution.json'))).toBe(true)
    const canWrite = (account: 'engine' | 'gateway', path: string) => world.apart.runAs(account, 'touch', path) === 0
    expect(canWrite('gateway', join(world.apart.jobs, 'out', 'x'))).toBe(false)
    expect(canWrite('engine', join(world.apart.jobs, 'in', 'x'))).toBe(false)
  })

  it('destroys the keys of its combiners, says so, and erases what they held', async () => {
    const { combiners } = await until('NO', 'first', shown => shown.combiners.every(({ deleted }) => deleted))
    expect(combiners).toHaveLength(2)
    for (const country of ['FI', 'NL']) expect(readdirSync(join(folderOf(country), 'keys', 'rounds'))).toEqual([])
  })

  it('is told by the audit and by the record of each engine, which agree', async () => {
    for (const country of ['NO', 'FI', 'DK']) {
      const verdict = await json(country, 'audit', 'verify')
      expect(verdict).toMatchObject({ ok: true, faults: [] })
    }
    const { out } = await run('FI', 'audit', 'list', '--kind', 'round.contributed', '--json')
    expect(out).toContain('contributionSha256')
  })
})

describeReaders(() => world)
describeNextRounds(() => world)
describeHostileRounds(() => world)
describeHostileCombiner(() => world)
describeRoundOnDemand(
  () => world,
  () => reachedAfterMs,
)
