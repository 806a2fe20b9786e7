/** A node on a server of one's own, given by URL: what `DATABASE_URL` is for. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LocalCohorts } from '../../src/model/generated/local-cohorts.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { withDatabase } from '../../src/store/database-url.ts'
import { type EmbeddedServer, openEmbeddedServer } from '../../src/store/embedded-server.ts'
import { rose, roseJson } from '../support/rose-process.ts'

describe("a database of one's own", () => {
  let folder: string
  let server: EmbeddedServer
  let url: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rose-own-database-'))
    chmodSync(folder, 0o755)
    server = await openEmbeddedServer({ folder: join(folder, 'server') })
    await withAdministrator(server.url, admin => admin.query('CREATE DATABASE hospital'))
    url = withDatabase(server.url, 'hospital')
  })

  afterAll(async () => {
    await server.release()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is used by every command, and no embedded one is made', async () => {
    const node = join(folder, 'node')
    await rose(['synth', 'ecrf', '--trial', 'finprove', '--patients', '40', '--out', join(folder, 'export')])
    const made = await rose(['init', node, '--trial', 'finprove', '--country', 'FI'], '', {
      env: { DATABASE_URL: url },
    })
    expect(made.code).toBe(0)
    expect(made.out).toContain('No mapping is named finprove')
    expect((await rose(['ingest', join(folder, 'export'), '--node', node])).code).toBe(0)
    expect((await roseJson<LocalCohorts>(['local', 'cohorts', '--node', node])).screened).toBe(40)
    expect(readdirSync(node)).not.toContain('database')
    const rows = await withAdministrator(url, admin => admin.query('SELECT count(*)::int AS n FROM record.subjects'))
    expect(rows.rows).toEqual([{ n: 40 }])
  })

  it('leaves its password in no file that others can read', () => {
    const password = new URL(url).password
    const config = readFileSync(join(folder, 'node', 'rose.json'), 'utf8')
    expect(config).not.toContain(password)
    expect(readFileSync(join(folder, 'node', 'keys', 'database.url'), 'utf8')).toContain(password)
  })

  it('that cannot be reached ends with 3, a hint, and no node', async () => {
    const ended = await rose([
      'init',
      join(folder, 'none'),
      '--trial',
      'a',
      '--country',
      'NO',
      '--database-url',
      'postgresql://nobody@127.0.0.1:9/none',
    ])
    expect(ended.code).toBe(3)
    expect(ended.err).toContain('store/unreachable')
    expect(readdirSync(folder)).not.toContain('none')
  })
})
