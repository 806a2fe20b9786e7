import type { FastifyInstance } from 'fastify'
import { type ReceiveDeps, receiveMessage } from '../../discovery/receive-message.ts'
import { type Message, messageSchema } from '../../model/generated/message.ts'
import { MESSAGE_PROBLEMS, noQuery, problems, ROUND_PROBLEMS } from '../route-schemas.ts'

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
      config: {
        says: {
          id: 'postMessage',
          tag: 'messages',
          summary: 'A message of a member, of any type',
          notes:
            'Its type is inside the signature: question/1, table-request/1, ping/1, round-document/1. The reply is sealed to the sender.',
          replies: { 200: 'The reply, signed and sealed.', 204: 'Taken; there is nothing to say.' },
          problems: [...MESSAGE_PROBLEMS, ...ROUND_PROBLEMS],
        },
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
