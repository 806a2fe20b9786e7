/**
 * Bearer tokens. SMART Backend Services (HL7 SMART App Launch 2, backend services; RFC 7523): the client signs an
 * assertion with its own key, the server gives a token of some minutes, which is renewed before it ends.
 */
import { randomUUID } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'
import { NodeError } from '../model/errors.ts'
import { checkAddress } from './addresses.ts'
import type { FhirAccess, FhirClientClock, SmartAccess } from './settings.ts'

export interface TokenSource {
  /** Whether another token can be had where one is refused. */
  readonly canRenew: boolean
  /** Null where the server is open. `fresh` asks for a new one whatever the old one's age. */
  bearer(fresh: boolean): Promise<string | null>
}

/** One request without repetition; rejects as `failures.ts` knows it. */
export type Request = (question: {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly address: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}) => Promise<unknown>

interface Surroundings {
  readonly baseUrl: URL
  readonly request: Request
  readonly clock: FhirClientClock
}

export function tokenSource(access: FhirAccess, surroundings: Surroundings): TokenSource {
  if (access.kind === 'open') return { canRenew: false, bearer: async () => null }
  if (access.kind === 'token') return { canRenew: false, bearer: async () => access.token }
  let held: HeldToken | undefined
  return {
    canRenew: true,
    async bearer(fresh) {
      const isGood = held !== undefined && surroundings.clock.now() < held.renewAt
      if (fresh || !isGood) held = await fetchToken(access, surroundings)
      return held?.token ?? null
    },
  }
}

interface HeldToken {
  readonly token: string
  readonly renewAt: number
}

const CONFIGURATION = 'the SMART configuration of the server (.well-known/smart-configuration)'
/** A token is renewed this long before it ends, so that it does not end on its way. */
const EARLY_MS = 30_000
const ASSERTION_SECONDS = 240
const USUAL_SECONDS = 300

async function fetchToken(access: SmartAccess, surroundings: Surroundings): Promise<HeldToken> {
  const endpoint = await endpointOf(access, surroundings)
  const asked = surroundings.clock.now()
  const answer = await exchange(surroundings, 'the token endpoint', {
    method: 'POST',
    address: endpoint.url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: access.scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signAssertion(access, endpoint, asked),
    }).toString(),
  })
  const { access_token: token, token_type: type, expires_in: seconds = USUAL_SECONDS } = answer
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16384}$/.test(token) || String(type).toLowerCase() !== 'bearer') {
    throw refused('the token endpoint', 'gave no bearer token')
  }
  if (typeof seconds !== 'number' || !(seconds > 0)) throw refused('the token endpoint', 'gave a token that has ended')
  return { token, renewAt: asked + Math.max(seconds * 1000 - EARLY_MS, seconds * 500) }
}

interface TokenEndpoint {
  readonly url: URL
  /** Algorithms that the server lists; undefined where it lists none. */
  readonly algorithms: readonly unknown[] | undefined
}

async function endpointOf(access: SmartAccess, surroundings: Surroundings): Promise<TokenEndpoint> {
  if (access.tokenUrl !== undefined) return { url: checkAddress(access.tokenUrl), algorithms: undefined }
  const address = new URL(`${surroundings.baseUrl.href}/.well-known/smart-configuration`)
  const found = await exchange(surroundings, CONFIGURATION, { address, headers: { accept: 'application/json' } })
  const { token_endpoint: url, token_endpoint_auth_signing_alg_values_supported: algorithms } = found
  if (typeof url !== 'string') throw refused(CONFIGURATION, 'names no token endpoint')
  return { url: checkAddress(url), algorithms: Array.isArray(algorithms) ? algorithms : undefined }
}

async function signAssertion(access: SmartAccess, endpoint: TokenEndpoint, now: number): Promise<string> {
  const algorithm = algorithmOf(access.key)
  if (endpoint.algorithms !== undefined && !endpoint.algorithms.includes(algorithm)) {
    throw new NodeError('fhir/key-unsupported', `the server does not take assertions signed with ${algorithm}`, {
      hint: `Make a key of a kind that it takes: rose fhir key --algorithm ${String(endpoint.algorithms.find(isOurs) ?? 'ES384')}`,
    })
  }
  const seconds = Math.floor(now / 1000)
  const header = {
    alg: algorithm,
    typ: 'JWT',
    ...(typeof access.key['kid'] === 'string' ? { kid: access.key['kid'] } : {}),
  }
  return new SignJWT()
    .setProtectedHeader(header)
    .setIssuer(access.clientId)
    .setSubject(access.clientId)
    .setAudience(endpoint.url.href)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + ASSERTION_SECONDS)
    .setJti(randomUUID())
    .sign(await importKey(access.key, algorithm))
}

const ALGORITHMS = ['EdDSA', 'ES384', 'RS384'] as const
export type ClientAlgorithm = (typeof ALGORITHMS)[number]

function isOurs(algorithm: unknown): boolean {
  return ALGORITHMS.some(one => one === algorithm)
}

/** Throws `fhir/bad-key` for a key of another kind. */
export function algorithmOf({ kty, crv }: Readonly<Record<string, unknown>>): ClientAlgorithm {
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA'
  if (kty === 'EC' && crv === 'P-384') return 'ES384'
  if (kty === 'RSA') return 'RS384'
  throw badKey()
}

async function importKey(key: Readonly<Record<string, unknown>>, algorithm: ClientAlgorithm) {
  try {
    return await importJWK(key as JWK, algorithm)
  } catch {
    throw badKey()
  }
}

function badKey(): NodeError {
  return new NodeError('fhir/bad-key', 'the key of the FHIR client is no private key for EdDSA, ES384 or RS384', {
    hint: 'Make one with: rose fhir key --node DIR',
  })
}

/** A refusal is final; what failed in passing is thrown as it came, and tried again with the request that needed it. */
async function exchange(
  { request }: Surroundings,
  whose: string,
  question: Parameters<Request>[0],
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const answer = await request(question)
    if (typeof answer === 'object' && answer !== null) return answer as Readonly<Record<string, unknown>>
  } catch (thrown) {
    const status = (thrown as { response?: { status?: number } }).response?.status
    if (status === undefined || status === 429 || status >= 500) throw thrown
    throw refused(whose, `answers ${status}`)
  }
  throw refused(whose, 'does not answer in JSON')
}

function refused(whose: string, fault: string): NodeError {
  return new NodeError('fhir/token-refused', `${whose} ${fault}`, {
    hint: 'See clientId, keyFile and scope in rose.json, and that the server knows the public key.',
  })
}
