/** A Bundle as a transaction that may come twice: every resource is put where one with its identifier is, or made. */
import { type Element, elementsOf, isElement } from '../projection/fhir/element.ts'
import type { Entry } from '../projection/fhir/kind.ts'
import { ownTag } from '../projection/fhir/systems.ts'

export interface Transaction {
  readonly resourceType: 'Bundle'
  readonly type: 'transaction'
  readonly entry: readonly TransactionEntry[]
}

interface TransactionEntry {
  readonly fullUrl?: string
  readonly resource?: Element
  readonly request: { readonly method: 'PUT' | 'DELETE'; readonly url: string }
}

export interface Tag {
  readonly system: string
  readonly code: string
}

/** On every resource that an export put on a server: whose export it is. */
export const exportTag = (trialId: string): Tag => ({ system: ownTag('export'), code: trialId })

export function putAll(entries: readonly Entry[], tags: readonly Tag[]): Transaction {
  return transaction(
    entries.map(({ fullUrl, resource }) => {
      const identity = identityOf(resource)
      const { condition, further } = conditionOf(resource, identity)
      return {
        fullUrl,
        resource: withTags(resource, [...tags, ...further]),
        request: { method: 'PUT', url: `${typeOf(resource)}?${condition}` },
      }
    }),
  )
}

export function deleteAll(names: readonly string[]): Transaction {
  return transaction(names.map(url => ({ request: { method: 'DELETE', url } })))
}

function transaction(entry: readonly TransactionEntry[]): Transaction {
  return { resourceType: 'Bundle', type: 'transaction', entry }
}

/** `system|value` of the first identifier, by which an export knows its resource on a server again. */
export function identityOf(resource: Element): string {
  const held = resource['identifier']
  const [first] = isElement(held) ? [held] : elementsOf(resource, 'identifier')
  return first === undefined ? '' : `${String(first['system'])}|${String(first['value'])}`
}

/** R4 has no search for the identifier of an AdverseEvent: it bears its identifier as a tag too. */
const WITHOUT_SEARCH: ReadonlySet<string> = new Set(['AdverseEvent'])

function conditionOf(resource: Element, identity: string): { condition: string; further: readonly Tag[] } {
  if (!WITHOUT_SEARCH.has(typeOf(resource))) {
    return { condition: `identifier=${encodeURIComponent(identity)}`, further: [] }
  }
  const tag = { system: ownTag('element'), code: identity.slice(identity.indexOf('|') + 1) }
  return { condition: `_tag=${encodeURIComponent(`${tag.system}|${tag.code}`)}`, further: [tag] }
}

function withTags(resource: Element, tags: readonly Tag[]): Element {
  const meta = isElement(resource['meta']) ? resource['meta'] : {}
  return { ...resource, meta: { ...meta, tag: tags } }
}

export function hasTag(resource: Element, wanted: Tag): boolean {
  const meta = isElement(resource['meta']) ? resource['meta'] : {}
  return elementsOf(meta, 'tag').some(tag => tag['system'] === wanted.system && tag['code'] === wanted.code)
}

export function typeOf(resource: Element): string {
  return String(resource['resourceType'])
}
