/**
 * Bearer tokens: verified once, then remembered by their hash until they end. The memory is dropped as a whole whenever
 * members, clients or keys change, so that what was revoked is verified again, and refused.
 */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { type Grant, verifyToken } from '../trust/access-token.ts'
import type { FindClient, Scope } from '../trust/clients.ts'
import type { PrivateJwk } from '../trust/keys.ts'

export interface BearerDeps {
  readonly member: string
  readonly keys: () => readonly PrivateJwk[]
  readonly find: FindClient
  /** Grows with every change of members, clients and keys. */
  readonly generation: () => number
  readonly clock: Clock
  readonly capacity?: number
}

export interface Bearer {
  /** Throws `http/no-token`, `http/no-scope` or what the token's verification throws. */
  check(request: FastifyRequest, scope: Scope): Promise<Grant>
}

const SCHEME = /^Bearer ([A-Za-z0-9_.-]+)$/

export function checkBearer(deps: BearerDeps): Bearer {
  const { member, keys, find, generation, clock, capacity = 10_000 } = deps
  const remembered = new Map<string, Grant>()
  let known = generation()

  const recall = (name: string): Grant | undefined => {
    if (known !== generation()) {
      remembered.clear()
      known = generation()
    }
    const grant = remembered.get(name)
    if (grant === undefined || clock.now() / 1000 < grant.expires) return grant
    remembered.delete(name)
    return undefined
  }
  const verify = async (token: string, name: string): Promise<Grant> => {
    const before = generation()
    const grant = await verifyToken(token, { member, keys: keys(), find, now: clock.now() })
    // What changed meanwhile may have revoked it.
    if (before === generation()) {
      const [oldest] = remembered.keys()
      if (remembered.size >= capacity && oldest !== undefined) remembered.delete(oldest)
      remembered.set(name, grant)
    }
    return grant
  }

  return {
    async check(request, scope) {
      const [, token] = SCHEME.exec(request.headers.authorization ?? '') ?? []
      if (token === undefined)
        throw new NodeError('http/no-token', 'a bearer token is needed here', {
          hint: 'Get one at the token endpoint; /.well-known/smart-configuration names it.',
        })
      // By its hash: the memory of a process holds no token.
      const name = createHash('sha256').update(token).digest('base64url')
      const grant = recall(name) ?? (await verify(token, name))
      request.asker = grant.client
      if (grant.scopes.includes(scope)) return grant
      throw new NodeError('http/no-scope', `the token does not have the scope ${scope}`)
    },
  }
}
