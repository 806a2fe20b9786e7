/** Where two FHIR documents differ, apart from what a server adds to what it stores. */
import { isElement } from './element.ts'

/** Members of a resource that a server sets; `text` is a narrative made of the other members, a tag is a label. */
const SET_BY_SERVER: ReadonlySet<string> = new Set(['id', 'text'])
const META_SET_BY_SERVER: ReadonlySet<string> = new Set(['versionId', 'lastUpdated', 'source', 'tag'])

/** Path of the first member that is not the same, e.g. `entry.3.resource.status`; null where there is none. */
export function firstDifference(expected: unknown, found: unknown, path = ''): string | null {
  if (Array.isArray(expected) && Array.isArray(found)) return firstOfLists(expected, found, path)
  if (isElement(expected) && isElement(found)) return firstOfElements(expected, found, path)
  return Object.is(expected, found) ? null : place(path)
}

function firstOfLists(expected: readonly unknown[], found: readonly unknown[], path: string): string | null {
  if (expected.length !== found.length) return place(path)
  for (const [at, item] of expected.entries()) {
    const difference = firstDifference(item, found[at], `${path}.${at}`)
    if (difference !== null) return difference
  }
  return null
}

type Members = Readonly<Record<string, unknown>>

function firstOfElements(expected: Members, found: Members, path: string): string | null {
  for (const member of Object.keys(expected)) {
    const difference = firstDifference(expected[member], found[member], `${path}.${member}`)
    if (difference !== null) return difference
  }
  const extra = Object.keys(found).find(member => !(member in expected) && !isSetByServer(member, found, path))
  // The name of a member that is not known may be anything.
  return extra === undefined ? null : `${place(path)} (a further member)`
}

function isSetByServer(member: string, found: Members, path: string): boolean {
  if (path.endsWith('.meta')) return META_SET_BY_SERVER.has(member)
  return 'resourceType' in found && SET_BY_SERVER.has(member)
}

function place(path: string): string {
  return path === '' ? 'the document' : path.slice(1)
}
