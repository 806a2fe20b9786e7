/** `npm start` and `npm run reset`, as a newcomer has them. */
import { type ChildProcess, execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { definitionKey } from '../../src/cohort/definition.ts'
import { firstQuestion } from '../../src/demo/countries.ts'
import type { NetworkAnswer } from '../../src/model/generated/network-answer.ts'
import type { NetworkTable } from '../../src/model/generated/network-table.ts'
import { rose, roseJson, startRose } from '../support/rose-process.ts'
import { isOneStory } from '../support/story.ts'

/** Six processes start and a round goes through all of them, which takes long where other tests run beside it. */
const LONG_MS = 500_000
const patient = { timeout: 60_000, interval: 1000 }

const members = [
  ['NO', 'impress-norway'],
  ['NL', 'drup-netherlands'],
  ['DK', 'protarget-denmark'],
  ['SE', 'focuse-sweden'],
  ['FI', 'finprove-finland'],
] as const

describe('the demo', () => {
  isOneStory()
  let root: string
  let folder: string
  let cuts: readonly string[] = []

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
      const first = startRose(['demo', '--patients', '60', '--folder', folder])
      const said = await untilUp(first)
      expect(first.exitCode).toBeNull()
      for (const [country, member] of members) {
        expect(said).toMatch(new RegExp(`${country}\\s+${member}\\s+cut-[0-9a-f]{16}\\s+[0-9-]{10}\\s+(masked|[0-9])`))
      }
      expect(said).toContain('Pooled over 5 countries')
      expect(said).toContain('try next')
      expect(said).toContain(`--cohort '${definitionKey(firstQuestion)}'`)
      cuts = cutsIn(said)
      first.kill('SIGKILL')
      await new Promise(done => first.once('exit', done))
    },
    LONG_MS,
  )

  it(
    'starts again after it was killed, also where a port is taken, with the same data cuts, for a round of all',
    async () => {
      const blocker = createServer().listen(7403, '127.0.0.1')
      // Where the port is taken by somebody else already, so much the better.
      await new Promise(done => blocker.once('listening', done).once('error', done))
      const next = startRose(['demo', '--folder', folder])
      const ended = new Promise<number | null>(done => next.once('exit', done))
      expect(cutsIn(await untilUp(next))).toEqual(cuts)
      blocker.close()
      // Asked by the node that exchanges files only, of everybody; the answer is kept, signed, and verified by another node.
      const node = join(folder, 'norway')
      const answer = await roseJson<NetworkAnswer>([
        ...['query', 'tumour:BOWEL', '--all', '--timeout', '90'],
        ...['--node', node],
      ])
      expect(answer.members.map(({ country, state }) => [country, state])).toEqual(
        members.map(([country]) => [country, 'answered']),
      )
      const record = join(root, 'answer.jws')
      await rose(['question', 'show', answer.question, '--node', node, '--out', record])
      const verified = await roseJson<object>(['verify', record, '--node', join(folder, 'sweden')])
      expect(verified).toMatchObject({ holds: true, kind: 'network-answer/2' })
      // In a browser: who is there, and the answer; for nobody whose name was made to point here.
      const [, pages = ''] = /In a browser: (http:\/\/127\.0\.0\.1:\d+)\//.exec(await untilUp(next)) ?? []
      const home = await (await fetch(pages)).text()
      for (const [, member] of members) expect(home).toContain(member)
      expect(home).toContain('Pooled over 5 countries')
      expect(await statusFor(pages, 'evil.example')).toBe(404)
      // The first round, asked for by itself, also where its first gateways were killed: all took part, by three transports.
      await until(next, 'signed by both combiners and held by all')
      const table = await tableOf(node)
      expect(table.combiners).toEqual(['drup-netherlands', 'finprove-finland'])
      expect(table.rounds.at(-1)?.members.map(({ member }) => member)).toEqual(
        members.map(([, member]) => member).sort(),
      )
      expect(table.cohorts).toHaveLength(300)
      expect(await (await fetch(`${pages}/cohorts`)).text()).toContain('Cohorts of the network')
      expect(processesOf(folder).length).toBeGreaterThan(members.length)
      next.kill('SIGINT')
      expect(await ended).toBe(0)
      expect(processesOf(folder)).toEqual([])
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
  return until(demo, 'Ctrl-C stops it')
}

const saidBy = new WeakMap<ChildProcess, { text: string }>()

/** What it has said once these words are among it. */
function until(demo: ChildProcess, words: string): Promise<string> {
  const said = saidBy.get(demo) ?? { text: '' }
  if (!saidBy.has(demo)) {
    saidBy.set(demo, said)
    for (const stream of [demo.stdout, demo.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        said.text += part
      })
    }
  }
  return new Promise((done, fail) => {
    const onExit = (code: number | null) => fail(new Error(`the demo ended with ${code}: ${said.text}`))
    const look = () => {
      if (!said.text.includes(words)) return
      demo.stdout?.off('data', look)
      demo.off('exit', onExit)
      done(said.text)
    }
    demo.once('exit', onExit)
    demo.stdout?.on('data', look)
    look()
  })
}

/** `fetch` does not send another host. */
function statusFor(url: string, host: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    get(url, { headers: { host } }, reply => {
      reply.resume()
      done(reply.statusCode)
    }).once('error', fail)
  })
}

/** A member gets the table a moment after the coordinator. */
async function tableOf(node: string): Promise<NetworkTable> {
  return expect
    .poll(() => rose(['round', 'table', '--json', '--node', node]).then(({ code }) => code), patient)
    .toBe(0)
    .then(() => roseJson<NetworkTable>(['round', 'table', '--node', node]))
}

/** Of every user; their command lines name the folder of a node or of the database. */
function processesOf(folder: string): readonly string[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'args'], { encoding: 'utf8' }).split('\n')
  return lines.filter(line => line.includes(folder))
}

function cutsIn(said: string): readonly string[] {
  const cuts = [...said.matchAll(/cut-[0-9a-f]{16}/g)].map(([cut]) => cut)
  expect(cuts).toHaveLength(members.length)
  return cuts
}
