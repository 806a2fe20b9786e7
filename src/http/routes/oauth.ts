/**
 * Access tokens for programs: OAuth 2.0 client credentials (RFC 6749 section 4.4) with `private_key_jwt` (RFC 7523), as in
 * SMART Backend Services.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Clock } from '../../model/clock.ts'
import { isNodeError } from '../../model/errors.ts'
import { type AccessToken, accessTokenSchema } from '../../model/generated/access-token.ts'
import { type SmartConfiguration, smartConfigurationSchema } from '../../model/generated/smart-configuration.ts'
import { type TokenError, tokenErrorSchema } from '../../model/generated/token-error.ts'
import { isScope, issueToken, TOKEN_LIFETIME_SECONDS } from '../../trust/access-token.ts'
import { verifyAssertion } from '../../trust/client-assertion.ts'
import { type Client, type FindClient, SCOPES, type Scope } from '../../trust/clients.ts'
import type { PrivateJwk } from '../../trust/keys.ts'
import type { ReplayStore } from '../../trust/replays.ts'
import { noQuery, problems } from '../route-schemas.ts'

export interface TokenDeps {
  readonly member: string
  /** Addresses of this gateway as programs know it, the first one for the configuration. */
  readonly addresses: () => readonly string[]
  readonly signingKey: () => PrivateJwk
  readonly find: FindClient
  readonly replays: ReplayStore
  /** Throws `http/rate-limited`. */
  readonly admit: (client: string) => void
  readonly clock: Clock
}

const TOKEN_PATH = '/oauth2/token'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const FORM = 'application/x-www-form-urlencoded'
const TOKEN_FORM = {
  type: 'object',
  additionalProperties: false,
  required: ['grant_type', 'scope', 'client_assertion_type', 'client_assertion'],
  properties: {
    grant_type: { const: 'client_credentials' },
    scope: { type: 'string', description: 'Scopes with a space between.' },
    client_assertion_type: { const: ASSERTION_TYPE },
    client_assertion: { type: 'string', description: 'JWT, signed with EdDSA or ES384 by the key of the client.' },
  },
  examples: [
    {
      grant_type: 'client_credentials',
      scope: 'discovery.read',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: 'eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl',
    },
  ],
} as const
const PARAMETERS = ['client_assertion', 'client_assertion_type', 'grant_type', 'scope']

export function addTokenRoutes(app: FastifyInstance, deps: TokenDeps): void {
  app.get(
    '/.well-known/smart-configuration',
    {
      schema: { querystring: noQuery, response: { 200: smartConfigurationSchema, ...problems } },
      config: {
        says: {
          id: 'getSmartConfiguration',
          tag: 'tokens',
          summary: 'Where tokens come from, and what they are for',
          replies: { 200: 'As SMART App Launch names it.' },
        },
      },
    },
    async (): Promise<SmartConfiguration> => ({
      token_endpoint: `${deps.addresses()[0] ?? ''}${TOKEN_PATH}`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'ES384'],
      scopes_supported: Object.keys(SCOPES),
      capabilities: ['client-confidential-asymmetric'],
    }),
  )
  // The one route that takes a form, as the standard asks.
  app.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: unknown, body: string) => readForm(body))
  app.post(
    TOKEN_PATH,
    {
      schema: {
        querystring: noQuery,
        response: {
          200: accessTokenSchema,
          400: tokenErrorSchema,
          401: tokenErrorSchema,
          503: tokenErrorSchema,
          ...problems,
        },
      },
      config: {
        says: {
          id: 'postToken',
          tag: 'tokens',
          summary: 'A bearer token for a registered program, or for a member by its signing key',
          notes: 'OAuth 2.0 client credentials with private_key_jwt (RFC 7523). An assertion is used once.',
          replies: {
            200: 'The token.',
            400: 'Not as the standard asks, or a scope that the client may not have.',
            401: 'Not proved; it is not said whether the client exists.',
            503: 'Not now.',
          },
          form: TOKEN_FORM,
        },
      },
    },
    async (request, reply): Promise<AccessToken | FastifyReply> => {
      const form = request.body instanceof Map ? (request.body as Form) : null
      const fault = form === null ? 'invalid_request' : faultOf(form)
      if (form === null || fault !== null) return refuse(reply, fault ?? 'invalid_request')
      const client = await proveClient(form.get('client_assertion') ?? '', deps)
      if (client === null) return refuse(reply, 'invalid_client')
      request.asker = client.id
      deps.admit(client.id)
      const scopes = scopesOf(form.get('scope') ?? '', client)
      if (scopes === null) return refuse(reply, 'invalid_scope')
      const token = await issueToken(
        { client, scopes },
        { member: deps.member, key: deps.signingKey(), now: deps.clock.now() },
      )
      return {
        access_token: token,
        token_type: 'bearer',
        expires_in: TOKEN_LIFETIME_SECONDS,
        scope: scopes.join(' '),
      }
    },
  )
}

type Form = ReadonlyMap<string, string>

/** Null where a name comes twice: which one counts would be the reader's choice (RFC 6749 section 3.2). */
function readForm(body: string): Form | null {
  const pairs = [...new URLSearchParams(body)]
  const form = new Map(pairs)
  return form.size === pairs.length ? form : null
}

function faultOf(form: Form): TokenError['error'] | null {
  if ([...form.keys()].some(name => !PARAMETERS.includes(name))) return 'invalid_request'
  if (form.get('grant_type') !== 'client_credentials') return 'unsupported_grant_type'
  return form.get('client_assertion_type') === ASSERTION_TYPE ? null : 'invalid_client'
}

/** Null for whatever is wrong with it; only a proved assertion is used up. */
async function proveClient(assertion: string, deps: TokenDeps): Promise<Client | null> {
  try {
    const audiences = deps.addresses().map(address => `${address}${TOKEN_PATH}`)
    const { client, use } = await verifyAssertion(assertion, { find: deps.find, audiences, now: deps.clock.now() })
    return (await deps.replays.use(use)) === 'fresh' ? client : null
  } catch (error) {
    if (isNodeError(error) && error.code.startsWith('trust/')) return null
    throw error
  }
}

/** Null where an unknown one, or one that the client may not have, is asked for. */
function scopesOf(text: string, client: Client): readonly Scope[] | null {
  const asked = text.split(' ').filter(scope => scope !== '')
  if (asked.length === 0) return null
  const granted = asked.filter(isScope).filter(scope => client.scopes.includes(scope))
  return granted.length === asked.length ? granted : null
}

function refuse(reply: FastifyReply, error: TokenError['error']): FastifyReply {
  return reply.code(error === 'invalid_client' ? 401 : 400).send({ error } satisfies TokenError)
}
