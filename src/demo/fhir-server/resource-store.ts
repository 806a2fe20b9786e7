/** Resources in memory, and the searches that this project's own source and export ask for. */
import { randomUUID } from 'node:crypto'

export type Json = Readonly<Record<string, unknown>>

export interface ResourceStore {
  all(type: string): readonly Json[]
  everything(): readonly Json[]
  find(type: string, id: string): Json | undefined
  put(resource: Json): void
  remove(type: string, id: string): void
}

export function createResourceStore(resources: readonly Json[]): ResourceStore {
  const byType = new Map<string, Map<string, Json>>()
  const put = (resource: Json) => {
    const type = String(resource['resourceType'])
    const held = byType.get(type) ?? new Map<string, Json>()
    held.set(String(resource['id'] ?? randomUUID()), resource)
    byType.set(type, held)
  }
  for (const resource of resources) put(resource)
  return {
    all: type => [...(byType.get(type)?.values() ?? [])],
    everything: () => [...byType.values()].flatMap(held => [...held.values()]),
    find: (type, id) => byType.get(type)?.get(id),
    put,
    remove: (type, id) => {
      byType.get(type)?.delete(id)
    },
  }
}

export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function listOf(value: unknown): readonly Json[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(asObject)
}
