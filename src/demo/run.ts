/** `npm start`: sets up five countries and a relay, asks all a first question, and stays up until it is stopped. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { namedDatabase, openSharedServer, stopSharedServer } from '../app/database.ts'
import { askPartners } from '../app/network.ts'
import { roundEntries } from '../app/round-commands.ts'
import type { Config } from '../config.ts'
import { type Clock, systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { writeWhole } from '../model/whole-file.ts'
import {
  demoCountries,
  firstAsker,
  firstQuestion,
  pagePort,
  relayPort,
  SOURCE_WORDS,
  TRANSPORT_WORDS,
} from './countries.ts'
import { COURIER_FOLDER, startCourier } from './courier.ts'
import { type DemoFederation, type DemoMember, formFederation } from './federation.ts'
import { servePages } from './page-server.ts'
import { freePort, type RunningProcess, startProcess } from './processes.ts'
import { approveRounds, followFirstRound } from './rounds.ts'
import { setUpCountry } from './set-up.ts'
import { type DemoNode, type DemoStanding, nodesOf, PROPOSED, proposedCommands } from './standing.ts'

/** Here the program is TypeScript; where it is installed, JavaScript. */
const IN_CHECKOUT = import.meta.url.endsWith('.ts')
const ROSE = IN_CHECKOUT ? 'npm run -s rose --' : 'rose'

export interface DemoRequest {
  readonly folder: string
  /** Screened patients a country; null: as many as real trials have. */
  readonly patients: number | null
  /** End after the first question. */
  readonly once: boolean
  readonly stopped: AbortSignal
  readonly say: (text: string) => void
  readonly progress: (text: string) => void
  /** The first question while it is being answered, and then its answer. */
  readonly showOpen: (answer: NetworkAnswer) => void
  readonly showAnswer: (answer: NetworkAnswer) => void
  /** Pages for a browser, made anew for each look. */
  readonly pages: {
    readonly standing: (standing: DemoStanding) => string
    readonly cohorts: (config: Config) => Promise<string>
  }
  readonly clock?: Clock
}

/** What lies in the folder of a demo, and nothing else does. */
const MARK = 'demo.json'
const OUR_MARK = `${JSON.stringify({ schema: 'demo/3', synthetic: true })}\n`
const KNOWN = new Set([
  ...demoCountries.flatMap(({ folder }) => [folder, `${folder}-drop`]),
  ...['database', 'officers', 'relay', COURIER_FOLDER, MARK, ...Object.values(PROPOSED)],
])

export async function runDemo(request: DemoRequest): Promise<void> {
  const root = resolve(request.folder)
  const started = performance.now()
  const clock = request.clock ?? systemClock
  request.say('PRIME-ROSE demo: five national nodes and a relay, with synthetic patients. No real person is in it.')
  prepareFolder(root)
  const server = await openSharedServer(join(root, 'database'))
  const running: Stopping[] = []
  try {
    const configs = await setUpAll(root, { ...request, adminUrl: server.adminUrl, clock })
    request.progress('signing who is a member, and starting')
    const up = await startFederation(root, { configs, adminUrl: server.adminUrl, clock, running })
    const asker = configOf(firstAsker, up.configs)
    const nodes = nodesOf(up.gateways.map(({ url }) => url))
    const asked: { answer: NetworkAnswer | null } = { answer: null }
    const { ask, pool } = proposedCommands(request.folder, ROSE)
    const pages = await servePages(
      {
        '/': async () => {
          const round = (await roundEntries(asker)).at(-1) ?? null
          return request.pages.standing({ nodes, answer: asked.answer, round, commands: [...ask, ...pool] })
        },
        '/cohorts': () => request.pages.cohorts(asker),
      },
      await freePort(pagePort),
    )
    running.push(pages)
    await askFirst(asker, request, answer => {
      asked.answer = answer
    })
    const elapsedMs = performance.now() - started
    request.say(whatNext(request.folder, { nodes, relayUrl: up.relayUrl, pages: pages.url, elapsedMs }))
    if (request.once) return
    await followFirstRound(asker, { ...request, clock }).catch((error: unknown) => {
      // The nodes are of use without it.
      request.say(`The first pooled round could not be followed: ${isNodeError(error) ? error.message : 'unknown'}.`)
    })
    await untilStopped(request.stopped)
  } finally {
    await Promise.all(running.map(each => each.stop()))
    await server.release()
  }
}

