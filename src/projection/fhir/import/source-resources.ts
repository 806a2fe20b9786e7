/** Resources of a source in an order that does not change from one reading to the next, each with its origin. */
import { type Element, textOf } from '../element.ts'
import type { SourceResource } from './references.ts'

export interface SourceEntry {
  readonly resource: Element
  readonly fullUrl?: string | undefined
}

export interface OrderedResource extends SourceResource {
  readonly fullUrl: string | undefined
}

/**
 * Ordinals count within a type; `ordinals` carries them on from one patient to the next, so that they count over the whole
 * source. Resources without a type are left out; ids are compared as text.
 */
export function orderResources(
  entries: readonly SourceEntry[],
  ordinals: Map<string, number> = new Map(),
): OrderedResource[] {
  const named = entries.flatMap(({ resource, fullUrl }) => {
    const type = textOf(resource, 'resourceType')
    if (type === undefined) return []
    const id = textOf(resource, 'id')
    return [{ type, resource, fullUrl, id, key: id === undefined ? (fullUrl ?? `${type}/`) : `${type}/${id}` }]
  })
  return named.sort(byTypeAndKey).map(({ type, resource, fullUrl, id, key }) => {
    const line = (ordinals.get(type) ?? 0) + 1
    ordinals.set(type, line)
    const origin = { sheet: type.toLowerCase(), line, ...(id === undefined ? {} : { id }) }
    return { type, resource, fullUrl, key, origin }
  })
}

interface Named {
  readonly type: string
  readonly key: string
}

function byTypeAndKey(a: Named, b: Named): number {
  return compareTexts(a.type, b.type) || compareTexts(a.key, b.key)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
