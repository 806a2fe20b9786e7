/** Searches, page by page, until the server says that there is no next one; a server that never does is stopped. */
import { NodeError } from '../model/errors.ts'
import type { FhirConnection, FhirJson } from './connection.ts'

export interface Search {
  /** Resource type, e.g. `Observation`; names the search in errors. */
  readonly type: string
  /** Parameters, each once: `patient`, `code`, `_include`. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

export interface FoundResource {
  readonly resource: FhirJson
  readonly fullUrl?: string
}

/** Every resource that a search finds or includes. Throws `fhir/...`; nothing found is nothing. */
export async function* searchAll(connection: FhirConnection, search: Search): AsyncGenerator<readonly FoundResource[]> {
  let next: URL | undefined = addressOf(connection.baseUrl, search)
  const asked = new Set<string>()
  const seen = new Set<string>()
  while (next !== undefined) {
    if (asked.has(next.href) || asked.size >= connection.settings.limits.pages) throw endless(search, asked.size)
    asked.add(next.href)
    const page: FhirJson = await connection.get(next, search.type)
    const found = foundIn(page, search)
    const fresh = found.filter(one => isFresh(one, seen))
    // The address may change for ever while the page stays the same.
    if (found.length > 0 && fresh.length === 0) throw endless(search, asked.size)
    yield fresh
    next = nextOf(page, connection.baseUrl, search)
  }
}

export function addressOf(baseUrl: URL, { type, parameters }: Search): URL {
  const address = new URL(`${baseUrl.href}/${type}`)
  for (const [name, value] of parameters) address.searchParams.append(name, value)
  return address
}

function foundIn(page: FhirJson, search: Search): FoundResource[] {
  if (page['resourceType'] !== 'Bundle' || page['type'] !== 'searchset') {
    throw new NodeError('fhir/bad-answer', `the answer to a search for ${search.type} is no search set`)
  }
  const entries: unknown = page['entry'] ?? []
  if (!Array.isArray(entries)) throw new NodeError('fhir/bad-answer', `a page of ${search.type} has no list of entries`)
  return entries.flatMap((entry: unknown) => foundEntry(entry, search))
}

function foundEntry(entry: unknown, search: Search): FoundResource[] {
  const { resource, fullUrl } = asObject(entry)
  const held = asObject(resource)
  if (typeof held['resourceType'] !== 'string') {
    throw new NodeError('fhir/bad-answer', `a page of ${search.type} holds an entry without a resource`)
  }
  if (held['resourceType'] === 'OperationOutcome') {
    if (isFault(held)) throw incomplete(search)
    return []
  }
  return [{ resource: held, ...(typeof fullUrl === 'string' ? { fullUrl } : {}) }]
}

function isFault(outcome: FhirJson): boolean {
  const issues: unknown = outcome['issue']
  return Array.isArray(issues) && issues.some(issue => /^(?:error|fatal)$/.test(String(asObject(issue)['severity'])))
}

/** Included resources come again on other pages. A resource without an id cannot be told from another. */
function isFresh({ resource }: FoundResource, seen: Set<string>): boolean {
  const { resourceType, id } = resource
  if (typeof id !== 'string') return true
  const name = `${String(resourceType)}/${id}`
  if (seen.has(name)) return false
  seen.add(name)
  return true
}

/** A server chooses this address: it stays at the server, or patient rows and the token would go elsewhere. */
function nextOf(page: FhirJson, baseUrl: URL, search: Search): URL | undefined {
  const links: unknown = page['link'] ?? []
  const link = Array.isArray(links) ? links.map(asObject).find(one => one['relation'] === 'next') : undefined
  if (link === undefined) return undefined
  const url = URL.parse(String(link['url']), `${baseUrl.href}/`)
  if (url !== null && url.origin === baseUrl.origin && url.username === '') return url
  throw new NodeError('fhir/foreign-page', `the next page of ${search.type} is said to be at another server`, {
    hint: 'The server does not know its own address: set its base URL to the one that is used here.',
  })
}

function endless(search: Search, pages: number): NodeError {
  return new NodeError('fhir/endless-pages', `the pages of ${search.type} repeat themselves or do not end`, {
    hint: 'See the paging of the server; fhir.limits.pages in rose.json bounds the pages of one search.',
    detail: { pages, asked: search.type },
  })
}

function incomplete(search: Search): NodeError {
  return new NodeError('fhir/bad-answer', `the server reports a fault within the answer to ${search.type}`, {
    hint: 'Its answer may lack resources; see the log of the server.',
  })
}

function asObject(value: unknown): FhirJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as FhirJson) : {}
}
