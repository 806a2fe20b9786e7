import type { FastifyInstance, RouteOptions } from 'fastify'
import { describeRoutes } from '../openapi/document.ts'
import { describingPage, PAGE_POLICY } from '../openapi/page.ts'
import { noQuery, problems } from '../route-schemas.ts'

const anyDocument = { content: { 'application/json': { schema: { type: 'object' } } } } as const
const page = { content: { 'text/html': { schema: { type: 'string' } } } } as const

/**
 * `GET /api/v1/openapi.json` and, to read, `GET /api`: the interface of this gateway, made once from `routes`, which hold
 * these two as well. Throws where one of them says nothing of itself.
 */
export function addDescriptionRoutes(
  app: FastifyInstance,
  { routes, version }: { readonly routes: readonly RouteOptions[]; readonly version: string },
): void {
  const made: { text: string; html: string } = { text: '', html: '' }
  app.get(
    '/api/v1/openapi.json',
    {
      schema: { querystring: noQuery, response: { 200: anyDocument, ...problems } },
      config: {
        says: {
          id: 'describeInterface',
          tag: 'description',
          summary: 'This interface as OpenAPI 3.1',
          replies: { 200: 'The document.' },
        },
      },
    },
    // A text already: as a string it would be written as a JSON string.
    async (_request, reply) =>
      reply
        .type('application/json')
        .serializer(() => made.text)
        .send(made.text),
  )
  app.get(
    '/api',
    {
      schema: { querystring: noQuery, response: { 200: page, ...problems } },
      config: {
        says: {
          id: 'readInterface',
          tag: 'description',
          summary: 'This interface as a page to read',
          notes: 'The page asks nobody for anything and runs nothing.',
          replies: { 200: 'The page.' },
        },
      },
    },
    async (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(made.html),
  )
  const document = describeRoutes(routes, { version })
  made.text = JSON.stringify(document)
  made.html = describingPage(document)
}
