import type { FastifyInstance } from 'fastify'
import { type Limits, limitsSchema } from '../../model/generated/limits.ts'
import type { Bearer } from '../bearer.ts'
import type { RateLimit } from '../rate-limit.ts'
import { noQuery, problems } from '../route-schemas.ts'

/** `GET /api/v1/limits`: what the bearer of the token may still ask; looking is free. */
export function addLimitsRoute(
  app: FastifyInstance,
  { bearer, byMember }: { readonly bearer: Bearer; readonly byMember: RateLimit },
): void {
  app.get(
    '/api/v1/limits',
    {
      schema: { querystring: noQuery, response: { 200: limitsSchema, ...problems } },
      config: {
        says: {
          id: 'getLimits',
          tag: 'readings',
          summary: 'What the bearer of the token may still ask',
          notes: 'Looking is free.',
          scope: 'discovery.read',
          replies: { 200: 'Rate and what is left of it.' },
        },
      },
    },
    async (request): Promise<Limits> => {
      const { client } = await bearer.check(request, 'discovery.read')
      return { member: client, ...byMember.look(client) }
    },
  )
}
