/** The description of the interface: as it is committed, against a running gateway. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeRoutes, type MediaType, type OpenApi, type Operation } from '../../src/http/openapi/document.ts'
import { PROBLEMS } from '../../src/http/problems.ts'
import { aGateway, anIdleAsker } from '../support/gateway.ts'

const text = readFileSync(new URL('../../schemas/openapi.json', import.meta.url), 'utf8')
const described = JSON.parse(text) as OpenApi

const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

let app: FastifyInstance
const routes: RouteOptions[] = []
beforeAll(async () => {
  const made = await aGateway({ changes: { onRoute: route => routes.push(route), asker: anIdleAsker() } })
  app = made.app
})
afterAll(() => app.close())

const ajv = new Ajv2020({ strict: false }).addSchema(described, 'openapi')
function validatorOf(schema: MediaType['schema']): ValidateFunction {
  const { $ref } = schema
  return typeof $ref === 'string' ? ajv.compile({ $ref: `openapi${$ref}` }) : ajv.compile(schema)
}

function mediaOf({ requestBody, responses }: Operation): readonly MediaType[] {
  return [requestBody?.content, ...Object.values(responses).map(({ content }) => content)].flatMap(content =>
    Object.values(content ?? {}),
  )
}

/** With its documented examples, and without a token. */
async function ask({ path, method, operation }: (typeof operations)[number]) {
  const examples = new Map((operation.parameters ?? []).map(({ name, example }) => [name, String(example)]))
  const [[type, media] = []] = Object.entries(operation.requestBody?.content ?? {})
  const isForm = type === 'application/x-www-form-urlencoded'
  const payload = isForm
    ? new URLSearchParams(media?.example as Record<string, string>).toString()
    : JSON.stringify(media?.example)
  return app.inject({
    method: method.toUpperCase() as 'GET',
    url: path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => examples.get(name) ?? ''),
    ...(type === undefined ? {} : { payload, headers: { 'content-type': type } }),
  })
}

describe('the description of the interface', () => {
  it('names every route of the gateway, and no other', () => {
    const wanted = routes
      .filter(({ method, config }) => method !== 'HEAD' && config?.says !== undefined)
      .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(wanted.sort())
    // What says nothing of itself closes the other methods of an address that does.
    const silent = routes.filter(({ method, config }) => method !== 'HEAD' && config?.says === undefined)
    const addresses = new Set(wanted.map(line => line.split(' ')[1]))
    for (const { url } of silent) expect(addresses).toContain(url.replaceAll(/:(\w+)/g, '{$1}'))
    for (const { path, method } of operations) {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
      expect([url, app.hasRoute({ method: method.toUpperCase() as 'GET', url })]).toEqual([url, true])
    }
  })

  it('is what a gateway serves', async () => {
    const served = await app.inject({ method: 'GET', url: '/api/v1/openapi.json' })
    expect(served.headers['content-type']).toContain('application/json')
    expect(served.json()).toEqual({ ...described, info: { ...described.info, version: '0.1.0' } })
  })

  it('has examples that follow their schemas', () => {
    const seen = operations
      .flatMap(({ operation }) => mediaOf(operation))
      .filter(({ example }) => example !== undefined)
    expect(seen.length).toBeGreaterThan(10)
    for (const { schema, example } of seen) {
      const validate = validatorOf(schema)
      expect([example, validate(example), validate.errors]).toEqual([example, true, null])
    }
    for (const { name, schema, example } of operations.flatMap(({ operation }) => operation.parameters ?? [])) {
      if (name !== 'If-None-Match') expect([name, validatorOf(schema)(example)]).toEqual([name, true])
    }
    const isProblem = validatorOf({ $ref: '#/components/schemas/Problem' })
    for (const { value } of Object.values(described.components.examples)) expect(isProblem(value)).toBe(true)
    // A counter-test: what is not such a document is seen.
    expect(isProblem({ status: 404 })).toBe(false)
  })

  it('tells what is answered: each reply has a documented status, type and content', async () => {
    for (const asked of operations) {
      const { statusCode, headers, body } = await ask(asked)
      const reply = asked.operation.responses[statusCode]
      const type = String(headers['content-type']).split(';')[0] ?? ''
      const media = reply?.content?.[type]
      expect([asked.path, statusCode, type, media !== undefined]).toEqual([asked.path, statusCode, type, true])
      if (!type.endsWith('json') || media === undefined) continue
      expect([asked.path, validatorOf(media.schema)(JSON.parse(body))]).toEqual([asked.path, true])
      if (type === 'application/problem+json') {
        expect(Object.keys(media.examples ?? {})).toContain((JSON.parse(body) as { code: string }).code)
      }
    }
  })

  it('names every refusal that a gateway can give', () => {
    const told = new Set(Object.values(described.components.examples).map(({ value }) => value.code))
    const rules = Object.entries(PROBLEMS as Record<string, { readonly as?: string }>)
    const known = rules.filter(([code]) => !code.startsWith('relay/')).map(([code, { as }]) => as ?? code)
    // What is no route's own is every route's.
    const everywhere = ['http/method-not-allowed']
    expect([...told, ...everywhere].sort()).toEqual([...new Set(known)].sort())
  })

  it('cannot be made of a route that says nothing of itself', () => {
    const silent = { url: '/x', method: 'GET', schema: {} } as unknown as RouteOptions
    expect(() => describeRoutes([silent], { version: '0' })).toThrow(expect.objectContaining({ code: 'internal' }))
  })
})

describe('the page of the interface', () => {
  it('has every operation and code, asks nobody for anything, and may only be drawn', async () => {
    const { body, headers } = await app.inject({ method: 'GET', url: '/api' })
    for (const { operation } of operations) expect(body).toContain(`id="${operation.operationId}"`)
    expect(body).toContain('trust/replayed')
    const tags = body.replaceAll(/>[^<]*</g, '><')
    expect(tags).not.toMatch(/<(?:script|link|img|iframe|form)|\son[a-z]+=|\sstyle=|(?:src|href)="(?![#/])/)
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
    expect(style).not.toMatch(/@import|url\(/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
  })
})
