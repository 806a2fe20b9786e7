/**
 * A31: somebody has the database and the snapshots, and no key. National numbers and subject ids of a whole range are hashed in
 * every scheme that people use; dates, texts and ids are looked for in every column and file. All persons are made up.
 */
import { createHash, createHmac, createSecretKey, hkdfSync, pbkdf2Sync } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withCut } from '../../src/app/cuts.ts'
import { withdrawSubject } from '../../src/app/withdrawals.ts'
import { readSnapshot } from '../../src/cut/snapshot-file.ts'
import { openSnapshotKeys } from '../../src/cut/snapshot-keys.ts'
import { systemClock as clock } from '../../src/model/clock.ts'
import { derivePseudonym } from '../../src/pseudonymisation/pseudonym.ts'
import { type PseudonymKey, parsePseudonymKey, pseudonymKeyId } from '../../src/pseudonymisation/pseudonym-key.ts'
import { AUDIT_PURPOSE, RECORD_PURPOSE } from '../../src/pseudonymisation/purposes.ts'
import { scanText } from '../../src/pseudonymisation/scanner/scan-text.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, localIds, type TestNode } from '../support/a-node.ts'

let node: TestNode
let key: PseudonymKey
/** Every table of the database as text, bytes in hexadecimal; as a dump has them. */
let dump: string
/** Local ids by pseudonym. */
let subjects: Map<string, string>
/** Cells of the source that are longer than a code. */
let cells: Set<string>
/** A made-up number in the place of a subject id, as a careless site would have it. */
const NUMBER = '01856012340'

beforeAll(async () => {
  node = await aNode({ patients: 40, people: { anna: 'committee', bo: 'committee' } })
  await node.ingest()
  // One whom the store takes: others of this export have withdrawn or wait for a person.
  const [careless = ''] = (await localIds(node)).values()
  plantNumber(node.source, careless)
  await node.ingest()
  const cutId = await withCut(node.config, new AbortController().signal, async cuts => {
    const { id } = await cuts.build()
    for (const as of ['anna', 'bo']) await cuts.open({ cutId: id, as, clock, onProgress() {} })
    return id
  })
  subjects = await localIds(node)
  expect([...subjects.values()]).toContain(NUMBER)
  const [gone = ''] = [...subjects.values()].filter(id => id !== NUMBER)
  await withdrawSubject(node.config, { subject: gone, scope: 'data', reasonCode: 'subject', isNew: false })
  key = parsePseudonymKey(readFileSync(node.config.paths.pseudonymKey), node.config.trialId)
  dump = await dumpOf(node)
  expect(dump).toContain(cutId)
}, 180_000)
afterAll(() => node.remove())

