/** The real `rose` command as a process of its own, as a person in a terminal starts it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

const main = resolve(import.meta.dirname, '../../src/cli/main.ts')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export function startRose(words: readonly string[], options: { readonly env?: NodeJS.ProcessEnv } = {}): ChildProcess {
  const { DATABASE_URL: _, ...environment } = process.env
  return spawn(process.execPath, [main, ...words], {
    env: { ...environment, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

export async function rose(
  words: readonly string[],
  input = '',
  options: { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const child = startRose(words, options)
  child.stdin?.end(input)
  const ended = new Promise<number | null>(done => child.once('close', done))
  const [out, err, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended])
  return { code, out, err }
}

/** Standard output as JSON; a command that failed shows what it said. */
export async function roseJson<T>(words: readonly string[], input = ''): Promise<T> {
  const { code, out, err } = await rose([...words, '--json'], input)
  if (code !== 0 && code !== 1) throw new Error(`rose ${words.slice(0, 2).join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out) as T
}

/** `rose serve` until it says where it listens. */
export async function serve(
  node: string,
): Promise<{ url: string; process: ChildProcess; stop(): Promise<number | null> }> {
  const child = startRose(['serve', '--node', node, '--port', '0'])
  let said = ''
  const url = await new Promise<string>((done, fail) => {
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part
      const found = /on (http:\/\/[^\s]+)/.exec(said)
      if (found?.[1] !== undefined) done(found[1])
    })
    let complaints = ''
    child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      complaints += part
    })
    child.once('exit', code => fail(new Error(`rose serve ended with ${code}: ${complaints}`)))
  })
  return {
    url,
    process: child,
    stop: () =>
      new Promise(done => {
        if (child.exitCode !== null) return done(child.exitCode)
        child.once('exit', code => done(code))
        child.kill('SIGTERM')
      }),
  }
}

/** A command that stays, until it is stopped; `said`: its standard output so far. */
export async function stay(words: readonly string[]): Promise<{ said(): string; stop(): Promise<number | null> }> {
  const child = startRose(words)
  let said = ''
  await new Promise<void>((done, fail) => {
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part
      done()
    })
    child.stderr?.resume()
    child.once('exit', code => fail(new Error(`rose ${words.slice(0, 2).join(' ')} ended with ${code}`)))
  })
  return {
    said: () => said,
    stop: () =>
      new Promise(done => {
        if (child.exitCode !== null) return done(child.exitCode)
        child.once('exit', code => done(code))
        child.kill('SIGTERM')
      }),
  }
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  return stream === null ? '' : text(stream)
}
