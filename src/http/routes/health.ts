import type { FastifyInstance } from 'fastify'
import { type Health, healthSchema } from '../../model/generated/health.ts'
import { noQuery, problems } from '../route-schemas.ts'

const REPLIES = { 200: 'It does.', 503: 'What is missing.' } as const

const schema = { querystring: noQuery, response: { 200: healthSchema, 503: healthSchema, ...problems } } as const

/** `GET /health/live`: the process turns. `GET /health/ready`: it can answer questions; 503 names what is missing. */
export function addHealthRoutes(app: FastifyInstance, readiness: () => Promise<Health>): void {
  app.get(
    '/health/live',
    {
      schema,
      config: { says: { id: 'healthLive', tag: 'node', summary: 'Whether the process turns', replies: REPLIES } },
    },
    async (): Promise<Health> => ({ status: 'ok', missing: [] }),
  )
  app.get(
    '/health/ready',
    {
      schema,
      config: {
        says: { id: 'healthReady', tag: 'node', summary: 'Whether it can answer questions', replies: REPLIES },
      },
    },
    async (_request, reply) => {
      const health = await readiness()
      return reply.code(health.status === 'ok' ? 200 : 503).send(health)
    },
  )
}
