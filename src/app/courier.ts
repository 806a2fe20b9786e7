/** The courier of a node that exchanges files only: a process outside its platform, with a key of its own and a pass. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readSecret } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { parseMemberId } from '../model/ids.ts'
import { pause } from '../model/pause.ts'
import { writeWhole } from '../model/whole-file.ts'
import {
  bringMessages,
  type Carried,
  type CourierDeps,
  followMessages,
  nothingCarried,
  takeFiles,
} from '../transport/courier.ts'
import { directTransport } from '../transport/direct.ts'
import { type Drop, moveBetween } from '../transport/drop/between.ts'
import { openDropFolder } from '../transport/drop/folder.ts'
import { createHttpClient, type HttpClient } from '../transport/http-client.ts'
import { createRelayClient, RelayFailure } from '../transport/relay-client.ts'
import { type CourierPass, readPass } from '../trust/courier-pass.ts'
import { generateKey, keyIdOf, type PrivateJwk, type PublicJwk, parsePrivateKey, publicKeyOf } from '../trust/keys.ts'
import { makePrivateFolder, writeSecretOnce } from './node-files.ts'
import { openPinnedDirectory, type PinnedDirectory } from './pinned-directory.ts'

/** Makes the courier's key where it has none; returns the card that the node makes a pass for. */
export function makeCourier(folder: string): { readonly publicKey: PublicJwk; readonly card: string } {
  const paths = courierPaths(folder)
  makePrivateFolder(paths.folder)
  writeSecretOnce(paths.key, () => JSON.stringify(generateKey()))
  const publicKey = publicKeyOf(courierKey(folder))
  writeWhole(paths.card, `${JSON.stringify(publicKey)}\n`, 0o644)
  return { publicKey, card: paths.card }
}

function courierPaths(folder: string) {
  const root = resolve(folder)
  return {
    folder: root,
    key: join(root, 'courier.jwk'),
    card: join(root, 'courier.json'),
    pass: join(root, 'pass'),
    underway: join(root, 'underway'),
  }
}

function courierKey(folder: string): PrivateJwk {
  const { key } = courierPaths(folder)
  if (existsSync(key)) return parsePrivateKey(readSecret(key, "the courier's key"))
  throw new NodeError('config/missing', 'this folder is no courier: it has no key', {
    hint: 'Make one with: rose courier init DIR',
  })
}

export type { Carried }

export interface CourierRequest {
  readonly folder: string
  /** Of the node's drop: holds `inbox` and `outbox`. */
  readonly drop: string
  /** File of the pass; kept in the folder once it was given. */
  readonly pass: string | null
  /** File or address of the directory; null: what the relay has. */
  readonly directory: string | null
  readonly confirmed: string | true | null
  readonly proxy: string | null
}

export interface Courier {
  readonly member: string
  readonly pass: CourierPass
  /** Everything once, in turn. */
  turn(): Promise<Carried>
  /** Until the signal; `onCarried` after each round in which something moved or failed. */
  run(
    signal: AbortSignal,
    on: { readonly everyMs: number; readonly onCarried: (carried: Carried) => void },
  ): Promise<void>
  close(): void
}

export async function openCourier(request: CourierRequest): Promise<Courier> {
  const paths = courierPaths(request.folder)
  const key = courierKey(request.folder)
  const text = keepPass(paths.pass, request.pass)
  const pass = readPass(text)
  if (keyIdOf(pass.courierKey) !== keyIdOf(publicKeyOf(key))) {
    throw new NodeError('usage/bad-argument', 'the pass is for another courier', {
      hint: `Let the node make one for this courier: rose drop pass ${paths.card} --node DIR`,
    })
  }
  const directory = await openPinnedDirectory({
    folder: paths.folder,
    directory: request.directory ?? `${pass.relay}/relay/v1/directory`,
    confirmed: request.confirmed,
    clock: systemClock,
  })
  mkdirSync(paths.underway, { recursive: true, mode: 0o700 })
  const client = createHttpClient(request.proxy === null ? {} : { proxy: request.proxy })
  const deps = courierDeps({ pass, text, key, directory, client, drop: request.drop, underway: paths.underway })
  return {
    member: pass.member,
    pass,
    turn: () => turn(deps, directory),
    run: (signal, on) => run(deps, directory, signal, on),
    close: client.close,
  }
}

