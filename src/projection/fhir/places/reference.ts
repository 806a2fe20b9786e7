/** Members that name another entity of the same record. */
import { elementsOf, isElement, putAt } from '../element.ts'
import type { Place } from './place.ts'

/** One reference: a member of the resource, or the first of a list (`partOf[]`). */
export function reference<Entity>(member: keyof Entity & string, path: string, type: string): Place<Entity> {
  const name = path.replace(/\[\]$/, '')
  return {
    write(entity, draft, links) {
      const key = entity[member]
      if (typeof key !== 'string') return
      const written = links.reference(type, key)
      putAt(draft, name, name === path ? written : [written])
    },
    read(element, links) {
      const held = element[name]
      const key = links.keyOf(isElement(held) ? held : elementsOf(element, name)[0])
      return key === undefined ? {} : { [member]: key }
    },
  }
}
