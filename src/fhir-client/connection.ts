/** One FHIR server: requests with token, limits and bounded repetition. */
import { Client } from 'fhir-kit-client'
import { NodeError } from '../model/errors.ts'
import { checkBaseUrl } from './addresses.ts'
import { limitedDispatcher } from './dispatcher.ts'
import { type Failure, failureOf } from './failures.ts'
import type { FhirClientClock, FhirServerSettings } from './settings.ts'
import { systemFhirClock } from './settings.ts'
import { type Request, type TokenSource, tokenSource } from './token.ts'

export type FhirJson = Readonly<Record<string, unknown>>

export interface FhirConnection {
  readonly baseUrl: URL
  readonly settings: FhirServerSettings
  /** `what` names what is asked for in errors, which never hold the address. */
  get(address: URL, what: string): Promise<FhirJson>
  /** Sends a transaction to the base; it is repeated like a question, so coming twice it must do what it does once. */
  post(bundle: object, what: string): Promise<FhirJson>
  close(): Promise<void>
}

interface Question {
  readonly method?: 'GET' | 'POST'
  readonly address: URL
  readonly body?: string
}

export interface ConnectionSurroundings {
  readonly stopped: AbortSignal
  readonly clock?: FhirClientClock
  /** Said before a pause. */
  readonly onWait?: (seconds: number) => void
}

/** Throws `fhir/bad-address`; nothing is sent before the first request. */
export function openConnection(settings: FhirServerSettings, surroundings: ConnectionSurroundings): FhirConnection {
  const baseUrl = checkBaseUrl(settings.baseUrl)
  const { stopped, clock = systemFhirClock } = surroundings
  const dispatcher = limitedDispatcher(settings.limits, settings.certificates)
  const client = new Client({
    baseUrl: baseUrl.href,
    requestOptions: { dispatcher, redirect: 'manual' },
    customHeaders: { 'accept-encoding': 'identity', prefer: 'handling=strict' },
  })
  const request: Request = ({ method = 'GET', address, headers, body }) => {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(settings.limits.requestSeconds * 1000)])
    return client.request(address.href, {
      method,
      options: { headers, signal },
      ...(body === undefined ? {} : { body }),
    })
  }
  const token = tokenSource(settings.access, { baseUrl, request, clock })
  const until = clock.now() + settings.limits.totalMinutes * 60_000

  async function attempt(question: Question, fresh: boolean): Promise<FhirJson> {
    const bearer = await token.bearer(fresh)
    const headers = {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(question.body === undefined
        ? {}
        : { 'content-type': 'application/fhir+json', prefer: 'return=minimal, handling=strict' }),
    }
    return checkObject(await request({ ...question, headers }))
  }

  async function ask(question: Question, what: string): Promise<FhirJson> {
    let fresh = false
    for (let failures = 0; ; failures += 1) {
      checkGoingOn(stopped, clock.now() < until)
      try {
        return await attempt(question, fresh)
      } catch (thrown) {
        checkGoingOn(stopped, true)
        const failure = failureOf(thrown, what, clock.now())
        fresh = isTokenRefused(failure, token) && !fresh
        if (fresh) continue
        if (!failure.passing || failures >= settings.limits.retries) throw failure.error
        await pause(failure, failures)
      }
    }
  }

  async function pause(failure: Failure, failures: number): Promise<void> {
    const longest = settings.limits.longestWaitSeconds * 1000
    const wait = failure.pause ?? Math.min(longest, 500 * 2 ** failures)
    if (wait > longest || clock.now() + wait > until) throw failure.error
    surroundings.onWait?.(Math.ceil(wait / 1000))
    await clock.wait(wait, stopped)
  }

  return {
    baseUrl,
    settings,
    get: (address, what) => ask({ address }, what),
    post: (bundle, what) => ask({ method: 'POST', address: baseUrl, body: JSON.stringify(bundle) }, what),
    close: () => dispatcher.destroy(),
  }
}

function isTokenRefused({ error }: Failure, token: TokenSource): boolean {
  return token.canRenew && error.detail?.['status'] === 401
}

function checkGoingOn(stopped: AbortSignal, isInTime: boolean): void {
  if (stopped.aborted) {
    throw new NodeError('usage/interrupted', 'stopped while the FHIR server was spoken to', {
      hint: 'Run it again when you like: nothing is half done here.',
    })
  }
  if (isInTime) return
  throw new NodeError('fhir/too-long', 'the FHIR server took longer than it may', {
    hint: 'Raise fhir.limits.totalMinutes in rose.json, or see why the server is slow.',
  })
}

function checkObject(answer: unknown): FhirJson {
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer as FhirJson
  throw new NodeError('fhir/bad-answer', 'the FHIR server answers with something that is no resource')
}
