/**
 * Unique strings in every field of every kind of source; then every command, endpoint and log level, a crash and the exports.
 * Whatever crossed a socket, lies outside the node's folder, or was said, is searched: nothing of a patient may be in it.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { initNode } from '../../src/app/init-node.ts'
import { commands } from '../../src/cli/commands.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import { writeWorkbook } from '../../src/synthetic/workbook.ts'
import { canaries, filesBelow, recordingLine, recordSockets } from '../support/canaries.ts'
import { SOURCE_KINDS } from '../support/canary-sources.ts'
import { searchTransports, TRANSPORT_SIGNS } from '../support/canary-transports.ts'
import { aDatabase } from '../support/database.ts'
import { startRose } from '../support/rose-process.ts'
import { runInProcess } from '../support/test-terminal.ts'

interface Context {
  readonly node: string
  /** Where everything goes that is to lie outside the node. */
  readonly out: string
  readonly source: string
  /** Further words for `rose ingest`. */
  ingest: readonly string[]
  cut: string
}

/**
 * How each command is run on a node with canaries in it; or, in words, why it is not. A command that stands in neither way
 * fails the test.
 */
const RUNS: Readonly<Record<string, string | ((context: Context) => readonly string[])>> = {
  init: ({ node }) => [node, '--trial', basename(node), '--country', 'NO'],
  'member add': ({ node }) => ['cecilie', '--role', 'committee', '--node', node],
  'member approve': ({ node }) => ['cecilie', '--as', 'anna', '--node', node],
  'member list': ({ node }) => ['--node', node, '--json'],
  'synth ecrf': 'makes its own data, reads no node',
  'synth xlsx': 'makes its own data, reads no node',
  'synth flat-csv': 'makes its own data, reads no node',
  'synth json': 'makes its own data, reads no node',
  'synth fhir': 'makes its own data, reads no node',
  'synth omop': 'makes its own data, reads no node',
  'synth tso500': 'makes its own data, reads no node',
  'synth cbioportal': 'makes its own data, reads no node',
  'terminology import': ({ node, source }) => ['oncotree', source, '--node', node],
  'terminology list': ({ node }) => ['--node', node],
  'terminology remove': ({ node }) => ['oncotree', '--node', node],
  'map init': ({ source, out }) => [source, '--id', 'canary', '--out', join(out, 'inside-mapping')],
  'map check': ({ node, source, out }) => [source, '--node', node, '--html', join(out, 'inside-map.html')],
  'map explain': ({ node, source }) => [source, '--node', node],
  'map use': ({ node }) => [readConfig(node).mapping, '--node', node],
  ingest: ({ node, source, ingest }) => [...(source === '' ? [] : [source]), '--node', node, '--json', ...ingest],
  'review list': ({ node }) => ['--node', node],
  'review accept': ({ node }) => ['r-none', '--node', node, '--as', 'anna'],
  'review reject': ({ node }) => ['r-none', '--node', node, '--as', 'anna'],
  'fhir key': ({ node }) => ['--node', node],
  'local cohorts': ({ node }) => ['--node', node],
  'local cohort': ({ node }) => ['tumour:PAN', '--node', node, '--as', 'anna'],
  'export-fhir': ({ node, out }) => ['--node', node, '--out', join(out, 'bundles.ndjson')],
  'export-omop': ({ node, out }) => ['--node', node, '--out', join(out, 'omop')],
  'policy show': ({ node }) => ['--node', node],
  'policy sign': ({ node, source }) => [source, '--node', node, '--as', 'anna'],
  'policy activate': ({ node }) => ['--node', node],
  'policy diff': ({ node, source }) => [source, '--node', node],
  'pseudonym key status': ({ node }) => ['--node', node],
  'pseudonym key create': ({ node }) => ['--node', node],
  'pseudonym key rotate': ({ node }) => ['--node', node],
  'pseudonym key destroy': 'ends the node; what it leaves is tested in test/integration/pseudonym-key.test.ts',
  'pseudonym lookup': ({ node }) => [`p1-${'0'.repeat(32)}`, '--node', node, '--as', 'anna', '--reason', 'safety'],
  withdraw: ({ node }) => ['9999-999', '--node', node, '--reason-code', 'subject', '--not-yet-ingested'],
  'consent withdrawals': ({ node }) => ['--node', node],
  'consent basis show': ({ node }) => ['--node', node],
  'consent basis sign': ({ node }) => ['--node', node, '--as', 'anna'],
  'cut build': ({ node }) => ['--node', node, '--json'],
  'cut show': ({ node, cut }) => [cut, '--node', node, '--json'],
  'cut open': ({ node, cut }) => [cut, '--node', node, '--as', 'anna'],
  'cut close': ({ node }) => ['cut-0000000000000000', '--node', node, '--as', 'anna', '--reason', 'legal'],
  'cut list': ({ node }) => ['--node', node, '--json'],
  'pre-approval new': ({ node }) => ['--node', node],
  'pre-approval sign': ({ node }) => ['--node', node, '--as', 'anna'],
  'pre-approval show': ({ node }) => ['--node', node],
  'round new': ({ node }) => ['--node', node],
  'round status': ({ node }) => ['--node', node],
  'round contribute': ({ node }) => ['2026-q3', '--node', node],
  'round veto': ({ node }) => ['2026-q3', '--node', node, '--as', 'anna'],
  'round cancel': ({ node }) => ['2026-q3', '--node', node],
  'round table': ({ node }) => ['--node', node],
  'round hand-over': ({ node, out }) => ['nobody', '--node', node, '--out', join(out, 'ledger.txt')],
  'round take-over': ({ node, source }) => [source, '--node', node],
  'round verify': ({ node, source }) => [source, '--node', node],
  combiner: 'stays; it holds shares of other members, and reads no record',
  cohorts: ({ node }) => ['--node', node],
  'retention show': ({ node }) => ['--node', node, '--json'],
  'retention run': ({ node }) => ['--node', node, '--json'],
  'audit verify': ({ node }) => ['--node', node, '--json'],
  'audit head': ({ node, out }) => ['--node', node, '--out', join(out, 'head.jws')],
  'audit list': ({ node }) => ['--node', node, '--json'],
  'table show': ({ node }) => ['--node', node, '--json'],
  'table explain': ({ node }) => ['--node', node, '--as', 'anna', '--json'],
  join: 'a node that is there already is not joined again; reads no record',
  'keys rotate': ({ node }) => ['--node', node],
  'keys retire': ({ node }) => ['--node', node],
  'federation ping': ({ node }) => ['nobody', '--node', node],
  'drop send': ({ node }) => ['--node', node],
  'drop receive': ({ node }) => ['--node', node],
  'drop status': ({ node }) => ['--node', node],
  'drop pass': ({ node, source }) => [source, '--node', node],
  'courier init': ({ out }) => [join(out, 'courier')],
  'courier run': 'a process outside the platform without a node: it carries sealed files',
  'courier between': 'a process outside the platform without a node: it carries sealed files',
  'question list': ({ node }) => ['--node', node],
  'question show': ({ node }) => ['q-none', '--node', node],
  'question resume': ({ node }) => ['q-none', '--node', node],
  'question cancel': ({ node }) => ['q-none', '--node', node],
  verify: ({ source }) => [source],
  'federation show': ({ node }) => ['--node', node],
  'federation fetch': ({ node, source }) => ['--node', node, '--from', source],
  'federation verify': ({ source }) => [source],
  'federation pin': ({ node, source }) => ['--node', node, '--directory', source, '--as', 'anna'],
  'federation init': ({ out }) => [join(out, 'office'), '--as', 'ola'],
  'federation add': ({ out, source }) => [source, '--dir', join(out, 'office')],
  'federation rotate': ({ out, source }) => [source, '--dir', join(out, 'office')],
  'federation revoke': ({ out }) => ['nobody', '--dir', join(out, 'office')],
  'federation sign': ({ out }) => ['--dir', join(out, 'office'), '--out', join(out, 'directory.json')],
  'client add': ({ node, source }) => ['dashboard', '--keys', source, '--node', node],
  'client list': ({ node }) => ['--node', node],
  'client remove': ({ node }) => ['dashboard', '--node', node],
  'network show': ({ node }) => ['--node', node],
  'network join': ({ node, source }) => [source, '--node', node],
  'engine watch': 'stays; the engine that it starts is the one of cut open',
  'gateway prepare': ({ node, out }) => ['--node', node, '--out', join(out, 'gateway')],
  serve: 'runs below, at every log level',
  relay: 'a process elsewhere without a node: it sees sealed messages, which are searched as they leave the gateway',
  query: ({ node }) => ['drug:nivolumab', '--node', node, '--json'],
  'cohort key': 'pure, reads no node',
  'cohort explain': 'pure, reads no node',
  'catalogue show': ({ node }) => ['--node', node],
  'catalogue new': ({ out }) => [join(out, 'catalogue.json')],
  'catalogue add': ({ source, out }) => [source, '--to', join(out, 'catalogue.json')],
  'catalogue propose': ({ node, out }) => ['drug:nivolumab', '--node', node, '--out', join(out, 'proposal.json')],
  'catalogue check': ({ source }) => [source],
  'catalogue diff': ({ source }) => [source, source],
  'catalogue sign': ({ source, out }) => [source, '--dir', join(out, 'office')],
  'catalogue install': ({ node, source }) => [source, '--node', node],
  stats: 'pure, reads no node',
  report: ({ node, source, out }) => [source, '--node', node, '--out', join(out, 'report')],
  bundle: 'packs the program, reads no node; tested in test/package/packed.test.ts',
  'bundle install': 'unpacks the program, reads no node; tested in test/package/packed.test.ts',
  demo: 'makes its own nodes and data',
}

