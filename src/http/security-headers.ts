/** Headers of every reply: nothing in it may be run, framed or guessed. The one page, of the interface itself, has a policy of its own. */
import type { FastifyInstance } from 'fastify'

const HEADERS = {
  // Routes whose content never changes say so themselves.
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** RFC 6797; two years, as lists of browsers ask. Only where this process speaks TLS itself. */
const ONLY_TLS = { 'strict-transport-security': 'max-age=63072000' } as const

export function addSecurityHeaders(app: FastifyInstance, { isTls }: { readonly isTls: boolean }): void {
  const headers = isTls ? { ...HEADERS, ...ONLY_TLS } : HEADERS
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}
