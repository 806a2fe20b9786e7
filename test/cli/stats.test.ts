import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Given } from '../../src/cli/command.ts'
import { stats } from '../../src/cli/commands/stats.ts'

const given: Given = {
  positionals: [],
  text: () => undefined,
  all: () => [],
  required: () => '',
  count: () => undefined,
  flag: () => false,
}

async function run(input: string): Promise<{ code: number; lines: Record<string, unknown>[]; stderr: string }> {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const written = Promise.all([text(stdout), text(stderr)])
  const terminal = {
    stdin: Readable.from([input]),
    stdout,
    stderr,
    interactive: false,
    stopped: new AbortController().signal,
  }
  const code = await stats.run(given, terminal)
  stdout.end()
  stderr.end()
  const [out, errors] = await written
  const lines = out.split('\n').filter(line => line !== '')
  return { code, lines: lines.map(line => JSON.parse(line) as Record<string, unknown>), stderr: errors }
}

const proportion = (id: number) => `{"id":${id},"method":"proportion","x":5,"n":24}`

describe('rose stats', () => {
  it('answers each line in order and exits 0', async () => {
    const { code, lines, stderr } = await run(`${proportion(1)}\n${proportion(2)}\n${proportion(3)}`)
    expect(code).toBe(0)
    expect(lines.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(stderr).toBe('')
  })

  it('goes on after a line that fails, and exits 1 at the end', async () => {
    const { code, lines } = await run(`${proportion(1)}\nno json\n{"id":3,"method":"wald"}\n${proportion(4)}\n`)
    expect(code).toBe(1)
    expect(lines.map(({ id, error }) => [id, error !== undefined])).toEqual([
      [1, false],
      [null, true],
      [3, true],
      [4, false],
    ])
  })

  it('skips empty lines and reads CRLF', async () => {
    const { code, lines } = await run(`\r\n${proportion(1)}\r\n   \r\n\r\n${proportion(2)}\r\n`)
    expect(code).toBe(0)
    expect(lines).toHaveLength(2)
  })

  it('answers nothing to nothing', async () => {
    expect(await run('')).toEqual({ code: 0, lines: [], stderr: '' })
  })

  it('prints doubles in full', async () => {
    const { lines } = await run('{"method":"simon","r1":0,"n1":8,"r":4,"n":24,"p0":0.1,"p1":0.3}')
    expect(lines[0]?.['alpha']).toBeCloseTo(0.07775522218114693, 15)
  })
})
