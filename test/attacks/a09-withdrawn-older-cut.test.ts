/**
 * A09: a person withdraws after the third data cut. Of none of the three anything new is computed: the engine itself refuses
 * tables, with two members' approvals, and contributions, to a round that all have signed, with the snapshots back from a
 * backup, and with a database that says otherwise; records are exported without the person.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueInForce } from '../../src/app/catalogue.ts'
import { withCut } from '../../src/app/cuts.ts'
import { withIngest } from '../../src/app/ingest.ts'
import { committeeKey } from '../../src/app/members.ts'
import { policyInForce } from '../../src/app/policies.ts'
import { withdrawSubject } from '../../src/app/withdrawals.ts'
import { approveCut } from '../../src/cut/approvals.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { launchEngine } from '../../src/engine/launch.ts'
import { readRecord } from '../../src/engine/record.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { CutDescription } from '../../src/model/generated/cut.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, localIds, type TestNode } from '../support/a-node.ts'
import { type AskContribution, inAFederation } from '../support/asked-contribution.ts'
import { runInProcess } from '../support/test-terminal.ts'

let node: TestNode
let published: readonly unknown[]
let backup: string
let askContribution: AskContribution
let withdrawn: string
let subject: string
const cuts: CutDescription[] = []
const withCuts = <T>(use: Parameters<typeof withCut<T>>[2]) => withCut(node.config, new AbortController().signal, use)
const open = (cutId: string) =>
  withCuts(async use => {
    const [one, two] = ['anna', 'bo'] as const
    await use.open({ cutId, as: one, clock: systemClock, onProgress() {} })
    return use.open({ cutId, as: two, clock: systemClock, onProgress() {} })
  })
const admin = <T>(statement: string) =>
  withAdministrator(node.database.adminUrl, async client => (await client.query(statement)).rows as T[])
const tables = () => admin('SELECT sha256, jws FROM published.tables ORDER BY number')
const build = async (cutoff: string) => {
  await withIngest(node.config, new AbortController().signal, ingestion =>
    ingestion.ingest(node.source, { cutoff, localIds: true, onProgress() {} }),
  )
  return withCuts(use => use.build())
}
const paths = () => enginePaths(node.folder)
const record = () =>
  readRecord(readFileSync(paths().record, 'utf8'), Buffer.from(readFileSync(paths().recordKey, 'utf8'), 'hex')).map(
    entry => entry.facts,
  )

/** What a taken-over gateway can do at most: a well-formed job with two real members' fresh approvals. */
async function askEngine(cut: CutDescription): Promise<unknown> {
  const approve = (member: string) =>
    approveCut({
      cut,
      member,
      key: committeeKey(node.config, member),
      iat: 1_767_225_600,
      jti: 'a'.repeat(24) + member,
    })
  const { policy } = await policyInForce(node.config)
  const { sha256: catalogueSha256 } = await catalogueInForce(node.config, systemClock)
  return launchEngine({
    nodeFolder: node.folder,
    job: {
      schema: 'engine-job/1',
      act: 'national-table',
      cut,
      approvals: [await approve('anna'), await approve('bo')],
      policy,
      catalogueSha256,
    },
  })
}

beforeAll(async () => {
  node = await aNode({ patients: 40, people: { anna: 'committee', bo: 'committee' } })
  backup = join(node.folder, '..', 'backup')
  mkdirSync(backup)
  for (const cutoff of ['2023-01-01', '2023-08-01', '2024-03-01']) cuts.push(await build(cutoff))
  ;({ askContribution } = await inAFederation(node.config, ['anna', 'bo']))
  await open(cuts[2]?.id ?? '')
  published = await tables()
  expect((await askContribution('before')).outFile).toContain('before.contribution.json')
  cpSync(node.config.paths.cuts, join(backup, 'cuts'), { recursive: true })
  cpSync(node.config.paths.snapshotKeys, join(backup, 'keys'), { recursive: true })
  ;[withdrawn = '', subject = ''] = [...(await localIds(node))][0] ?? []
  const { cutsClosed } = await withdrawSubject(node.config, {
    subject,
    scope: 'data',
    reasonCode: 'subject',
    isNew: false,
  })
  expect(cutsClosed.toSorted()).toEqual(cuts.map(({ id }) => id).toSorted())
}, 180_000)
afterAll(() => node.remove())