/** What a command says to the trial's own data managers, inside the platform: the source's words are what it is for. */
const SAYS_INSIDE: Readonly<Record<string, string>> = {
  'map init': 'columns of a source, for the author of its mapping',
  'local cohorts': "the trial's own spellings of its cohorts",
  'map check': 'what the mapping makes of the source',
  'map explain': 'what the mapping makes of one subject',
  'review list': 'codes of the source that a person has to decide on',
}

/** Commands that must have done their work on every kind of source: else nothing was searched. */
const MUST_WORK = new Set([
  'ingest',
  'local cohorts',
  'local cohort',
  'export-fhir',
  'export-omop',
  'cut build',
  'cut show',
  'table show',
  'audit verify',
  'query',
])

/** Reads a data cut that the committee has opened, so it comes last. */
const isAfterOpening = ({ path }: { readonly path: readonly string[] }) => path.join(' ') === 'local cohort'

/** What must be seen where the search looks: an empty place would prove nothing. */
const SIGNS = [
  ['member list says', 'cecilie'],
  ['cut build says', 'cut-'],
  ['audit list says', 'ingest.saved'],
  ['pseudonym lookup says', 'rose: '],
  ["the gateway's line at debug", 'impress-norway'],
  ["the gateway's line at error", 'impress-norway'],
  ["the gateway's log at debug", '/api/v1/service-info'],
  ["the gateway's log at info", '/api/v1/service-info'],
  ['query --network says', 'impress-norway'],
  ['an ingest of files that were cut off', 'rose: '],
  ['bundles.ndjson', 'ResearchSubject'],
  ['person.csv', 'person_id'],
  ['head.jws', 'eyJ'],
  ['record.ndjson', 'let-out'],
  ...TRANSPORT_SIGNS,
] as const

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-canary-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the list of commands', () => {
  it('says of every command of the program how it is run here, or why not', () => {
    expect(Object.keys(RUNS).toSorted()).toEqual(commands.map(({ path }) => path.join(' ')).toSorted())
    for (const run of Object.values(RUNS)) if (typeof run === 'string') expect(run.split(' ').length).toBeGreaterThan(2)
  })
})