function plantNumber(folder: string, id: string): void {
  const files = readdirSync(folder).map(name => join(folder, name))
  for (const file of files) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(id, NUMBER))
  cells = new Set(
    files
      .flatMap(file =>
        readFileSync(file, 'utf8')
          .split(/[\r\n]+/)
          .slice(2),
      )
      .flatMap(line => line.split(/","|[",;\t]/))
      .map(cell => cell.trim())
      .filter(cell => cell.length > 16 && / /.test(cell)),
  )
}

function dumpOf({ database }: TestNode): Promise<string> {
  return withAdministrator(database.adminUrl, async admin => {
    const { rows: tables } = await admin.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    )
    const parts: string[] = []
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`)
      parts.push(...rows.map(({ row }) => `${name}\t${row}`))
    }
    return parts.join('\n')
  })
}

/** Files of the node but for its keys and the database, which the dump stands for. */
function filesOf(folder: string): string[] {
  const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name))
  return inside.filter(file => statSync(file).isFile() && !/\/(?:keys|snapshot-keys|database)\//.test(file))
}

/** Every number of a test population of six days, that of the planted one among them; and the ids of the trial. */
function* guesses(): Generator<string> {
  for (let day = 1; day <= 6; day++) {
    for (let serial = 0; serial < 1000; serial++) {
      const nine = `${String(day).padStart(2, '0')}8560${String(serial).padStart(3, '0')}`
      const k1 = check(nine, [3, 7, 6, 1, 8, 9, 4, 5, 2])
      const k2 = check(`${nine}${k1}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
      if (k1 < 10 && k2 < 10) yield `${nine}${k1}${k2}`
    }
  }
  yield* subjects.values()
  yield NUMBER
}
const check = (digits: string, weights: readonly number[]) =>
  (11 - (weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11)) % 11

describe('A31: without the key', () => {
  it('no hash of any number or id of the range, in any usual scheme, is in dump or snapshot', ({ annotate }) => {
    const trial = node.config.trialId
    const secrets = [
      '',
      trial,
      'secret',
      'salt',
      'prime-rose',
      'prime-rose/pseudonym/1',
      pseudonymKeyId(key),
      node.config.member,
    ]
    const schemes: readonly ((id: string) => Buffer)[] = [
      ...['md5', 'sha1', 'sha256', 'sha512'].map(name => (id: string) => createHash(name).update(id).digest()),
      ...secrets.map(secret => (id: string) => createHmac('sha256', secret).update(id).digest()),
      ...secrets.map(secret => (id: string) => createHash('sha256').update(`${secret}${id}`).digest()),
      ...secrets.map(secret => (id: string) => createHash('sha256').update(`${id}${secret}`).digest()),
      // The scheme itself, which is no secret, under keys that somebody might have left in.
      ...[Buffer.alloc(32), Buffer.from('0123456789abcdef0123456789abcdef')].map(
        secret => (id: string) =>
          Buffer.from(
            derivePseudonym(
              { ...key, secret: createSecretKey(secret) },
              { trialId: trial, purpose: RECORD_PURPOSE, subjectId: id },
            ).slice(3),
            'hex',
          ),
      ),
    ]
    // As hexadecimal of any length of 12 digits or more a hash would be seen by its beginning.
    const beginnings = new Set([...dump.matchAll(/[0-9a-f]{12,}/g)].map(([hex]) => hex.slice(0, 12)))
    expect(beginnings.size).toBeGreaterThan(subjects.size)
    let tried = 0
    const found: string[] = []
    for (const id of guesses()) {
      for (const scheme of schemes) {
        tried += 1
        if (beginnings.has(scheme(id).toString('hex', 0, 6))) found.push(id)
      }
    }
    expect(found).toEqual([])
    expect(tried).toBeGreaterThan(100_000)
    return annotate(`${tried} guesses against ${beginnings.size} values`)
  })

  it('nor by slow schemes, for the planted number', () => {
    for (const salt of ['', 'salt', node.config.trialId]) {
      const hashes = [
        pbkdf2Sync(NUMBER, salt, 1_000, 32, 'sha256'),
        Buffer.from(hkdfSync('sha256', NUMBER, salt, 'prime-rose/pseudonym/1', 32)),
      ]
      for (const hash of hashes) expect(dump).not.toContain(hash.toString('hex', 0, 6))
    }
  })

  it('no id, date, national number or text of the source is in any column or file', () => {
    const texts = [
      ['the dump', dump],
      ...filesOf(node.folder).map(file => [relative(node.folder, file), readFileSync(file, 'latin1')]),
    ] as const
    expect(texts.length).toBeGreaterThan(6)
    expect(cells.size).toBeGreaterThan(50)
    for (const [where, text] of texts) {
      for (const id of subjects.values()) expect([where, text.includes(id)]).toEqual([where, false])
    }
    const records = dump.split('\n').filter(row => row.startsWith('record.'))
    // The trial's own spelling of a cohort stays in the enrolment's row, for its data managers.
    const withoutNames = records.map(row => row.replace(/"(?:local_name|cohort_group|cohort_label)": "[^"]*"/g, ''))
    const copied = [...cells].filter(cell => withoutNames.some(row => row.includes(cell)))
    expect(copied).toEqual([])
    const days = withoutNames
      .filter(row => !row.startsWith('record.ingests') && !row.startsWith('record.pseudonym_keys'))
      .flatMap(
        row =>
          row
            .replace(/"(?:oncotreeVersion|mappingVersion|version)": "[^"]*"/g, '')
            .match(/\b(?:19|20)\d\d-\d\d-\d\d\b/g) ?? [],
      )
    expect(days).toEqual([])
    for (const row of withoutNames) {
      const numbers = scanText(row.replace(/[0-9a-f]{32,}/g, ';'), { country: 'NO' }).filter(({ kind }) =>
        kind.startsWith('no-'),
      )
      expect(numbers).toEqual([])
    }
  })

  it('the key is in no column and no file but its own', () => {
    const secret = key.secret.export()
    const spellings = [
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      Buffer.from(secret).toString('base64url'),
      Buffer.from(secret).toString('latin1'),
    ]
    const isIn = (text: string) => spellings.some(spelling => text.includes(spelling))
    expect(isIn(dump)).toBe(false)
    expect(filesOf(node.folder).filter(file => isIn(readFileSync(file, 'latin1')))).toEqual([])
    // Counter-test: it is found where it is.
    expect(isIn(readFileSync(node.config.paths.pseudonymKey, 'latin1'))).toBe(true)
  })

  it('pseudonyms of two purposes have nothing to do with each other', () => {
    const [record, audit] = [RECORD_PURPOSE, AUDIT_PURPOSE].map(purpose =>
      [...subjects.values()].map(subjectId =>
        derivePseudonym(key, { trialId: node.config.trialId, purpose, subjectId }),
      ),
    )
    const inRecord = new Set(record)
    expect(audit?.filter(name => inRecord.has(name) || dump.includes(name.slice(3, 15)))).toHaveLength(1)
    // The one is the person who withdrew, whom the audit names so: and the store does not know that name.
    const rows = dump.split('\n').filter(row => audit?.some(name => row.includes(name.slice(3, 15))))
    expect(rows.map(row => row.split('\t')[0])).toEqual(['audit.events'])
  })
})

describe('A31: with the key (counter-test)', () => {
  it('the right subject is found, under the name that the store has', () => {
    const name = derivePseudonym(key, { trialId: node.config.trialId, purpose: RECORD_PURPOSE, subjectId: NUMBER })
    expect(subjects.get(name)).toBe(NUMBER)
    expect(dump).toContain(name)
  })

  it('the snapshot opens under its own key, and holds no pseudonym even then', async () => {
    const [file = ''] = readdirSync(node.config.paths.cuts)
    const bytes = readFileSync(join(node.config.paths.cuts, file))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const snapshotKey = await openSnapshotKeys(node.config.paths.snapshotKeys).read(file.replace('.snapshot', ''))
    if (snapshotKey === null) throw new Error('no key')
    const snapshot = readSnapshot(bytes, { key: snapshotKey, sha256 })
    // The store knows the careless one by the id of the first export as well; the cut has the second.
    expect(snapshot.index.patients).toBe(subjects.size - 1)
    const text = JSON.stringify(snapshot.index) + Buffer.from(snapshot.persons).toString('hex')
    for (const [name, id] of subjects) expect([text.includes(name.slice(3)), text.includes(id)]).toEqual([false, false])
    expect(() => readSnapshot(bytes, { key: new Uint8Array(32), sha256 })).toThrow()
    expect(bytes.includes(Buffer.from('oncotree'))).toBe(false)
  })
})
