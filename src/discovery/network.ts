/** The members of a network as a plain file names them, for trying things out before there is a signed federation directory. */
import { NodeError } from '../model/errors.ts'
import type { Network } from '../model/generated/network.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { asPublicJwk, type PublicJwk } from '../trust/keys.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import type { NetworkMember } from './ports.ts'

/** Refuses, with `network/bad-file`, what the schema does not know, members named twice, and addresses that could carry more than an address. */
export function parseNetwork(text: string): readonly NetworkMember[] {
  const network = checkSchema<Network>('urn:prime-rose:network/1', parseJson(text), {
    code: 'network/bad-file',
    what: 'network file',
  })
  const members = network.members.map((member, index) => ({
    id: parseMemberId(member.id),
    country: parseCountryCode(member.country),
    endpoints: { direct: parseAddress(member.url, index) },
    protocols: null,
    // A plain file says no more of a member than that it may ask and answer.
    roles: ['node', 'hub'] as const,
    signingKeys: [parsePublicKey(member.publicKey, index)],
    sealingKey: null,
  }))
  checkDistinct(members, 'id', member => member.id)
  checkDistinct(members, 'url', member => member.endpoints.direct ?? '')
  checkDistinct(members, 'publicKey', member => member.signingKeys.map(key => key.x).join())
  return members
}

function parseJson(text: string): unknown {
  try {
    return parseStrictJson(text)
  } catch {
    throw badFile(
      'the network file is not JSON, or names a member twice',
      'Give a file {"members": [{"id", "country", "url", "publicKey"}]}.',
    )
  }
}

function parseAddress(text: string, index: number): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url === undefined || !isWeb) throw badMember(index, 'url', 'An http or https address.')
  if (url.username !== '' || url.password !== '') throw badMember(index, 'url', 'An address without user or password.')
  if (url.search !== '' || url.hash !== '') throw badMember(index, 'url', 'An address without query or fragment.')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function parsePublicKey(key: Network['members'][number]['publicKey'], index: number): PublicJwk {
  const x = typeof key === 'string' ? key : key.x
  // A second spelling of one key (unused bits set) would pass for another key.
  const isCanonical = Buffer.from(x, 'base64url').toString('base64url') === x
  try {
    if (isCanonical) return asPublicJwk({ kty: 'OKP', crv: 'Ed25519', x })
  } catch {
    // Told below, with the place.
  }
  throw badMember(index, 'publicKey', 'An Ed25519 public key: 32 bytes in base64url, or its JWK.')
}

function checkDistinct(members: readonly NetworkMember[], what: string, read: (member: NetworkMember) => string) {
  const values = members.map(read)
  const second = values.findIndex((value, index) => values.indexOf(value) !== index)
  if (second >= 0) throw badMember(second, what, `Each member has its own ${what}.`)
}

function badMember(index: number, what: string, hint: string): NodeError {
  return new NodeError('network/bad-file', `network file: unusable ${what} at /members/${index}/${what}`, { hint })
}

function badFile(message: string, hint: string): NodeError {
  return new NodeError('network/bad-file', message, { hint })
}
