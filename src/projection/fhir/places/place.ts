/**
 * A place says where a member of the record stands in a FHIR resource, in both directions at once, so that what is
 * written is read back. A resource is described by the list of its places.
 */
import type { Draft, Element } from '../element.ts'
import type { Links } from '../links.ts'

export type Facts = Readonly<Record<string, unknown>>

export interface Place<Entity> {
  write(entity: Entity, draft: Draft, links: Links): void
  /** Members that the element tells; one that it does not tell is left out. */
  read(element: Element, links: Links): Facts
}

export function writeAll<Entity>(places: readonly Place<Entity>[], entity: Entity, draft: Draft, links: Links): void {
  for (const place of places) place.write(entity, draft, links)
}

export function readAll<Entity>(places: readonly Place<Entity>[], element: Element, links: Links): Facts {
  return Object.assign({}, ...places.map(place => place.read(element, links)))
}

/** The member is not written where it has the usual value, and has the usual value where it is not written. */
export function usually<Entity>(member: keyof Entity & string, usual: unknown, place: Place<Entity>): Place<Entity> {
  return {
    write(entity, draft, links) {
      if (entity[member] !== usual) place.write(entity, draft, links)
    },
    read: (element, links) => ({ [member]: usual, ...place.read(element, links) }),
  }
}

/** Required members that may be null: null is not written. */
export function orNull<Entity>(member: keyof Entity & string, place: Place<Entity>): Place<Entity> {
  return usually(member, null, place)
}

/** Members that the record has for other formats' sake and that always are what they are here. */
export function always<Entity>(facts: Facts): Place<Entity> {
  return { write: () => undefined, read: () => facts }
}
