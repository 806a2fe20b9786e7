/**
 * Requests are checked as they came: nothing is coerced, stripped or filled in. Replies are checked too: what the schema
 * of a route does not name does not leave, and is an error here rather than silently removed.
 */
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { NodeError } from '../model/errors.ts'
import { allSchemas } from '../model/generated/registry.ts'
import { schemaFormats } from '../model/machine-made.ts'

export function useStrictSchemas(app: FastifyInstance): void {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    formats: schemaFormats,
    // Those of the routes too: the tests find what is no schema.
    validateSchema: false,
    schemas: [...allSchemas],
  })
  app.setValidatorCompiler(({ schema }) => ajv.compile(schema as AnySchema))
  app.setSerializerCompiler(({ schema }) => {
    const validate = ajv.compile(schema as AnySchema)
    return reply => {
      if (validate(reply) !== true) throw new NodeError('internal', 'a reply is not as its schema asks')
      return JSON.stringify(reply)
    }
  })
  app.addHook('onRoute', checkDeclared)
}

/** A route says what it takes and what may leave, or the gateway does not start. */
function checkDeclared({ url, schema }: RouteOptions): void {
  const declared = schema?.response !== undefined && schema.querystring !== undefined
  if (!declared) throw new NodeError('internal', `route ${url} lacks the schema of its query or of its reply`)
}
