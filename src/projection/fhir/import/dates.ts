/** Calendar dates of a source: the day, month or year that stands there; hours and zones are cut off. */
import { type Element, elementAt } from '../element.ts'

const DATE = /^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?/

export function dateOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  return DATE.exec(value)?.[0] ?? null
}

/** When something was observed or done: of a period its beginning. */
export function effectiveDate(resource: Element): string | null {
  return (
    dateOf(resource['effectiveDateTime']) ??
    dateOf(elementAt(resource, 'effectivePeriod')['start']) ??
    dateOf(resource['effectiveInstant'])
  )
}
