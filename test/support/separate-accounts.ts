/**
 * Engine and gateway of a node as `deploy/` runs them: each a process with a folder of its own, and, where tests run as root
 * in a checkout that others can enter, each under an account of its own, with the rights that `accounts.sh` gives.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isEnterable } from '../../src/store/reachable-programs.ts'
import { rose } from './rose-process.ts'

const CHECKOUT = resolve(import.meta.dirname, '../..')
const MAIN = join(CHECKOUT, 'src/cli/main.ts')
const SCRIPT = join(CHECKOUT, 'deploy/systemd/accounts.sh')

/** Accounts that every Debian has, in the place of ours. */
const ACCOUNTS = { node: 'daemon', engine: 'games', gateway: 'man' } as const

export interface SeparateAccounts {
  /** Whether they are three accounts of this machine, or, in words, why they are one. */
  readonly accounts: 'three' | string
  /** `rose engine watch`, before any data cut is opened. */
  startEngine(): Promise<void>
  /** Lays out the gateway's folder as the node is now, and starts `rose serve` on it. */
  startGateway(): Promise<void>
  /** What `rose engine watch` has said. */
  engineSaid(): string
  /** Runs a program as one of the accounts; its exit code. */
  runAs(account: keyof typeof ACCOUNTS, program: string, ...words: readonly string[]): number
  readonly gatewayFolder: string
  readonly jobs: string
  stop(): Promise<void>
}

/** `parent`: a folder that holds the node's and gets the others. */
export function separateAccounts(node: string, parent: string): SeparateAccounts {
  const [gatewayFolder, jobs] = [join(parent, 'gateway'), join(parent, 'jobs')]
  const why = whyOneAccount()
  if (why === null) chmodSync(parent, 0o755)
  const started: ChildProcess[] = []
  const texts = { engine: '' }
  const giveAway = () => {
    if (why !== null) return
    const env = {
      PATH: process.env['PATH'],
      ROSE_NODE_ACCOUNT: ACCOUNTS.node,
      ROSE_ENGINE_ACCOUNT: ACCOUNTS.engine,
      ROSE_GATEWAY_ACCOUNT: ACCOUNTS.gateway,
    }
    execFileSync('sh', [SCRIPT, node, gatewayFolder, jobs], { env })
  }
  const prepare = async () => {
    const { code, err } = await rose(['gateway', 'prepare', '--node', node, '--out', gatewayFolder, '--jobs', jobs])
    if (code !== 0) throw new Error(`rose gateway prepare ended with ${code}: ${err}`)
    giveAway()
  }
  const start = async (account: keyof typeof ACCOUNTS, words: readonly string[], until: RegExp) => {
    const [program = '', ...rest] = [...asAccount(why, account), process.execPath, MAIN, ...words]
    const { DATABASE_URL: _, ...env } = process.env
    const child = spawn(program, rest, {
      env: { ...env, HOME: '/nonexistent' },
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.push(child)
    let said = ''
    await new Promise<void>((done, fail) => {
      const hear = (part: string) => {
        said += part
        if (account === 'engine') texts.engine += part
        if (until.test(said)) done()
      }
      child.stdout?.setEncoding('utf8').on('data', hear)
      child.stderr?.setEncoding('utf8').on('data', hear)
      child.once('exit', code => fail(new Error(`${words.join(' ')} ended with ${code}: ${said}`)))
    })
  }
  return {
    accounts: why ?? 'three',
    gatewayFolder,
    jobs,
    engineSaid: () => texts.engine,
    async startEngine() {
      const config = join(node, 'rose.json')
      writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), engine: 'service' }))
      await prepare()
      await start('engine', ['engine', 'watch', '--node', node, '--jobs', jobs], /waits for jobs/)
    },
    async startGateway() {
      await prepare()
      await start('gateway', ['serve', '--node', gatewayFolder], /on http/)
    },
    runAs(account, program, ...words) {
      const [first = '', ...rest] = [...asAccount(why, account), program, ...words]
      try {
        execFileSync(first, rest, { stdio: 'ignore' })
        return 0
      } catch (error) {
        return (error as { status?: number }).status ?? -1
      }
    },
    async stop() {
      await Promise.all(
        started.map(
          child =>
            new Promise<void>(done => {
              if (child.exitCode !== null || child.signalCode !== null) return done()
              child.once('exit', () => done())
              child.kill('SIGTERM')
            }),
        ),
      )
    },
  }
}

function whyOneAccount(): string | null {
  if (process.getuid?.() !== 0) return 'one account: files can be given away by root alone'
  const [uid, gid] = ['-u', '-g'].map(of => Number(execFileSync('id', [of, ACCOUNTS.gateway], { encoding: 'utf8' })))
  const canRun = isEnterable(join(CHECKOUT, 'package.json'), { uid: uid ?? 0, gid: gid ?? 0 })
  return canRun ? null : 'one account: the checkout lies in a folder that others cannot enter'
}

function asAccount(why: string | null, account: keyof typeof ACCOUNTS): readonly string[] {
  if (why !== null) return []
  const name = ACCOUNTS[account]
  // As in the units: the engine is of the node's group besides its own.
  const groups = account === 'engine' ? ['--groups', ACCOUNTS.node] : ['--clear-groups']
  return ['setpriv', '--reuid', name, '--regid', name, ...groups]
}
