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
  ): Promise<{ readonly token: string; readonly seconds: number } | undefined>
  isGood(authorisation: string | undefined): boolean
  /** Forgets every token that was given. */
  revoke(): void
}

const ALGORITHMS = ['EdDSA', 'ES384', 'RS384']

export function openTokenDesk(client: RegisteredClient, seconds: number): TokenDesk {
  const given = new Map<string, number>()
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
      given.set(token, Date.now() + seconds * 1000)
      return { token, seconds }
    },
    isGood(authorisation) {
      const token = /^Bearer (.+)$/.exec(authorisation ?? '')?.[1]
      return token !== undefined && Date.now() < (given.get(token) ?? 0)
    },
    revoke: () => given.clear(),
  }
}

function algorithmOf({ kty }: Readonly<Record<string, unknown>>): string {
  return kty === 'OKP' ? 'EdDSA' : kty === 'EC' ? 'ES384' : 'RS384'
}
