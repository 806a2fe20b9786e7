/**
 * Whom this node knows. Once federation officers are pinned that is the directory and nothing else: one that is missing,
 * altered or expired closes the node to all. Before, it is the plain network file, as for trying things out.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Config, NodePaths } from '../config.ts'
import { parseNetwork } from '../discovery/network.ts'
import type { Endpoints, NetworkMember } from '../discovery/ports.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import { parseMemberId } from '../model/ids.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { Correspondent, FindCorrespondent } from '../trust/correspondents.ts'
import { type VerifiedDirectory, validityOf } from '../trust/directory.ts'
import { indexMembers, signingKeyIn } from '../trust/directory-members.ts'
import { type PrivateJwk, publicKeyOf } from '../trust/keys.ts'
import { heldDirectory, pinnedOfficers } from './directory.ts'
import { documentFile } from './kept-documents.ts'
import { type OwnKeys, ownKeysOf, signingKeyOf } from './own-keys.ts'

export function joinNetwork(config: Config, network: unknown): readonly string[] {
  const members = parseNetwork(JSON.stringify(network))
  const own = members.find(member => member.id === config.member)
  if (own !== undefined && own.signingKeys[0]?.x !== publicKeyOf(signingKeyOf(config)).x) {
    throw new NodeError('network/bad-file', 'the network file gives this node another key than its own', {
      hint: 'rose network show --node DIR prints the right entry.',
    })
  }
  writeWhole(config.paths.network, `${JSON.stringify(network, null, 2)}\n`)
  return members.map(member => member.id)
}

/** This node's entry for a network file. */
export async function ownNetworkEntry(config: Config, url?: string): Promise<unknown> {
  const { kty, crv, x } = publicKeyOf(signingKeyOf(config))
  return {
    id: config.member,
    country: config.country,
    url: url ?? `http://${config.host}:${config.port}`,
    publicKey: { kty, crv, x },
  }
}

export interface Partners {
  readonly find: FindCorrespondent
  /** Where a member is reached; null for one that is not known now. */
  endpointsOf(member: string): Endpoints | null
  /** Whether a member understands messages of this type and version, as its entry says; true where nobody said. */
  speaks(member: string, type: string): boolean
  /** What this node signs with at this moment. */
  signingKey(): PrivateJwk
  readonly keys: OwnKeys
  /** `none`: a plain network, or no partner at all. */
  directory(): {
    readonly state: 'none' | 'missing' | 'expired' | 'ending' | 'valid'
    readonly held: VerifiedDirectory | null
  }
}

/** As it is now; throws where the directory does not hold. */
export async function openPartners(config: Config, now: () => number): Promise<Partners> {
  const keys = ownKeysOf(config)
  const isFederated = pinnedOfficers(config) !== null
  const held = isFederated ? await heldDirectory(config) : null
  const network = isFederated ? new Map<string, NetworkMember>() : readMembers(config.paths)
  const self = ownCorrespondent(config)
  const find = held === null ? () => null : indexMembers(held.document)
  const present = () => (held !== null && validityOf(held.document, now()).state !== 'expired' ? held.document : null)
  return {
    keys,
    find(member) {
      if (present() !== null) return find(member, now())
      return member === config.member ? self : (network.get(member) ?? null)
    },
    endpointsOf(member) {
      const directory = present()
      if (directory === null) return network.get(member)?.endpoints ?? null
      return directory.members.find(({ id }) => id === member)?.endpoints ?? null
    },
    speaks(member, type) {
      const entry = present()?.members.find(({ id }) => id === member)
      return entry === undefined || entry.protocols.includes(type)
    },
    signingKey() {
      const directory = present()
      const named = directory && signingKeyIn(directory, { id: config.member, keys: keys.signing }, now())
      return named ?? signingKeyOf(config)
    },
    directory() {
      if (!isFederated) return { state: 'none', held: null }
      if (held === null) return { state: 'missing', held }
      const { state } = validityOf(held.document, now())
      return { state: state === 'early' ? 'missing' : state, held }
    },
  }
}

/** This node may ask itself, as it does for `rose query` without a network. */
export function ownCorrespondent(config: Config): Correspondent {
  return {
    id: parseMemberId(config.member),
    roles: ['node', 'hub'],
    signingKeys: [publicKeyOf(signingKeyOf(config))],
    sealingKey: null,
  }
}

export interface WatchedPartners extends Partners {
  /** Looks at the files now, without waiting for the next look. */
  refresh(): Promise<void>
  stop(): void
}

export interface WatchOptions {
  readonly now: () => number
  /** What is on disk does not hold: the node is closed to all until it does. */
  readonly onError: (error: unknown) => void
  readonly onChange?: (partners: Partners) => void
  readonly everyMs?: number
}

const CHECK_EVERY_MS = 1000

/** Follows the files: a change holds from the next look on, for every message that is opened from then. */
export async function watchPartners(config: Config, options: WatchOptions): Promise<WatchedPartners> {
  const { now, onError, onChange = () => {}, everyMs = CHECK_EVERY_MS } = options
  let stamp = ''
  let present = closedToAll(config)
  const look = async () => {
    const found = stampOf(config.paths)
    if (found === stamp) return
    stamp = found
    try {
      present = await openPartners(config, now)
    } catch (error) {
      present = closedToAll(config)
      onError(error)
    }
    onChange(present)
  }
  // One look after the other: an older one that ends late must not replace a newer one.
  let looking = look()
  const refresh = () => {
    looking = looking.then(look, look)
    return looking
  }
  await looking
  const timer = setInterval(() => void refresh().catch(onError), everyMs).unref()
  return {
    find: member => present.find(member),
    endpointsOf: member => present.endpointsOf(member),
    speaks: (member, type) => present.speaks(member, type),
    signingKey: () => present.signingKey(),
    get keys() {
      return present.keys
    },
    directory: () => present.directory(),
    refresh,
    stop: () => clearInterval(timer),
  }
}

function closedToAll(config: Config): Partners {
  const keys = ownKeysOf(config)
  return {
    keys,
    find: () => null,
    endpointsOf: () => null,
    speaks: () => true,
    signingKey: () => signingKeyOf(config),
    directory: () => ({ state: 'missing', held: null }),
  }
}

function stampOf(paths: NodePaths): string {
  const files = [paths.network, documentFile(paths, 'directory'), enginePaths(paths.folder).pins, paths.keys]
  return files.map(stampOfFile).join(' | ')
}

function stampOfFile(path: string): string {
  if (!existsSync(path)) return 'none'
  const { mtimeMs, size, ino } = statSync(path)
  return `${mtimeMs} ${size} ${ino}`
}

/** A file that is missing means no partner; one that has become unreadable closes the node to all, until it is mended. */
function readMembers(paths: NodePaths): Map<string, NetworkMember> {
  if (!existsSync(paths.network)) return new Map()
  try {
    return new Map(parseNetwork(readFileSync(paths.network, 'utf8')).map(member => [member.id, member]))
  } catch (error) {
    if (isNodeError(error, 'network/bad-file')) return new Map()
    throw error
  }
}
