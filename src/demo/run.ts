/** `npm start`: sets up two countries, serves them, asks both a first question, and stays up until it is stopped. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stopDatabase } from '../app/database.ts'
import { askPartners } from '../app/network.ts'
import { joinNetwork, ownNetworkEntry } from '../app/partners.ts'
import { type Config, nodePaths } from '../config.ts'
import { type Clock, systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { demoCountries, firstQuestion } from './countries.ts'
import { type RunningGateway, startGatewayProcess } from './gateways.ts'
import { setUpCountry } from './set-up.ts'

/** Here the program is TypeScript; where it is installed, JavaScript. */
const IN_CHECKOUT = import.meta.url.endsWith('.ts')

export interface DemoRequest {
  readonly folder: string
  /** End after the first question. */
  readonly once: boolean
  readonly stopped: AbortSignal
  readonly say: (text: string) => void
  readonly progress: (text: string) => void
  readonly showAnswer: (answer: NetworkAnswer) => void
  readonly clock?: Clock
}

export async function runDemo(request: DemoRequest): Promise<void> {
  const root = resolve(request.folder)
  const started = performance.now()
  request.say('PRIME-ROSE demo: two national nodes with synthetic patients. No real person is in it.')
  mkdirSync(root, { recursive: true })
  const configs = await setUpAll(root, request)
  const gateways: RunningGateway[] = []
  try {
    for (const config of configs) gateways.push(await startGatewayProcess(config))
    const network = await writeNetwork(root, gateways)
    request.showAnswer(await askFirst(gateways, network))
    request.say(whatNext(request.folder, gateways, performance.now() - started))
    if (!request.once) await untilStopped(request.stopped)
  } finally {
    await Promise.all(gateways.map(gateway => gateway.stop()))
  }
}

async function setUpAll(root: string, request: DemoRequest): Promise<Config[]> {
  const configs: Config[] = []
  for (const country of demoCountries) {
    if (request.stopped.aborted) throw new NodeError('usage/interrupted', 'stopped before the demo was set up')
    configs.push(
      await setUpCountry({
        root,
        country,
        clock: request.clock ?? systemClock,
        stopped: request.stopped,
        step: text => request.progress(`${country.country}: ${text}`),
      }),
    )
    request.say(`${country.country}: ${country.trialId} is ready.`)
  }
  return configs
}

async function writeNetwork(root: string, gateways: readonly RunningGateway[]): Promise<unknown> {
  const members = await Promise.all(gateways.map(gateway => ownNetworkEntry(gateway.config, gateway.url)))
  const network = { members }
  writeFileSync(join(root, 'network.json'), `${JSON.stringify(network, null, 2)}\n`)
  for (const gateway of gateways) joinNetwork(gateway.config, network)
  return network
}

async function askFirst(gateways: readonly RunningGateway[], network: unknown): Promise<NetworkAnswer> {
  const asker = gateways[0]
  if (asker === undefined) throw new NodeError('internal', 'the demo has no countries')
  return askPartners(asker.config, {
    cohort: firstQuestion,
    denominator: 'treated',
    network,
    deadlineSeconds: 10,
    waitMs: 12_000,
    onChange: () => undefined,
  })
}

function whatNext(folder: string, gateways: readonly RunningGateway[], elapsedMs: number): string {
  const node = join(folder, demoCountries[0]?.folder ?? '')
  const rose = IN_CHECKOUT ? 'npm run -s rose --' : 'rose'
  const reset = IN_CHECKOUT ? 'npm run reset' : `rose demo --reset --folder ${folder}`
  return [
    `Up after ${(elapsedMs / 1000).toFixed(1)} s:`,
    ...gateways.map(gateway => `  ${gateway.config.country}  ${gateway.config.member}  ${gateway.url}`),
    '',
    'In another terminal, try next:',
    `  ${rose} query 'drug:nivolumab' --node ${node} --network ${join(folder, 'network.json')}`,
    `  ${rose} table show --node ${node}`,
    `  ${rose} local cohorts --node ${node}`,
    `  ${rose} --help`,
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

/** Stops databases that a killed demo left running and removes the folder; false where there is none. */
export async function resetDemo(folder: string): Promise<boolean> {
  const root = resolve(folder)
  if (!existsSync(root)) return false
  const known = new Set([...demoCountries.map(country => country.folder), 'network.json'])
  if (readdirSync(root).some(name => !known.has(name))) {
    throw new NodeError('usage/bad-argument', 'the folder holds what is not of the demo, so it is left alone', {
      hint: 'Remove it by hand if that is meant.',
    })
  }
  for (const country of demoCountries) await stopDatabase(nodePaths(join(root, country.folder)))
  rmSync(root, { recursive: true, force: true })
  return true
}
