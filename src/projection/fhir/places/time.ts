/**
 * Days after day 0. A FHIR date cannot be written, since the record has none: the element stays without a value and
 * carries the R4 extension cqf-relativeDateTime, counted from `period.start` of the patient's ResearchSubject.
 */
import { append, type Draft, type Element, elementAt, elementsOf, putAt } from '../element.ts'
import { type Links, SUBJECT_KEY } from '../links.ts'
import { DATA_ABSENT, ownExtension, RELATIVE_TIME, UCUM } from '../systems.ts'
import { extensionOf } from './extension.ts'
import type { Facts, Place } from './place.ts'

const PRECISION = ownExtension('time-precision')
const DAY_ZERO = 'period.start'

export interface TimeOptions<Entity> {
  /** Member that says how exact the day is. */
  readonly precision?: keyof Entity & string
  /** What an element that is not there means: null for required members, else that the member is missing. */
  readonly absent: 'null' | 'missing'
}

/** `path` ends in the underscored name of a date, e.g. `_effectiveDateTime`. */
export function time<Entity>(member: keyof Entity & string, path: string, options: TimeOptions<Entity>): Place<Entity> {
  return {
    write(entity, draft, links) {
      const time: Draft = {}
      const day = entity[member]
      if (typeof day === 'number') append(time, 'extension', relativeTime(day, links))
      else if (day === null && options.absent === 'missing') append(time, 'extension', UNKNOWN)
      const precision = options.precision === undefined ? undefined : entity[options.precision]
      if (precision !== undefined) append(time, 'extension', { url: PRECISION, valueCode: precision })
      putAt(draft, path, time)
    },
    read: element => readTime(elementAt(element, path), member, options),
  }
}

/** A time that no element of the resource holds: an extension whose own extension is the relative time. */
export function extensionTime<Entity>(
  member: keyof Entity & string,
  name: string,
  options: TimeOptions<Entity>,
): Place<Entity> {
  const inner = time<Entity>(member, 'time', options)
  const url = ownExtension(name)
  return {
    write(entity, draft, links) {
      const held: Draft = {}
      inner.write(entity, held, links)
      const written = elementsOf(elementAt(held, 'time'), 'extension')
      if (written.length > 0) append(draft, 'extension', { url, extension: written })
    },
    read: (element, links) => inner.read({ time: extensionOf(element, url) ?? {} }, links),
  }
}

const UNKNOWN = { url: DATA_ABSENT, valueCode: 'unknown' } as const

function relativeTime(day: number, links: Links): Element {
  return {
    url: RELATIVE_TIME,
    extension: [
      { url: 'target', valueReference: links.reference('ResearchSubject', SUBJECT_KEY) },
      { url: 'targetPath', valueString: DAY_ZERO },
      { url: 'relationship', valueCode: day < 0 ? 'before-start' : 'after-start' },
      { url: 'offset', valueDuration: { value: Math.abs(day), unit: 'd', system: UCUM, code: 'd' } },
    ],
  }
}

function readTime<Entity>(time: Element, member: string, { precision, absent }: TimeOptions<Entity>): Facts {
  const relative = extensionOf(time, RELATIVE_TIME)
  const exactness = extensionOf(time, PRECISION)?.['valueCode']
  return {
    ...(relative !== undefined
      ? { [member]: dayOf(relative) }
      : absent === 'null' || extensionOf(time, DATA_ABSENT) !== undefined
        ? { [member]: null }
        : {}),
    ...(precision === undefined || exactness === undefined ? {} : { [precision]: exactness }),
  }
}

function dayOf(relative: Element): unknown {
  const offset = elementAt(extensionOf(relative, 'offset') ?? {}, 'valueDuration')['value']
  const relationship = extensionOf(relative, 'relationship')?.['valueCode']
  if (typeof offset !== 'number') return undefined
  return relationship === 'before-start' ? -offset : offset
}
