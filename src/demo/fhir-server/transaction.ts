/** Transactions of conditional updates and deletions: all of them, or none. */
import { randomUUID } from 'node:crypto'
import { asObject, type Json, listOf, type ResourceStore } from './resource-store.ts'
import { search } from './search.ts'

export type TransactionResult = { readonly response: Json } | { readonly refused: string }

export function applyTransaction(store: ResourceStore, bundle: Json): TransactionResult {
  const entries = listOf(bundle['entry'])
  const planned: {
    readonly fullUrl: string
    readonly resource: Json
    readonly id: string
    readonly created: boolean
  }[] = []
  for (const entry of entries) {
    const { method, url } = asObject(entry['request'])
    const resource = asObject(entry['resource'])
    const type = String(resource['resourceType'])
    const asked = new URL(String(url), 'http://server/')
    if (method !== 'PUT' || asked.pathname !== `/${type}`) return { refused: 'only conditional updates' }
    const found = search(store, type, asked.searchParams)
    if ('unknown' in found || found.matches.length > 1) return { refused: 'a condition that is not clear' }
    const id = found.matches[0]?.['id']
    planned.push({
      fullUrl: String(entry['fullUrl']),
      resource,
      id: typeof id === 'string' ? id : randomUUID(),
      created: id === undefined,
    })
  }
  const addresses = new Map(
    planned.map(({ fullUrl, resource, id }) => [fullUrl, `${String(resource['resourceType'])}/${id}`]),
  )
  for (const { resource, id } of planned) store.put({ ...asObject(withAddresses(resource, addresses)), id })
  return {
    response: {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: planned.map(({ resource, id, created }) => ({
        response: {
          status: created ? '201 Created' : '200 OK',
          location: `${String(resource['resourceType'])}/${id}/_history/1`,
        },
      })),
    },
  }
}

/** References within the Bundle become addresses of the server. */
function withAddresses(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => withAddresses(item, addresses))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'reference' && typeof member === 'string'
        ? (addresses.get(member) ?? member)
        : withAddresses(member, addresses),
    ]),
  )
}
