import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyTransaction } from '../../src/demo/fhir-server/transaction.ts'
import { openSentJournal } from '../../src/fhir-export/sent-journal.ts'
import type { PrimeRoseRecord } from '../../src/model/generated/record.ts'
import { bundleToRecord } from '../../src/projection/fhir/bundle-to-record.ts'
import { profileFaults } from '../../src/projection/fhir/profiles/check-profiles.ts'
import { recordToBundle } from '../../src/projection/fhir/record-to-bundle.ts'
import { EXPORTED_TRIAL, type PushOptions, push, someRecords, symbolOf } from '../support/fhir-export.ts'
import { r4Validator } from '../support/fhir-schemas.ts'
import {
  answering,
  cuttingShort,
  type FaultyServer,
  type Resource,
  startFaultyServer,
} from '../support/fhir-test-server.ts'
import { medplumFaults } from '../support/medplum.ts'

let server: FaultyServer
let folder: string
let journalFile: string

beforeEach(async () => {
  server = await startFaultyServer([])
  folder = mkdtempSync(join(tmpdir(), 'rose-push-'))
  journalFile = join(folder, 'sent', 'server.sqlite')
})
afterEach(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const records = someRecords(8)
const [first = never(), second = never(), ...others] = records
const pushAll = (given: readonly PrimeRoseRecord[] = records, options: Partial<PushOptions> = {}) =>
  push(server.baseUrl, given, { journalFile, ...options })

function never(): never {
  throw new Error('no record was made')
}

/** Without the labels that say whose it is, so that a later push may be compared. */
const held = () =>
  server.store
    .everything()
    .map(({ meta: _, ...resource }) => resource)
    .sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))
const postings = () => server.asked.filter(asked => asked.startsWith('POST')).length
const ofType = (type: string) => server.store.all(type)

/** What the server holds of a subject, read as a Bundle of the export: each resource by its identifier, at its own address. */
function recordOnServer(record: PrimeRoseRecord): PrimeRoseRecord {
  const bundle = recordToBundle(record, symbolOf)
  const nameOf = (resource: Resource) => JSON.stringify([resource['resourceType'], resource['identifier']])
  const byName = new Map(server.store.everything().map(resource => [nameOf(resource), resource]))
  const found = bundle.entry.map(({ fullUrl, resource }) => ({ fullUrl, resource: byName.get(nameOf(resource)) ?? {} }))
  const fullUrls = new Map(
    found.map(({ fullUrl, resource }) => [`${String(resource['resourceType'])}/${String(resource['id'])}`, fullUrl]),
  )
  const text = JSON.stringify({ ...bundle, entry: found })
  return bundleToRecord(
    JSON.parse(text, (member, value) => (member === 'reference' ? (fullUrls.get(value) ?? value) : value)),
    symbolOf,
  )
}

describe('records put on a FHIR server', () => {
  it('are there whole: what the server holds of a subject is its record', async () => {
    expect(await pushAll()).toEqual({ subjects: 8, unchanged: 0, removed: { subjects: 0, resources: 0 } })
    for (const record of records) expect(recordOnServer(record)).toEqual(record)
    expect(ofType('Patient')).toHaveLength(8)
    for (const resource of server.store.everything()) {
      expect(r4Validator.firstFault(resource)).toBeNull()
      expect(profileFaults(resource)).toEqual([])
      expect(medplumFaults(resource)).toEqual([])
    }
  })

  it('point to each other at the addresses of the server', async () => {
    await pushAll([first])
    const text = JSON.stringify(server.store.everything())
    expect(text).not.toContain('urn:uuid:')
    expect(text).toContain(`"reference":"Patient/${String(ofType('Patient')[0]?.['id'])}"`)
  })

  it('come with the trial and its cohorts, whose members nobody lists', async () => {
    await pushAll()
    expect(ofType('ResearchStudy')).toHaveLength(1)
    const keys = new Set(records.flatMap(({ treatments }) => treatments.map(({ cohortKey }) => cohortKey)))
    expect(ofType('Group')).toHaveLength([...keys].filter(key => key !== null).length)
    expect(keys.size).toBeGreaterThan(1)
    for (const group of ofType('Group')) expect(Object.keys(group)).not.toEqual(expect.arrayContaining(['member']))
  })

  it('are sent once: a second push asks and changes nothing', async () => {
    await pushAll()
    const before = held()
    server.asked.length = 0
    expect(await pushAll()).toEqual({ subjects: 8, unchanged: 8, removed: { subjects: 0, resources: 0 } })
    expect(held()).toEqual(before)
    expect(postings()).toBe(1)
  })

  it('may all be sent again, and are the same', async () => {
    await pushAll()
    const before = held()
    server.asked.length = 0
    expect(await pushAll(records, { everything: true })).toMatchObject({ subjects: 8, unchanged: 0 })
    expect(held()).toEqual(before)
    expect(postings()).toBeGreaterThan(8)
  })

  it('are all sent to a server that was emptied', async () => {
    await pushAll()
    for (const { resourceType, id } of server.store.everything()) server.store.remove(String(resourceType), String(id))
    expect(await pushAll()).toMatchObject({ subjects: 8, unchanged: 0 })
    expect(ofType('Patient')).toHaveLength(8)
  })

  it('go on without the journal too', async () => {
    await pushAll()
    const before = held()
    rmSync(journalFile)
    expect(await pushAll()).toMatchObject({ subjects: 8, unchanged: 0, removed: { subjects: 0, resources: 0 } })
    expect(held()).toEqual(before)
  })
})

