/** A real PostgreSQL with generated patients in the tables of the store, written by COPY past the ingest. */
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { chainEvent } from '../../src/audit/chain.ts'
import type { CutStore } from '../../src/cut/ports.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { EnrolmentRow } from '../../src/model/pseudonymised.ts'
import { auditAppender } from '../../src/store/audit-log.ts'
import { connect, type Database } from '../../src/store/connection.ts'
import { copyRow } from '../../src/store/copy-in.ts'
import { createCutStore } from '../../src/store/cut-store.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { enrolmentColumns } from '../../src/store/enrolment-columns.ts'
import { prepareDatabase } from '../../src/store/prepare-database.ts'
import { seededRandom } from '../../src/synthetic/random.ts'
import { shipped } from '../terminology/shipped-terminology.ts'
import type { BenchTables } from './generated-patients.ts'
import { pidOfServer } from './processor-time.ts'

export interface PatientsDatabase {
  readonly admin: Client
  /** Role `rose_snapshot`. */
  readonly pool: Database
  readonly store: CutStore
  /** Of the server's first process. */
  readonly serverPid: number
  /** Where snapshots may be written. */
  readonly folder: string
}

export async function withPatients<T>(
  { tables, patients }: { readonly tables: BenchTables; readonly patients: number },
  use: (database: PatientsDatabase) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rose-bench-'))
  // Started by root, the database runs as another account.
  chmodSync(folder, 0o755)
  const server = await openEmbeddedServer({ folder: join(folder, 'database') })
  try {
    const { logins } = await prepareDatabase({ adminUrl: server.url, database: 'rose_bench' })
    const admin = new Client({ connectionString: withDatabase(server.url, 'rose_bench') })
    await admin.connect()
    const pool = await connect({ url: withDatabase(server.url, 'rose_bench', logins.snapshot), role: 'snapshot' })
    try {
      await fill(admin, tables, patients)
      const store = createCutStore({ database: pool, append: auditAppender(chainEvent), clock: systemClock })
      return await use({ admin, pool, store, folder, serverPid: pidOfServer(join(folder, 'database', 'data')) })
    } finally {
      await pool.end()
      await admin.end()
    }
  } finally {
    await server.release()
    rmSync(folder, { recursive: true, force: true })
  }
}

const AT_ONCE = 2000

async function fill(admin: Client, tables: BenchTables, patients: number): Promise<void> {
  await admin.query(
    `INSERT INTO record.ingests (content_hash, trial_id, cutoff, mapping_id, mapping_version, versions, counts)
     VALUES ($1, 'synthetic-trial', '2023-10-01', 'bench', '1', $2, '{}')`,
    ['ab'.repeat(32), JSON.stringify({ derivation: 'w16/1', normaliser: '1', oncotree: shipped.oncotreeVersion })],
  )
  await admin.query(
    'ALTER TABLE record.subjects DISABLE TRIGGER ALL; ALTER TABLE record.enrolments DISABLE TRIGGER ALL',
  )
  const into = {
    persons: 'record.persons (pseudonym, sealed_local_id)',
    subjects: 'record.subjects (pseudonym, content_hash, document)',
    enrolments: `record.enrolments (pseudonym, ${enrolmentColumns.split(', ').slice(1).join(', ')})`,
  }
  await admin.query('BEGIN')
  const random = seededRandom(`patients ${patients}`)
  for (let from = 0; from < patients; from += AT_ONCE) {
    const texts = { persons: '', subjects: '', enrolments: '' }
    for (let at = from; at < Math.min(patients, from + AT_ONCE); at++) {
      const { tumour, findings, enrolments } = tables.patient(random)
      const pseudonym = `p1-${at.toString(16).padStart(32, '0')}`
      const document = JSON.stringify({
        pseudonym,
        tumours: [{ primary: true, oncotree: tables.tumours[tumour] }],
        alterations: findings.map(one => ({ canonical: tables.findings[one] })),
      })
      texts.persons += copyRow([pseudonym, '\\x00'])
      texts.subjects += copyRow([pseudonym, '00'.repeat(32), document])
      for (const [number, { cohort, course }] of enrolments.entries()) {
        const row = { ...tables.courses[course], ...partsOf(tables.cohorts[cohort] ?? ''), number: number + 1 }
        texts.enrolments += copyRow([pseudonym, ...valuesOf(row as EnrolmentRow)])
      }
    }
    for (const table of ['persons', 'subjects', 'enrolments'] as const) {
      const stream = admin.query(copyFrom(`COPY ${into[table]} FROM STDIN`))
      stream.end(texts[table])
      await once(stream, 'finish')
    }
  }
  await admin.query('COMMIT')
  await admin.query('VACUUM ANALYZE record.persons, record.subjects, record.enrolments')
}

function partsOf(key: string) {
  const [, tumour = '', alteration = '', drugs = ''] = key.split('|')
  return { localName: 'bench', cohortKey: key, cohortGroup: key, cohortLabel: 'bench', tumour, alteration, drugs }
}

/** In the order of the table's columns, as `enrolmentColumns` has them. */
const FIELDS = [
  'number',
  'localName',
  'cohortKey',
  'cohortGroup',
  'cohortLabel',
  'tumour',
  'alteration',
  'drugs',
  'treated',
  'startQuarter',
  'startDay',
  'mature',
  'awaiting',
  'evaluable',
  'diseaseControl',
  'noControlReason',
  'bestResponse',
  'confirmedResponse',
  'pfsDays',
  'pfsEvent',
  'osDays',
  'osEvent',
  'grade3Related',
  'grade3RelatedOrUnknown',
  'serious',
  'grade3RelatedEvents',
  'seriousEvents',
  'respondedDays',
  'responseDays',
  'responseEvent',
  'onTreatmentDays',
  'onTreatmentEvent',
  'qualityOfLifeChange',
] as const satisfies readonly (keyof EnrolmentRow)[]

function valuesOf(row: EnrolmentRow) {
  return FIELDS.map(field => row[field])
}
