/** From inside: what a program can do under exactly the flags that the engine is started with. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confinementFlags } from '../../src/engine/confinement.ts'
import { launchEngine, runEngine } from '../../src/engine/launch.ts'
import { anEngineNode, type EngineNode } from './engine-node.ts'

let node: EngineNode
let port: number
let asked = 0
const server = createServer((_, response) => {
  asked += 1
  response.end('reached')
})

beforeAll(async () => {
  node = await anEngineNode()
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.close()
  node.remove()
})

interface Outcome {
  /** What the program printed: `done`, or the code of the error it caught. */
  readonly said: string
  readonly flags: readonly string[]
}

/** Runs `body` (an ES module's text with top-level await) inside and reports how it ended. */
function inside(body: string, flags = confinementFlags(node.paths, node.tables)): Promise<Outcome> {
  const program = `
    const say = text => process.stdout.write(text)
    process.on('uncaughtException', error => { say(String(error.code)); process.exit() })
    try { ${body}; say('done') } catch (error) { say(String(error.code ?? error.cause?.code ?? error.name)) }`
  return new Promise(resolve =>
    execFile(process.execPath, [...flags, '--input-type=module', '--eval', program], { env: {} }, (_, said) =>
      resolve({ said, flags }),
    ),
  )
}

const DENIED = /^ERR_ACCESS_DENIED$/

describe('inside the engine', () => {
  const attempts: readonly (readonly [string, () => string])[] = [
    [
      'a connection',
      () =>
        `const { connect } = await import('node:net'); await new Promise((ok, no) => connect(${port}, '127.0.0.1').on('connect', ok).on('error', no))`,
    ],
    ['a request', () => `await fetch('http://127.0.0.1:${port}/')`],
    [
      'a listener',
      () =>
        `const { createServer } = await import('node:net'); await new Promise((ok, no) => createServer().on('error', no).listen(0, '127.0.0.1', ok))`,
    ],
    [
      'a datagram',
      () =>
        `const { createSocket } = await import('node:dgram'); await new Promise((ok, no) => createSocket('udp4').on('error', no).send('x', ${port}, '127.0.0.1', e => e ? no(e) : ok()))`,
    ],
    ['a name look-up', () => `const { promises } = await import('node:dns'); await promises.lookup('localhost')`],
    ['a name question', () => `const { promises } = await import('node:dns'); await promises.resolve4('example.org')`],
    ["the node's other keys", () => read(join(node.folder, 'keys', 'pseudonym.key'))],
    ["the node's folder", () => list(node.folder)],
    ['the password file', () => read('/etc/passwd')],
    ['its own process file', () => read('/proc/self/environ')],
    ['a file beside the out folder', () => write(join(node.paths.folder, 'stray'))],
    ['a file in the job folder', () => write(join(node.paths.in, 'stray'))],
    ['its own pins', () => write(node.paths.pins)],
    ['its own keys', () => write(node.paths.signingKey)],
    ['its own code', () => write(join(import.meta.dirname, '../../src/engine/stray.ts'))],
    [
      'a symbolic link',
      () => `(await import('node:fs')).symlinkSync('/etc/passwd', ${text(join(node.paths.out, 'l'))})`,
    ],
    ['a child process', () => `(await import('node:child_process')).execFileSync(process.execPath, ['--version'])`],
    ['a worker', () => `const { Worker } = await import('node:worker_threads'); new Worker('1', { eval: true })`],
    ['the inspector', () => `(await import('node:inspector')).open(0)`],
    ['WASI', () => `const { WASI } = await import('node:wasi'); new WASI({ version: 'preview1' })`],
  ]
  it.each(attempts)('%s is denied', async (_, body) => {
    expect((await inside(body())).said).toMatch(DENIED)
    expect(asked).toBe(0)
  })

  it('a native add-on is denied', async () => {
    const addon = readdirSync(join(import.meta.dirname, '../../node_modules'), {
      recursive: true,
      encoding: 'utf8',
    }).find(file => file.endsWith('.node'))
    const path = join(import.meta.dirname, '../../node_modules', addon ?? 'none.node')
    expect(existsSync(path)).toBe(true)
    expect((await inside(`process.dlopen({ exports: {} }, ${text(path)})`)).said).toMatch(/^ERR_DLOPEN_DISABLED$/)
  })

  it('each of these works without the flags, so that the denials mean something', async () => {
    const outcomes = await Promise.all(
      [`await fetch('http://127.0.0.1:${port}/')`, read('/etc/passwd'), write(join(node.folder, 'stray'))].map(body =>
        inside(body, []),
      ),
    )
    expect(outcomes.map(({ said }) => said)).toEqual(['done', 'done', 'done'])
    expect(asked).toBe(1)
    asked = 0
  })

  it('what the ordinary job needs is allowed', async () => {
    expect((await inside(read(node.paths.pins))).said).toBe('done')
    expect((await inside(write(join(node.paths.out, 'stray')))).said).toBe('done')
  })
})

const text = (value: string) => JSON.stringify(value)
const read = (path: string) => `(await import('node:fs')).readFileSync(${text(path)})`
const list = (path: string) => `(await import('node:fs')).readdirSync(${text(path)})`
const write = (path: string) => `(await import('node:fs')).writeFileSync(${text(path)}, 'x')`

describe('the engine as a process', () => {
  it('does the ordinary job and says where the table is', async () => {
    const { nodeFolder, tables } = { nodeFolder: node.folder, tables: node.tables }
    const done = await launchEngine({ nodeFolder, tables, job: await node.job() })
    expect(done.outFile).toBe(join(node.paths.out, `${node.cut.id}.national-table.jws`))
    const bytes = readFileSync(done.outFile)
    expect(await launchEngine({ nodeFolder, tables, job: await node.job() })).toEqual(done)
    expect(readFileSync(done.outFile)).toEqual(bytes)
    expect(readdirSync(node.paths.in)).toEqual([])
  })

  it('hands its refusal back with code and hint', async () => {
    const job = await node.job({ approvals: [await node.approve('anna')] })
    await expect(launchEngine({ nodeFolder: node.folder, tables: node.tables, job })).rejects.toMatchObject({
      code: 'approval/missing',
      detail: { approvals: 1, needed: 2 },
    })
  })

  it('refuses a job file that lies elsewhere, though it may read that folder', async () => {
    mkdirSync(node.paths.cuts, { recursive: true })
    const jobFile = join(node.paths.cuts, 'job.json')
    writeFileSync(jobFile, JSON.stringify(await node.job()))
    await expect(runEngine({ nodeFolder: node.folder, tables: node.tables, jobFile })).rejects.toMatchObject({
      code: 'engine/job-refused',
    })
  })

  it('is ended when it takes too long', async () => {
    const job = await node.job()
    const launched = launchEngine({ nodeFolder: node.folder, tables: node.tables, job, timeoutMilliseconds: 1 })
    await expect(launched).rejects.toMatchObject({ code: 'engine/failed' })
  })
})
