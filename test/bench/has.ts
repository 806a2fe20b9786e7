/**
 * Counting a cohort by the index against `_has` over a store in the shape of FHIR (jsonb, arrays of tokens with GIN) in
 * the same PostgreSQL, for 4,000 patients. An upper bound, not what a user sees: a function in process, after the rows
 * are loaded, against SQL over a connection. The store is an emulation: three kinds of resources, searched as a FHIR
 * server would do `Patient?_has:Condition:subject:code=…&_has:Observation:subject:code=…&_has:MedicationStatement:…`.
 */
import { once } from 'node:events'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import { layOut } from '../../src/cohort/measure/lay-out.ts'
import { copyRow } from '../../src/store/copy-in.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { indexSource } from '../support/index-of.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import { type BenchTables, benchTables, draftOf } from './generated-patients.ts'
import { catalogue, machine, median, timeOf } from './interleaved.ts'
import { type PatientsDatabase, withPatients } from './patients-database.ts'
import { ratioOf } from './ratios.ts'

const PATIENTS = 4000
const ROUNDS = 7
/** Cohorts that are asked for in a round, and how often the index answers them all, to be long enough to be timed. */
const COHORTS = 60
const TURNS = 50
const GOAL = { must: 50, striveFor: 100, direction: 'at least' } as const

const KINDS = ['condition', 'observation', 'medication'] as const

export async function benchHas() {
  const tables = oneTreatmentEach(benchTables(shipped, catalogue))
  return withPatients({ tables, patients: 0 }, database => measure(tables, database))
}

/** With one treatment a patient, tumour and finding and drug of a patient are those of one cohort. */
function oneTreatmentEach(tables: BenchTables): BenchTables {
  return {
    ...tables,
    patient: random => {
      const patient = tables.patient(random)
      return { ...patient, enrolments: patient.enrolments.slice(0, 1) }
    },
  }
}

async function measure(tables: BenchTables, { admin }: PatientsDatabase) {
  const seed = `has ${PATIENTS}`
  await fillStore(admin, tables, seed)
  const counter = new CohortCounter(layOut(draftOf(tables, PATIENTS, seed), shipped, indexSource).index, shipped)
  const keys = catalogue.cohorts.slice(0, COHORTS).map(({ key }) => key as string)
  const definitions = keys.map(key => definitionOfKey(shipped, key))
  const byIndex = () => definitions.map(definition => counter.treatedPatients(definition).length)
  const byHas = async () => {
    const counts: number[] = []
    for (const key of keys) counts.push(await countByHas(admin, key))
    return counts
  }
  const [index, has] = [byIndex(), await byHas()]
  if (index.join() !== has.join()) throw new Error('the index and the store count differently')
  if (index.filter(count => count > 0).length < COHORTS / 4) throw new Error('most cohorts are empty')
  for (let warm = 0; warm < 200; warm++) byIndex()
  const spent: Record<'index' | 'has', number[]> = { index: [], has: [] }
  const sides = {
    index: async () =>
      spent.index.push(
        (await timeOf(() => {
          for (let turn = 0; turn < TURNS; turn++) byIndex()
        })) / TURNS,
      ),
    has: async () => spent.has.push(await timeOf(byHas)),
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of round % 2 === 0 ? (['index', 'has'] as const) : (['has', 'index'] as const)) await sides[side]()
  }
  return {
    name: 'has',
    ...machine,
    rounds: ROUNDS,
    patients: PATIENTS,
    ratios: [
      ratioOf(
        { measured: spent.has, unit: spent.index },
        { name: 'FHIR-shaped _has / index function, 4,000 patients, wall clock', ...GOAL },
      ),
    ],
    millisecondsACohort: {
      index: spent.index.map(ms => ms / COHORTS).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)],
      has: median(spent.has.map(ms => ms / COHORTS)),
    },
  }
}

async function fillStore(admin: Client, tables: BenchTables, seed: string): Promise<void> {
  await admin.query('CREATE SCHEMA fhir')
  await admin.query('CREATE TABLE fhir.patient (id integer PRIMARY KEY, resource jsonb NOT NULL)')
  for (const kind of KINDS) {
    await admin.query(`CREATE TABLE fhir.${kind} (id serial PRIMARY KEY, subject integer NOT NULL,
      tokens text[] NOT NULL, resource jsonb NOT NULL)`)
  }
  const random = seededRandom(seed)
  const texts = { patient: '', condition: '', observation: '', medication: '' }
  for (let patient = 0; patient < PATIENTS; patient++) {
    const { findings, enrolments } = tables.patient(random)
    const subject = { reference: `Patient/${patient}` }
    texts.patient += copyRow([patient, JSON.stringify({ resourceType: 'Patient', id: String(patient) })])
    const add = (kind: (typeof KINDS)[number], code: string) => {
      texts[kind] += copyRow([patient, `{"${code}"}`, JSON.stringify({ resourceType: kind, subject, code })])
    }
    for (const finding of findings) add('observation', tables.findings[finding] ?? '')
    for (const { cohort, course } of enrolments) {
      if (tables.courses[course]?.treated !== true) continue
      const [, tumour = '', alteration = '', drugs = ''] = (tables.cohorts[cohort] ?? '').split('|')
      add('condition', tumour)
      add('observation', `cohort ${alteration}`)
      add('medication', drugs)
    }
  }
  for (const kind of ['patient', ...KINDS] as const) {
    const columns = kind === 'patient' ? 'id, resource' : 'subject, tokens, resource'
    const stream = admin.query(copyFrom(`COPY fhir.${kind} (${columns}) FROM STDIN`))
    stream.end(texts[kind])
    await once(stream, 'finish')
  }
  for (const kind of KINDS) {
    await admin.query(`CREATE INDEX ON fhir.${kind} USING gin (tokens)`)
    await admin.query(`CREATE INDEX ON fhir.${kind} (subject)`)
    await admin.query(`VACUUM ANALYZE fhir.${kind}`)
  }
  await admin.query('VACUUM ANALYZE fhir.patient')
}

async function countByHas(admin: Client, key: string): Promise<number> {
  const [, tumour = '', alteration = '', drugs = ''] = key.split('|')
  const { rows } = await admin.query<{ patients: number }>(
    `SELECT count(*)::integer AS patients FROM fhir.patient AS patient
     WHERE EXISTS (SELECT FROM fhir.condition AS one WHERE one.subject = patient.id AND one.tokens && $1)
       AND EXISTS (SELECT FROM fhir.observation AS one WHERE one.subject = patient.id AND one.tokens && $2)
       AND EXISTS (SELECT FROM fhir.medication AS one WHERE one.subject = patient.id AND one.tokens && $3)`,
    [[tumour], [`cohort ${alteration}`], [drugs]],
  )
  return rows[0]?.patients ?? 0
}
