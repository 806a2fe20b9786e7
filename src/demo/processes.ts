/** The processes of the demo: gateways and the relay, each as `rose` starts it. */
import { type ChildProcess, fork } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { NodeError } from '../model/errors.ts'

export interface RunningProcess {
  readonly url: string
  stop(): Promise<void>
}

/** The command that this program was started with: TypeScript in a checkout, JavaScript where it is installed. */
const command = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../cli/main.ts' : '../cli/main.js', import.meta.url),
)

/** Young objects in little memory: seven processes beside each other have more of it than of work. */
const FRUGAL = ['--max-semi-space-size=2', '--heap-growing-percent=20']

/** A `rose` command as a process of its own, once it has told where it listens; it ends when this process does, however that ends. */
export async function startProcess(words: readonly string[]): Promise<RunningProcess> {
  const execArgv = [...process.execArgv, ...FRUGAL]
  const child = fork(command, words, { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const url = await firstUrl(child, words[0] ?? '')
  return {
    url,
    stop: () =>
      new Promise(done => {
        if (child.exitCode !== null || child.signalCode !== null) return done()
        child.once('exit', () => done())
        child.kill('SIGTERM')
      }),
  }
}

const HUNDREDS = [0, 100, 200, 300, 400]

/**
 * The wanted port where it is free, else the same of the next hundreds: any that the system would choose, a connection
 * may have again before the process listens.
 */
export async function freePort(wanted: number): Promise<number> {
  for (const more of HUNDREDS) {
    const port = await listenOnce(wanted + more)
    if (port !== null) return port
  }
  return (await listenOnce(0)) ?? 0
}

/** Null where the port is taken. */
function listenOnce(port: number): Promise<number | null> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', error => ((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? done(null) : fail(error)))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}

function firstUrl(child: ChildProcess, name: string): Promise<string> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  return new Promise((done, fail) => {
    child.once('message', message => done((message as { url: string }).url))
    child.once('exit', code =>
      fail(
        new NodeError('http/not-ready', `rose ${name} of the demo ended at once (exit ${code})`, { hint: said.trim() }),
      ),
    )
  })
}
