/** A reading of a FHIR server that breaks off halfway: the next one goes on where it stopped, or says why it does not. */
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runRetention } from '../../src/app/retention.ts'
import { readConfig } from '../../src/config.ts'
import type { IngestReport } from '../../src/model/generated/ingest-report.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import {
  answering,
  aSmallTrial,
  cuttingShort,
  type FaultyServer,
  startFaultyServer,
} from '../support/fhir-test-server.ts'
import { startRose } from '../support/rose-process.ts'
import { runInProcess } from '../support/test-terminal.ts'

const trial = aSmallTrial(60, 5)
/** In the order in which they are read, twenty at a time. */
const patients = trial.resources
  .flatMap(({ resourceType, id }) => (resourceType === 'Patient' && typeof id === 'string' ? [id] : []))
  .sort()
const [first = '', ofSecondPiece = ''] = [patients[0], patients[30]]

describe('a reading of a FHIR server that breaks off', () => {
  let node: TestNode
  let server: FaultyServer
  let from = 0
  const kept = () => join(node.folder, 'fhir-reading')
  const pieces = () => (existsSync(kept()) ? readdirSync(kept()).filter(name => name.endsWith('.sealed')) : [])
  const ingest = async () => {
    from = server.asked.length
    return runInProcess(['ingest', '--node', node.folder, '--json'])
  }
  const asked = (id: string) => server.asked.slice(from).filter(address => address.includes(`${id},`)).length
  const point = (baseUrl: string) => {
    const file = node.config.paths.config
    const config = JSON.parse(readFileSync(file, 'utf8')) as object
    const fhir = { baseUrl, access: { kind: 'open' }, limits: { retries: 0, requestSeconds: 20 } }
    writeFileSync(file, JSON.stringify({ ...config, mapping: 'protarget-denmark', fhir }))
  }

  beforeAll(async () => {
    node = await aNode({ patients: 1 })
    server = await startFaultyServer(trial.resources)
    point(server.baseUrl)
  })
  afterAll(async () => {
    await server?.stop()
    node.remove()
  })

  it.each([
    ['answers 500', answering(500)],
    ['cuts a Bundle in half', cuttingShort('{"resourceType":"Bundle","type":"searchset","entry":[')],
  ])('because the server %s keeps what it had, sealed, for this account alone', async (_, answer) => {
    server.break({ at: ofSecondPiece, answer })
    const ended = await ingest()
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.err).toContain('20 patients were read and are kept')
    expect(pieces()).toHaveLength(1)
    for (const name of readdirSync(kept())) {
      expect(statSync(join(kept(), name)).mode & 0o077).toBe(0)
      expect(readFileSync(join(kept(), name), 'latin1')).not.toMatch(/Syntetisk|pt-\d|Observation/)
    }
    server.heal()
  })

  it('is gone on with: what it had is not asked for again, and the records are those of a whole reading', async () => {
    const ended = await ingest()
    expect(ended.code).toBe(0)
    expect(ended.err).toContain('Going on with the reading of')
    expect([asked(first), asked(ofSecondPiece) > 0]).toEqual([0, true])
    expect(existsSync(kept())).toBe(false)
    const whole = await ingest()
    expect(asked(first)).toBeGreaterThan(0)
    expect((JSON.parse(whole.out) as IngestReport).unchanged).toBe(true)
  })

  it('because its process was killed is gone on with by the next one; a piece that was cut off is asked for again', async () => {
    server.break({ at: ofSecondPiece, answer() {} })
    const killed = startRose(['ingest', '--node', node.folder, '--json'])
    for (let tries = 0; pieces().length === 0 && tries < 600; tries++) await wait(50)
    expect(pieces()).toHaveLength(1)
    const gone = new Promise(done => killed.once('close', done))
    killed.kill('SIGKILL')
    await gone
    server.heal()
    truncateSync(join(kept(), '0.sealed'), 100)
    const ended = await ingest()
    expect(ended.err).toContain('Going on with')
    expect(asked(first)).toBeGreaterThan(0)
    expect((JSON.parse(ended.out) as IngestReport).unchanged).toBe(true)
  })

  it('begins anew at another server, and says so', async () => {
    server.break({ at: ofSecondPiece, answer: answering(500) })
    await ingest()
    server.heal()
    const other = await startFaultyServer(trial.resources)
    try {
      point(other.baseUrl)
      const ended = await ingest()
      expect(ended.err).toContain('the server or the mapping is another one')
      expect(other.asked.filter(address => address.includes(`${first},`)).length).toBeGreaterThan(0)
      expect((JSON.parse(ended.out) as IngestReport).unchanged).toBe(true)
    } finally {
      await other.stop()
      point(server.baseUrl)
    }
  })

  it('begins anew where the study has other patients by now, and says so', async () => {
    server.break({ at: ofSecondPiece, answer: answering(500) })
    await ingest()
    server.heal()
    const participation = trial.resources.find(({ resourceType }) => resourceType === 'ResearchSubject') ?? {}
    // Somebody of whom the server holds nothing else.
    const individual = { reference: 'Patient/not-there' }
    server.store.put({ ...participation, id: 'rs-new', individual })
    expect((await ingest()).err).toContain('the patients of the study have changed')
    expect(existsSync(kept())).toBe(false)
  })

  it('is removed by retention once nobody can go on with it: a day later, or an hour after its mapping changed', async () => {
    const breakOff = async () => {
      server.break({ at: ofSecondPiece, answer: answering(500) })
      await ingest()
      server.heal()
      expect(pieces()).toHaveLength(1)
    }
    const retention = async (hours: number) =>
      (
        await runRetention(readConfig(node.folder), {
          dryRun: false,
          clock: { now: () => Date.now() + hours * 3_600_000 },
        })
      ).keptReading
    await breakOff()
    expect([await retention(23), pieces().length]).toEqual([false, 1])
    expect([await retention(25), existsSync(kept())]).toEqual([true, false])
    await breakOff()
    const head = join(kept(), 'reading.json')
    writeFileSync(head, readFileSync(head, 'utf8').replace('+fhir.1', '+fhir.0'))
    expect([await retention(0), pieces().length]).toEqual([false, 1])
    expect([await retention(2), existsSync(kept())]).toEqual([true, false])
  })
})
