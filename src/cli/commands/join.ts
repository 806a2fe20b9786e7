import { existsSync, mkdirSync } from 'node:fs'
import nodePath, { resolve } from 'node:path'
import { pinnedOfficers } from '../../app/directory.ts'
import { readDirectorySource } from '../../app/fetch-directory.ts'
import { initNode } from '../../app/init-node.ts'
import {
  type FirstDirectory,
  federationNameOf,
  makeEntry,
  membershipOf,
  pinAndTake,
  readFirstDirectory,
  saveFederationSettings,
} from '../../app/join.ts'
import { selfTest, type TestStep } from '../../app/self-test.ts'
import { type Config, databaseUrlFromEnvironment, nodePaths, readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import type { FederationSettings } from '../../model/generated/node-config.ts'
import { canAsk, confirm, flagOrAsk } from '../ask.ts'
import { type Command, type ExitCode, type Given, jsonOption } from '../command.ts'
import { printJson, say, type Terminal } from '../terminal.ts'

export const join: Command = {
  positionals: ['DIR'],
  options: {
    trial: { type: 'string', value: 'ID', help: 'id of the trial, where the node is to be made' },
    country: { type: 'string', value: 'CC', help: 'country, where the node is to be made' },
    'database-url': { type: 'string', value: 'URL', help: "a PostgreSQL database of one's own" },
    port: { type: 'string', value: 'N', help: 'port of the gateway' },
    directory: {
      type: 'string',
      value: 'FILE|URL',
      help: "the federation's present directory; an address is kept and polled",
    },
    'officers-fingerprint': {
      type: 'string',
      value: 'DIGITS',
      help: 'of its officers, as you were told over the phone',
    },
    url: { type: 'string', value: 'URL', help: 'address at which partners reach this node straight' },
    relay: { type: 'string', value: 'URL', help: 'relay that this node polls' },
    courier: { type: 'string', value: 'URL', help: 'relay whose mailbox a courier empties: the node exchanges files' },
    drop: {
      type: 'string',
      value: 'DIR',
      help: 'folder whose inbox and outbox it exchanges files by (default with --courier: drop in the node)',
    },
    endpoint: {
      type: 'string',
      value: 'CODE',
      help: 'how the trial reads its primary endpoint (default control-w16-visit)',
    },
    yes: { type: 'boolean', help: 'believe the officers without a fingerprint (for trying out), ask nothing' },
    json: jsonOption,
  },
  notes:
    'Run it again at any time: what is done is left as it is, and it says what is missing. It asks for what was not\n' +
    'given, unless standard input is no terminal. Nobody needs an inbound port: --relay or --courier do without.',
  async run(given, terminal) {
    const json = given.flag('json')
    const node = await openNode(given, terminal)
    say(terminal, `1. Node ${node.member} (${node.country}) with its keys: ${node.paths.folder}`, { json })
    const config = saveFederationSettings(node, await settingsFrom(given, node, terminal))
    say(terminal, `2. Reached by: ${Object.keys(config.federation.endpoints).join(', ') || 'nothing yet'}`, { json })
    await believeOfficers(given, config, terminal)
    const steps = await selfTest(config)
    for (const step of steps) say(terminal, inWords(step), { json })
    const entry = await makeEntry(config, await federationNameOf(config), systemClock)
    const membership = await membershipOf(config)
    say(terminal, nextStep(membership, config), { json })
    say(terminal, `Fingerprint to read out over the phone: ${entry.fingerprint}`, { json })
    if (json) {
      const { fingerprint, text } = entry
      printJson(terminal, {
        member: config.member,
        membership,
        fingerprint,
        entryFile: config.paths.entry,
        entry: JSON.parse(text),
        selfTest: steps,
      })
    }
    return steps.every(step => step.fault === null) ? exitOf(membership) : 3
  },
}

async function openNode(given: Given, terminal: Terminal): Promise<Config> {
  const folder = given.positionals[0] ?? ''
  if (existsSync(nodePaths(folder).config) && given.text('trial') === undefined) {
    const { trialId, country } = readConfig(folder)
    return (await initNode({ folder, trialId, country, clock: systemClock })).config
  }
  const port = given.count('port', 0)
  const databaseUrl = given.text('database-url') ?? databaseUrlFromEnvironment()
  const made = await initNode({
    folder,
    trialId: await flagOrAsk(terminal, given.text('trial'), {
      flag: 'trial',
      question: 'Id of the trial, e.g. impress-norway',
    }),
    country: await flagOrAsk(terminal, given.text('country'), { flag: 'country', question: 'Country, e.g. NO' }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(port === undefined ? {} : { port }),
    clock: systemClock,
  })
  for (const notice of made.notices) say(terminal, notice, { json: given.flag('json') })
  return made.config
}

async function settingsFrom(given: Given, config: Config, terminal: Terminal): Promise<FederationSettings> {
  const [direct, relay, courier] = [given.text('url'), given.text('relay'), given.text('courier')]
  const endpoints = {
    ...config.federation.endpoints,
    ...(direct === undefined ? {} : { direct: addressOf(direct) }),
    ...(relay === undefined ? {} : { relay: { url: addressOf(relay) } }),
    ...(courier === undefined ? {} : { file: { courier: addressOf(courier) } }),
  }
  if (Object.keys(endpoints).length === 0 && canAsk(terminal) && !given.flag('yes')) {
    const address = await flagOrAsk(terminal, undefined, {
      flag: 'relay',
      question: 'Address of the relay to poll (or stop, and give --url or --courier)',
    })
    Object.assign(endpoints, { relay: { url: addressOf(address) } })
  }
  const directory = given.text('directory')
  const endpoint = given.text('endpoint')
  const drop = dropFrom(given, config)
  return {
    endpoints,
    ...(drop === null ? {} : { drop }),
    ...(directory !== undefined && /^https?:/.test(directory) ? { directory } : {}),
    ...(endpoint === undefined ? {} : { endpointCode: endpoint as NonNullable<FederationSettings['endpointCode']> }),
  }
}

/** Made where they are missing; what `rose.json` says already stays unless another folder is given. */
function dropFrom(given: Given, { paths, federation }: Config): NonNullable<FederationSettings['drop']> | null {
  const folder = given.text('drop')
  if (folder === undefined && (given.text('courier') === undefined || federation.drop !== null)) return null
  const root = folder === undefined ? nodePath.join(paths.folder, 'drop') : resolve(folder)
  const drop = { inbox: nodePath.join(root, 'inbox'), outbox: nodePath.join(root, 'outbox') }
  for (const path of Object.values(drop)) mkdirSync(path, { recursive: true, mode: 0o750 })
  return drop
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain =
    url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === ''
  if (isPlain) return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  throw new NodeError('usage/bad-argument', 'not an address', {
    hint: 'An http or https address without user, query or fragment.',
  })
}

/** The first time; later ones come by poll or `rose federation fetch`. */
async function believeOfficers(given: Given, config: Config, terminal: Terminal): Promise<void> {
  const json = given.flag('json')
  if (pinnedOfficers(config) !== null) {
    say(terminal, '3. The federation officers are pinned.', { json })
    return
  }
  const source = await flagOrAsk(terminal, given.text('directory'), {
    flag: 'directory',
    question: "File or address of the federation's directory",
  })
  const first = readFirstDirectory(await readDirectorySource(source))
  say(terminal, `3. Officers ${first.directory.officers.map(({ name }) => name).join(', ')}: ${first.fingerprint}`, {
    json,
  })
  const { document } = await pinAndTake(config, first, {
    confirmed: await confirmed(given, first, terminal),
    clock: systemClock,
  })
  say(terminal, `   They are pinned; directory serial ${document.serial} holds until ${document.validUntil}.`, { json })
}

async function confirmed(given: Given, first: FirstDirectory, terminal: Terminal): Promise<string | true> {
  const told = given.text('officers-fingerprint')
  if (told !== undefined) return told
  if (given.flag('yes')) return true
  if (!canAsk(terminal)) {
    throw new NodeError('usage/bad-argument', '--officers-fingerprint is missing', {
      hint: 'Ask the federation for it over the phone; --yes goes without, for trying out.',
      detail: { fingerprint: first.fingerprint },
    })
  }
  if (await confirm(terminal, 'Is this the fingerprint that the federation told you over the phone?')) return true
  throw new NodeError('usage/interrupted', 'the officers were not believed; nothing was pinned')
}

function inWords({ what, fault }: TestStep): string {
  return fault === null ? `   ok: ${what}` : `   FAILED: ${what} (${fault})`
}

function nextStep(membership: Awaited<ReturnType<typeof membershipOf>>, { paths }: Config): string {
  switch (membership) {
    case 'entered':
      return '4. The directory names this node with these keys: rose serve --node DIR'
    case 'other-keys':
      return `4. The directory names this node with other keys. Give ${paths.entry} to an officer: rose federation rotate`
    case 'waiting':
      return `4. Give ${paths.entry} to a federation officer, and read the fingerprint over the phone. Once the next\n   directory is signed: rose federation fetch --node DIR`
  }
}

/** Not yet a member: done as far as this side can. */
function exitOf(membership: Awaited<ReturnType<typeof membershipOf>>): ExitCode {
  return membership === 'entered' || membership === 'waiting' ? 0 : 1
}
