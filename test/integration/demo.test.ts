/** `npm start` and `npm run reset`, as a newcomer has them. */
import type { ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NetworkAnswer } from '../../src/model/generated/network-answer.ts'
import { rose, roseJson, startRose } from '../support/rose-process.ts'

/** Seven processes start, which takes long where other tests run beside it. */
const LONG_MS = 400_000

const members = [
  ['NO', 'impress-norway'],
  ['NL', 'drup-netherlands'],
  ['DK', 'protarget-denmark'],
  ['SE', 'focuse-sweden'],
  ['FI', 'finprove-finland'],
] as const

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

  it(
    'sets up five countries with sources of five kinds, asks all and says what to try next',
    async () => {
      const first = await rose(['demo', '--once', '--patients', '60', '--folder', folder])
      expect([first.code, first.err]).toEqual([0, ''])
      for (const [country, member] of members) {
        expect(first.out).toMatch(
          new RegExp(`${country}\\s+${member}\\s+cut-[0-9a-f]{16}\\s+[0-9-]{10}\\s+(masked|[0-9])`),
        )
      }
      expect(first.out).toContain('Pooled over 5 countries')
      expect(first.out).toContain('try next')
    },
    LONG_MS,
  )

  it(
    'stays up, also where a port is taken, and starts again after it was killed, with the same data cuts',
    async () => {
      const blocker = createServer().listen(7403, '127.0.0.1')
      // Where the port is taken by somebody else already, so much the better.
      await new Promise(done => blocker.once('listening', done).once('error', done))
      const child = startRose(['demo', '--folder', folder])
      const before = cutsIn(await untilUp(child))
      expect(child.exitCode).toBeNull()
      child.kill('SIGKILL')
      await new Promise(done => child.once('exit', done))
      blocker.close()
      const next = startRose(['demo', '--folder', folder])
      const ended = new Promise<number | null>(done => next.once('exit', done))
      expect(cutsIn(await untilUp(next))).toEqual(before)
      // Asked by a node that is behind the relay, of everybody; the answer is kept, signed, and verified by another node.
      const node = join(folder, 'finland')
      const answer = await roseJson<NetworkAnswer>([
        'query',
        'tumour:BOWEL',
        '--all',
        '--timeout',
        '60',
        '--node',
        node,
      ])
      expect(answer.members.map(({ country, state }) => [country, state])).toEqual(
        members.map(([country]) => [country, 'answered']),
      )
      const record = join(root, 'answer.jws')
      await rose(['question', 'show', answer.question, '--node', node, '--out', record])
      const verified = await roseJson<object>(['verify', record, '--node', join(folder, 'sweden')])
      expect(verified).toMatchObject({ holds: true, kind: 'network-answer/2' })
      next.kill('SIGINT')
      expect(await ended).toBe(0)
    },
    LONG_MS,
  )

  it('leaves a folder alone that holds something else, and removes its own', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'keep')
    expect(await rose(['demo', '--reset', '--folder', folder])).toMatchObject({ code: 2 })
    rmSync(join(folder, 'mine.txt'))
    expect(await rose(['demo', '--reset', '--folder', folder])).toMatchObject({ code: 0 })
    expect(existsSync(folder)).toBe(false)
  })
})

/** What it said until it was up. */
function untilUp(demo: ChildProcess): Promise<string> {
  let said = ''
  let complained = ''
  return new Promise((done, fail) => {
    demo.once('exit', code => fail(new Error(`the demo ended with ${code}: ${complained}`)))
    demo.stderr?.setEncoding('utf8').on('data', (part: string) => {
      complained += part
    })
    demo.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part
      if (said.includes('Ctrl-C stops it')) done(said)
    })
  })
}

function cutsIn(said: string): readonly string[] {
  const cuts = [...said.matchAll(/cut-[0-9a-f]{16}/g)].map(([cut]) => cut)
  expect(cuts).toHaveLength(members.length)
  return cuts
}
