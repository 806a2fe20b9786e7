/**
 * What can go wrong with a request, and whether it may pass by itself. Nothing of the address is in an error: searches
 * name patients.
 */
import { type ErrorCode, NodeError } from '../model/errors.ts'
import { PACKED } from './dispatcher.ts'

export interface Failure {
  readonly error: NodeError
  /** Another attempt may succeed. */
  readonly passing: boolean
  /** Pause that the server asks for, in milliseconds. */
  readonly pause?: number
}

/** As `fhir-kit-client` throws it. */
interface HttpFailure {
  readonly response?: { readonly status?: unknown; readonly data?: unknown }
  readonly config?: { readonly headers?: { get?(name: string): string | null } }
  readonly cause?: { readonly code?: unknown; readonly message?: unknown }
  readonly name?: unknown
}

const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** `what` says what was asked for, e.g. `Observation`; `now` in milliseconds. */
export function failureOf(thrown: unknown, what: string, now: number): Failure {
  if (thrown instanceof NodeError) return { error: thrown, passing: false }
  const { response, config, cause, name } = (thrown ?? {}) as HttpFailure
  const status = response?.status
  if (typeof status === 'number') {
    const pause = pauseAsked(config?.headers?.get?.('retry-after') ?? null, now)
    return { ...ofStatus(status, what, config), ...(pause === undefined ? {} : { pause }) }
  }
  if (cause?.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return lasting('fhir/too-large', `the answer to ${what} is larger than allowed`, {
      hint: 'Ask for fewer resources a page (fhir.pageSize in rose.json), or raise fhir.limits.answerMegabytes.',
    })
  }
  if (cause?.message === PACKED)
    return lasting('fhir/bad-answer', `the answer to ${what} is packed, which was not asked for`)
  if (typeof cause?.code === 'string' && /CERT|SELF_SIGNED|ALTNAME|ERR_TLS/.test(cause.code)) {
    return lasting('fhir/not-trusted', 'nobody who is trusted here vouches for the FHIR server', {
      hint: 'Give the certificate of its authority as fhir.caFile in rose.json.',
    })
  }
  const isSlow = name === 'TimeoutError' || (typeof cause?.code === 'string' && cause.code.includes('TIMEOUT'))
  const fault = isSlow ? 'did not answer in time' : 'could not be reached, or broke off its answer'
  return {
    error: new NodeError('fhir/unreachable', `the FHIR server ${fault} (${what})`, {
      hint: 'See that it runs and that this machine may reach it, then run the command again.',
      cause: thrown,
    }),
    passing: true,
  }
}

function ofStatus(status: number, what: string, config: HttpFailure['config']): Failure {
  const detail = { status, asked: what }
  if (status === 401 || status === 403) {
    return lasting('fhir/not-authorised', `the FHIR server refuses access to ${what} (${status})`, {
      hint: 'See fhir.access in rose.json, and the scopes that the server gives this client.',
      detail,
    })
  }
  if (status >= 200 && status < 300) {
    const type = config?.headers?.get?.('content-type') ?? ''
    const isPage = /html/i.test(type)
    const error = new NodeError(
      'fhir/bad-answer',
      `the answer to ${what} is no JSON${isPage ? ' but a web page' : ''}`,
      {
        hint: isPage
          ? 'A log-in page or a proxy answers in its place: see fhir.baseUrl and fhir.access in rose.json.'
          : 'The answer may have been cut short on its way; see the log of the server.',
        detail,
      },
    )
    return { error, passing: !isPage }
  }
  if (status >= 300 && status < 400) {
    return lasting('fhir/refused', `the FHIR server sends this client elsewhere (${status})`, {
      hint: 'Give the address that it means as baseUrl: nothing is followed to another place.',
      detail,
    })
  }
  const error = new NodeError('fhir/refused', `the FHIR server answers ${status} to ${what}`, {
    hint: 'See the log of the server.',
    detail,
  })
  return { error, passing: PASSING.has(status) }
}

function lasting(code: ErrorCode, message: string, details: ConstructorParameters<typeof NodeError>[2] = {}): Failure {
  return { error: new NodeError(code, message, details), passing: false }
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function pauseAsked(text: string | null, now: number): number | undefined {
  if (text === null) return undefined
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