describe('the search', () => {
  it('finds what is there: as it is, in other cases and codings, in packed files, on a line and at a socket (counter-test)', async () => {
    const planted = canaries()
    const one = planted.of('a field')
    planted.note('0301-007')
    for (const text of [
      one,
      `x${one.toUpperCase()}y`,
      ...['', 'a', 'ab'].map(before => Buffer.from(`${before}${one}zz`).toString('base64')),
      Buffer.from(one).toString('hex'),
      Buffer.from(one, 'utf16le').toString('latin1'),
      'subject 0301-007',
    ]) {
      expect([text, planted.findIn(Buffer.from(text, 'latin1')).length]).toEqual([text, expect.any(Number)])
      expect(planted.findIn(Buffer.from(text, 'latin1'))).not.toEqual([])
    }
    expect(planted.findIn(Buffer.from('the table of 2026, nivolumab'))).toEqual([])
    const packed = join(folder, 'packed')
    mkdirSync(packed)
    writeFileSync(join(packed, 'a.xlsx'), writeWorkbook([{ name: 'a', rows: [[one]] }]))
    expect(filesBelow(packed).flatMap(({ bytes }) => planted.findIn(bytes))).toContain(one)
    const server = createServer((_, response) => void response.end(one))
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    const line = await recordingLine((server.address() as AddressInfo).port)
    const sockets = recordSockets(new Set())
    const headers = { 'x-note': planted.of('a header') }
    await (await fetch(`http://127.0.0.1:${line.port}/`, { headers })).text()
    sockets.stop()
    line.close()
    server.close()
    expect(planted.findIn(sockets.bytes())).toContain(planted.of('a header'))
    expect(planted.findIn(line.bytes())).toEqual(expect.arrayContaining([one, planted.of('a header')]))
  })
})

