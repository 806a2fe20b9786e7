/** A FHIR server with codes that nobody knows: they reach the review queue, and the next ingest reads by what was decided. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withIngest } from '../../src/app/ingest.ts'
import { decide, listReview } from '../../src/app/review.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock as clock } from '../../src/model/clock.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { aSmallTrial, type FaultyServer, type Resource, startFaultyServer } from '../support/fhir-test-server.ts'

/** NCI Thesaurus: stable disease. */
const STABLE = 'C18213'
const SENSIBLE = 'p.Val600Glu'

describe('codes of a FHIR server that nobody knows', () => {
  let node: TestNode
  let server: FaultyServer
  const ingest = () =>
    withIngest(readConfig(node.folder), new AbortController().signal, ingestion =>
      ingestion.ingest(undefined, { localIds: false, onProgress() {} }),
    )
  const entryOf = (vocabulary: string) =>
    listReview(readConfig(node.folder)).entries.find(entry => entry.vocabulary === vocabulary)
  const accept = (vocabulary: string, target?: string) =>
    decide(readConfig(node.folder), {
      id: entryOf(vocabulary)?.id ?? '',
      as: 'anne',
      reason: 'as the hospital says',
      clock,
      ...(target === undefined ? {} : { target }),
    })
  const count = (path: string) =>
    withAdministrator(node.database.adminUrl, async admin => {
      const { rows } = await admin.query<{ count: number }>(
        'SELECT count(*)::integer AS count FROM record.subjects, jsonb_path_query(document, $1::jsonpath)',
        [path],
      )
      return rows[0]?.count
    })
  const stable = () => count('$.assessments[*] ? (@.response == "SD")')
  const v600e = () => count('$.alterations[*] ? (@.canonical == "V:HGNC:1097:p.Val600Glu" && @.hgvsP != null)')

  beforeAll(async () => {
    node = await aNode({ patients: 1, people: { anne: 'coordinator' } })
    const text = JSON.stringify(aSmallTrial(60, 5).resources)
    expect(text).toContain(SENSIBLE)
    const odd = text.replaceAll(`"${STABLE}"`, '"SDx"').replaceAll(SENSIBLE, 'p.Val600Gluu')
    server = await startFaultyServer(JSON.parse(odd) as Resource[])
    const file = node.config.paths.config
    const config = JSON.parse(readFileSync(file, 'utf8')) as object
    const fhir = { baseUrl: server.baseUrl, access: { kind: 'open' } }
    writeFileSync(file, JSON.stringify({ ...config, mapping: 'protarget-denmark', fhir }))
  })
  afterAll(async () => {
    await server?.stop()
    node.remove()
  })

  it('are asked with their system, how often and what is near, and are no value meanwhile', async () => {
    await ingest()
    expect(entryOf('fhir:response')).toMatchObject({
      code: 'SDx',
      reason: 'unmapped',
      proposals: [{ target: 'SD', why: 'near' }],
      places: [{ sheet: 'observation', column: 'valueCodeableConcept' }],
    })
    expect(entryOf('fhir:response')?.system).toContain('ncicb.nci.nih.gov')
    expect(entryOf('finding')).toMatchObject({ code: expect.stringContaining('p.Val600Gluu'), reason: 'unparsed' })
    expect([await stable(), await v600e()]).toEqual([0, 0])
  })

  it('mean in the next ingest what a person decided, and are asked no more', async () => {
    await accept('fhir:response')
    await accept('finding', 'BRAF V600E')
    const report = await ingest()
    expect(report.unchanged).toBe(false)
    expect(await stable()).toBeGreaterThan(0)
    expect(await v600e()).toBeGreaterThan(0)
    expect([entryOf('fhir:response'), entryOf('finding')]).toEqual([undefined, undefined])
  })
})
