/** Members that are a component of an Observation, each found by the code of the component. */
import { append, type Coding, concept, type Element, elementAt, elementsOf, hasCoding } from '../element.ts'
import { ownCodes, UCUM } from '../systems.ts'
import type { ValueSet } from '../value-set.ts'
import type { Place } from './place.ts'

/** Code of a component that no standard names. */
export function ownComponent(code: string, display: string): Coding {
  return { system: ownCodes('component'), code, display }
}

/** How the value of a component is written and read; undefined = not this value. */
export interface ComponentValue {
  write(value: unknown): Element | undefined
  read(component: Element): unknown
}

/** The value as it is, in one of FHIR's value members. */
export function plain(member: 'valueBoolean' | 'valueInteger' | 'valueString'): ComponentValue {
  return { write: value => ({ [member]: value }), read: component => component[member] }
}

export function fromValueSet(values: ValueSet): ComponentValue {
  return {
    write(value) {
      const codings = values.codings(value)
      return codings.length === 0 ? undefined : { valueCodeableConcept: concept(...codings) }
    },
    read: component => values.valueOf(elementAt(component, 'valueCodeableConcept')),
  }
}

/** The text itself as the code of a system. */
export function asCode(codingOf: (text: string) => Coding): ComponentValue {
  return {
    write: value => ({ valueCodeableConcept: concept(codingOf(String(value))) }),
    read: component => elementsOf(elementAt(component, 'valueCodeableConcept'), 'coding')[0]?.['code'],
  }
}

/** A number with its UCUM unit. */
export function quantity(unit: string): ComponentValue {
  return {
    write: value => ({ valueQuantity: { value, unit, system: UCUM, code: unit } }),
    read: component => elementAt(component, 'valueQuantity')['value'],
  }
}

export function component<Entity>(member: keyof Entity & string, code: Coding, value: ComponentValue): Place<Entity> {
  return {
    write(entity, draft) {
      if (entity[member] === undefined) return
      const written = value.write(entity[member])
      if (written !== undefined) append(draft, 'component', { code: concept(code), ...written })
    },
    read(element) {
      const found = componentOf(element, code)
      const read = found === undefined ? undefined : value.read(found)
      return read === undefined ? {} : { [member]: read }
    },
  }
}

export function componentOf(observation: Element, code: Coding): Element | undefined {
  return elementsOf(observation, 'component').find(one => hasCoding(one['code'], code))
}