describe.each(Object.entries(SOURCE_KINDS))('canaries in a source of kind: %s', (name, kind) => {
  it('come out nowhere', { timeout: 240_000 }, async () => {
    const planted = canaries()
    const base = join(folder, name.replaceAll(' ', '-'))
    const context: Context = {
      node: join(base, kind.trial),
      out: join(base, 'outside'),
      source: '',
      ingest: [],
      cut: '',
    }
    for (const made of [base, context.out, join(base, 'source')]) mkdirSync(made)
    const { source, stop, settings = {}, ingest = [] } = await kind.plant(join(base, 'source'), planted)
    Object.assign(context, { source, ingest })
    expect(planted.fields.size).toBeGreaterThan(name === 'FHIR server' ? 5 : 15)

    const database = await aDatabase()
    await initNode({
      folder: context.node,
      trialId: kind.trial,
      country: kind.country,
      databaseUrl: database.adminUrl,
      clock: systemClock,
    })
    const config = join(context.node, 'rose.json')
    writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), ...settings }))
    for (const person of ['anna', 'bo'])
      await runInProcess(['member', 'add', person, '--role', 'committee', '--node', context.node])

    // The node's database stands for its folder; the server that is the source holds the canaries anyway.
    const inside = [database.adminUrl, ...(/^http/.test(source) ? [source] : [])]
    const sockets = recordSockets(new Set(inside.map(url => Number(new URL(url).port))))
    const hits: string[] = []
    const searched = new Set<string>()
    const search = (where: string, bytes: Uint8Array | string) => {
      for (const [place, sign] of SIGNS) {
        if (where.endsWith(place) && Buffer.from(bytes as Uint8Array).includes(sign)) searched.add(place)
      }
      for (const found of planted.findIn(Buffer.from(bytes as Uint8Array))) hits.push(`${where}: ${found}`)
    }
    const failed: string[] = []
    // The whole list on one kind; on the others what differs between kinds of sources.
    const isWhole = name === 'eCRF files'
    // Tables and the gateway are of the data cut, whatever the source was; what reads the source, or tells of what was read,
    // is run on each kind.
    const OF_SOURCES = new Set([
      ...[
        'ingest',
        'map init',
        'map check',
        'map explain',
        'review list',
        'local cohorts',
        'export-fhir',
        'export-omop',
      ],
      ...['cut build', 'cut show', 'audit list', 'audit verify'],
    ])
    for (const { path } of commands.toSorted((a, b) => Number(isAfterOpening(a)) - Number(isAfterOpening(b)))) {
      const words = path.join(' ')
      const run = RUNS[words]
      if (run === undefined || typeof run === 'string' || !(isWhole || OF_SOURCES.has(words))) continue
      for (const as of words === 'cut open' ? ['anna', 'bo'] : ['']) {
        const given = run(context).map(word => (as !== '' && word === 'anna' ? as : word))
        const { code, out, err } = await runInProcess([...path, ...given])
        if (MUST_WORK.has(words) && code > 1) failed.push(`${words}: ${err.slice(0, 300)}`)
        else if (words === 'cut build') context.cut = (JSON.parse(out) as { id: string }).id
        if (SAYS_INSIDE[words] === undefined) search(`${words} says`, out + err)
        else search(`${words} says on standard error`, err)
      }
    }
    sockets.stop()
    search('a socket of a command', sockets.bytes())
    expect(failed).toEqual([])

    if (isWhole) await searchGateway(context, ['debug', 'info', 'error'], search)
    if (isWhole) await searchTransports(context.node, context.out, search)
    if (isWhole) await searchCrash(context, search)
    const isOfFiles = await searchBroken(context, search)
    expect(isOfFiles).toBe(!['FHIR server', 'OMOP tables'].includes(name))

    // What starts a mapping or reports on one is for the data managers, as its words say.
    const outside = filesBelow(context.out).filter(({ path }) => !path.includes('inside-map'))
    expect(outside.length).toBeGreaterThan(3)
    for (const { path, bytes } of outside) search(path, bytes)
    for (const ending of ['server.log', 'record.ndjson']) {
      for (const { path, bytes } of filesBelow(context.node)) if (path.endsWith(ending)) search(path, bytes)
    }
    stop?.()
    expect(hits).toEqual([])
    // Counter-test: what is public was seen in every place, and what was planted did reach the node's own data managers.
    if (isWhole) {
      expect([...searched].toSorted()).toEqual(SIGNS.map(([place]) => place).toSorted())
      const inside = await runInProcess(['map', 'check', source, '--node', context.node])
      const local = await runInProcess(['ingest', source, '--node', context.node, '--local-ids', '--json'])
      expect(planted.findIn(Buffer.from(inside.out + local.out))).not.toEqual([])
    }
  })
})

