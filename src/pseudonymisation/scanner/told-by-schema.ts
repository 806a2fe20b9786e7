/**
 * What the schema of a document tells the leak scanner: which members are moments, hashes, ids, keys and words of the
 * protocol, whose digits are chance. A value is passed over only where it has the very shape that its schema gives it;
 * members that no schema names, and free texts, are told of by nobody and read.
 */
import { allSchemas } from '../../model/generated/registry.ts'
import { FORMATS, isChancePattern, isChanceWord, isFormat } from '../../model/machine-made.ts'

export type Schema = { readonly [keyword: string]: unknown }

/** What is known of one place in a document. */
export interface Told {
  /** The schema's own word, or made by a machine and of that shape. */
  isMachineMade(value: string | number): boolean
  /** Null: the schema does not name it. */
  member(name: string): Told | null
  item(): Told | null
}

/** A schema in its document, which its references are relative to. */
interface Place {
  readonly schema: Schema
  readonly root: Schema
}

const ROOTS: ReadonlyMap<string, Schema> = new Map(allSchemas.map(schema => [schema.$id, schema as Schema]))

const tolds = new WeakMap<Schema, Told>()

/** By the schema of this id, or one that is written out. */
export function toldBy(schema: Schema | string): Told | null {
  const root = typeof schema === 'string' ? ROOTS.get(schema) : schema
  if (root === undefined) return null
  const before = tolds.get(root)
  if (before !== undefined) return before
  const told = toldAt([{ schema: root, root }])
  if (told !== null) tolds.set(root, told)
  return told
}

/** By what a document says that it is; a wrong word gains nothing, as each value must have its shape. */
export function toldOf(document: object): Told | null {
  const { schema, type } = document as { readonly schema?: unknown; readonly type?: unknown }
  const byName = (name: unknown) => (typeof name === 'string' ? BY_NAME.get(name) : undefined)
  return byName(schema) ?? byName(type) ?? (isSignedTogether(document) ? SIGNED_TOGETHER : null)
}

function toldAt(places: readonly Place[]): Told | null {
  const all = places.flatMap(place => withBranches(place, 0))
  if (all.length === 0) return null
  const shapes = all.flatMap(({ schema }) => shapesOf(schema))
  const members = new Map<string, Told | null>()
  let items: Told | null | undefined
  return {
    isMachineMade: value => shapes.some(isOfShape => isOfShape(value)),
    member(name) {
      const before = members.get(name)
      if (before !== undefined) return before
      const told = toldAt(all.flatMap(place => memberOf(place, name)))
      members.set(name, told)
      return told
    },
    item() {
      if (items === undefined) items = toldAt(all.flatMap(({ schema, root }) => placed(schema['items'], root)))
      return items
    },
  }
}

const BRANCHES = ['anyOf', 'oneOf', 'allOf', 'then', 'else'] as const
/** No schema of ours refers so far; one that refers to itself would for ever. */
const DEEPEST = 16

/** The schema itself, what it refers to, and each of its alternatives: whichever a value is, it has the shape of one. */
function withBranches({ schema, root }: Place, depth: number): Place[] {
  if (depth === DEEPEST) return []
  const { $ref } = schema
  const referred = typeof $ref === 'string' ? resolve($ref, root) : []
  const branches = BRANCHES.flatMap(keyword => {
    const found = schema[keyword]
    return (Array.isArray(found) ? found : [found]).flatMap(branch => placed(branch, root))
  })
  return [{ schema, root }, ...[...referred, ...branches].flatMap(place => withBranches(place, depth + 1))]
}

function placed(schema: unknown, root: Schema): Place[] {
  return typeof schema === 'object' && schema !== null ? [{ schema: schema as Schema, root }] : []
}

function resolve(reference: string, root: Schema): Place[] {
  const [id = '', pointer = ''] = reference.split('#')
  const target = id === '' ? root : ROOTS.get(id)
  if (target === undefined) return []
  let found: unknown = target
  for (const step of pointer.split('/').slice(1)) {
    found = typeof found === 'object' && found !== null ? (found as Schema)[step] : undefined
  }
  return placed(found, target)
}

function memberOf({ schema, root }: Place, name: string): Place[] {
  const { properties, additionalProperties } = schema
  const named = properties as Schema | undefined
  return named !== undefined && Object.hasOwn(named, name)
    ? placed(named[name], root)
    : placed(additionalProperties, root)
}

type IsOfShape = (value: unknown) => boolean

function shapesOf(schema: Schema): IsOfShape[] {
  const { const: only, enum: some, format, pattern } = schema
  const shapes: IsOfShape[] = []
  if (only !== undefined) shapes.push(value => value === only)
  if (Array.isArray(some)) {
    const words: ReadonlySet<unknown> = new Set(some)
    shapes.push(value => words.has(value))
  }
  if (isFormat(format)) shapes.push(FORMATS[format].fits)
  if (typeof pattern === 'string' && isChancePattern(pattern)) {
    const regex = new RegExp(pattern)
    shapes.push(value => typeof value === 'string' && regex.test(value))
  }
  return shapes
}

/** `round-sums/1` is the name of a document whose member `schema` or `type` must be that. */
const BY_NAME: ReadonlyMap<string, Told> = named()

function named(): Map<string, Told> {
  const places = new Map<string, Place[]>()
  for (const root of ROOTS.values()) {
    for (const place of withBranches({ schema: root, root }, 0)) {
      for (const member of ['schema', 'type']) {
        const name = memberOf(place, member).map(({ schema }) => schema['const'])[0]
        if (typeof name !== 'string' || !name.includes('/')) continue
        const known = places.get(name) ?? []
        places.set(name, [...known, { schema: root, root }])
      }
    }
  }
  return new Map([...places].flatMap(([name, found]) => [[name, toldAt(found)]] as [string, Told][]))
}

/** RFC 7515 section 7.2: payload and signatures side by side. */
const SIGNED_TOGETHER = toldBy({
  properties: {
    signatures: { items: { properties: { signature: { pattern: '^[A-Za-z0-9_-]{86}$' } } } },
  },
})

function isSignedTogether(document: object): boolean {
  return Object.hasOwn(document, 'payload') && Object.hasOwn(document, 'signatures')
}

const THUMBPRINT = { pattern: '^[A-Za-z0-9_-]{43}$' }
/** Headers of JWS and JWE (RFC 7515 section 4.1, RFC 7518 section 4.6). */
export const HEADER = toldBy({ properties: { kid: THUMBPRINT, epk: { properties: { x: THUMBPRINT } } } })
/** Claims that RFC 7519 (section 4.1) names, of a payload that is no document of ours. */
export const CLAIMS = toldBy({
  properties: {
    iat: { format: 'unix-seconds' },
    exp: { format: 'unix-seconds' },
    nbf: { format: 'unix-seconds' },
    jti: { format: 'message-id' },
  },
})
export const SIGNATURE = toldBy({ pattern: '^[A-Za-z0-9_-]{86}$' })
export const NOISE = toldBy({ format: 'noise' })

/** Ids and hashes of ours as words in a sentence: the patterns and formats of all schemas that no other word has. */
export function ownWords(): string {
  const patterns = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { pattern } = value as Schema
    if (typeof pattern === 'string' && isChanceWord(pattern)) patterns.add(pattern.slice(1, -1))
    for (const content of Object.values(value)) collect(content)
  }
  for (const root of ROOTS.values()) collect(root)
  const formats = Object.values(FORMATS).flatMap(format => ('word' in format ? [format.word] : []))
  return [...formats, ...patterns].join('|')
}
