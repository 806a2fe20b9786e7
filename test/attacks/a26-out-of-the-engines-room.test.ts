/**
 * A26: out of the engine's room. From outside by what a job file may be, from inside by what a program under the engine's own
 * flags may do, and as another user of the machine, who is what the gateway is in production.
 */
import { execFile, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confinementFlags } from '../../src/engine/confinement.ts'
import { launchEngine } from '../../src/engine/launch.ts'
import { readRecord } from '../../src/engine/record.ts'
import { runJob } from '../../src/engine/run-job.ts'
import { anEngineNode, type EngineNode } from '../engine/engine-node.ts'

let node: EngineNode
let server: Server
let port = 0
let reached = 0
beforeAll(async () => {
  node = await anEngineNode()
  server = createServer(socket => {
    reached += 1
    socket.end()
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(() => {
  server.close()
  node.remove()
})

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

describe('A26: a job that is no plain file of the job folder', () => {
  const job = (path: string) =>
    code(runJob({ paths: node.paths, job: path, tables: node.tables, clock: { now: () => 1_767_225_600_000 } }))

  it('is refused, whatever it is', async () => {
    const text = JSON.stringify(await node.job())
    const elsewhere = join(node.folder, 'elsewhere.json')
    writeFileSync(elsewhere, text)
    const inJobs = (name: string) => join(node.paths.in, name)
    symlinkSync(elsewhere, inJobs('symbolic.json'))
    linkSync(elsewhere, inJobs('hard.json'))
    mkdirSync(inJobs('folder.json'))
    execFileSync('mkfifo', [inJobs('fifo.json')])
    const socket = createServer()
    await new Promise<void>(done => socket.listen(inJobs('socket.json'), done))
    writeFileSync(inJobs('.hidden.json'), text)
    const descriptor = openSync(elsewhere, 'r')
    const tried: Record<string, string> = {}
    for (const [what, path] of Object.entries({
      'a way up': '../elsewhere.json',
      'a way up and down': `../in/../../${'elsewhere.json'}`,
      absolute: elsewhere,
      'a symbolic link': inJobs('symbolic.json'),
      'a hard link': inJobs('hard.json'),
      'a folder': inJobs('folder.json'),
      'a FIFO, which would block': inJobs('fifo.json'),
      'a socket': inJobs('socket.json'),
      'a device': '/dev/zero',
      'an inherited descriptor': `/proc/self/fd/${descriptor}`,
      'standard input': '/dev/stdin',
      'a hidden file': inJobs('.hidden.json'),
      'a zero in the name': `${inJobs('hard.json')}\0`,
      'no file': inJobs('missing.json'),
    })) {
      tried[what] = await job(path)
    }
    closeSync(descriptor)
    socket.close()
    expect(Object.entries(tried).filter(([, outcome]) => outcome !== 'engine/job-refused')).toEqual([])
    expect(readdirSync(node.paths.out)).toEqual([])
    for (const name of readdirSync(node.paths.in)) rmSync(inJobs(name), { recursive: true })
  })

  it('refused or not, names no path in the record', () => {
    const key = Buffer.from(readFileSync(node.paths.recordKey, 'utf8'), 'hex')
    const text = JSON.stringify(readRecord(readFileSync(node.paths.record, 'utf8'), key))
    expect(text).not.toMatch(/elsewhere|\/proc|\/dev|\.json/)
  })
})

describe('A26: a program inside, under the engine’s own flags', () => {
  /** Each an expression that is awaited; one process tries them all. */
  const attempts = (): Readonly<Record<string, string>> => ({
    connect: `new Promise((ok, no) => net.connect(${port}, '127.0.0.1').on('connect', ok).on('error', no))`,
    'connect to a socket file': `new Promise((ok, no) => net.connect('/var/run/postgresql/.s.PGSQL.5432').on('connect', ok).on('error', no))`,
    listen: `new Promise((ok, no) => net.createServer().on('error', no).listen(0, '127.0.0.1', ok))`,
    'a datagram': `new Promise((ok, no) => dgram.createSocket('udp4').on('error', no).send('x', ${port}, '127.0.0.1', e => (e ? no(e) : ok())))`,
    'a name': `dns.promises.lookup('localhost')`,
    'a question to a name server': `dns.promises.resolve4('example.org')`,
    'a request': `fetch('http://127.0.0.1:${port}/')`,
    'a child process': `child.execFileSync(process.execPath, ['--version'])`,
    'a shell': `child.execSync('id')`,
    'a worker': `new worker.Worker('1', { eval: true })`,
    'a native add-on': `process.dlopen({ exports: {} }, '/none.node')`,
    'the inspector': `inspector.open(0)`,
    'the environment of another process': `fs.readFileSync('/proc/1/environ')`,
    'the pseudonym key': `fs.readFileSync(${JSON.stringify(join(node.folder, 'keys', 'pseudonym.key'))})`,
    'its own environment': `fs.readFileSync('/proc/self/environ')`,
    'the memory of its parent': `fs.openSync('/proc/' + process.ppid + '/mem')`,
    'files of the machine': `fs.readFileSync('/etc/passwd')`,
    'a file beside the out folder': `fs.writeFileSync(${JSON.stringify(join(node.paths.folder, 'stray'))}, 'x')`,
    'a way up from the out folder': `fs.writeFileSync(${JSON.stringify(`${node.paths.out}/../stray`)}, 'x')`,
    'a link out of the out folder': `fs.symlinkSync('/etc', ${JSON.stringify(join(node.paths.out, 'etc'))})`,
    'a file of a temporary folder': `fs.writeFileSync('/tmp/rose-a26', 'x')`,
    'its own pins': `fs.writeFileSync(${JSON.stringify(node.paths.pins)}, '{}')`,
    'its own code': `fs.writeFileSync(${JSON.stringify(join(import.meta.dirname, '../../src/engine/stray.ts'))}, 'x')`,
    'other rights': `Promise.resolve(process.permission.has('net') || process.permission.has('child') || process.permission.has('worker')).then(yes => { if (!yes) throw Object.assign(new Error(), { code: 'ERR_ACCESS_DENIED' }) })`,
  })

  function inside(flags: readonly string[], tried: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const program = `
      const [net, dgram, dns, child, worker, inspector, fs] = await Promise.all(
        ['net', 'dgram', 'dns', 'child_process', 'worker_threads', 'inspector', 'fs'].map(name => import('node:' + name)))
      const said = {}
      const tries = { ${Object.entries(tried)
        .map(([name, expression]) => `${JSON.stringify(name)}: async () => ${expression}`)
        .join(',\n')} }
      for (const [name, attempt] of Object.entries(tries)) {
        try {
          await new Promise((ok, no) => {
            process.removeAllListeners('uncaughtException').on('uncaughtException', no)
            attempt().then(ok, no)
          })
          said[name] = 'done'
        } catch (error) { said[name] = String(error.code ?? error.cause?.code ?? error.name) }
      }
      process.stdout.write(JSON.stringify(said)); process.exit()`
    return new Promise((done, fail) =>
      execFile(process.execPath, [...flags, '--input-type=module', '--eval', program], { env: {} }, (error, out) =>
        out === '' ? fail(error) : done(JSON.parse(out)),
      ),
    )
  }

  it('can do none of it', { timeout: 60_000 }, async () => {
    const said = await inside(confinementFlags(node.paths, node.tables), attempts())
    expect(
      Object.entries(said).filter(([, outcome]) => !/^ERR_(?:ACCESS_DENIED|DLOPEN_DISABLED)$/.test(outcome)),
    ).toEqual([])
    expect(Object.keys(said)).toEqual(Object.keys(attempts()))
    expect(reached).toBe(0)
    expect(existsSync(join(node.paths.folder, 'stray')) || existsSync('/tmp/rose-a26')).toBe(false)
  })

  it('could do it without the flags (counter-test)', async () => {
    const { connect = '', 'a child process': child = '', 'files of the machine': file = '' } = attempts()
    expect(Object.values(await inside([], { connect, child, file }))).toEqual(['done', 'done', 'done'])
    expect(reached).toBe(1)
  })

  it('writes its file in the ordinary job (counter-test)', async () => {
    const done = await launchEngine({ nodeFolder: node.folder, tables: node.tables, job: await node.job() })
    expect(readdirSync(node.paths.out)).toEqual([`${node.cut.id}.national-table.jws`])
    expect(readFileSync(done.outFile, 'utf8').split('.')).toHaveLength(3)
  })
})

describe('A26: another user of the machine', () => {
  const secrets = () => [
    ...[node.paths.cuts, node.paths.snapshotKeys, node.paths.keys, dirname(node.paths.history)].flatMap(folder =>
      readdirSync(folder).map(name => join(folder, name)),
    ),
    node.paths.record,
  ]

  it('has no right on a snapshot, a key, the history or the record, by the mode of each and of its folder', () => {
    const open = secrets().filter(file => {
      const folder = statSync(dirname(file)).mode & 0o077
      return folder !== 0 && (statSync(file).mode & 0o077) !== 0
    })
    expect(secrets().length).toBeGreaterThan(6)
    expect(open).toEqual([])
  })

  it.runIf(process.getuid?.() === 0)('reads none of it, nor the memory of a process of the engine’s user', async () => {
    const nobody = 65_534
    // The way there is open, so that what stops him are the engine's own folders.
    chmodSync(node.folder, 0o755)
    const holder = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    const targets = [...secrets(), `/proc/${holder.pid}/mem`, `/proc/${holder.pid}/environ`, `/proc/${holder.pid}/fd`]
    const tryAll = (uid: number) => {
      const script = targets.map(
        target => `cat '${target}' >/dev/null 2>&1 || ls '${target}/' >/dev/null 2>&1 && echo '${target}'`,
      )
      return execFileSync('/bin/sh', ['-c', `${script.join('\n')}\ntrue`], {
        uid,
        gid: uid,
        cwd: '/',
        encoding: 'utf8',
      })
    }
    try {
      expect(tryAll(nobody)).toBe('')
      expect(tryAll(0).split('\n').length).toBeGreaterThan(6)
      const job = join(node.paths.in, 'written-by-another.json')
      expect(() =>
        execFileSync('/bin/sh', ['-c', `echo '{}' > '${job}'`], {
          uid: nobody,
          gid: nobody,
          cwd: '/',
          stdio: 'ignore',
        }),
      ).toThrow()
    } finally {
      holder.kill()
    }
  })
})
