/** Who makes this request: a member of the directory, by a signature over method, address, query and body, used once. */
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { FindCorrespondent } from '../trust/correspondents.ts'
import { verifyPass } from '../trust/courier-pass.ts'
import { replayed } from '../trust/replays.ts'
import { verifyRequest } from '../trust/signed-request.ts'
import type { Mailboxes } from './mailboxes.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Bytes of the body as they came: what was signed. */
    signedBody: string
  }
}

export interface AuthenticateDeps {
  readonly find: FindCorrespondent
  readonly addresses: () => readonly string[]
  readonly mailboxes: Pick<Mailboxes, 'useRequest'>
  /** Throws `http/rate-limited`. */
  readonly admit: (member: string) => void
  readonly clock: Clock
}

export const PASS_HEADER = 'rose-courier-pass'
const SCHEME = /^Rose ([A-Za-z0-9_.-]+)$/

/** The member's id; throws `trust/...`, `http/no-token` or `http/rate-limited`. */
export async function authenticate(request: FastifyRequest, deps: AuthenticateDeps): Promise<string> {
  const [, token] = SCHEME.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new NodeError('http/no-token', 'a signed request is needed here')
  const find = await signersOf(request, deps)
  const { member, use } = await verifyRequest(token, {
    find,
    addresses: deps.addresses(),
    method: request.method,
    path: request.url,
    body: request.signedBody,
    now: deps.clock.now(),
  })
  deps.admit(member)
  if ((await deps.mailboxes.useRequest(use)) === 'replayed') throw replayed()
  return member
}

/** A courier signs with a key of its own, for the one member whose pass it shows, and for nobody else. */
async function signersOf({ headers }: FastifyRequest, { find, addresses, clock }: AuthenticateDeps) {
  const text = headers[PASS_HEADER]
  if (text === undefined) return find
  const pass = await verifyPass(String(text), { find, addresses: addresses(), now: clock.now() })
  const findForCourier: FindCorrespondent = id => {
    const member = id === pass.member ? find(id) : null
    return member === null ? null : { ...member, signingKeys: [pass.courierKey] }
  }
  return findForCourier
}
