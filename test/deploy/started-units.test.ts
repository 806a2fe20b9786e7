/**
 * The units of `deploy/systemd`, unchanged, started by a real systemd that is process 1 of namespaces of its own: engine,
 * gateway and retention as three accounts, from opening a data cut to the published table.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyNodeAudit } from '../../src/app/audit.ts'
import { withCut } from '../../src/app/cuts.ts'
import { readConfig } from '../../src/config.ts'
import { systemClock } from '../../src/model/clock.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { aPort } from '../support/ports.ts'

const CHECKOUT = resolve(import.meta.dirname, '../..')
const SCRIPT = join(import.meta.dirname, 'started-by-systemd.sh')
/** As the script numbers the accounts. */
const [NODE, ENGINE, GATEWAY] = ['7400', '7401', '7402'] as const
const NAMESPACES = ['--pid', '--fork', '--kill-child', '--mount', '--uts', '--ipc', '--cgroup']

const NOT_INSTALLED = 'no systemd is installed'

/** Null, or in words why no systemd can be started here: `ROSE_REQUIRE_SYSTEMD=1` makes it fail where none is installed. */
function whyNot(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux'
  if (!['/usr/lib/systemd/systemd', '/lib/systemd/systemd'].some(existsSync)) return NOT_INSTALLED
  const { status, stderr } = spawnSync('unshare', [...NAMESPACES, 'sh', SCRIPT], { encoding: 'utf8' })
  return status === 0 ? null : `this machine gives no namespaces (${stderr.trim().split('\n').at(-1)})`
}

const why = whyNot()

describe('whether the units are started here', () => {
  it(`is said: ${why ?? 'by a systemd of its own'}`, async ({ annotate }) => {
    await annotate(
      why === null ? 'units: started by systemd' : `units: NOT started, ${why}; read by systemd-analyze alone`,
    )
    if (process.env['ROSE_REQUIRE_SYSTEMD'] === '1') expect(why).not.toBe(NOT_INSTALLED)
  })
})

