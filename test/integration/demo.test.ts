/** `npm start` and `npm run reset`, as a newcomer has them. */
import type { ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rose, startRose } from '../support/rose-process.ts'

describe('the demo', () => {
  let root: string
  let folder: string

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'rose demo '))
    chmodSync(root, 0o755)
    folder = join(root, 'demo')
  })

  afterAll(async () => {
    await rose(['demo', '--reset', '--folder', folder])
    rmSync(root, { recursive: true, force: true })
  })

  it('sets up two countries, asks both and says what to try next', async () => {
    const first = await rose(['demo', '--once', '--folder', folder])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/NO\s+impress-norway\s+cut-[0-9a-f]{16}\s+2023-10-01\s+\d+/)
    expect(first.out).toMatch(/DK\s+protarget-denmark\s+cut-[0-9a-f]{16}\s+2023-10-01\s+\d+/)
    expect(first.out).toMatch(/Pooled over 2 countries: \d+ patients/)
    expect(first.out).toContain('try next')
  })

  it('reuses what is there at the second start, also where its ports are taken', async () => {
    const blocker = createServer().listen(7401, '127.0.0.1')
    // Where the port is taken by somebody else already, so much the better.
    await new Promise(done => blocker.once('listening', done).once('error', done))
    const before = /NO\s+impress-norway\s+(cut-[0-9a-f]{16})/.exec(
      (await rose(['demo', '--once', '--folder', folder])).out,
    )?.[1]
    blocker.close()
    const again = await rose(['demo', '--once', '--folder', folder])
    expect(again.code).toBe(0)
    expect(again.out).toContain(String(before))
  })

  it('stays up until it is stopped, and starts again after it was killed', async () => {
    const child = startRose(['demo', '--folder', folder])
    await untilUp(child)
    expect(child.exitCode).toBeNull()
    child.kill('SIGKILL')
    await new Promise(done => child.once('exit', done))
    const next = startRose(['demo', '--folder', folder])
    const ended = new Promise<number | null>(done => next.once('exit', done))
    await untilUp(next)
    next.kill('SIGINT')
    expect(await ended).toBe(0)
  })

  it('leaves a folder alone that holds something else, and removes its own', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'keep')
    expect(await rose(['demo', '--reset', '--folder', folder])).toMatchObject({ code: 2 })
    rmSync(join(folder, 'mine.txt'))
    expect(await rose(['demo', '--reset', '--folder', folder])).toMatchObject({ code: 0 })
    expect(existsSync(folder)).toBe(false)
  })
})

function untilUp(demo: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((done, fail) => {
    demo.once('exit', code => fail(new Error(`the demo ended with ${code}`)))
    demo.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part
      if (said.includes('Ctrl-C stops it')) done()
    })
  })
}
