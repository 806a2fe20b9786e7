/** Headers of every reply. This gateway serves data, never a page: nothing in it may be run, framed or guessed. */
import type { FastifyInstance } from 'fastify'

const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS)
    // Routes whose content never changes say so themselves.
    reply.header('cache-control', 'no-store')
  })
}
