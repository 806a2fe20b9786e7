/** The main job as its users do it: every step a real command, a real database, a real engine process, two real nodes. */
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import type { LocalCohorts } from '../../src/model/generated/local-cohorts.ts'
import type { LocalMeasures } from '../../src/model/generated/local-measures.ts'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import type { NetworkAnswer } from '../../src/model/generated/network-answer.ts'
import type { ReportResult } from '../../src/model/generated/report-result.ts'
import { type EmbeddedServer, openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { rose, roseJson, serve } from '../support/rose-process.ts'
import { isOneStory } from '../support/story.ts'

const COHORT = 'tumour:COADREAD alteration:HER2exp drug:pertuzumab+trastuzumab'

describe('the main job, from an eCRF export to a signed count of two countries', () => {
  isOneStory()
  let folder: string
  const at = (...parts: string[]) => join(folder, ...parts)
  const databases: EmbeddedServer[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rose-main-job-'))
    chmodSync(folder, 0o755)
    expect(
      (
        await rose([
          'synth',
          'ecrf',
          '--trial',
          'impress-norway',
          '--scenario',
          'impress-2023-10',
          '--out',
          at('no-export'),
        ])
      ).code,
    ).toBe(0)
    expect(
      (
        await rose([
          'synth',
          'ecrf',
          '--trial',
          'protarget-denmark',
          '--patients',
          '700',
          '--seed',
          '2',
          '--out',
          at('dk-export'),
        ])
      ).code,
    ).toBe(0)
  })

  afterAll(async () => {
    for (const database of databases) await database.release()
    rmSync(folder, { recursive: true, force: true })
  })

  it('makes a node whose secrets nobody else can read, and leaves an existing one as it is', async () => {
    expect(await rose(['init', at('no'), '--trial', 'impress-norway', '--country', 'NO'])).toMatchObject({ code: 0 })
    const key = readFileSync(at('no', 'keys', 'pseudonym.key'), 'utf8')
    for (const entry of readdirSync(at('no', 'keys'), { withFileTypes: true, recursive: true })) {
      const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777
      expect(mode).toBe(entry.isDirectory() ? 0o700 : 0o400)
    }
    expect(await rose(['init', at('no'), '--trial', 'impress-norway', '--country', 'NO'])).toMatchObject({ code: 0 })
    expect(readFileSync(at('no', 'keys', 'pseudonym.key'), 'utf8')).toBe(key)
    const other = await rose(['init', at('no'), '--trial', 'drup', '--country', 'NL'])
    expect(other.code).toBe(2)
    expect(other.err).toContain('node/exists-differently')
    expect(await rose(['init', at('dk'), '--trial', 'protarget-denmark', '--country', 'DK'])).toMatchObject({ code: 0 })
    // They stay up between the commands, as they do where a gateway runs.
    for (const node of ['no', 'dk']) databases.push(await openEmbeddedServer({ folder: at(node, 'database') }))
  })

  it('ingests the scenario to the published totals of IMPRESS-Norway, October 2023', async () => {
    const report = await roseJson<IngestReport>(['ingest', at('no-export'), '--node', at('no')])
    expect(report).toMatchObject({
      trial: 'impress-norway',
      cutoff: '2023-10-01',
      screened: 1167,
      accepted: 1167,
      rejected: 0,
      unchanged: false,
    })
    const local = await roseJson<LocalCohorts>(['local', 'cohorts', '--node', at('no')])
    // 10.2340/1651-226X.2024.28322: 1,167 screened, 358 with a cohort, 186 started, 170 with 16 weeks, 145 evaluable, 58 with control.
    expect(local).toMatchObject({ trial: 'impress-norway', cutoff: '2023-10-01', screened: 1167 })
    expect(local.totals).toMatchObject({
      enrolled: 358,
      subjects: 358,
      treated: 186,
      mature: 170,
      evaluable: 145,
      controlEvaluable: 58,
      controlTreated: 58,
    })
  })

  it('reports the published rates of the local table with their exact intervals', async () => {
    const table = await rose(['local', 'cohorts', '--node', at('no'), '--json'])
    writeFileSync(at('local.json'), table.out)
    const report = await roseJson<{ title: string; files: string[] }>([
      'report',
      at('local.json'),
      '--format',
      'html,json',
      '--out',
      at('report'),
    ])
    expect(report).toMatchObject({ title: 'no-design', files: ['report.html', 'result.json'] })
    const { pooled } = JSON.parse(readFileSync(at('report', 'result.json'), 'utf8')) as ReportResult
    const shown = pooled.map(({ x, n, clopperPearson }) => [
      x,
      n,
      ...clopperPearson.map(limit => (100 * limit).toFixed(1)),
    ])
    expect(shown).toEqual([
      [58, 145, '32.0', '48.5'],
      [58, 170, '27.0', '41.8'],
    ])
    const page = readFileSync(at('report', 'report.html'), 'utf8')
    expect(page).toContain('evaluable: 58/145')
    expect(page).toContain('all treated with 16 weeks of follow-up: 58/170')
  })

  it('changes nothing when the same export is ingested again', async () => {
    const before = await roseJson<LocalCohorts>(['local', 'cohorts', '--node', at('no')])
    const { out } = await rose(['ingest', at('no-export'), '--node', at('no'), '--json'])
    expect(JSON.parse(out)).toMatchObject({ unchanged: true })
    expect(out).not.toMatch(/"03\d\d-\d{3}"/)
    expect(await roseJson<LocalCohorts>(['local', 'cohorts', '--node', at('no')])).toEqual(before)
  })

  it('shows local subject ids only where they are asked for', async () => {
    const named = await rose(['ingest', at('no-export'), '--node', at('no'), '--json', '--local-ids'])
    expect(named.out).toMatch(/"03\d\d-\d{3}"/)
  })

  it('opens a cut by two different committee members and publishes a protected table', async () => {
    for (const name of ['anne', 'bjorn']) {
      expect(await rose(['member', 'add', name, '--role', 'committee', '--node', at('no')])).toMatchObject({ code: 0 })
    }
    const cut = await roseJson<CutDescription>(['cut', 'build', '--node', at('no')])
    expect(cut).toMatchObject({ cutoff: '2023-10-01', counts: { screened: 1167, enrolments: 358, treated: 186 } })
    const early = await rose(['table', 'show', '--node', at('no'), '--json'])
    expect(early.err).toContain('table/not-published')
    const tooEarly = await rose(['local', 'cohort', 'tumour:PAN', '--node', at('no'), '--as', 'anne', '--cut', cut.id])
    expect([tooEarly.code, tooEarly.err]).toEqual([3, expect.stringContaining('cut/not-open')])
    expect(await rose(['cut', 'open', cut.id, '--node', at('no'), '--as', 'anne'])).toMatchObject({ code: 0 })
    const twice = await rose(['cut', 'open', cut.id, '--node', at('no'), '--as', 'anne'])
    expect(twice.err).toContain('approval/same-person')
    const stranger = await rose(['cut', 'open', cut.id, '--node', at('no'), '--as', 'nobody'])
    expect(stranger.code).toBe(2)
    expect(await rose(['cut', 'open', cut.id, '--node', at('no'), '--as', 'bjorn'])).toMatchObject({ code: 0 })
    const everybody = ['local', 'cohort', 'tumour:PAN', '--node', at('no'), '--as', 'anne']
    expect(await roseJson<LocalMeasures>(everybody)).toMatchObject({
      cut: { id: cut.id, cutoff: '2023-10-01' },
      versions: { derivation: 'w16/1' },
      funnel: { screened: 1167, actionable: 358, treated: 186, treatedMature: 170, evaluable: 145 },
      control: [
        { denominator: 'evaluable', of: 145, control: 58 },
        { denominator: 'treated-mature', of: 170, control: 58 },
      ],
      qualityOfLife: { denominator: 'treated-mature', of: 170 },
    })
    const table = await roseJson<NationalTable>(['table', 'show', '--node', at('no')])
    const shown = table.cells.filter(cell => cell.count !== 'masked')
    expect(shown.length).toBeGreaterThan(5)
    expect(table.cells.length).toBeGreaterThan(shown.length)
    expect(shown.filter(cell => Number(cell.count) < table.policy.k)).toEqual([])
    const unknown = await rose(['table', 'show', '--node', at('no'), '--cut', 'cut-0123456789abcdef'])
    expect([unknown.code, unknown.err]).toEqual([3, expect.stringContaining('no national table of this data cut')])
  })

  it('answers two countries through signed messages over HTTP, and says who is down or lies', async () => {
    await roseJson(['ingest', at('dk-export'), '--node', at('dk')])
    for (const name of ['clara', 'ditlev'])
      await rose(['member', 'add', name, '--role', 'committee', '--node', at('dk')])
    const cut = await roseJson<CutDescription>(['cut', 'build', '--node', at('dk')])
    for (const name of ['clara', 'ditlev']) await rose(['cut', 'open', cut.id, '--node', at('dk'), '--as', name])

    const [no, dk] = [await serve(at('no')), await serve(at('dk'))]
    try {
      const entries = await Promise.all(
        [['no', no.url] as const, ['dk', dk.url] as const].map(async ([node, url]) => {
          const shown = await rose(['network', 'show', '--node', at(node), '--url', url])
          return (JSON.parse(shown.out) as { members: [{ id: string; publicKey: unknown }] }).members[0]
        }),
      )
      writeFileSync(at('network.json'), JSON.stringify({ members: entries }))
      for (const node of ['no', 'dk']) {
        expect(await rose(['network', 'join', at('network.json'), '--node', at(node)])).toMatchObject({ code: 0 })
      }
      await new Promise(done => setTimeout(done, 1500))
      const answer = await roseJson<NetworkAnswer>([
        'query',
        COHORT,
        '--node',
        at('no'),
        '--network',
        at('network.json'),
      ])
      expect(answer.members.map(member => [member.country, member.state])).toEqual([
        ['NO', 'answered'],
        ['DK', 'answered'],
      ])
      const local = await roseJson<LocalCohorts>(['local', 'cohorts', '--node', at('no')])
      const exact = local.cohorts.find(cohort => cohort.key === 'v1|COADREAD|E:HGNC:3430:pos|pertuzumab+trastuzumab')
      const [ours] = answer.members
      expect(ours?.state === 'answered' && ours.reading.result).toEqual({ status: 'value', count: exact?.treated })
      expect(answer.pooled?.from).toBeGreaterThanOrEqual(10)

      const small = await rose([
        'query',
        'tumour:COADREAD alteration:"KRAS G12C" drug:vismodegib',
        '--node',
        at('no'),
        '--network',
        at('network.json'),
      ])
      expect(small.code).toBe(1)
      expect(small.out.match(/masked/g)?.length).toBeGreaterThanOrEqual(2)

      // Denmark answers under another key than the network says, and a third member is not there at all.
      const otherKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
      const lying = { ...entries[1], publicKey: otherKey }
      const dead = {
        ...entries[0],
        id: 'drup',
        country: 'NL',
        url: 'http://127.0.0.1:9',
        publicKey: 'B'.repeat(42).concat('A'),
      }
      writeFileSync(at('lying.json'), JSON.stringify({ members: [entries[0], lying, dead] }))
      const partly = await roseJson<NetworkAnswer>(['query', COHORT, '--node', at('no'), '--network', at('lying.json')])
      expect(partly.members.map(member => member.state)).toEqual(['answered', 'invalid', 'unreachable'])
      expect(partly.pooled).toEqual({ from: exact?.treated, to: exact?.treated })

      expect(await (await fetch(`${no.url}/health/ready`)).json()).toMatchObject({ status: 'ok' })
      expect((await fetch(`${no.url}/nothing/here`)).headers.get('content-type')).toContain('application/problem+json')
    } finally {
      expect(await no.stop()).toBe(0)
      expect(await dk.stop()).toBe(0)
    }
  })

  it('answers a question to itself without a gateway', async () => {
    const answer = await roseJson<NetworkAnswer>(['query', COHORT, '--node', at('no')])
    expect(answer.members.map(member => member.state)).toEqual(['answered'])
  })
})
