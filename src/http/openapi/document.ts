/** The gateway's interface as OpenAPI 3.1, from the routes as they were added: addresses, schemas, and what each says of itself. */
import type { RouteOptions } from 'fastify'
import { NodeError } from '../../model/errors.ts'
import { type Problem, problemSchema } from '../../model/generated/problem.ts'
import { SCOPES } from '../../trust/clients.ts'
import { PROBLEMS, problemOf } from '../problems.ts'
import { type Components, collectComponents, examplesOf, type JsonSchema } from './components.ts'
import { type RouteDescription, TAGS } from './route-description.ts'

type ProblemCode = keyof typeof PROBLEMS

export interface MediaType {
  readonly schema: JsonSchema
  readonly example?: unknown
  /** By name, each a reference into `components/examples`. */
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>
}

export interface Reply {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>
  readonly content?: Readonly<Record<string, MediaType>>
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: 'path' | 'header'
    readonly required: boolean
    readonly description?: string
    readonly schema: JsonSchema
    readonly example?: unknown
  }[]
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, MediaType>> }
  readonly responses: Readonly<Record<string, Reply>>
}

export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>> & { readonly title: string; readonly version: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    /** One problem document a code. */
    readonly examples: Readonly<Record<string, { readonly summary: string; readonly value: Problem }>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

const ABOUT = `\
Requests are taken as they come: an unknown member, query parameter or method is refused, nothing is coerced or filled in. \
Every refusal is a problem document (RFC 9457) with a stable code. Before a signature holds, all refusals look alike.

A message of a member is a JWS (EdDSA) inside a JWE (ECDH-ES over X25519, A256GCM); its content has a schema by its type, \
in the folder schemas of the program. A program without keys of a member asks with a bearer token.`

/** Throws where a route says nothing of itself. `version`: of the program. */
export function describeRoutes(routes: readonly RouteOptions[], { version }: { readonly version: string }): OpenApi {
  const components = collectComponents()
  const paths: Record<string, Record<string, Operation>> = {}
  for (const route of routes.filter(({ method }) => method !== 'HEAD')) {
    const address = route.url.replaceAll(/:([A-Za-z0-9]+)/g, '{$1}')
    paths[address] = { ...paths[address], [String(route.method).toLowerCase()]: operationOf(route, components) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'PRIME-ROSE node',
      version,
      summary: 'The interface of a gateway: published tables, sealed messages, questions to a network.',
      description: ABOUT,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: components.all(),
      examples: exampleProblems(routes),
      securitySchemes: {
        token: {
          type: 'oauth2',
          description: 'Client credentials with private_key_jwt (RFC 7523), as in SMART Backend Services.',
          flows: { clientCredentials: { tokenUrl: '/oauth2/token', scopes: SCOPES } },
        },
      },
    },
  }
}

function operationOf({ url, method, schema, config }: RouteOptions, components: Components): Operation {
  const says = config?.says
  if (says === undefined) throw new NodeError('internal', `route ${method} ${url} says nothing of itself`)
  const { id, tag, summary, notes, scope } = says
  const parameters = [...pathParameters(schema?.params), ...(says.hasEtag === true ? [IF_NONE_MATCH] : [])]
  const body = bodyOf(schema?.body, says, components)
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(notes === undefined ? {} : { description: notes }),
    security: scope === undefined ? [] : [{ token: [scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { required: true as const, content: body } }),
    responses: repliesOf(schema?.response, { says, hasBody: body !== undefined, components }),
  }
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of a reply that the asker has kept.',
  schema: { type: 'string' },
} as const

function pathParameters(params: unknown): NonNullable<Operation['parameters']> {
  const { properties = {} } = (params ?? {}) as { readonly properties?: Readonly<Record<string, JsonSchema>> }
  return Object.entries(properties).map(([name, { description, examples, ...schema }]) => ({
    name,
    in: 'path' as const,
    required: true,
    ...(typeof description === 'string' ? { description } : {}),
    schema,
    ...(Array.isArray(examples) ? { example: examples[0] as unknown } : {}),
  }))
}

function bodyOf(
  body: unknown,
  { form }: RouteDescription,
  components: Components,
): Readonly<Record<string, MediaType>> | undefined {
  if (form !== undefined) return { 'application/x-www-form-urlencoded': mediaOf(form, components) }
  return typeof body === 'object' && body !== null ? { 'application/json': mediaOf(body, components) } : undefined
}

function mediaOf(schema: object, components: Components): MediaType {
  const [example] = examplesOf(schema)
  return { schema: components.use(schema), ...(example === undefined ? {} : { example }) }
}

interface Replying {
  readonly says: RouteDescription
  readonly hasBody: boolean
  readonly components: Components
}

function repliesOf(declared: unknown, { says, hasBody, components }: Replying): Operation['responses'] {
  const replies: Record<string, Reply> = {}
  for (const [status, schema] of Object.entries((declared ?? {}) as Readonly<Record<string, object>>)) {
    // Refusals are told by their codes.
    if (status === '4xx' || status === '5xx') continue
    const description = says.replies[Number(status)]
    if (description === undefined)
      throw new NodeError('internal', `operation ${says.id} does not say what ${status} is`)
    const content = contentOf(schema, components)
    replies[status] = {
      description,
      ...(says.hasEtag === true && status === '200' ? { headers: ETAG } : {}),
      ...(status === '201' ? { headers: LOCATION } : {}),
      ...(content === undefined ? {} : { content }),
    }
  }
  for (const [status, codes] of byStatus(problemsOf(says, hasBody))) {
    const told = codes.map(code => `\`${shownAs(code)}\`: ${PROBLEMS[code].title}.`).join(' ')
    const examples = Object.fromEntries(
      codes.map(code => [shownAs(code), { $ref: `#/components/examples/${nameOf(code)}` }]),
    )
    const refused = { schema: components.use(problemSchema), examples }
    const before = replies[status]
    replies[status] = {
      description: before === undefined ? told : `${before.description} ${told}`,
      content: { ...before?.content, 'application/problem+json': refused },
    }
  }
  return replies
}

const ETAG = { ETag: { description: 'Changes where the content does.', schema: { type: 'string' } } } as const
const LOCATION = { Location: { description: 'Address of what was made.', schema: { type: 'string' } } } as const

function contentOf(schema: object, components: Components): Reply['content'] {
  if ('type' in schema && schema.type === 'null') return undefined
  if (!('content' in schema)) return { 'application/json': mediaOf(schema, components) }
  const content = schema.content as Readonly<Record<string, { readonly schema: object }>>
  return Object.fromEntries(Object.entries(content).map(([type, media]) => [type, mediaOf(media.schema, components)]))
}

const ALWAYS = ['http/bad-request', 'http/not-ready', 'internal'] as const
const WITH_BODY = ['http/body-too-large', 'http/request-timeout', 'http/unsupported-media-type'] as const
const WITH_TOKEN = ['http/no-token', 'http/no-scope', 'trust/bad-token', 'trust/token-expired'] as const

/** A health probe is answered whatever its rate. */
function problemsOf({ problems = [], scope, id }: RouteDescription, hasBody: boolean): readonly ProblemCode[] {
  return [
    ...ALWAYS,
    ...(id.startsWith('health') ? [] : (['http/rate-limited'] as const)),
    ...(hasBody ? WITH_BODY : []),
    ...(scope === undefined ? [] : WITH_TOKEN),
    ...problems,
  ]
}

/** Codes that are shown as one are told once. */
function byStatus(codes: readonly ProblemCode[]): ReadonlyMap<string, readonly ProblemCode[]> {
  const found = new Map<string, ProblemCode[]>()
  const shown = new Set<string>()
  for (const code of [...codes].sort()) {
    if (shown.has(shownAs(code))) continue
    shown.add(shownAs(code))
    const status = String(PROBLEMS[code].status)
    found.set(status, [...(found.get(status) ?? []), code])
  }
  return new Map([...found].sort())
}

function shownAs(code: ProblemCode): string {
  const rule = PROBLEMS[code]
  return 'as' in rule ? rule.as : code
}

const SOME_REQUEST = '00000000-0000-4000-8000-000000000000'

/** Names of components have no slash. */
function nameOf(code: ProblemCode): string {
  return shownAs(code).replace('/', '.')
}

/** Every code that a route names, as it is shown. */
function exampleProblems(routes: readonly RouteOptions[]): OpenApi['components']['examples'] {
  const codes = routes.flatMap(({ config }) => (config?.says === undefined ? [] : problemsOf(config.says, true)))
  return Object.fromEntries(
    [...new Set(codes)].sort().map(code => {
      const { detail: _, ...value } = problemOf(new NodeError(code, ''), SOME_REQUEST)
      return [nameOf(code), { summary: PROBLEMS[code].title, value }]
    }),
  )
}
