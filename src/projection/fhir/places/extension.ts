/** Members that FHIR has no element for: extensions of the project's own. */
import { append, type Element, elementsOf } from '../element.ts'
import { ownExtension } from '../systems.ts'
import type { Place } from './place.ts'

type ValueMember =
  | 'valueBoolean'
  | 'valueCode'
  | 'valueInteger'
  | 'valueString'
  | 'valuePositiveInt'
  | 'valueUnsignedInt'

export function extension<Entity>(member: keyof Entity & string, name: string, value: ValueMember): Place<Entity> {
  return {
    write(entity, draft) {
      if (entity[member] !== undefined) append(draft, 'extension', { url: ownExtension(name), [value]: entity[member] })
    },
    read(element) {
      const found = extensionOf(element, ownExtension(name))?.[value]
      return found === undefined ? {} : { [member]: found }
    },
  }
}

export function extensionOf(element: Element, url: string): Element | undefined {
  return elementsOf(element, 'extension').find(one => one['url'] === url)
}
