import type { FastifyInstance } from 'fastify'
import { NodeError } from '../../model/errors.ts'
import { noQuery, problems } from '../route-schemas.ts'

/** JWS in general JSON serialization (RFC 7515 section 9.2.2): two officers signed it, so that it matters not who gives it. */
const signedDirectory = { content: { 'application/jose+json': { schema: { type: 'string' } } } } as const

/** `GET /api/v1/directory`: the federation directory that this node holds, so that members can get it from each other. */
export function addDirectoryRoute(app: FastifyInstance, directory: { text(): string | null }): void {
  app.get(
    '/api/v1/directory',
    {
      schema: { querystring: noQuery, response: { 200: signedDirectory, ...problems } },
      config: {
        says: {
          id: 'getDirectory',
          tag: 'node',
          summary: 'The federation directory that this node holds',
          notes: 'Two officers signed it, so that it matters not who gives it.',
          replies: { 200: 'JWS in general JSON serialization (RFC 7515 section 7.2.1).' },
          problems: ['http/not-found'],
        },
      },
    },
    async (_request, reply) => {
      const text = directory.text()
      if (text === null) throw new NodeError('http/not-found', 'no directory')
      // The text is JSON already: as a string it would be written as a JSON string.
      return reply
        .type('application/jose+json')
        .serializer(() => text)
        .send(text)
    },
  )
}
