import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../../src/model/generated/record.ts'
import { arbitraryRecord } from '../../support/arbitrary-record.ts'

type Schema = { readonly [keyword: string]: unknown }
const definitions = recordSchema.$defs as unknown as Readonly<Record<string, Schema>>

/** `alterations.vaf`: every member that the schema can hold, list items under their list. */
function membersOf(schema: Schema, path: string): string[] {
  const reference = schema['$ref']
  if (typeof reference === 'string') return membersOf(definitions[reference.replace('#/$defs/', '')] ?? {}, path)
  if (schema['items'] !== undefined) return membersOf(schema['items'] as Schema, path)
  return Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).flatMap(([name, member]) => {
    const place = path === '' ? name : `${path}.${name}`
    return [place, ...membersOf(member, place)]
  })
}

function placesIn(value: unknown, path: string, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) placesIn(item, path, found)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const place = path === '' ? name : `${path}.${name}`
      found.add(place)
      placesIn(member, place, found)
    }
  }
}

describe('the arbitrary record', () => {
  it('has every member of the schema now and then', () => {
    const found = new Set<string>()
    for (const record of fc.sample(arbitraryRecord, { numRuns: 200, seed: 1 })) placesIn(record, '', found)
    expect(membersOf(recordSchema as unknown as Schema, '').filter(place => !found.has(place))).toEqual([])
  })
})
