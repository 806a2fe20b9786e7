import type { FastifyInstance } from 'fastify'
import { type Health, healthSchema } from '../../model/generated/health.ts'
import { noQuery, problems } from '../route-schemas.ts'

const schema = { querystring: noQuery, response: { 200: healthSchema, 503: healthSchema, ...problems } } as const

/** `GET /health/live`: the process turns. `GET /health/ready`: it can answer questions; 503 names what is missing. */
export function addHealthRoutes(app: FastifyInstance, readiness: () => Promise<Health>): void {
  app.get('/health/live', { schema }, async (): Promise<Health> => ({ status: 'ok', missing: [] }))
  app.get('/health/ready', { schema }, async (_request, reply) => {
    const health = await readiness()
    return reply.code(health.status === 'ok' ? 200 : 503).send(health)
  })
}
