/** A FHIR server with codes that nobody knows: they reach the review queue, and the next ingest reads by what was decided. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withIngest } from '../../src/app/ingest.ts'
import { decide, listReview } from '../../src/app/review.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock as clock } from '../../src/model/clock.ts'
import type { MapCheck } from '../../src/model/generated/map-check.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { aSmallTrial, type FaultyServer, type Resource, startFaultyServer } from '../support/fhir-test-server.ts'
import { runInProcess } from '../support/test-terminal.ts'

/** NCI Thesaurus: stable disease. */
const STABLE = 'C18213'
const SENSIBLE = 'p.Val600Glu'
const SNOMED = 'http://snomed.info/sct'

/** One code of each kind as this hospital alone writes it. */
function locally(resources: readonly Resource[]): Resource[] {
  const conditions = resources.filter(one => one['resourceType'] === 'Condition')
  const [first, second] = conditions.map(one => one['id'])
  return (JSON.parse(JSON.stringify(resources)) as Resource[]).map(resource => {
    const coded = (code: string, display: string) => ({ code: { coding: [{ system: SNOMED, code, display }] } })
    switch (resource['resourceType']) {
      case 'Condition': {
        const { meta, ...bare } = resource
        if (resource['id'] === first) return { ...bare, ...coded('100000001', 'Kræftsygdom') }
        return resource['id'] === second ? { ...resource, ...coded('100000002', 'Svulst') } : resource
      }
      case 'Consent':
        return replaced(resource, '"screening"', '"kons-1"')
      case 'Encounter':
        return replaced(resource, '"W16"', '"uge-16"')
      case 'Observation':
        return replaced(resource, '"LA6576-8"', '"LA-positiv"')
      case 'MedicationStatement':
      case 'MedicationAdministration':
        return replaced(resource, 'Mekinist (Trametinib)', 'Trametinibqx')
      default:
        return resource
    }
  })
}

const replaced = (resource: Resource, from: string, to: string): Resource =>
  JSON.parse(JSON.stringify(resource).replaceAll(from, to)) as Resource

const DECISIONS: readonly (readonly [vocabulary: string, target: string])[] = [
  ['fhir:visit', 'V03'],
  ['fhir:consent-kind', 'screening'],
  ['drug', 'trametinib'],
  ['fhir:expression', 'pos'],
  ['diagnosis', 'UCEC'],
  ['fhir:tumour', 'GB'],
]

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
  const review = (act: string, id: string, target: string) =>
    runInProcess(['review', act, id, target, '--as', 'anne', '--reason', 'as the hospital says', '--node', node.folder])
  const visits = () => count('$.assessments[*] ? (@.visit == "W16")')
  const screenings = () => count('$ ? (@.consentScreening.status == "active")')
  const tumours = (code: string) => count(`$.tumours[*] ? (@.oncotree == "${code}")`)
  const her2 = () => count('$.alterations[*] ? (@.expression.value == "pos")')
  const stable = () => count('$.assessments[*] ? (@.response == "SD")')
  const v600e = () => count('$.alterations[*] ? (@.canonical == "V:HGNC:1097:p.Val600Glu" && @.hgvsP != null)')

  beforeAll(async () => {
    node = await aNode({ patients: 1, people: { anne: 'coordinator' } })
    const text = JSON.stringify(locally(aSmallTrial(60, 5).resources))
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

  it('are told before anything is stored', async () => {
    const ended = await runInProcess(['map', 'check', '--node', node.folder, '--json'])
    const check = JSON.parse(ended.out) as MapCheck
    expect(check.codes.find(({ vocabulary }) => vocabulary === 'fhir:response')).toMatchObject({
      code: 'SDx',
      proposals: [{ target: 'SD' }],
    })
    expect(check.fields.find(({ field }) => field === 'enrolments.localName')).toMatchObject({
      of: check.fields.find(({ field }) => field === 'enrolments.allocated')?.of,
      from: ['assignedArm'],
    })
    expect(check.counts.screened).toBeGreaterThan(40)
    expect(await count('$.tumours[*]')).toBe(0)
    const nowhere = await runInProcess(['map', 'check', server.baseUrl, '--mapping', 'protarget-denmark'])
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('usage/bad-argument') })
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

  it('are asked wherever a code is read: visits, consents, drugs, stains, and tumours', async () => {
    expect(entryOf('fhir:visit')).toMatchObject({ code: 'uge-16', places: [{ sheet: 'encounter', column: 'type' }] })
    expect(entryOf('fhir:consent-kind')).toMatchObject({ code: 'kons-1', places: [{ column: 'category' }] })
    expect(entryOf('drug')).toMatchObject({ code: 'Trametinibqx', proposals: [{ target: 'trametinib' }] })
    expect(entryOf('fhir:expression')).toMatchObject({ code: 'LA-positiv', system: 'http://loinc.org' })
    // One whose profile says that it is a tumour, and one of which only the code could say so.
    expect(entryOf('diagnosis')).toMatchObject({ code: '100000002, Svulst', system: SNOMED, reason: 'tumour-unknown' })
    expect(entryOf('fhir:tumour')).toMatchObject({ code: '100000001', system: SNOMED })
    const hint = await review('accept', entryOf('fhir:visit')?.id ?? '', 'week16')
    expect(hint).toMatchObject({ code: 2, err: expect.stringContaining('V03 week 16') })
    expect(await review('accept', entryOf('fhir:tumour')?.id ?? '', 'PAN')).toMatchObject({ code: 2 })
  })

  it('mean in the next ingest what a person decided, and are asked no more', async () => {
    await accept('fhir:response')
    await accept('finding', 'BRAF V600E')
    const before = [await visits(), await screenings(), await tumours('UCEC'), await tumours('GB'), await her2()]
    for (const [vocabulary, target] of DECISIONS) {
      const ended = await review('accept', entryOf(vocabulary)?.id ?? '', target)
      expect(ended).toMatchObject({ code: 0, err: '' })
    }
    const report = await ingest()
    const after = [await visits(), await screenings(), await tumours('UCEC'), await tumours('GB'), await her2()]
    expect(after.map((count, at) => [before[at], Math.sign(Number(count) - Number(before[at]))])).toEqual(
      before.map(count => [count, 1]),
    )
    expect(DECISIONS.map(([vocabulary]) => entryOf(vocabulary))).toEqual(DECISIONS.map(() => undefined))
    expect(report.unchanged).toBe(false)
    expect(await stable()).toBeGreaterThan(0)
    expect(await v600e()).toBeGreaterThan(0)
    expect([entryOf('fhir:response'), entryOf('finding')]).toEqual([undefined, undefined])
  })
})
