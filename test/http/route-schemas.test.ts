import { Ajv2020 } from 'ajv/dist/2020.js'
import { type FastifyInstance, fastify, type RouteOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { noQuery } from '../../src/http/route-schemas.ts'
import { addHealthRoutes } from '../../src/http/routes/health.ts'
import { useStrictSchemas } from '../../src/http/strict-schemas.ts'
import { aGateway, anIdleAsker } from '../support/gateway.ts'

const anything = { type: 'object', additionalProperties: false, properties: { count: { type: 'integer' } } }

async function withRoute(reply: unknown): Promise<FastifyInstance> {
  const app = fastify()
  useStrictSchemas(app)
  app.get('/x', { schema: { querystring: noQuery, response: { 200: anything } } }, async () => reply)
  return app
}

/** Of a reply that is not JSON, the schema of its content. */
function schemasOf(schema: RouteOptions['schema']): object[] {
  const { body, querystring, params, response } = schema ?? {}
  const all = [body, querystring, params, ...Object.values(response ?? {})] as (object | undefined)[]
  return all.flatMap(part => {
    if (part === undefined) return []
    const media = 'content' in part ? Object.values(part.content as Record<string, { schema: object }>) : null
    return media?.map(each => each.schema) ?? [part]
  })
}

describe('the routes of the gateway', () => {
  it('each declare their query and every reply, also the problems', async () => {
    const seen: RouteOptions[] = []
    const { app } = await aGateway({ changes: { onRoute: route => seen.push(route), asker: anIdleAsker() } })
    await app.close()
    const addresses = new Set(seen.map(route => route.url))
    expect([...addresses].sort()).toEqual([
      '/.well-known/smart-configuration',
      '/api',
      '/api/v1/directory',
      '/api/v1/limits',
      '/api/v1/messages',
      '/api/v1/network/questions',
      '/api/v1/network/questions/:id',
      '/api/v1/network/questions/:id/events',
      '/api/v1/network/questions/:id/record',
      '/api/v1/openapi.json',
      '/api/v1/questions',
      '/api/v1/readings',
      '/api/v1/readings/:question',
      '/api/v1/service-info',
      '/api/v1/tables',
      '/api/v1/tables/:sha256',
      '/health/live',
      '/health/ready',
      '/oauth2/token',
    ])
    const ajv = new Ajv2020()
    for (const { url, schema } of seen) {
      for (const part of schemasOf(schema)) expect([url, ajv.validateSchema(part)]).toEqual([url, true])
      expect([url, Object.keys(schema?.response ?? {})]).toEqual([url, expect.arrayContaining(['4xx', '5xx'])])
      expect([url, schema?.querystring]).toEqual([url, noQuery])
    }
  })

  it('cannot be added without a schema', () => {
    const app = fastify()
    useStrictSchemas(app)
    expect(() => app.get('/x', async () => ({ patient: 1 }))).toThrow(expect.objectContaining({ code: 'internal' }))
    expect(() => addHealthRoutes(app, async () => ({ status: 'ok', missing: [] }))).not.toThrow()
  })

  it('let nothing out that their schema does not name', async () => {
    const good = await (await withRoute({ count: 1 })).inject({ method: 'GET', url: '/x' })
    expect([good.statusCode, good.body]).toEqual([200, '{"count":1}'])
    const bad = await (await withRoute({ count: 1, patient: 'canary' })).inject({ method: 'GET', url: '/x' })
    expect(bad.statusCode).toBe(500)
    expect(bad.body).not.toContain('canary')
  })
})
