/** Which addresses may be spoken to: patient rows travel over TLS, or never leave the machine. */
import { NodeError } from '../model/errors.ts'

/** Base of a FHIR server without a last slash; throws `fhir/bad-address`. */
export function checkBaseUrl(text: string): URL {
  const url = checkAddress(text)
  if (url.search !== '' || url.hash !== '') throw badAddress('has a query or a fragment')
  return new URL(url.href.replace(/\/+$/, ''))
}

export function checkAddress(text: string): URL {
  const url = parse(text)
  if (url.username !== '' || url.password !== '') throw badAddress('holds a user name or a password')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))) return url
  throw badAddress('is neither https nor on this machine')
}

function parse(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw badAddress('is no URL')
  }
}

export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(url.hostname)
}

function badAddress(fault: string): NodeError {
  return new NodeError('fhir/bad-address', `the address of the FHIR server ${fault}`, {
    hint: 'Give it as https://HOST/BASE, or http://127.0.0.1:PORT/BASE for a server on this machine.',
  })
}
