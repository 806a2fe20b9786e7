/** Programs that ask a gateway with bearer tokens, registered by their keys. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { CompactSign } from 'jose'
import type { GatewayDeps } from '../../src/http/gateway.ts'
import type { Clock } from '../../src/model/clock.ts'
import type { Client } from '../../src/trust/clients.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'

const ADDRESS = 'http://gateway.test'

export interface Program {
  readonly id: string
  readonly key: PrivateJwk
}

export function aProgram(id: string): Program {
  return { id, key: generateKey() }
}

/** What a gateway has to know of them. */
export function registered(programs: readonly Program[]): GatewayDeps['clients'] {
  const clients = new Map<string, Client>(
    programs.map(({ id, key }) => [id, { id, scopes: ['discovery.read'], keys: [publicKeyOf(key)] }]),
  )
  return { find: id => clients.get(id) ?? null, generation: () => 0, addresses: () => [ADDRESS] }
}

/** Gets a token over the real route; headers for what it asks next. */
export async function bearerOf(
  app: FastifyInstance,
  { id, key }: Program,
  clock: Clock,
): Promise<{ readonly authorization: string }> {
  const exp = Math.floor(clock.now() / 1000) + 60
  const claims = { iss: id, sub: id, aud: `${ADDRESS}/oauth2/token`, exp, jti: randomUUID() }
  const assertion = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .sign(key)
  const reply = await app.inject({
    method: 'POST',
    url: '/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'discovery.read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
  })
  if (reply.statusCode !== 200) throw new Error(`no token: ${reply.body}`)
  return { authorization: `Bearer ${reply.json().access_token}` }
}
