/** How the resources of one subject name and find each other. */
import { createHash } from 'node:crypto'
import { type Element, elementAt, elementsOf, isElement } from './element.ts'
import { ownIdentifier } from './systems.ts'

export const PSEUDONYM = ownIdentifier('pseudonym')
export const ELEMENT = ownIdentifier('element')
export const TRIAL = ownIdentifier('trial')

/** Key of the ResearchSubject, whose `period.start` is day 0. */
export const SUBJECT_KEY = 'subject'
export const PATIENT_KEY = 'patient'

export interface Links {
  readonly pseudonym: string
  /** `urn:uuid:…`, the same for the same subject and key in every export. */
  fullUrl(key: string): string
  /** By address within the Bundle and by identifier, so that it survives a server that gives new addresses. */
  reference(type: string, key: string): Element
  identifier(key: string): Element
  /** Key of what a reference points to; undefined where it is not of this subject. */
  keyOf(reference: unknown): string | undefined
}

export function linksOf(pseudonym: string): Links {
  const value = (key: string) => (key === PATIENT_KEY ? pseudonym : `${pseudonym}/${key}`)
  const identifier = (key: string) => ({ system: key === PATIENT_KEY ? PSEUDONYM : ELEMENT, value: value(key) })
  const fullUrl = (key: string) => addressOf(value(key))
  return {
    pseudonym,
    fullUrl,
    identifier,
    reference: (type, key) => ({ reference: fullUrl(key), type, identifier: identifier(key) }),
    keyOf: reference => (isElement(reference) ? keyIn(elementAt(reference, 'identifier'), pseudonym) : undefined),
  }
}

function keyIn(identifier: Element, pseudonym: string): string | undefined {
  const text = identifier['value']
  if (identifier['system'] === PSEUDONYM && text === pseudonym) return PATIENT_KEY
  if (identifier['system'] !== ELEMENT || typeof text !== 'string' || !text.startsWith(`${pseudonym}/`))
    return undefined
  return text.slice(pseudonym.length + 1)
}

/** Key of a resource by its own identifier; some types have one, others a list. */
export function keyOfResource(resource: Element, links: Links): string | undefined {
  const held = resource['identifier']
  const identifiers = isElement(held) ? [held] : elementsOf(resource, 'identifier')
  return identifiers.map(identifier => keyIn(identifier, links.pseudonym)).find(key => key !== undefined)
}

/** `urn:uuid:…`, the same for the same name. */
export function addressOf(name: string): string {
  return `urn:uuid:${stableUuid(name)}`
}

/** UUID version 8 (RFC 9562 section 5.8) of a hash: tells no more than the pseudonym that it is made of. */
function stableUuid(name: string): string {
  const hash = createHash('sha256').update(`prime-rose/fhir-element/1\n${name}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash
    .toString('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
