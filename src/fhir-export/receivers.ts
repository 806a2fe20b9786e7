/** Which servers may get patient rows: one on this machine, or one that the site names as inside its platform. */
import { checkBaseUrl, isLoopback } from '../fhir-client/addresses.ts'
import { NodeError } from '../model/errors.ts'

/** `allowed`: `host` for its usual port, or `host:port`. Throws `fhir/not-allowed`. */
export function checkMayReceiveRows(baseUrl: string, allowed: readonly string[]): void {
  const url = checkBaseUrl(baseUrl)
  if (isLoopback(url)) return
  const port = url.port === '' ? USUAL_PORT : url.port
  const names = new Set(allowed.map(one => withPort(one.toLowerCase())))
  if (names.has(`${url.hostname}:${port}`)) return
  throw new NodeError('fhir/not-allowed', 'this FHIR server may not get patient rows', {
    hint: 'Rows stay inside the platform. A server there is named under fhir.mayReceiveRows in rose.json.',
  })
}

const USUAL_PORT = '443'

function withPort(host: string): string {
  return /:\d{1,5}$/.test(host) ? host : `${host}:${USUAL_PORT}`
}