const PLACES = [
  '/health/live',
  '/health/ready',
  '/metrics',
  '/api/v1/service-info',
  '/api/v1/directory',
  '/api/v1/limits',
  '/api/v1/tables',
  '/api/v1/tables/0000000000000000000000000000000000000000000000000000000000000000',
  '/api/v1/readings/e30',
  '/.well-known/smart-configuration',
  '/nothing',
]
const POSTED = ['/api/v1/questions', '/api/v1/messages', '/api/v1/readings', '/oauth2/token']

/** The real process, asked everything over a line that keeps each byte; its log is searched too. */
async function searchGateway(
  { node, out }: Context,
  levels: readonly string[],
  search: (where: string, bytes: Uint8Array | string) => void,
): Promise<void> {
  for (const level of levels) {
    const child = startRose(['serve', '--node', node, '--port', '0'], { env: { ROSE_LOG_LEVEL: level, TMPDIR: out } })
    const said: Buffer[] = []
    const url = await new Promise<string>((done, fail) => {
      child.stderr?.on('data', (part: Buffer) => said.push(part))
      child.stdout?.on('data', (part: Buffer) => {
        said.push(part)
        const found = /on (http:\/\/[^\s]+)/.exec(Buffer.concat(said).toString())
        if (found?.[1] !== undefined) done(found[1])
      })
      child.once('exit', code => fail(new Error(`rose serve ended with ${code}: ${Buffer.concat(said)}`)))
    })
    const line = await recordingLine(Number(new URL(url).port))
    const base = `http://127.0.0.1:${line.port}`
    for (const path of PLACES) await (await fetch(base + path)).text()
    const { tables = [] } = (await (await fetch(`${base}/api/v1/tables`)).json()) as { tables?: { sha256: string }[] }
    for (const { sha256 } of tables) await (await fetch(`${base}/api/v1/tables/${sha256}`)).text()
    for (const path of POSTED) {
      for (const body of ['{}', '{"message":"x.y.z"}', 'not JSON']) {
        const headers = { 'content-type': 'application/json' }
        await (await fetch(base + path, { method: 'POST', headers, body })).text()
      }
    }
    const file = join(out, `network-${level}.json`)
    const shown = await runInProcess(['network', 'show', '--node', node, '--url', base])
    writeFileSync(file, shown.out)
    const asked = await runInProcess(['query', 'drug:nivolumab', '--node', node, '--network', file, '--json'])
    search('query --network says', asked.out + asked.err)
    await new Promise(done => {
      child.once('exit', done)
      child.kill('SIGTERM')
    })
    line.close()
    expect(line.bytes().length).toBeGreaterThan(5_000)
    search(`the gateway's line at ${level}`, line.bytes())
    search(`the gateway's log at ${level}`, Buffer.concat(said))
  }
}

/** A process that dies in the middle. */
async function searchCrash(
  { node, out, source }: Context,
  search: (where: string, bytes: Uint8Array | string) => void,
): Promise<void> {
  const child = startRose(['ingest', source, '--node', node, '--json'], { env: { TMPDIR: out } })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => said.push(part))
  setTimeout(() => child.kill('SIGKILL'), 700)
  await new Promise(done => child.once('close', done))
  search('an ingest that was killed', Buffer.concat(said))
}

/**
 * Files that end in the middle: what a parser says of them, in its own words, may hold a piece of them. False where the
 * source is no file.
 */
async function searchBroken(
  { node, source, ingest }: Context,
  search: (where: string, bytes: Uint8Array | string) => void,
): Promise<boolean> {
  if (source === '' || /^http/.test(source)) return false
  const broken = join(source, '..', 'broken')
  cpSync(source, join(broken, basename(source)), { recursive: true })
  for (const { path } of filesBelow(broken).filter(file => !file.path.includes('!'))) {
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * 0.6)))
  }
  const { code, out, err } = await runInProcess(['ingest', join(broken, basename(source)), '--node', node, ...ingest])
  expect(code).toBeGreaterThan(0)
  search('an ingest of files that were cut off', out + err)
  return true
}
