/** A member whose keys are in the test's hands: what it sends is signed and sealed as its own node would, whatever it says. */

import { ownKeysOf } from '../../src/app/own-keys.ts'
import { openPartners } from '../../src/app/partners.ts'
import { systemClock } from '../../src/model/clock.ts'
import { parseMemberId } from '../../src/model/ids.ts'
import type { RoundKind } from '../../src/pooling/round/ports.ts'
import { ROUND_DOCUMENTS } from '../../src/pooling/round-documents.ts'
import { signDocument } from '../../src/trust/documents.ts'
import { seal } from '../../src/trust/envelope.ts'
import type { PrivateJwk } from '../../src/trust/keys.ts'
import { signTogether } from '../../src/trust/signed-together.ts'
import type { RoundNode } from './round-federation.ts'

export interface Reply {
  readonly status: number
  /** Of the problem document; null where there is none. */
  readonly code: string | null
}

function keyOf({ config }: RoundNode): PrivateJwk {
  const [key] = ownKeysOf(config()).signing
  if (key === undefined) throw new Error('a node without a key')
  return key
}

/** A document of a round, signed by a member. */
export function signedBy(node: RoundNode, kind: Exclude<RoundKind, 'contribution'>, document: object): Promise<string> {
  const { typ, signedBy: by } = ROUND_DOCUMENTS[kind]
  const signer = { key: keyOf(node), typ }
  return by === 'one' ? signDocument(document, signer) : signTogether(document, signer)
}

/** A sealed message with a document of a round, as one member sends it to another. */
export async function sealedFor(
  [from, to]: readonly [RoundNode, RoundNode],
  content: { readonly round: string; readonly kind: RoundKind; readonly text: string },
): Promise<string> {
  const partners = await openPartners(from.config(), systemClock.now)
  const reader = partners.find(parseMemberId(to.member))
  if (reader === null) throw new Error('a reader that nobody knows')
  const signer = { member: parseMemberId(from.member), key: keyOf(from), clock: systemClock }
  return (await seal({ type: 'round-document/1', to: reader, carrier: 'direct', content }, signer)).message
}

/** Straight to a gateway, by HTTP. */
export async function postTo(to: RoundNode, message: string): Promise<Reply> {
  const { host, port } = to.config()
  const reply = await fetch(`http://${host}:${port}/api/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  })
  const text = await reply.text()
  const problem = text === '' ? {} : (JSON.parse(text) as { readonly code?: string })
  return { status: reply.status, code: problem.code ?? null }
}
