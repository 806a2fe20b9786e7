/** Transactions of conditional updates and deletions: all of them, or none. */
import { randomUUID } from 'node:crypto'
import { asObject, type Json, listOf, type ResourceStore } from './resource-store.ts'
import { search } from './search.ts'

export type TransactionResult =
  | { readonly response: Json }
  /** Status of HTTP. */
  | { readonly refused: number }

interface Put {
  readonly kind: 'put'
  readonly type: string
  readonly id: string
  readonly fullUrl: string
  readonly resource: Json
  readonly created: boolean
}

interface Removal {
  readonly kind: 'removal'
  readonly type: string
  readonly id: string
}

interface Refusal {
  readonly kind: 'refusal'
  readonly status: number
}

export function applyTransaction(store: ResourceStore, bundle: Json): TransactionResult {
  const planned = listOf(bundle['entry']).map(entry => plan(store, entry))
  const refusal = planned.find(one => one.kind === 'refusal')
  if (refusal !== undefined) return { refused: refusal.status }
  const puts = planned.filter(one => one.kind === 'put')
  const removals = planned.filter(one => one.kind === 'removal')
  const addresses = new Map(puts.map(({ fullUrl, type, id }) => [fullUrl, `${type}/${id}`]))
  const resources = puts.map(({ resource, id }) => ({ ...asObject(withAddresses(resource, addresses)), id }))
  const removed = new Set(removals.map(({ type, id }) => `${type}/${id}`))
  if (removed.size > 0 && isPointedTo(store, removed)) return { refused: 409 }
  for (const resource of resources) store.put(resource)
  for (const { type, id } of removals) store.remove(type, id)
  const entry = planned.map(one => ({ response: one.kind === 'put' ? responseTo(one) : { status: '204 No Content' } }))
  return { response: { resourceType: 'Bundle', type: 'transaction-response', entry } }
}

function plan(store: ResourceStore, entry: Json): Put | Removal | Refusal {
  const { method, url } = asObject(entry['request'])
  const asked = new URL(String(url), 'http://server/')
  const [type = '', id] = asked.pathname.slice(1).split('/')
  if (method === 'DELETE' && id !== undefined) return { kind: 'removal', type, id }
  const resource = asObject(entry['resource'])
  if (method !== 'PUT' || id !== undefined || resource['resourceType'] !== type) return { kind: 'refusal', status: 400 }
  const found = search(store, type, asked.searchParams)
  if ('unknown' in found) return { kind: 'refusal', status: 400 }
  if (found.matches.length > 1) return { kind: 'refusal', status: 412 }
  const held = found.matches[0]?.['id']
  const fullUrl = String(entry['fullUrl'])
  if (typeof held === 'string') return { kind: 'put', type, id: held, fullUrl, resource, created: false }
  return { kind: 'put', type, id: randomUUID(), fullUrl, resource, created: true }
}

function responseTo({ type, id, created }: Put): Json {
  return { status: created ? '201 Created' : '200 OK', location: `${type}/${id}/_history/1` }
}

/** By a resource that stays. */
function isPointedTo(store: ResourceStore, removed: ReadonlySet<string>): boolean {
  return store.everything().some(resource => {
    const stays = !removed.has(`${String(resource['resourceType'])}/${String(resource['id'])}`)
    return stays && referencesIn(resource).some(reference => removed.has(reference))
  })
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'reference' && typeof member === 'string' ? [member] : referencesIn(member),
  )
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
