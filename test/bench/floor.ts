/**
 * The floor F: what any node pays that checks a body and verifies its signature. Same framework, same schema, same
 * requests; a constant answer of the same size, and no audit.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type FastifyInstance, fastify } from 'fastify'
import { compactVerify, importJWK } from 'jose'
import { type Message, messageSchema } from '../../src/model/generated/message.ts'
import type { PublicJwk } from '../../src/trust/keys.ts'

export async function buildFloor(key: PublicJwk, answerCharacters: number): Promise<FastifyInstance> {
  const app = fastify({ logger: false })
  const ajv = new Ajv2020({ strict: true })
  const publicKey = await importJWK({ ...key }, 'EdDSA')
  const answer: Message = { message: 'a'.repeat(answerCharacters) }
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as object))
  app.post<{ Body: Message }>('/api/v1/questions', { schema: { body: messageSchema } }, async request => {
    await compactVerify(request.body.message, publicKey, { algorithms: ['EdDSA'] })
    return answer
  })
  await app.ready()
  return app
}