describe('what the store no longer holds', () => {
  const changed: PrimeRoseRecord = { ...first, qol: [], performance: [], adverseEvents: [], assessments: [] }

  it('is taken from the server: resources of a subject that changed', async () => {
    await pushAll()
    const kept = held().filter(one => !JSON.stringify(one).includes(first.pseudonym))
    const gone = first.qol.length + first.performance.length + first.adverseEvents.length + first.assessments.length
    expect(gone).toBeGreaterThan(0)
    expect(await pushAll([changed, second, ...others])).toEqual({
      subjects: 8,
      unchanged: 7,
      removed: { subjects: 0, resources: gone },
    })
    expect(recordOnServer(changed)).toEqual(changed)
    expect(held().filter(one => !JSON.stringify(one).includes(first.pseudonym))).toEqual(kept)
  })

  it('is put back when it comes back', async () => {
    await pushAll()
    await pushAll([changed, second, ...others])
    expect(await pushAll()).toMatchObject({ unchanged: 7 })
    expect(recordOnServer(first)).toEqual(first)
  })

  it('is taken from the server: subjects who are gone, with everything of theirs', async () => {
    await pushAll()
    const { removed } = await pushAll([second, ...others])
    expect(removed.subjects).toBe(1)
    expect(JSON.stringify(held())).not.toContain(first.pseudonym)
    expect(ofType('Patient')).toHaveLength(7)
    for (const record of [second, ...others]) expect(recordOnServer(record)).toEqual(record)
  })

  it('is taken from the server: cohorts that nobody is in any more', async () => {
    await pushAll()
    await pushAll([])
    expect(ofType('Group')).toEqual([])
    expect(server.store.everything().map(one => one['resourceType'])).toEqual(['ResearchStudy'])
  })

  it('leaves alone whatever is not of this trial: other resources, and another trial’s export', async () => {
    const theirs = someRecords(3, 99).map((record, at) => ({
      ...record,
      trialId: 'other-trial',
      pseudonym: records[at]?.pseudonym.replace('p1-0', 'p1-f') ?? '',
    }))
    await push(server.baseUrl, theirs, { journalFile: join(folder, 'other.sqlite'), trialId: 'other-trial' })
    server.store.put({ resourceType: 'Patient', id: 'hospital-1' })
    await pushAll()
    await pushAll([second, ...others])
    expect(ofType('Patient')).toHaveLength(7 + 3 + 1)
    for (const record of theirs) expect(recordOnServer(record)).toEqual(record)

    const [patient] = ofType('Patient').filter(one => JSON.stringify(one).includes(second.pseudonym))
    const subject = { reference: `Patient/${String(patient?.['id'])}` }
    server.store.put({ resourceType: 'Observation', id: 'note', subject })
    await pushAll([second, ...others], { everything: true })
    expect(server.store.find('Observation', 'note')).toBeDefined()
  })

  it('is not taken where a server passes over the search and answers with the records of others', async () => {
    await pushAll()
    const mine = ofType('Patient')
    const foreign = { resourceType: 'Patient', id: 'hospital-1', identifier: [{ system: 'urn:hospital', value: '7' }] }
    const entry = [...mine, foreign].map(resource => ({ resource }))
    server.break({ at: '/Patient', answer: answering(200, { resourceType: 'Bundle', type: 'searchset', entry }) })
    server.store.put(foreign)
    await pushAll()
    expect(ofType('Patient')).toHaveLength(9)
  })
})

