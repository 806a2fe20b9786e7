/** JSON Schemas of `schemas/` as components of an OpenAPI document: the same schemas, with references inside the document. */
import { allSchemas } from '../../model/generated/registry.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

interface Registered {
  readonly $id: string
  readonly title: string
  readonly examples?: readonly unknown[]
}

const registered: readonly Registered[] = allSchemas
const byId = new Map(registered.map(schema => [schema.$id, schema]))

export interface Components {
  /** A registered schema becomes a reference, and a component with all that it refers to; any other stays where it is. */
  use(schema: object): JsonSchema
  /** Of `components/schemas`, by name. */
  all(): Readonly<Record<string, JsonSchema>>
}

export function collectComponents(): Components {
  const used = new Map<string, JsonSchema>()
  const add = (id: string): string => {
    const schema = byId.get(id)
    if (schema === undefined) throw new Error(`no schema has the id ${id}`)
    if (!used.has(schema.title)) {
      // Before it is looked through: a schema may refer to itself.
      used.set(schema.title, {})
      used.set(schema.title, rewrite(schema, schema.title, add))
    }
    return schema.title
  }
  return {
    use(schema) {
      const id = (schema as { readonly $id?: unknown }).$id
      return typeof id === 'string' ? { $ref: pointer(add(id)) } : (schema as JsonSchema)
    },
    all: () => Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Documents that stand beside their schema and follow it. */
export function examplesOf(schema: object): readonly unknown[] {
  return (schema as Partial<Registered>).examples ?? []
}

function pointer(name: string, rest = ''): string {
  return `#/components/schemas/${name}${rest}`
}

function rewrite(schema: object, self: string, add: (id: string) => string): JsonSchema {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string' ? moved(inner) : key === 'examples' ? inner : visit(inner),
      ]),
    )
  }
  const moved = (reference: string): string => {
    const [id = '', fragment = ''] = reference.split('#')
    return pointer(id === '' ? self : add(id), fragment)
  }
  const { $id: _id, $schema: _dialect, ...rest } = schema as Record<string, unknown>
  return visit(rest) as JsonSchema
}
