/** Headers of every reply. This gateway serves data, never a page: nothing in it may be run, framed or guessed. */
import type { FastifyInstance } from 'fastify'

const HEADERS = {
  // Routes whose content never changes say so themselves.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(HEADERS)
    done()
  })
}
