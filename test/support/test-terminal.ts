/** A terminal without a person: what a script or a service sees. */
import { PassThrough, Readable, Writable } from 'node:stream'
import { runRose } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** `rose` within this process: quick, for commands that start nothing. */
export async function runInProcess(words: readonly string[], input = ''): Promise<Ran> {
  const [out, err] = [aSink(), aSink()]
  const terminal: Terminal = {
    stdin: Readable.from([input]),
    stdout: out.stream,
    stderr: err.stream,
    interactive: false,
    stopped: new AbortController().signal,
  }
  const code = await runRose(words, terminal)
  return { code, out: out.text(), err: err.text() }
}

/** Standard output as JSON; a command that failed shows what it said. */
export async function jsonInProcess<T>(words: readonly string[]): Promise<T> {
  const { code, out, err } = await runInProcess([...words, '--json'])
  if (code !== 0 && code !== 1) throw new Error(`rose ${words.slice(0, 2).join(' ')} ended with ${code}: ${err}`)
  return JSON.parse(out) as T
}

/** A person at a terminal, who types these lines, one a question. */
export async function runTyping(words: readonly string[], lines: readonly string[]): Promise<Ran> {
  const [out, err] = [aSink(), aSink()]
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const waiting = [...lines]
  const stderr = new Writable({
    write(chunk, _encoding, done) {
      err.stream.write(chunk)
      // A question ends without a new line.
      if (!String(chunk).endsWith('\n') && waiting.length > 0) setImmediate(() => stdin.write(`${waiting.shift()}\n`))
      done()
    },
  })
  const terminal = { stdin, stdout: out.stream, stderr, interactive: true, stopped: new AbortController().signal }
  const code = await runRose(words, terminal)
  return { code, out: out.text(), err: err.text() }
}

function aSink(): { readonly stream: Writable; text(): string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString() }
}
