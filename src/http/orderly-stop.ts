/** A stop waits for the answers under way, and not for connections that were only kept open. */
import type { FastifyInstance } from 'fastify'

export function endConnectionsOnStop(app: FastifyInstance): void {
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) reply.header('connection', 'close')
    done()
  })
}
