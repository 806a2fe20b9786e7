/** Whom a question goes to: the nodes of a federation directory, or the members of a plain network file. */
import type { Config } from '../config.ts'
import { parseNetwork } from '../discovery/network.ts'
import type { NetworkMember } from '../discovery/ports.ts'
import { parseCountryCode } from '../model/ids.ts'
import type { VerifiedDirectory } from '../trust/directory.ts'
import { indexMembers } from '../trust/directory-members.ts'
import { checkDirectoryText, heldDirectory, presentDirectory } from './directory.ts'

/** A member whose keys do not hold at this moment is left out: nothing can be sealed to it. */
export function nodesOf({ document }: VerifiedDirectory, now: number): readonly NetworkMember[] {
  const find = indexMembers(document)
  return document.members.flatMap(({ id, country, endpoints, protocols }) => {
    const correspondent = find(id, now)
    if (correspondent === null || !correspondent.roles.includes('node')) return []
    return [{ ...correspondent, country: parseCountryCode(country), endpoints: withoutSlashes(endpoints), protocols }]
  })
}

/** `network`: what the file holds, a signed directory or a plain list; null: the directory that this node holds. */
export async function membersOfNetwork(
  config: Config,
  network: unknown,
  now: number,
): Promise<readonly NetworkMember[]> {
  if (network === null) return nodesOf(await presentDirectory(config, now), now)
  if (!isSigned(network)) return parseNetwork(JSON.stringify(network))
  const previous = await heldDirectory(config)
  return nodesOf(await checkDirectoryText(config, JSON.stringify(network), { previous, now }), now)
}

function isSigned(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'signatures' in value
}

function withoutSlashes(endpoints: NetworkMember['endpoints']): NetworkMember['endpoints'] {
  return endpoints.direct === undefined ? endpoints : { ...endpoints, direct: endpoints.direct.replace(/\/+$/, '') }
}
