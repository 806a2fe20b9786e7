import type { FastifyInstance } from 'fastify'
import type { PublishedTable } from '../../discovery/ports.ts'
import type { TableShelf } from '../../discovery/table-shelf.ts'
import { NodeError } from '../../model/errors.ts'
import { type TableList, tableListSchema } from '../../model/generated/table-list.ts'
import { namesTag } from '../entity-tags.ts'
import { noQuery, problems } from '../route-schemas.ts'

const ONE_YEAR_SECONDS = 31_536_000

const sha256Params = {
  type: 'object',
  additionalProperties: false,
  required: ['sha256'],
  properties: {
    sha256: { type: 'string', maxLength: 64, description: 'As the list has it.', examples: ['0'.repeat(64)] },
  },
} as const

/** `GET /api/v1/tables` and `GET /api/v1/tables/:sha256`: what was published, as it was signed; anyone may keep a copy. */
export function addTableRoutes(app: FastifyInstance, shelf: TableShelf): void {
  app.get(
    '/api/v1/tables',
    {
      schema: { querystring: noQuery, response: { 200: tableListSchema, ...problems } },
      config: {
        says: {
          id: 'listTables',
          tag: 'node',
          summary: 'The national tables that this node has published',
          replies: { 200: 'Their hashes and data cuts.' },
        },
      },
    },
    async (): Promise<TableList> => ({ tables: shelf.list().map(summarise) }),
  )
  app.get<{ Params: { sha256: string } }>(
    '/api/v1/tables/:sha256',
    {
      schema: {
        querystring: noQuery,
        params: sha256Params,
        response: { 200: signedTable, 304: { type: 'null' }, ...problems },
      },
      config: {
        says: {
          id: 'getTable',
          tag: 'node',
          summary: 'A published table, as it was signed',
          notes: 'The name is the hash of the content, so the content of a name never changes; anyone may keep a copy.',
          replies: { 200: 'Compact JWS (RFC 7515) over national-table/2 (older tables: /1).', 304: 'It is as it was.' },
          problems: ['http/not-found'],
          hasEtag: true,
        },
      },
    },
    async (request, reply) => {
      const published = shelf.find(request.params.sha256)
      if (published === undefined) throw new NodeError('http/not-found', 'no such table')
      const etag = `"${published.sha256}"`
      // The name is the hash of the content, so the content of a name never changes.
      reply.header('etag', etag).header('cache-control', `public, max-age=${ONE_YEAR_SECONDS}, immutable`)
      if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return reply.type('application/jose').send(published.jws)
    },
  )
}

/** Compact JWS (RFC 7515): its bytes have the SHA-256 that is its name. */
const signedTable = { content: { 'application/jose': { schema: { type: 'string' } } } } as const

function summarise({ sha256, table, publishedAt }: PublishedTable): TableList['tables'][number] {
  return { sha256, cut: { id: table.cut.id, cutoff: table.cut.cutoff }, publishedAt }
}
