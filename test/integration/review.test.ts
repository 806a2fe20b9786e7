/** The review queue of a node: an ingest leaves codes over, a person decides, the next ingest reads by it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../src/app/audit.ts'
import { decide, listReview, type ReviewList } from '../../src/app/review.ts'
import { systemClock as clock } from '../../src/model/clock.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { runInProcess } from '../support/test-terminal.ts'

const MISSPELT = 'Sotorasibqx'

describe('the review queue of a node', () => {
  let node: TestNode
  const file = () => join(node.source, readdirSync(node.source).find(name => name.endsWith('_coh.csv')) ?? '')
  const run = (...words: string[]) => runInProcess(['review', ...words, '--node', node.folder])
  const entryOf = (code: string) => listReview(node.config).entries.find(entry => entry.code === code)
  const keys = () =>
    withAdministrator(node.database.adminUrl, async admin => {
      const { rows } = await admin.query<{ cohort_key: string | null; version: string }>(
        "SELECT cohort_key, document->'provenance'->>'mappingVersion' AS version FROM record.enrolments JOIN record.subjects USING (pseudonym) ORDER BY pseudonym, number",
      )
      return rows
    })

  beforeAll(async () => {
    node = await aNode({ patients: 60, people: { anne: 'coordinator', hugo: 'hub' } })
    const text = readFileSync(file(), 'utf8')
    expect(text).toMatch(/Sotorasib/)
    writeFileSync(file(), text.replaceAll('Sotorasib', MISSPELT))
  })
  afterAll(() => node.remove())

  it('says so where there is none yet', async () => {
    expect(await run('list')).toMatchObject({ code: 0, out: 'Nothing waits for a person.\n' })
  })

  it('shows a misspelt drug with rows, place and proposal, and no patient', async () => {
    await node.ingest()
    const entry = entryOf(MISSPELT)
    expect(entry).toMatchObject({
      vocabulary: 'drug',
      decision: null,
      proposals: [{ target: 'sotorasib', why: 'near' }],
    })
    expect(entry?.places).toMatchObject([{ sheet: 'coh', column: 'COHORTNAME' }])
    const { out } = await run('list', '--json')
    const subjects = readFileSync(file(), 'utf8')
      .split('\n')
      .slice(2)
      .map(line => line.split(',')[0] ?? '')
    expect(subjects.filter(id => id.length > 3 && out.includes(id))).toEqual([])
    expect((JSON.parse(out) as ReviewList).entries.length).toBeGreaterThan(0)
  })

  it.each<[string, Parameters<typeof decide>[1] | object, string]>([
    ['by somebody who asks only', { as: 'hugo' }, 'member/wrong-role'],
    ['by nobody of this node', { as: 'dag' }, 'member/not-found'],
    ['without a reason', { reason: ' x ' }, 'review/reason-refused'],
    ['with a reason that names a number', { reason: 'fnr 15108695088' }, 'review/reason-refused'],
    ['for another target than the tables know', { target: 'sotorasibish' }, 'review/unknown-target'],
    ['of an entry that is not there', { id: '0123456789' }, 'review/unknown-entry'],
  ])('takes no decision %s', async (_, parts, code) => {
    const request = { id: entryOf(MISSPELT)?.id ?? '', as: 'anne', reason: 'misspelt at one site', clock, ...parts }
    await expect(decide(node.config, request)).rejects.toMatchObject({ code })
    expect(listReview(node.config).version).toBe(0)
  })

  it('makes one version of each of two decisions at once, both in the audit before they are read', async () => {
    const id = entryOf(MISSPELT)?.id ?? ''
    const request = { id, as: 'anne', reason: 'misspelt at one site', clock }
    await Promise.all([
      decide(node.config, { ...request, target: 'pembrolizumab' }),
      decide(node.config, { ...request, target: null }),
    ])
    const ended = await run('accept', id, '--as', 'anne', '--reason', 'misspelt at one site')
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(readdirSync(node.config.paths.review).filter(name => name.startsWith('decisions.'))).toHaveLength(3)
    const events = await listAudit(node.config, { kind: 'review.decided' })
    expect(events.map(({ actor, facts }) => [actor, facts['version']])).toEqual(
      [1, 2, 3].map(version => ['coordinator:anne', version]),
    )
    expect(JSON.stringify(events)).not.toContain(MISSPELT)
  })

  it('is read by the next ingest: the cohort gets its key, the records say by which decisions', async () => {
    const sotorasib = async () => (await keys()).filter(({ cohort_key }) => cohort_key?.endsWith('|sotorasib') === true)
    expect(await sotorasib()).toEqual([])
    const report = await node.ingest()
    expect(report.unchanged).toBe(false)
    const found = await sotorasib()
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found.map(({ version }) => version))).toEqual(new Set(['2+review.3']))
    expect(entryOf(MISSPELT)).toBeUndefined()
    expect((await run('list', '--all')).out).toContain('sotorasib')
    expect((await node.ingest()).unchanged).toBe(true)
  })

  it('reads nothing by a file of decisions that somebody has damaged, and changes nothing', async () => {
    const before = await keys()
    const path = join(node.config.paths.review, 'decisions.3.json')
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, whole.slice(0, 200))
    const ended = await runInProcess(['ingest', node.source, '--node', node.folder])
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.err).toContain('review/bad-decisions')
    expect(await keys()).toEqual(before)
    writeFileSync(path, whole)
    expect(existsSync(path)).toBe(true)
  })
})