describe('a push that is disturbed', () => {
  it('repeats what failed in passing', async () => {
    server.break({ at: '/fhir', times: 2, answer: answering(503, {}, { 'retry-after': '1' }) })
    expect(await pushAll([first])).toMatchObject({ subjects: 1 })
    expect(recordOnServer(first)).toEqual(first)
  })

  it('has nothing twice where the server did what it was asked and its answer was lost', async () => {
    // The question whether the study is there comes first.
    server.break({
      at: '/ResearchStudy',
      times: 1,
      answer: answering(200, { resourceType: 'Bundle', type: 'searchset' }),
    })
    let lost = 0
    server.break({
      at: '/fhir',
      times: 1,
      async answer(response, request) {
        const chunks = await request.toArray()
        applyTransaction(server.store, JSON.parse(Buffer.concat(chunks).toString('utf8')))
        lost += 1
        response.destroy()
      },
    })
    await pushAll([first])
    expect(lost).toBe(1)
    expect(ofType('ResearchStudy')).toHaveLength(1)
    expect(recordOnServer(first)).toEqual(first)
  })

  it.each([
    ['goes down', answering(500), 'fhir/refused'],
    ['refuses the transaction', answering(412), 'fhir/refused'],
    ['lets nobody write', answering(403), 'fhir/not-authorised'],
    ['answers with a web page', answering(200, '<html></html>', { 'content-type': 'text/html' }), 'fhir/bad-answer'],
    ['says nothing of what it did', answering(200, { resourceType: 'Bundle' }), 'fhir/bad-answer'],
    ['has cut its answer', cuttingShort('{"resourceType":"Bundle"'), 'fhir/unreachable'],
  ])('ends with a code where the server %s, and the next one goes on from there', async (_, answer, code) => {
    let sent = 0
    const breaking = {
      onProgress: () => {
        sent += 1
        if (sent === 5) server.break({ at: '/fhir', answer })
      },
    }
    await expect(pushAll(records, breaking)).rejects.toMatchObject({ code })
    expect(ofType('Patient')).toHaveLength(5)
    server.heal()
    expect(await pushAll()).toEqual({ subjects: 8, unchanged: 5, removed: { subjects: 0, resources: 0 } })
    for (const record of records) expect(recordOnServer(record)).toEqual(record)
  })

  it('ends where the answer tells of an entry that failed', async () => {
    const entry = [{ response: { status: '422 Unprocessable' } }]
    server.break({ at: '/ResearchStudy', answer: answering(200, { resourceType: 'Bundle', type: 'searchset' }) })
    server.break({
      at: '/fhir',
      answer: answering(200, { resourceType: 'Bundle', type: 'transaction-response', entry }),
    })
    await expect(pushAll()).rejects.toMatchObject({ code: 'fhir/bad-answer' })
  })

  it('stops where it is asked to, and goes on later', async () => {
    const stopping = new AbortController()
    const onProgress = ({ subjects }: { readonly subjects: number }) => subjects === 4 && stopping.abort()
    await expect(pushAll(records, { stopped: stopping.signal, onProgress })).rejects.toMatchObject({
      code: 'usage/interrupted',
    })
    expect(await pushAll()).toMatchObject({ unchanged: 4 })
  })

  it('sends a subject again whose sending did not end well, though it is now as it was', async () => {
    await pushAll()
    const changed = { ...first, sex: first.sex === 'male' ? ('female' as const) : ('male' as const) }
    // The transaction is carried out; what the subject no longer has cannot be asked for.
    server.break({ at: 'Patient?identifier', answer: answering(500) })
    await expect(pushAll([changed, second, ...others])).rejects.toMatchObject({ code: 'fhir/refused' })
    expect(recordOnServer(changed)).toEqual(changed)
    server.heal()
    expect(await pushAll()).toMatchObject({ unchanged: 7 })
    expect(recordOnServer(first)).toEqual(first)
  })
})

describe('the journal of what a server was sent', () => {
  it('is for its owner alone, and names no subject', async () => {
    await pushAll([first])
    expect(statSync(journalFile).mode & 0o077).toBe(0)
    expect(readFileSync(journalFile).includes(first.pseudonym)).toBe(false)
    expect(readFileSync(journalFile).includes(EXPORTED_TRIAL)).toBe(false)
  })

  it('is held by one process at a time', () => {
    const journal = openSentJournal(journalFile)
    expect(() => openSentJournal(journalFile)).toThrow(expect.objectContaining({ code: 'store/in-use' }))
    journal.close()
    openSentJournal(journalFile).close()
  })

  it('remembers, forgets and starts anew', () => {
    const journal = openSentJournal(journalFile)
    const { id } = journal
    journal.remember('a', 'one')
    journal.remember('b', 'one')
    journal.remember('a', 'two')
    journal.forget('b')
    expect([journal.has('a', 'one'), journal.has('a', 'two'), journal.has('b', 'one')]).toEqual([false, true, false])
    journal.close()
    const again = openSentJournal(journalFile)
    expect([again.id, again.has('a', 'two')]).toEqual([id, true])
    again.restart()
    expect([again.id === id, again.has('a', 'two')]).toEqual([false, false])
    again.close()
  })
})
