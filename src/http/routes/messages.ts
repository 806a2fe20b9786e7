import type { FastifyInstance } from 'fastify'
import { type ReceiveDeps, receiveMessage } from '../../discovery/receive-message.ts'
import { type Message, messageSchema } from '../../model/generated/message.ts'
import { noQuery, problems } from '../route-schemas.ts'

/** As large as a relay takes. */
const MOST_BYTES = 8_454_144

const nothing = { type: 'null' } as const

/** `POST /api/v1/messages`: any message of a member, by its type; 204 where there is nothing to say. */
export function addMessageRoute(app: FastifyInstance, deps: ReceiveDeps): void {
  app.post<{ Body: Message }>(
    '/api/v1/messages',
    {
      // A contribution to a round is a vector of all cohorts for each combiner.
      bodyLimit: MOST_BYTES,
      schema: {
        querystring: noQuery,
        body: messageSchema,
        response: { 200: messageSchema, 204: nothing, ...problems },
      },
    },
    async (request, reply) => {
      const received = await receiveMessage(request.body.message, 'direct', deps, member => {
        request.asker = member
      })
      return received.reply === null ? reply.code(204).send() : { message: received.reply }
    },
  )
}