type Stopping = Pick<RunningProcess, 'stop'>

interface Starting {
  readonly configs: readonly Config[]
  readonly adminUrl: string
  readonly clock: Clock
  /** What is started is put here, so that it is stopped whatever happens next. */
  readonly running: Stopping[]
}

interface Federated {
  readonly configs: readonly Config[]
  readonly gateways: readonly RunningProcess[]
  readonly relayUrl: string
}

/** Directory and approvals first, then everything that listens or carries. */
async function startFederation(
  root: string,
  { configs: made, adminUrl, clock, running }: Starting,
): Promise<Federated> {
  const [freeRelayPort, ...ports] = await Promise.all(
    [relayPort, ...demoCountries.map(({ port }) => port)].map(freePort),
  )
  const relayUrl = `http://127.0.0.1:${freeRelayPort}`
  const members = demoCountries.map((country, place) => memberOf(country, { config: made[place], port: ports[place] }))
  const federation = await formFederation(root, { members, relayUrl, clock })
  const { configs } = federation
  const urlFile = join(root, 'relay', 'database.url')
  mkdirSync(join(root, 'relay'), { recursive: true, mode: 0o700 })
  writeWhole(urlFile, `${await namedDatabase(adminUrl, 'relay')}\n`, 0o400)
  const approving = Promise.all(
    demoCountries.map(country => approveRounds(configOf(country.folder, configs), country, clock)),
  )
  const processes = startAll([
    relayWords(root, { urlFile, directory: federation.directory, port: freeRelayPort ?? 0 }),
    ...members.map(({ config, port }) => ['serve', '--node', config.paths.folder, '--port', String(port)]),
  ]).then(started => {
    running.push(...started)
    return started
  })
  const [, [, ...gateways]] = await Promise.all([approving, processes])
  running.push(...(await startCouriers(root, federation)))
  return { configs, gateways, relayUrl }
}

async function startCouriers(root: string, { configs, directory }: DemoFederation): Promise<readonly Stopping[]> {
  const files = demoCountries.filter(({ transport }) => transport === 'file-drop')
  return Promise.all(files.map(({ folder }) => startCourier({ root, config: configOf(folder, configs), directory })))
}

function configOf(folder: string, configs: readonly Config[]): Config {
  const config = configs[demoCountries.findIndex(country => country.folder === folder)]
  if (config === undefined) throw new NodeError('internal', 'a country of the demo is missing')
  return config
}

/** One of an earlier version has other nodes in it: it is left alone. */
function prepareFolder(root: string): void {
  if (existsSync(root) && readdirSync(root).length > 0 && !isOurs(root)) {
    throw new NodeError('usage/bad-argument', 'the folder holds something else, or the demo of an earlier version', {
      hint: IN_CHECKOUT ? 'Remove it with: npm run reset' : 'Remove it with: rose demo --reset --folder DIR',
    })
  }
  mkdirSync(root, { recursive: true })
  // As root the database runs as another account, which must be able to pass.
  chmodSync(root, 0o755)
  writeFileSync(join(root, MARK), OUR_MARK)
}

function isOurs(root: string): boolean {
  return existsSync(join(root, MARK)) && readFileSync(join(root, MARK), 'utf8') === OUR_MARK
}

interface SetUpAll extends DemoRequest {
  readonly adminUrl: string
  readonly clock: Clock
}

/** Two at a time: while one is with the database or its engine, the other has this process. */
async function setUpAll(root: string, request: SetUpAll): Promise<readonly Config[]> {
  const { adminUrl, clock, patients, stopped } = request
  const configs: Config[] = []
  const waiting = [...demoCountries.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (stopped.aborted) throw new NodeError('usage/interrupted', 'stopped before the demo was set up')
      const [place, country] = next
      const step = (text: string) => request.progress(`${country.country}: ${text}`)
      configs[place] = await setUpCountry({ root, country, adminUrl, patients, clock, stopped, step })
      const reached = TRANSPORT_WORDS[country.transport]
      request.say(
        `${country.country}: ${country.trialId} is ready, read from ${SOURCE_WORDS[country.source]}, reached ${reached}.`,
      )
    }
  }
  const ended = await Promise.allSettled([work(), work()])
  for (const result of ended) if (result.status === 'rejected') throw result.reason
  return configs
}

