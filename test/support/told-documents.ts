/** Documents of any schema with every member in them, by a seeded generator that says what stands in each place. */
import fc from 'fast-check'
import { allSchemas } from '../../src/model/generated/registry.ts'
import { isChancePattern } from '../../src/model/machine-made.ts'
import { ROUND_DOCUMENTS, type RoundDocumentKind } from '../../src/pooling/round-documents.ts'
import { seededRandom } from './seeded-random.ts'

type Schema = { readonly [keyword: string]: unknown }

/** `free`: a text that people or other programs write; the others have a shape or are the schema's own words. */
export type PlaceKind = 'free' | 'chance' | 'other'
/** May put something else into a place. */
export type Plant = (made: unknown, place: { readonly path: string; readonly kind: PlaceKind }) => unknown

const ROOTS: ReadonlyMap<string, Schema> = new Map(allSchemas.map(schema => [schema.$id, schema as Schema]))
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** Ordinary words of our own texts: what is measured is chance, not prose. */
const WORDS = ['impress-norway', 'quarterly round', 'w16/1', '2025-10-03', 'rose 0.1.0', 'approved by the committee']

export function toldDocuments(seed: number) {
  const random = seededRandom(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)))
  const letters = (length: number) => Array.from({ length }, () => LETTERS[below(64)]).join('')

  function document(id: string, plant: Plant = made => made): unknown {
    const root = ROOTS.get(id)
    if (root === undefined) throw new Error(`no schema ${id}`)
    return value(root, root, '', plant)
  }

  function value(schema: Schema, root: Schema, path: string, plant: Plant): unknown {
    if (typeof schema['$ref'] === 'string') {
      const [target, found] = resolve(schema['$ref'], root)
      return value(found, target, path, plant)
    }
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = schema[keyword]
      if (Array.isArray(branches)) return value(one(branches as Schema[]), root, path, plant)
    }
    if (schema['const'] !== undefined) return plant(schema['const'], { path, kind: 'other' })
    if (Array.isArray(schema['enum'])) return plant(one(schema['enum'] as unknown[]), { path, kind: 'other' })
    const type = Array.isArray(schema['type']) ? one(schema['type'] as string[]) : String(schema['type'])
    switch (type) {
      case 'object':
        return object(schema, root, path, plant)
      case 'array': {
        const items = schema['items'] as Schema
        const length = Math.max(Number(schema['minItems'] ?? 0), 1 + below(3))
        return Array.from({ length }, (_, at) => value(items, root, `${path}/${at}`, plant))
      }
      case 'string':
        return plant(...text(schema, path))
      case 'integer':
      case 'number':
        return plant(number(schema), { path, kind: 'other' })
      case 'boolean':
        return below(2) === 0
      default:
        return null
    }
  }

  function object(schema: Schema, root: Schema, path: string, plant: Plant): unknown {
    const members = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    const made = members.map(([name, member]) => [name, value(member, root, `${path}/${name}`, plant)])
    const more = schema['additionalProperties']
    const others = typeof more === 'object' ? [['word', value(more as Schema, root, `${path}/word`, plant)]] : []
    return Object.fromEntries([...made, ...others])
  }

  function number({ format, minimum = 0, maximum = 2_000 }: Schema): number {
    if (format === 'unix-seconds') return 1_600_000_000 + below(900_000_000)
    return Number(minimum) + below(Math.max(1, Math.min(2_000, Number(maximum) - Number(minimum))))
  }

  function text({ format, pattern }: Schema, path: string): [unknown, { path: string; kind: PlaceKind }] {
    if (format === 'message-id') return [one([uuid(), bytes(16).toString('hex')]), { path, kind: 'chance' }]
    if (format === 'noise') return [bytes(8 * (1 + below(300))).toString('base64url'), { path, kind: 'chance' }]
    if (typeof pattern !== 'string') return [one(WORDS), { path, kind: 'free' }]
    return [ofPattern(pattern), { path, kind: isChancePattern(pattern) ? 'chance' : 'other' }]
  }

  function uuid(): string {
    return bytes(16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  function ofPattern(pattern: string): string {
    const [, hex, base64] = /(?:\[0-9a-f\]\{(\d+)\}|\[A-Za-z0-9_-\]\{(\d+)\})/.exec(pattern) ?? []
    const before = /^\^([a-z]*-)?/.exec(pattern)?.[1] ?? ''
    if (isChancePattern(pattern) && !pattern.includes('[1-9]')) {
      const ending = /\\(\.[a-z]+)\$$/.exec(pattern)?.[1] ?? ''
      const run = hex === undefined ? letters(Number(base64)) : bytes(Number(hex) / 2).toString('hex')
      return before + run + ending
    }
    // The country of a node and dates, as they are: months of 99 are nobody's.
    if (/^\^\[0-9\]\{4\}-(?:\[0-9\]\{2\}|\()/.test(pattern)) {
      const day = new Date((1_600_000_000 + below(300_000_000)) * 1000).toISOString()
      return pattern.includes('T') ? `${day.slice(0, 19)}Z` : pattern.includes('Q') ? '2026-Q3' : day.slice(0, 10)
    }
    return one(samplesOf(pattern))
  }

  /** One message that brings a round's document, signed and sealed in form alone: letters of chance, as real ones are. */
  function roundMessage(kind: RoundDocumentKind, plant?: Plant): unknown {
    const { schemaId, typ, signedBy } = ROUND_DOCUMENTS[kind]
    const payload = kind === 'contribution' ? contributionFile(plant) : document(schemaId, plant)
    const text = kind === 'contribution' ? JSON.stringify(payload) : signed(payload, typ, signedBy)
    return document('urn:prime-rose:round-document/1', (made, { path }) => (path === '/text' ? text : made))
  }

  function contributionFile(plant?: Plant): unknown {
    const { schemaId, typ } = ROUND_DOCUMENTS.contribution
    return {
      schema: 'round-contribution-file/1',
      header: signed(document(schemaId, plant), typ, 'one'),
      shares: [sealed(900), sealed(40_000)],
    }
  }

  function signed(payload: unknown, typ: string, by: 'one' | 'together'): string {
    const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', typ, kid: letters(43) })).toString('base64url')
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url')
    if (by === 'one') return `${header}.${body}.${letters(86)}`
    const signatures = [1, 2].map(() => ({ protected: header, signature: letters(86) }))
    return JSON.stringify({ payload: body, signatures })
  }

  function sealed(length: number): string {
    const coded = (text: string) => Buffer.from(text).toString('base64url')
    const header = {
      alg: 'ECDH-ES',
      apu: coded(`all-2026-11-28-at-1120:${bytes(32).toString('hex')}:no-trial-abcdef`),
      apv: coded(`fi-trial-abcdef:${below(2)}`),
      enc: 'A256GCM',
      kid: letters(43),
      epk: { kty: 'OKP', crv: 'X25519', x: letters(43) },
    }
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url')
    return [encoded, '', letters(16), bytes(length).toString('base64url'), letters(22)].join('.')
  }

  return { document, roundMessage, signed, sealed }
}

const samples = new Map<string, readonly string[]>()

/** Codes and names. A lookahead cannot be sampled, and codes have no word behind an @, as addresses of people do. */
function samplesOf(pattern: string): readonly string[] {
  const known = samples.get(pattern)
  if (known !== undefined) return known
  const words = pattern.includes('(?!') ? fc.constant('example') : fc.stringMatching(new RegExp(pattern))
  const usual = words.map(text => text.slice(0, 40)).filter(text => !/@[A-Za-z]/.test(text))
  const made = fc.sample(usual, { numRuns: 50, seed: 1 })
  samples.set(pattern, made)
  return made
}

function resolve(reference: string, root: Schema): [Schema, Schema] {
  const [id = '', pointer = ''] = reference.split('#')
  const target = id === '' ? root : (ROOTS.get(id) ?? {})
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, step) => (at as Schema)[step], target)
  return [target, found as Schema]
}
