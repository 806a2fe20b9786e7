/** A kind of resource: what is the same in every resource of it, and the places of what differs. */
import type { Resource } from '@medplum/fhirtypes'
import type { Draft, Element } from './element.ts'
import { keyOfResource, type Links } from './links.ts'
import { type Facts, type Place, readAll, writeAll } from './places/place.ts'
import { ownProfile } from './systems.ts'

export interface Kind<Entity> {
  /** Last part of the own profile, by which a resource of this kind is recognised. */
  readonly name: string
  readonly resourceType: Resource['resourceType']
  /** Canonicals of others' profiles that every resource of this kind meets. */
  readonly meets?: (entity: Entity) => readonly string[]
  skeleton(entity: Entity, links: Links): Draft
  readonly places: readonly Place<Entity>[]
}

export interface Entry {
  readonly fullUrl: string
  readonly resource: Element
}

/** AdverseEvent and QuestionnaireResponse have one identifier, the other types a list. */
const ONE_IDENTIFIER: readonly string[] = ['AdverseEvent', 'QuestionnaireResponse', 'Bundle']

export function writeResource<Entity>(kind: Kind<Entity>, key: string, entity: Entity, links: Links): Entry {
  const identifier = links.identifier(key)
  const draft: Draft = {
    resourceType: kind.resourceType,
    meta: { profile: [ownProfile(kind.name), ...(kind.meets?.(entity) ?? [])] },
    identifier: ONE_IDENTIFIER.includes(kind.resourceType) ? identifier : [identifier],
    ...kind.skeleton(entity, links),
  }
  writeAll(kind.places, entity, draft, links)
  return { fullUrl: links.fullUrl(key), resource: draft }
}

/** What the resource says, with the key by which the record knows it. */
export function readResource<Entity>(kind: Kind<Entity>, resource: Element, links: Links): Facts {
  return { id: keyOfResource(resource, links), ...readAll(kind.places, resource, links) }
}

/** Entities without a key of their own in the record are numbered in its order: `assessment-1`. */
export function keyed<Entity>(prefix: string, entities: readonly Entity[]): [key: string, entity: Entity][] {
  return entities.map((entity, at) => [`${prefix}-${at + 1}`, entity])
}

/** Every resource of the project says by its profile of which kind it is. */
export function isOfKind(resource: Element, kind: { readonly name: string }): boolean {
  const meta = resource['meta']
  const profiles = typeof meta === 'object' && meta !== null && 'profile' in meta ? meta.profile : undefined
  return Array.isArray(profiles) && profiles.includes(ownProfile(kind.name))
}
