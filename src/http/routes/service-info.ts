import type { FastifyInstance } from 'fastify'
import { type ServiceInfo, serviceInfoSchema } from '../../model/generated/service-info.ts'
import { noQuery, problems } from '../route-schemas.ts'

/** `GET /api/v1/service-info`: who answers here, so that nodes tell each other their versions before the first question. */
export function addServiceInfoRoute(app: FastifyInstance, info: ServiceInfo): void {
  app.get(
    '/api/v1/service-info',
    {
      schema: { querystring: noQuery, response: { 200: serviceInfoSchema, ...problems } },
      config: {
        says: {
          id: 'getServiceInfo',
          tag: 'node',
          summary: 'Who answers here, and in which versions',
          replies: { 200: 'Member, country, trial, versions, and whether its patients are synthetic.' },
        },
      },
    },
    async (): Promise<ServiceInfo> => info,
  )
}
