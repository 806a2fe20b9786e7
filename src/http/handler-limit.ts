/**
 * A request that has no reply after a while is answered with `http/not-ready`. All requests are looked through together
 * now and then: a timer and an abort signal for each, as the framework has them, cost more than finding an answer.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { NodeError } from '../model/errors.ts'
import type { GatewayLimits } from './limits.ts'

/** Register before all other hooks. A slow request is found up to `checkEveryMs` later than `handlerMs`. */
export function limitHandlers(
  app: FastifyInstance,
  { handlerMs, checkEveryMs }: Pick<GatewayLimits, 'handlerMs' | 'checkEveryMs'>,
): void {
  /** In the order in which they began. */
  const underWay = new Set<FastifyReply>()
  const endOverdue = () => {
    for (const reply of underWay) {
      if (reply.elapsedTime < handlerMs) return
      underWay.delete(reply)
      // An asker who has left has a request under way and no socket.
      if (!reply.sent && !reply.raw.destroyed) reply.send(tooBusy())
    }
  }
  const watch = setInterval(endOverdue, checkEveryMs).unref()
  app.addHook('onRequest', (_request, reply, done) => {
    underWay.add(reply)
    done()
  })
  app.addHook('onResponse', (_request, reply, done) => {
    underWay.delete(reply)
    done()
  })
  app.addHook('onClose', async () => clearInterval(watch))
}

function tooBusy(): NodeError {
  return new NodeError('http/not-ready', 'the node is too busy', { hint: 'Try again in a while.' })
}
