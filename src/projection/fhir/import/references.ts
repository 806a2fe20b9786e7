/** Resources of a source, and how they point to each other: by `urn:uuid`, by address, by type and id. */
import type { Origin } from '../../../model/generated/common-record.ts'
import { type Element, isElement, textOf } from '../element.ts'

export interface SourceResource {
  readonly type: string
  readonly resource: Element
  /** Names it among the resources of its source; local, never stored. */
  readonly key: string
  readonly origin: Origin
}

export interface ReferenceIndex {
  /** What a reference points to within the source; undefined where it is not there. */
  find(reference: unknown): SourceResource | undefined
}

/** Each resource is found by its full URL, by `Type/id`, and by any address that ends so below the base of the server. */
export function indexReferences(
  resources: readonly (SourceResource & { readonly fullUrl?: string | undefined })[],
  baseUrl: string | null,
): ReferenceIndex {
  const byName = new Map<string, SourceResource>()
  for (const one of resources) {
    const id = textOf(one.resource, 'id')
    if (one.fullUrl !== undefined) byName.set(one.fullUrl, one)
    if (id === undefined) continue
    byName.set(`${one.type}/${id}`, one)
    if (baseUrl !== null) byName.set(`${baseUrl.replace(/\/$/, '')}/${one.type}/${id}`, one)
  }
  return {
    find(reference) {
      const text = isElement(reference) ? textOf(reference, 'reference') : undefined
      return text === undefined ? undefined : byName.get(text.replace(/\/_history\/[^/]+$/, ''))
    },
  }
}
