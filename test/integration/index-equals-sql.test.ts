/** The whole way of a data cut on a real database: rows by COPY, laid out, sealed, read back; then counted beside SQL. */
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import { agreesWithSql, inCodes, pathsOf } from '../../src/cut/compare-with-sql.ts'
import { FlatRowReader } from '../../src/cut/read-flat-rows.ts'
import { makeSnapshot, type Snapshot } from '../../src/cut/snapshot.ts'
import { hashOfSnapshot, readSnapshot, sealSnapshot } from '../../src/cut/snapshot-file.ts'
import type { PseudonymisedSubject } from '../../src/model/pseudonymised.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createCutStore } from '../../src/store/cut-store.ts'
import { createIngestStore } from '../../src/store/ingest-store.ts'
import { countByHand } from '../support/count-by-hand.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { generateDefinitions } from '../support/generated-cohorts.ts'
import { type GeneratedSubject, generateSubjects } from '../support/generated-cut.ts'
import { aBatch } from '../support/subjects.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const clock = { now: () => Date.UTC(2024, 0, 1) }
const CONSENTED = 3

let node: TestDatabase
beforeAll(async () => {
  node = await aDatabase()
})

/** Every third subject has an active consent in its record. */
function stored({ pseudonym, tumour, recommended, findings, enrolments }: GeneratedSubject, at: number) {
  const record = {
    schema: 'prime-rose-record/1',
    trialId: 'synthetic-trial',
    pseudonym,
    tumours: [{ id: 't1', oncotree: tumour, primary: true }],
    alterations: findings.map((canonical, number) => ({ id: `a${number}`, canonical })),
    consentSharing: { status: at % CONSENTED === 0 ? 'active' : 'inactive' },
  }
  const sealedLocalId = Buffer.from(`sealed ${at}`)
  return { pseudonym, record, recommended, enrolments, sealedLocalId } as unknown as PseudonymisedSubject
}

async function ingest(subjects: readonly GeneratedSubject[]) {
  await withAdministrator(node.adminUrl, admin => admin.query('TRUNCATE record.ingests, record.subjects CASCADE'))
  const store = createIngestStore({ database: await node.connect('ingest'), append, clock })
  const outcome = await store.save(
    aBatch(subjects.map(stored), {
      versions: { derivation: 'w16/1', normaliser: '1', oncotree: shipped.oncotreeVersion },
    }),
  )
  expect(outcome).toEqual({ removed: 0 })
  return createCutStore({ database: await node.connect('snapshot'), append, clock })
}

async function cutOf(store: Awaited<ReturnType<typeof ingest>>, who: 'all' | 'consent'): Promise<Snapshot> {
  const state = await store.readIngestState()
  if (state === null) throw new Error('nothing ingested')
  const reader = new FlatRowReader()
  await store.copyRows(who, bytes => reader.push(bytes))
  const key = randomBytes(32)
  const sealed = sealSnapshot(makeSnapshot(state, reader.end(), shipped), { key, nonce: randomBytes(12) })
  return readSnapshot(sealed, { key, sha256: hashOfSnapshot(sealed) })
}

describe('what a snapshot counts', () => {
  it.each([
    ['without the tumour board', 300, false, 'all'],
    ['with the tumour board', 300, true, 'all'],
    ['of those who consent', 750, true, 'consent'],
  ] as const)('is what SQL counts, in thousands of cohorts, %s', { timeout: 120_000 }, async (_, size, board, who) => {
    const subjects = generateSubjects(size, size, { board })
    const store = await ingest(subjects)
    const { index } = await cutOf(store, who)
    const counter = new CohortCounter(index, shipped)
    const definitions = generateDefinitions(700, size)
    const bySql = await store.countCohorts(
      who,
      definitions.map(definition => inCodes(definition, index, shipped)),
      pathsOf(shipped),
    )
    let withPatients = 0
    for (const [at, definition] of definitions.entries()) {
      const { counts } = counter.measure(definition)
      expect({ definition, counts }).toEqual({ definition, counts: bySql[at] })
      if (counts.funnel.treated > 0) withPatients += 1
    }
    // A comparison of empty cohorts would say little.
    expect(withPatients).toBeGreaterThan(350)
    const among = subjects.filter((__, at) => who === 'all' || at % CONSENTED === 0)
    expect(index.patients).toBe(among.length)
    for (const [at, definition] of definitions.slice(0, 60).entries()) {
      expect(bySql[at]).toEqual(countByHand(among, definition))
    }
    const treatedBySql = await store.countTreatedByCohort(who)
    expect(await agreesWithSql(index, { who, terminology: shipped, store, treatedBySql })).toBe(true)
  })

  it('is noticed where one outcome of one patient differs', { timeout: 60_000 }, async () => {
    const subjects = generateSubjects(60, 5)
    const store = await ingest(subjects)
    const { index } = await cutOf(store, 'all')
    const treatedBySql = await store.countTreatedByCohort('all')
    const compare = () => agreesWithSql(index, { who: 'all', terminology: shipped, store, treatedBySql })
    expect(await compare()).toBe(true)
    await withAdministrator(node.adminUrl, admin =>
      admin.query(`UPDATE record.enrolments SET serious = NOT serious WHERE (pseudonym, number) =
        (SELECT pseudonym, min(number) FROM record.enrolments WHERE treated GROUP BY pseudonym ORDER BY pseudonym LIMIT 1)`),
    )
    expect(await compare()).toBe(false)
  })
})
