/**
 * A fast-check arbitrary of the values that a JSON Schema of this project accepts. It reads the keywords that the schemas
 * use and refuses the others, so that a member added to a schema is generated from then on.
 */
import fc from 'fast-check'

type Schema = boolean | { readonly [keyword: string]: unknown }

/** Shapes that `fc.stringMatching` cannot read (lookahead), by their `$ref` or their pattern. */
export type Overrides = Readonly<Record<string, fc.Arbitrary<unknown>>>

const KNOWN = new Set([
  '$schema',
  '$id',
  '$ref',
  '$defs',
  'title',
  'description',
  'examples',
  'type',
  'enum',
  'const',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'items',
  'contains',
  'minContains',
  'maxContains',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'anyOf',
  'if',
  'then',
  'else',
  'minLength',
  'maxLength',
  'allOf',
  'dependentRequired',
  'uniqueItems',
])

export function arbitraryFromSchema(root: object, overrides: Overrides = {}): fc.Arbitrary<unknown> {
  const definitions = (root as { $defs?: Record<string, Schema> }).$defs ?? {}
  const of = (schema: Schema): fc.Arbitrary<unknown> => {
    if (typeof schema === 'boolean') return schema ? fc.jsonValue() : fc.constant(undefined)
    const unknown = Object.keys(schema).find(keyword => !KNOWN.has(keyword))
    if (unknown !== undefined) throw new Error(`the generator does not know the keyword ${unknown}`)
    if (typeof schema['$ref'] === 'string') return byReference(schema['$ref'])
    if (schema['const'] !== undefined) return fc.constant(schema['const'])
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
    if (Array.isArray(schema['anyOf'])) return fc.oneof(...(schema['anyOf'] as Schema[]).map(of))
    const types = Array.isArray(schema['type']) ? (schema['type'] as string[]) : [String(schema['type'])]
    return fc.oneof(...types.map(type => ofType(type, schema)))
  }
  const byReference = (ref: string): fc.Arbitrary<unknown> => {
    const name = ref.replace('#/$defs/', '')
    const definition = definitions[name]
    if (definition === undefined) throw new Error(`no definition for ${ref}`)
    return overrides[name] ?? of(definition)
  }
  const ofType = (type: string, schema: Exclude<Schema, boolean>): fc.Arbitrary<unknown> => {
    const min = schema['minimum'] as number | undefined
    const max = schema['maximum'] as number | undefined
    switch (type) {
      case 'null':
        return fc.constant(null)
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return fc.integer({ min: min ?? -1000, max: max ?? 1000 })
      case 'number':
        return decimal(min ?? -1000, max ?? 1000)
      case 'string':
        return ofPattern(schema['pattern'] as string | undefined)
      case 'array':
        return fc.array(of((schema['items'] as Schema) ?? true), {
          minLength: (schema['minItems'] as number) ?? 0,
          maxLength: (schema['maxItems'] as number) ?? 4,
        })
      case 'object':
        return ofObject(schema)
      default:
        throw new Error(`the generator does not know the type ${type}`)
    }
  }
  const ofPattern = (pattern: string | undefined): fc.Arbitrary<unknown> => {
    if (pattern === undefined) return fc.string({ maxLength: 20 })
    return overrides[pattern] ?? fc.stringMatching(new RegExp(pattern))
  }
  const ofObject = (schema: Exclude<Schema, boolean>): fc.Arbitrary<unknown> => {
    const properties = (schema['properties'] ?? {}) as Record<string, Schema>
    if (typeof schema['additionalProperties'] === 'object') {
      const names = of({ type: 'string', ...(schema['propertyNames'] as object | undefined) })
      return fc.dictionary(names as fc.Arbitrary<string>, of(schema['additionalProperties'] as Schema), {
        maxKeys: 6,
        noNullPrototype: true,
      })
    }
    const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, of(member)]))
    return fc.record(members, { requiredKeys: (schema['required'] as string[]) ?? [], noNullPrototype: true })
  }
  return of(root as Schema)
}

/** Numbers that are written and read the same in JSON, with few digits as people write them. */
function decimal(min: number, max: number): fc.Arbitrary<number> {
  return fc
    .tuple(fc.integer({ min: Math.ceil(min * 1000), max: Math.floor(max * 1000) }), fc.constantFrom(1, 10, 1000))
    .map(([thousandths, step]) => Math.round((thousandths / 1000) * step) / step)
    .filter(number => number >= min && number <= max)
    .map(number => (Object.is(number, -0) ? 0 : number))
}