describe('A09: after a withdrawal', () => {
  it('no earlier cut is opened again, though two members sign', async () => {
    for (const { id } of cuts) await expect(open(id)).rejects.toMatchObject({ code: 'cut/not-open' })
  })

  it('the engine itself refuses each of them, records it, and lets nothing out', async () => {
    const before = record().length
    for (const cut of cuts) await expect(askEngine(cut)).rejects.toMatchObject({ code: 'cut/not-open' })
    expect(record().slice(before)).toEqual(
      cuts.map(() => expect.objectContaining({ kind: 'refused', code: 'cut/not-open' })),
    )
    for (const { id } of cuts.slice(0, 2)) {
      expect(existsSync(join(paths().out, `${id}.national-table.jws`))).toBe(false)
    }
  })

  it('refuses a contribution to a round that all have signed, and records it', async () => {
    const before = record().length
    await expect(askContribution('after')).rejects.toMatchObject({ code: 'pooling/no-cut' })
    expect(record().slice(before)).toEqual([expect.objectContaining({ kind: 'refused', code: 'pooling/no-cut' })])
    expect(existsSync(join(paths().out, 'after.contribution.json'))).toBe(false)
  })

  it('also with snapshots and keys back from a backup, and a database that says they are open', async () => {
    cpSync(join(backup, 'cuts'), node.config.paths.cuts, { recursive: true, force: true })
    cpSync(join(backup, 'keys'), node.config.paths.snapshotKeys, { recursive: true, force: true })
    await admin(
      "SET session_replication_role = replica; UPDATE cut.cuts SET state = 'opened', opened_at = built_at, closed_at = NULL, close_reason = NULL",
    )
    for (const cut of cuts) await expect(askEngine(cut)).rejects.toMatchObject({ code: 'cut/not-open' })
    await expect(open(cuts[0]?.id ?? '')).rejects.toMatchObject({ code: 'cut/not-open' })
    await expect(askContribution('restored')).rejects.toMatchObject({ code: 'pooling/no-cut' })
    await admin(
      "SET session_replication_role = replica; UPDATE cut.cuts SET state = 'closed', closed_at = built_at, close_reason = 'withdrawal'",
    )
  })

  it('nor one that nobody closed, but that lacks the withdrawal: a description of the same bytes under another name', async () => {
    const [first] = cuts
    if (first === undefined) throw new Error('no cut')
    const sha256 = `${'0'.repeat(16)}${first.snapshot.sha256.slice(16)}`
    const id = `cut-${sha256.slice(0, 16)}`
    const renamed = { ...first, id, snapshot: { ...first.snapshot, sha256, file: `${id}.snapshot` } }
    await expect(askEngine(renamed)).rejects.toMatchObject({ code: 'cut/lacks-withdrawal' })
  })

  it('what was published stays as it was', async () => {
    expect(published).toHaveLength(1)
    expect(await tables()).toEqual(published)
  })

  it('cut 4 works, and lacks the patient (counter-test)', async () => {
    const fourth = await build('2024-03-01')
    expect(fourth.counts.screened).toBe((cuts[2]?.counts.screened ?? 0) - 1)
    expect(await open(fourth.id)).toMatchObject({ state: 'opened' })
    const later = await build('2025-06-01')
    expect(await open(later.id)).toMatchObject({ state: 'opened', table: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect((await tables()).length).toBe(2)
    expect((await askContribution('later')).outFile).toContain('later.contribution.json')
  })

  it('an export of records lacks the patient too', async () => {
    const out = join(node.folder, '..', 'bundles.ndjson')
    expect((await runInProcess(['export-fhir', '--node', node.folder, '--out', out])).code).toBeLessThan(2)
    const exported = readFileSync(out, 'utf8')
    const present = [...(await localIds(node)).entries()]
    expect(present.some(([, id]) => id === subject)).toBe(false)
    expect(present.every(([pseudonym]) => exported.includes(pseudonym))).toBe(true)
    expect(exported).not.toContain(withdrawn)
  })
})