function memberOf(
  country: (typeof demoCountries)[number],
  { config, port }: { readonly config: Config | undefined; readonly port: number | undefined },
): DemoMember {
  if (config === undefined || port === undefined) throw new NodeError('internal', 'a country of the demo is missing')
  return { country, config, port }
}

function relayWords(
  root: string,
  { urlFile, directory, port }: { readonly urlFile: string; readonly directory: string; readonly port: number },
): readonly string[] {
  const folder = join(root, 'relay', 'folder')
  const where = ['--database-url-file', urlFile, '--folder', folder, '--port', String(port)]
  return ['relay', ...where, '--directory', directory, '--yes']
}

/** All side by side; where one does not start, those that did are stopped. */
async function startAll(commands: readonly (readonly string[])[]): Promise<readonly RunningProcess[]> {
  const started = await Promise.allSettled(commands.map(startProcess))
  const up = started.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []))
  const [fault] = started.filter(result => result.status === 'rejected')
  if (fault === undefined) return up
  await Promise.all(up.map(each => each.stop()))
  throw fault.reason
}

const FIRST_QUESTION_SECONDS = 30

async function askFirst(asker: Config, request: DemoRequest, keep: (answer: NetworkAnswer) => void): Promise<void> {
  const answer = await askPartners(asker, {
    cohort: firstQuestion,
    denominator: 'treated',
    network: null,
    deadlineSeconds: FIRST_QUESTION_SECONDS,
    waitMs: FIRST_QUESTION_SECONDS * 1000,
    onChange: answer => {
      keep(answer)
      request.showOpen(answer)
    },
    stopped: request.stopped,
  })
  keep(answer)
  request.showAnswer(answer)
}

interface Up {
  readonly nodes: readonly DemoNode[]
  readonly relayUrl: string
  readonly pages: string
  readonly elapsedMs: number
}

function whatNext(folder: string, { nodes, relayUrl, pages, elapsedMs }: Up): string {
  const { ask, pool } = proposedCommands(folder, ROSE)
  const reset = IN_CHECKOUT ? 'npm run reset' : `rose demo --reset --folder ${folder}`
  return [
    `Up after ${(elapsedMs / 1000).toFixed(1)} s:`,
    ...nodes.map(
      ({ country, trialId, url, reached, role }) =>
        `  ${country}  ${trialId.padEnd(18)} ${url}  ${role === null ? reached : `${reached}, ${role}`}`,
    ),
    `      ${'relay'.padEnd(18)} ${relayUrl}`,
    '',
    `In a browser: ${pages}/ (what a program may ask of a node: ${nodes[0]?.url ?? ''}/api)`,
    'In another terminal, try next:',
    ...ask.map(command => `  ${command}`),
    'Pooled over all countries, with no part of a country visible to anyone (the first round runs by itself):',
    ...pool.map(command => `  ${command}`),
    `  ${ROSE} --help`,
    '',
    `Ctrl-C stops it; the next start takes seconds; ${reset} removes it.`,
  ].join('\n')
}

function untilStopped(stopped: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (stopped.aborted) return done()
    stopped.addEventListener('abort', () => done(), { once: true })
  })
}

/** Of the demo with two countries. */
const EARLIER = ['network.json']

/** Stops databases that a killed demo left running and removes the folder; false where there is none. */
export async function resetDemo(folder: string): Promise<boolean> {
  const root = resolve(folder)
  if (!existsSync(root)) return false
  if (readdirSync(root).some(name => !KNOWN.has(name) && !EARLIER.includes(name))) {
    throw new NodeError('usage/bad-argument', 'the folder holds what is not of the demo, so it is left alone', {
      hint: 'Remove it by hand if that is meant.',
    })
  }
  for (const server of ['database', ...demoCountries.map(country => join(country.folder, 'database'))]) {
    await stopSharedServer(join(root, server))
  }
  rmSync(root, { recursive: true, force: true })
  return true
}
