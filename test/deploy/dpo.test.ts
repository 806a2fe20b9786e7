/** The pages of `deploy/dpo` against the program: whatever holds, keeps or sends data has its line, and no line is of the past. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../src/model/generated/record.ts'
import { ROUND_DOCUMENTS } from '../../src/pooling/round-documents.ts'
import { KEPT_OTHERWISE, RETENTION_NAMES, RETENTION_RULES } from '../../src/retention/rules.ts'
import { MESSAGE_TYPES } from '../../src/trust/message-types.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'deploy/dpo')
const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const snapshot = read(ROOT, 'test/schema-snapshot.sql')
const record = read(FOLDER, 'record-of-processing.md')
const pages = readdirSync(join(FOLDER, 'flows')).map(name => [name, read(FOLDER, 'flows', name)] as const)

/** Rows of the first table after a text, each by its cells. */
function rowsAfter(text: string, heading: string): readonly (readonly string[])[] {
  const start = text.indexOf(heading)
  if (start < 0) throw new Error(`no ${heading}`)
  const lines = text.slice(start + heading.length).split('\n')
  const first = lines.findIndex(line => line.startsWith('|'))
  const end = lines.findIndex((line, at) => at > first && !line.startsWith('|'))
  return lines
    .slice(first, end < 0 ? undefined : end)
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
    .slice(2)
}

/** Names in the first column. */
const namesIn = (text: string, heading: string) =>
  rowsAfter(text, heading).map(([name = '']) => name.replaceAll('`', ''))

function auditKinds(): readonly string[] {
  const [, union = ''] = /export type AuditKind =([\s\S]*?)\n\n/.exec(read(ROOT, 'src/audit/event.ts')) ?? []
  return [...union.matchAll(/'([^']+)'/g)].map(([, kind = '']) => kind)
}

describe('the record of processing', () => {
  it('has every table of the database, and says of each whether it is of persons', () => {
    const tables = [...snapshot.matchAll(/^TABLE (\S+) --/gm)].map(([, name]) => name)
    expect(tables.length).toBeGreaterThan(10)
    expect(namesIn(record, '## Database tables').sort()).toEqual(tables.sort())
    for (const [, persons] of rowsAfter(record, '## Database tables')) {
      expect(['rows', 'ids', 'staff', 'none']).toContain(persons)
    }
  })

  it('says who reads a table, as the rights have it', () => {
    const rights = read(ROOT, 'test/integration/store-rights.test.ts')
    for (const [table = '', , , readers = ''] of rowsAfter(record, '## Database tables')) {
      if (readers === 'all') continue
      const [, granted = ''] = new RegExp(`'${table.replaceAll('`', '')}': \\{([\\s\\S]*?)\\},\\n`).exec(rights) ?? []
      for (const [, role, list] of granted.matchAll(/(\w+): \[([^\]]*)\]/g)) {
        // Rights that are given by column are in the rights test by themselves.
        if (list?.includes('SELECT') === true)
          expect([table, readers]).toEqual([table, expect.stringContaining(`${role}`)])
      }
    }
  })

  it('has every member of the patient record', () => {
    expect(namesIn(record, '## The patient record')).toEqual(Object.keys(recordSchema.properties))
  })

  it('has every retention rule with its default, and what is kept otherwise', () => {
    const rules = rowsAfter(record, '## Retention').map(([name = '', kept = '']) => [
      name.replaceAll('`', ''),
      kept.split(' ')[0],
    ])
    expect(rules).toEqual(RETENTION_NAMES.map(name => [name, String(RETENTION_RULES[name].default)]))
    for (const [what, kept] of Object.entries(KEPT_OTHERWISE)) expect(record).toContain(`| ${what} | ${kept} |`)
  })

  it('has every kind of audit event', () => {
    expect(auditKinds().length).toBeGreaterThan(20)
    expect(namesIn(record, '## What is logged about people')).toEqual(auditKinds())
  })
})

describe('the fields of the store', () => {
  it('are those of the database, in the words of their comments (ROSE_UPDATE_SNAPSHOT=1 writes them anew)', () => {
    const columns = [...snapshot.matchAll(/^COLUMN (\w+\.\w+)\.(\w+) (.*?) -- (.*)$/gm)]
    expect(columns.length).toBeGreaterThan(100)
    const rows = columns.map(
      ([, table, column, , words = '']) => `| \`${table}\` | \`${column}\` | ${words.replaceAll('|', '\\|')} |`,
    )
    const text = [
      '# Fields of the store',
      '',
      'Every column of the database with its own comment. Written by a test; read its differences.',
      '',
      '| table | column | what it holds |',
      '| --- | --- | --- |',
      ...rows,
      '',
    ].join('\n')
    const file = join(FOLDER, 'fields.md')
    if (process.env['ROSE_UPDATE_SNAPSHOT'] === '1') writeFileSync(file, text)
    expect(existsSync(file) ? read(file) : '').toBe(text)
  })
})

describe('the pages of flows', () => {
  const HEADINGS = [
    'Data',
    'Form',
    'Who can read it',
    'Assumption',
    'Legal basis',
    'Recipient country',
    'Kept',
    'Shown by',
  ]

  it.each(pages)('%s answers every question', (_, text) => {
    const rows = rowsAfter(text, '\n\n')
    expect(rows.map(([heading]) => heading)).toEqual(HEADINGS)
    expect(rows.filter(([, answer = '']) => answer.length < 3)).toEqual([])
  })

  it('cover discovery tables, shares abroad, exports and audit heads', () => {
    const names = pages.map(([name]) => name)
    expect(names).toEqual(
      expect.arrayContaining(['discovery-tables.md', 'secret-shares.md', 'exports.md', 'audit-heads.md']),
    )
  })

  it('have every message that members send, with its purpose and senders as the table of types has them', () => {
    const told = pages.flatMap(([, text]) =>
      text.includes('| message | purpose | senders |')
        ? rowsAfter(text.slice(text.indexOf('| message |') - 1), '\n')
        : [],
    )
    const types = Object.entries(MESSAGE_TYPES).map(([type, { purpose, senders }]) => [
      `\`${type}\``,
      purpose,
      senders.join(', '),
    ])
    expect(told.toSorted()).toEqual(types.toSorted())
  })

  it('have every document of a round', () => {
    const [, text = ''] = pages.find(([name]) => name === 'secret-shares.md') ?? []
    expect(namesIn(text.slice(text.indexOf('| document |') - 1), '\n').sort()).toEqual(
      Object.keys(ROUND_DOCUMENTS).sort(),
    )
  })
})

describe('the threat model', () => {
  const text = read(FOLDER, 'threat-model.md')

  it('names tests that there are', () => {
    const attacks = readdirSync(join(ROOT, 'test/attacks'))
    for (const [, number = ''] of text.matchAll(/\b(A\d\d)\b/g)) {
      expect([number, attacks.some(file => file.startsWith(`${number.toLowerCase()}-`))]).toEqual([number, true])
    }
    for (const [, path = ''] of text.matchAll(/`(test\/[^`]+)`/g))
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true])
  })

  it('names every attack that is tested', () => {
    for (const file of readdirSync(join(ROOT, 'test/attacks'))) {
      expect(text).toContain(file.slice(0, 3).toUpperCase())
    }
  })
})
