/** SMART Backend Services for one registered client: an assertion signed with its key, once, against a token of some minutes. */
import { randomBytes } from 'node:crypto'
import { importJWK, type JWK, jwtVerify } from 'jose'

export interface RegisteredClient {
  readonly clientId: string
  /** Public JSON Web Key. */
  readonly key: Readonly<Record<string, unknown>>
}

export interface TokenDesk {
  readonly algorithms: readonly string[]
  /** Undefined where the request is refused. */
  give(
    form: URLSearchParams,
    audience: string,
  ): Promise<{ readonly token: string; readonly seconds: number; readonly scope: string } | undefined>
  allows(authorisation: string | undefined, what: 'read' | 'write'): 'yes' | 'not-this' | 'no'
  /** Forgets every token that was given. */
  revoke(): void
}

/** Of all resources of the system, as SMART 2 writes it. */
const RIGHTS = { read: /^system\/\*\.c?r/, write: /^system\/\*\.cru?d/ }
const ALGORITHMS = ['EdDSA', 'ES384', 'RS384']

export function openTokenDesk(client: RegisteredClient, seconds: number): TokenDesk {
  const given = new Map<string, { readonly until: number; readonly scope: string }>()
  const used = new Set<string>()
  return {
    algorithms: ALGORITHMS,
    async give(form, audience) {
      if (form.get('grant_type') !== 'client_credentials') return undefined
      try {
        const key = await importJWK(client.key as JWK, algorithmOf(client.key))
        const { payload } = await jwtVerify(form.get('client_assertion') ?? '', key, {
          algorithms: ALGORITHMS,
          audience,
          issuer: client.clientId,
          subject: client.clientId,
          maxTokenAge: 300,
          requiredClaims: ['exp', 'jti'],
        })
        if (used.has(String(payload.jti))) return undefined
        used.add(String(payload.jti))
      } catch {
        return undefined
      }
      const token = randomBytes(24).toString('base64url')
      const scope = form.get('scope') ?? ''
      given.set(token, { until: Date.now() + seconds * 1000, scope })
      return { token, seconds, scope }
    },
    allows(authorisation, what) {
      const held = given.get(/^Bearer (.+)$/.exec(authorisation ?? '')?.[1] ?? '')
      if (held === undefined || Date.now() >= held.until) return 'no'
      return RIGHTS[what].test(held.scope) ? 'yes' : 'not-this'
    },
    revoke: () => given.clear(),
  }
}

function algorithmOf({ kty }: Readonly<Record<string, unknown>>): string {
  return kty === 'OKP' ? 'EdDSA' : kty === 'EC' ? 'ES384' : 'RS384'
}
