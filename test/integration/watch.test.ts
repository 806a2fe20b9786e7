/** rose ingest --watch on a real folder, node and process: whole exports only, none twice, stopped and gone on. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../src/app/audit.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { startRose } from '../support/rose-process.ts'
import { runInProcess } from '../support/test-terminal.ts'

describe('rose ingest --watch', () => {
  let node: TestNode
  let inbox: string
  const watch = (...words: string[]) =>
    runInProcess(['ingest', '--watch', inbox, '--node', node.folder, '--once', '--settle', '0', ...words])
  const saved = async () => (await listAudit(node.config, { kind: 'ingest.saved' })).length
  const put = (name: string) => cpSync(node.source, join(inbox, name), { recursive: true })
  const sheetOf = (name: string, sheet: string) =>
    join(inbox, name, readdirSync(join(inbox, name)).find(file => file.endsWith(`_${sheet}.csv`)) ?? '')

  beforeAll(async () => {
    node = await aNode({ patients: 20 })
    inbox = join(node.folder, '..', 'inbox')
    mkdirSync(inbox)
  })
  afterAll(() => node.remove())

  it('takes what is whole, tells what is bad and goes on, and leaves what is being written', async () => {
    put('a-cut-off')
    truncateSync(sheetOf('a-cut-off', 'ae'), 40)
    put('b-good')
    put('c-arriving')
    writeFileSync(join(inbox, 'c-arriving', 'lab.csv.part'), '')
    writeFileSync(join(inbox, 'notes.tmp'), 'no export')
    const { code, out, err } = await watch('--json')
    expect(code).toBe(1)
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { export: string; error?: { code: string }; report?: { screened: number } })
    expect(lines.map(line => [line.export, line.error?.code ?? line.report?.screened]).sort()).toEqual([
      ['a-cut-off', 'ingest/no-subject-column'],
      ['b-good', 20],
    ])
    expect(err).toContain('Refused, and the store is as it was')
    expect(await saved()).toBe(1)
  })

  it('takes none twice, also after a line of its journal was cut off', async () => {
    appendFileSync(join(node.folder, 'watched.jsonl'), '{"fingerprint":"0123')
    expect(await watch('--json')).toMatchObject({ code: 0, out: '' })
    put('d-new')
    const { out } = await watch('--json')
    expect(out).toContain('"export":"d-new"')
    expect(await watch('--json')).toMatchObject({ code: 0, out: '' })
    expect(await saved()).toBe(1)
  })

  it('takes a marked export at once, and ends cleanly at Ctrl-C', async () => {
    const child = startRose(['ingest', '--watch', inbox, '--node', node.folder, '--marked', '--json'])
    let out = ''
    const first = new Promise<void>(done => {
      child.stdout?.setEncoding('utf8').on('data', (part: string) => {
        out += part
        if (out.endsWith('\n')) done()
      })
    })
    const ended = new Promise<number | null>(done => child.once('close', done))
    renameSync(join(inbox, 'c-arriving', 'lab.csv.part'), join(inbox, 'c-arriving', '.complete'))
    await first
    child.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(out).toContain('"export":"c-arriving"')
    expect(readFileSync(join(node.folder, 'watched.jsonl'), 'utf8').match(/"outcome"/g)).toHaveLength(4)
  })

  it.each<[string, readonly string[]]>([
    ['an export beside the folder', ['somewhere', '--watch', 'x']],
    ['a cut-off', ['--watch', 'x', '--cutoff', '2024-01-01']],
    ['a folder that is not there', ['--watch', '/nowhere/at/all', '--once']],
    ['its options without a folder', ['--once']],
  ])('is refused with %s', async (_, words) => {
    const ended = await runInProcess(['ingest', ...words, '--node', node.folder])
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain('usage/bad-argument')
  })
})
