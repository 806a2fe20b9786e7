/** Members that are a code of a list: a CodeableConcept of the resource. */
import { concept, elementAt, putAt } from '../element.ts'
import type { ValueSet } from '../value-set.ts'
import type { Place } from './place.ts'

export function codedConcept<Entity>(member: keyof Entity & string, path: string, values: ValueSet): Place<Entity> {
  return {
    write(entity, draft) {
      const codings = values.codings(entity[member])
      if (codings.length > 0) putAt(draft, path, concept(...codings))
    },
    read(element) {
      const value = values.valueOf(elementAt(element, path))
      return value === undefined ? {} : { [member]: value }
    },
  }
}