function keepPass(kept: string, given: string | null): string {
  if (given !== null) writeWhole(kept, readGiven(given, 'the pass').trim())
  if (existsSync(kept)) return readFileSync(kept, 'utf8').trim()
  throw new NodeError('config/missing', 'this courier has no pass of a node yet', {
    hint: 'Give it with --pass FILE; the node makes it: rose drop pass CARD --node DIR',
  })
}

/** A file that was named on the command line. */
export function readGiven(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', `${what} cannot be read`, { hint: `Expected a file at ${path}`, cause })
  }
}

interface Parts {
  readonly pass: CourierPass
  readonly text: string
  readonly key: PrivateJwk
  readonly directory: PinnedDirectory
  readonly client: HttpClient
  readonly drop: string
  readonly underway: string
}

function courierDeps({ pass, text, key, directory, client, drop, underway }: Parts): CourierDeps {
  const signer = () => ({ member: parseMemberId(pass.member), key, clock: systemClock })
  const relayAt = (address: string) => createRelayClient({ address, client, signer, pass: text })
  const relay = relayAt(pass.relay)
  return {
    member: pass.member,
    ...openDrop(drop),
    underway: openDropFolder(underway),
    relay,
    direct: directTransport(client),
    wayTo: member => {
      const endpoints = directory.document()?.members.find(({ id }) => id === member)?.endpoints
      if (endpoints === undefined) return null
      if (endpoints.direct !== undefined) return { direct: endpoints.direct.replace(/\/+$/, '') }
      const address = endpoints.relay?.url ?? endpoints.file?.courier
      // The pass is for one relay.
      return address === pass.relay ? { relay } : null
    },
  }
}

export function openDrop(folder: string): Drop {
  return { inbox: openDropFolder(join(folder, 'inbox')), outbox: openDropFolder(join(folder, 'outbox')) }
}

async function turn(deps: CourierDeps, directory: PinnedDirectory): Promise<Carried> {
  const carried = nothingCarried()
  await directory.poll().catch(() => {})
  await bringMessages(deps, carried, { waitSeconds: 0 })
  await takeFiles(deps, carried)
  await followMessages(deps, carried, { waitSeconds: 0 })
  return carried
}

const WAIT_SECONDS = 25
const LONGEST_PAUSE_MS = 60_000
const DIRECTORY_EVERY_MS = 60_000

/** Side by side: what comes is waited for at the relay, what leaves is looked for in the folder. */
async function run(
  deps: CourierDeps,
  directory: PinnedDirectory,
  signal: AbortSignal,
  { everyMs, onCarried }: Parameters<Courier['run']>[1],
): Promise<void> {
  const again = async (pauseMs: number, step: (carried: Carried) => Promise<void>) => {
    let rest = pauseMs
    while (!signal.aborted) {
      const carried = nothingCarried()
      try {
        await step(carried)
        rest = pauseMs
      } catch (error) {
        if (signal.aborted) return
        const code = error instanceof RelayFailure && error.status !== 0 ? error.code : 'outbox/relay-unreachable'
        // A relay that is away for an hour is told of once.
        if (rest === pauseMs) carried.faults.push({ file: '', code: error instanceof NodeError ? error.code : code })
        rest = Math.min(Math.max(rest, 500) * 2, LONGEST_PAUSE_MS)
      }
      if (carried.brought + carried.taken + carried.faults.length > 0) onCarried(carried)
      await pause(rest, signal)
    }
  }
  await Promise.all([
    again(0, carried => bringMessages(deps, carried, { waitSeconds: WAIT_SECONDS, signal })),
    again(everyMs, async carried => {
      await takeFiles(deps, carried)
      await followMessages(deps, carried, { waitSeconds: 0, signal })
    }),
    again(DIRECTORY_EVERY_MS, () => directory.poll().catch(() => {})),
  ])
}

/** Both ways once, without a relay. */
export function moveBetweenDrops(one: string, other: string): { readonly there: number; readonly back: number } {
  const [first, second] = [openDrop(one), openDrop(other)]
  return { there: moveBetween(first, second), back: moveBetween(second, first) }
}
