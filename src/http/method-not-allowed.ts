/** A known address with another method: 405 with what is allowed, instead of a 404 that misleads. */
import { METHODS } from 'node:http'
import type { FastifyInstance, HTTPMethods } from 'fastify'
import { NodeError } from '../model/errors.ts'
import { noQuery, problems } from './route-schemas.ts'

const COMMON: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

/** Watches the routes from here on; the function returned closes the other methods of each. */
export function watchMethods(app: FastifyInstance): () => void {
  const allowed = new Map<string, Set<string>>()
  app.addHook('onRoute', ({ url, method }) => {
    const methods = allowed.get(url) ?? new Set<string>()
    allowed.set(url, methods)
    for (const name of [method].flat()) methods.add(name)
  })
  return () => {
    for (const [url, methods] of [...allowed]) refuseOthers(app, url, [...methods].sort())
  }
}

function refuseOthers(app: FastifyInstance, url: string, allowed: readonly string[]): void {
  const allow = allowed.join(', ')
  app.route({
    url,
    method: COMMON.filter(method => METHODS.includes(method) && !allowed.includes(method)),
    schema: { querystring: noQuery, response: problems },
    // Before the body is read: it would be refused for its media type first.
    onRequest: async (_request, reply) => {
      reply.header('allow', allow)
      throw new NodeError('http/method-not-allowed', `allowed here: ${allow}`)
    },
    handler: async () => undefined,
  })
}
