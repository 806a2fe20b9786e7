/**
 * The floor F: what any node pays that checks a body, opens its seal and verifies its signature. Same framework, same schema, same
 * requests; a constant answer of the same size, and no audit.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type FastifyInstance, fastify } from 'fastify'
import { compactDecrypt, compactVerify, importJWK } from 'jose'
import { type Message, messageSchema } from '../../src/model/generated/message.ts'
import { readingRequestSchema } from '../../src/model/generated/reading-request.ts'
import { allSchemas } from '../../src/model/generated/registry.ts'
import { schemaFormats } from '../../src/model/machine-made.ts'
import type { PublicJwk } from '../../src/trust/keys.ts'
import type { SealingPrivateJwk } from '../../src/trust/sealing-keys.ts'

/** The floor of a program's question: the same token verified with each request, a constant reading of the same size. */
export async function buildBearerFloor(key: PublicJwk, replyCharacters: number): Promise<FastifyInstance> {
  const app = fastify({ logger: false })
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    formats: schemaFormats,
    schemas: [...allSchemas],
  })
  const publicKey = await importJWK({ ...key }, 'EdDSA')
  const answer = { reading: 'a'.repeat(replyCharacters) }
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as object))
  app.post('/api/v1/readings', { schema: { body: readingRequestSchema } }, async request => {
    const [, token = ''] = (request.headers.authorization ?? '').split(' ')
    await compactVerify(token, publicKey, { algorithms: ['EdDSA'] })
    return answer
  })
  await app.ready()
  return app
}

export async function buildFloor(
  { key, sealing }: { readonly key: PublicJwk; readonly sealing: SealingPrivateJwk },
  answerCharacters: number,
): Promise<FastifyInstance> {
  const app = fastify({ logger: false })
  const ajv = new Ajv2020({ strict: true, formats: schemaFormats })
  const publicKey = await importJWK({ ...key }, 'EdDSA')
  const answer: Message = { message: 'a'.repeat(answerCharacters) }
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as object))
  app.post<{ Body: Message }>('/api/v1/questions', { schema: { body: messageSchema } }, async request => {
    const { plaintext } = await compactDecrypt(request.body.message, sealing)
    await compactVerify(plaintext, publicKey, { algorithms: ['EdDSA'] })
    return answer
  })
  await app.ready()
  return app
}
