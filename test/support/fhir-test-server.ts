/** A real FHIR server process over HTTP on this machine, with faults on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type RunningFhirServer, startFhirServer } from '../../src/demo/fhir-server/serve.ts'
import type { RegisteredClient } from '../../src/demo/fhir-server/tokens.ts'
import { usualLimits } from '../../src/fhir-client/settings.ts'
import { makeFhirTrial } from '../../src/synthetic/fhir/fhir-trial.ts'

export interface Fault {
  /** Part of the address, e.g. `/Observation`. */
  readonly at: string
  /** Requests that it hits; all of them where left out. */
  readonly times?: number
  answer(response: ServerResponse, request: IncomingMessage): void
}

export interface FaultyServer extends RunningFhirServer {
  /** Addresses asked for, in order. */
  readonly asked: string[]
  break(fault: Fault): void
  heal(): void
}

export type Resource = Readonly<Record<string, unknown>>

export async function startFaultyServer(
  resources: readonly Resource[],
  options: { readonly client?: RegisteredClient; readonly tokenSeconds?: number } = {},
): Promise<FaultyServer> {
  const asked: string[] = []
  let faults: { readonly fault: Fault; left: number }[] = []
  const server = await startFhirServer({
    resources,
    port: 0,
    ...options,
    intercept(request, response) {
      const url = request.url ?? ''
      asked.push(`${request.method} ${decodeURIComponent(url)}`)
      const hit = faults.find(({ fault, left }) => left > 0 && url.includes(fault.at))
      if (hit === undefined) return false
      hit.left -= 1
      hit.fault.answer(response, request)
      return true
    },
  })
  return {
    ...server,
    asked,
    break: fault => faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    heal: () => {
      faults = []
    },
  }
}

export const answering =
  (status: number, body: unknown = {}, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

/** Promises more bytes than it sends, and hangs up. */
export const cuttingShort = (text: string) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': String(text.length + 1000) })
  response.write(text)
  setTimeout(() => response.destroy(), 20)
}

/** Limits of a test: pauses are told, not slept. */
export const testLimits = { ...usualLimits, requestSeconds: 5, retries: 3 }

export const instantClock = () => {
  const pauses: number[] = []
  return {
    pauses,
    now: () => Date.now(),
    wait: async (milliseconds: number) => {
      pauses.push(milliseconds)
    },
  }
}

export const aSmallTrial = (patients = 60, seed = 5) =>
  makeFhirTrial({ trialId: 'protarget-denmark', registryNumber: 'NCT04341181', patients, seed })
