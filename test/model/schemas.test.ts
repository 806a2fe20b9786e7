import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { allSchemas } from '../../src/model/generated/registry.ts'
import { isValid, type SchemaId } from '../../src/model/validation.ts'

interface SchemaShape {
  readonly $id: SchemaId
  readonly title: string
  readonly description?: string
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly examples?: readonly unknown[]
}

const schemas = allSchemas as readonly unknown[] as readonly SchemaShape[]
const refusedFolder = join(import.meta.dirname, '../vectors/refused')

/** What must be refused, by hand: a list of `{why, document}` a schema. */
function refusedDocuments(id: string): { why: string; document: unknown }[] {
  const file = join(refusedFolder, `${id.split(':')[2]?.split('/')[0]}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { why: string; document: unknown }[]) : []
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ajv = new Ajv2020()

describe.each(schemas.map(schema => [schema.$id, schema] as const))('schema %s', (id, schema) => {
  it('is a schema, with a title, a description and an example', () => {
    expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null])
    expect(schema.title).toMatch(/^[A-Z]/)
    expect(schema.description ?? '').not.toBe('')
    expect(schema.examples?.length ?? 0).toBeGreaterThan(0)
  })

  it('accepts its examples', () => {
    expect((schema.examples ?? []).filter(example => !isValid(id, example))).toEqual([])
  })

  it('refuses an example with a member that it does not know', () => {
    const objects = (schema.examples ?? []).filter(isObject)
    expect(objects.filter(example => isValid(id, { ...example, unknownMember: 1 }))).toEqual([])
  })

  it('refuses an example without a required member', () => {
    const accepted = (schema.examples ?? [])
      .filter(isObject)
      .flatMap(example => (schema.required ?? []).map(member => ({ ...example, [member]: undefined })))
      .map(example => JSON.parse(JSON.stringify(example)) as unknown)
      .filter(example => isValid(id, example))
    expect(accepted).toEqual([])
  })

  it('refuses what stands in its list of refused documents', () => {
    const refused = refusedDocuments(id)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.filter(({ document }) => isValid(id, document)).map(({ why }) => why)).toEqual([])
  })
})
