/** Partners whose questions this node answers: `network.json` in its folder, read again when it changes. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Config, NodePaths } from '../config.ts'
import { parseNetwork } from '../discovery/network.ts'
import type { NetworkMember } from '../discovery/ports.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import { parseMemberId } from '../model/ids.ts'
import type { Correspondent } from '../trust/correspondents.ts'
import { publicKeyOf } from '../trust/keys.ts'
import { writeWhole } from './node-files.ts'
import { signingKeyOf } from './own-keys.ts'

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
  /** A member that may ask, else null. */
  find(member: string): Correspondent | null
}

const CHECK_EVERY_MS = 1000

/** A file that is missing means no partner; one that has become unreadable closes the node to all, until it is mended. */
export function watchPartners(config: Config, now: () => number): Partners {
  let checkedAt = Number.NEGATIVE_INFINITY
  let stamp = ''
  let members = new Map<string, NetworkMember>()
  const own = ownCorrespondent(config)
  return {
    find(member) {
      if (now() - checkedAt >= CHECK_EVERY_MS) {
        checkedAt = now()
        const found = stampOf(config.paths)
        if (found !== stamp) {
          stamp = found
          members = readMembers(config.paths)
        }
      }
      if (member === config.member) return own
      return members.get(member) ?? null
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

function stampOf(paths: NodePaths): string {
  if (!existsSync(paths.network)) return 'none'
  const { mtimeMs, size, ino } = statSync(paths.network)
  return `${mtimeMs} ${size} ${ino}`
}

function readMembers(paths: NodePaths): Map<string, NetworkMember> {
  if (!existsSync(paths.network)) return new Map()
  try {
    return new Map(parseNetwork(readFileSync(paths.network, 'utf8')).map(member => [member.id, member]))
  } catch (error) {
    if (isNodeError(error, 'network/bad-file')) return new Map()
    throw error
  }
}