if (why === null)
  describe('units started by systemd', () => {
    let node: TestNode
    let place: string
    let port: number
    let systemd: ChildProcess
    const log: string[] = []
    const said = (unit: string) => {
      const file = join(place, `said-${unit}`)
      return existsSync(file) ? readFileSync(file, 'utf8') : ''
    }
    const folder = () => join(place, 'rose', 'node')
    const everything = () => `${log.join('')}\n${['engine', 'gateway', 'retention'].map(said).join('\n')}`

    const until = async (holds: () => boolean) => {
      for (const end = performance.now() + 90_000; !holds(); ) {
        if (systemd.exitCode !== null || performance.now() > end) throw new Error(everything())
        await new Promise(done => setTimeout(done, 100))
      }
    }

    beforeAll(async () => {
      node = await aNode({ patients: 30, people: { anna: 'committee', bo: 'committee' } })
      await node.ingest()
      place = dirname(node.folder)
      chmodSync(place, 0o755)
      for (const name of ['rose', 'rose-gateway', 'rose-jobs']) mkdirSync(join(place, name), { mode: 0o755 })
      renameSync(node.folder, folder())
      port = await aPort()
      const settings = join(folder(), 'rose.json')
      writeFileSync(
        settings,
        JSON.stringify({ ...JSON.parse(readFileSync(settings, 'utf8')), engine: 'service', port }),
      )
      const env = { PATH: process.env['PATH'], CHECKOUT, NODE: dirname(process.execPath), PLACE: place }
      systemd = spawn('unshare', [...NAMESPACES, 'sh', SCRIPT], { env, stdio: ['ignore', 'pipe', 'pipe'] })
      for (const stream of [systemd.stdout, systemd.stderr]) stream?.on('data', part => log.push(String(part)))
      await until(() => said('engine').includes('waits for jobs'))
    }, 180_000)
    afterAll(async () => {
      if (systemd?.exitCode === null) {
        const ended = new Promise(done => systemd.once('exit', done))
        systemd.kill('SIGKILL')
        await ended
      }
      node?.remove()
    })

    /** Of our systemd's own: seen from outside under other numbers. */
    const processes = () => {
      const [first] = readFileSync(`/proc/${systemd.pid}/task/${systemd.pid}/children`, 'utf8').trim().split(' ')
      const inside = readlinkSync(`/proc/${first}/ns/pid`)
      return readdirSync('/proc')
        .filter(name => /^\d+$/.test(name))
        .flatMap(pid => {
          try {
            if (readlinkSync(`/proc/${pid}/ns/pid`) !== inside) return []
            const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
            const status = readFileSync(`/proc/${pid}/status`, 'utf8')
            return [{ pid, words, status, net: readlinkSync(`/proc/${pid}/ns/net`) }]
          } catch {
            return []
          }
        })
    }
    const running = (...words: readonly string[]) => {
      const found = processes().find(one => one.words.join(' ').includes(words.join(' ')))
      if (found === undefined) throw new Error(`nothing runs ${words.join(' ')}: ${everything()}`)
      return found
    }

    it('make and publish the national table of a data cut that two members open', async () => {
      const config = readConfig(folder())
      const use = <T>(act: Parameters<typeof withCut<T>>[2]) => withCut(config, new AbortController().signal, act)
      const { id } = await use(cuts => cuts.build())
      const opened = await use(async cuts => {
        await cuts.open({ cutId: id, as: 'anna', clock: systemClock, onProgress() {} })
        return cuts.open({ cutId: id, as: 'bo', clock: systemClock, onProgress() {} })
      })
      expect(opened.table).toMatch(/^[0-9a-f]{64}$/)
      expect(said('engine')).toContain('national-table: done')
      await until(() => said('gateway').includes(`:${port}`))
      const { tables } = (await (await fetch(`http://127.0.0.1:${port}/api/v1/tables`)).json()) as { tables: unknown[] }
      expect(tables).toHaveLength(1)
      expect(await verifyNodeAudit(config, [])).toMatchObject({ ok: true, faults: [] })
    }, 120_000)

    it('run as two accounts without new rights, behind a system-call filter, the engine in a network of its own', () => {
      const status = (text: string, name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(text)?.[1]
      const engine = running('engine', 'watch', '--node')
      const gateway = running('serve', '--node')
      expect([engine, gateway].map(one => status(one.status, 'Uid'))).toEqual([ENGINE, GATEWAY])
      for (const { status: text } of [engine, gateway]) {
        expect(['NoNewPrivs', 'Seccomp', 'CapEff'].map(name => status(text, name))).toEqual([
          '1',
          '2',
          '0000000000000000',
        ])
      }
      const own = readlinkSync('/proc/self/ns/net')
      expect(gateway.net).toBe(own)
      expect(engine.net).not.toBe(own)
      expect(readFileSync(`/proc/${engine.pid}/net/dev`, 'utf8').trim().split('\n').slice(2)).toEqual([
        expect.stringMatching(/^\s*lo:/),
      ])
      const sees = (pid: string, path: string) => existsSync(`/proc/${pid}/root${path}/rose.json`)
      expect([sees(engine.pid, '/var/lib/rose/node'), sees(gateway.pid, '/var/lib/rose-gateway/node')]).toEqual([
        true,
        true,
      ])
      expect([sees(gateway.pid, '/var/lib/rose/node'), sees(engine.pid, '/var/lib/rose-gateway/node')]).toEqual([
        false,
        false,
      ])
    })

    it('write where they must, and nowhere else', async () => {
      const can = ({ pid }: { readonly pid: string }, account: string, path: string) => {
        const groups = account === ENGINE ? ['--groups', NODE] : ['--clear-groups']
        const as = ['setpriv', '--reuid', account, '--regid', account, ...groups]
        return spawnSync('nsenter', ['--target', pid, '--mount', ...as, 'touch', path]).status === 0
      }
      const [engine, gateway] = [running('engine', 'watch', '--node'), running('serve', '--node')]
      const paths = [
        'rose-jobs/in/x',
        'rose-jobs/out/x',
        'rose-gateway/node/x',
        'rose/node/engine/out/x',
        'rose/node/cuts/x',
      ]
      const writes = (of: typeof engine, account: string) =>
        [...paths.map(path => `/var/lib/${path}`), '/etc/x', '/usr/x'].filter(path => can(of, account, path))
      expect(writes(gateway, GATEWAY)).toEqual(['/var/lib/rose-jobs/in/x', '/var/lib/rose-gateway/node/x'])
      expect(writes(engine, ENGINE)).toEqual(['/var/lib/rose-jobs/out/x', '/var/lib/rose/node/engine/out/x'])
      // What is handed over gets its answer, and contributions alone are done from there.
      const job = join(place, 'rose-jobs', 'in', 'record.read.0123456789abcdef.json')
      writeFileSync(job, '{"schema":"engine-job/1","act":"record.read"}', { mode: 0o444 })
      await until(() => said('engine').includes('record.read: refused, engine/job-refused'))
    }, 60_000)

    it('let go what has come to its end when retention is started, under the account of the node', async () => {
      writeFileSync(join(place, 'retain'), '')
      await until(() => said('retention') !== '')
      expect(said('retention')).not.toMatch(/rose: |Error/)
    }, 90_000)
  })
