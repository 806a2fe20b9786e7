/** FHIR JSON as it is walked: a member is unknown until it has been looked at. */

export type Element = Readonly<Record<string, unknown>>
/** An element while it is being written. */
export type Draft = Record<string, unknown>

export interface Coding {
  readonly system: string
  readonly code: string
  readonly display?: string
}

export function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The element at a path of member names, e.g. `performedPeriod._start`; an empty one where there is none. */
export function elementAt(element: Element, path: string): Element {
  let here: unknown = element
  for (const name of path.split('.')) here = isElement(here) ? here[name] : undefined
  return isElement(here) ? here : {}
}

/** The elements of a repeating member; none where it is missing. */
export function elementsOf(element: Element, member: string): readonly Element[] {
  const list = element[member]
  return Array.isArray(list) ? list.filter(isElement) : []
}

export function textOf(element: Element, member: string): string | undefined {
  const value = element[member]
  return typeof value === 'string' ? value : undefined
}

/** Puts a value at a path, making the elements on the way; an empty element is not put. */
export function putAt(draft: Draft, path: string, value: unknown): void {
  if (value === undefined || (isElement(value) && Object.keys(value).length === 0)) return
  const names = path.split('.')
  const last = names.pop() ?? path
  let here = draft
  for (const name of names) {
    const next = isElement(here[name]) ? { ...here[name] } : {}
    here[name] = next
    here = next
  }
  here[last] = value
}

export function append(draft: Draft, member: string, item: Element): void {
  draft[member] = [...elementsOf(draft, member), item]
}

export function concept(...codings: readonly Coding[]): { readonly coding: readonly Coding[] } {
  return { coding: codings }
}

export function hasCoding(conceptElement: unknown, wanted: Coding): boolean {
  return (
    isElement(conceptElement) &&
    elementsOf(conceptElement, 'coding').some(one => one['system'] === wanted.system && one['code'] === wanted.code)
  )
}
