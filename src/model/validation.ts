/**
 * Checks values against the schemas of `schemas/`. Nothing is coerced, removed or filled in: what is checked is what
 * was received. Errors name the place and the rule, never the value.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { type ErrorCode, NodeError } from './errors.ts'
import { allSchemas } from './generated/registry.ts'
import { schemaFormats } from './machine-made.ts'

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: false,
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  formats: schemaFormats,
  // That they are schemas is for the tests to find, not for each start: it takes longer than all else here.
  validateSchema: false,
  schemas: [...allSchemas],
})

export type SchemaId = (typeof allSchemas)[number]['$id']

export function isValid<T>(schemaId: SchemaId, value: unknown): value is T {
  return validatorOf(schemaId)(value) === true
}

/** Returns the value as `T`, or throws `code` with the place of the first fault. */
export function checkSchema<T>(
  schemaId: SchemaId,
  value: unknown,
  options: { readonly code?: ErrorCode; readonly what?: string } = {},
): T {
  const validate = validatorOf(schemaId)
  if (validate(value) === true) return value as T
  const { rule, place } = faultOf(validate.errors?.[0])
  throw new NodeError(options.code ?? 'schema/invalid', `${options.what ?? 'document'}: ${rule} at ${place}`, {
    detail: { schema: schemaId, place },
  })
}

/** What ajv found, in words and with its place; never the value. */
export function faultOf(error: ErrorObject | undefined): { readonly rule: string; readonly place: string } {
  return { rule: describe(error), place: error === undefined ? '/' : placeOf(error) }
}

const validators = new Map<string, ValidateFunction>()

function validatorOf(schemaId: string): ValidateFunction {
  const known = validators.get(schemaId)
  if (known !== undefined) return known
  const validate = ajv.getSchema(schemaId)
  if (validate === undefined) throw new NodeError('internal', `no schema ${schemaId}`)
  validators.set(schemaId, validate)
  return validate
}

/** Member names that the schema does not know are the sender's own text: they are shown only where they are short and plain. */
function placeOf(error: ErrorObject): string {
  const extra = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : undefined
  const place = error.instancePath.length > 200 ? `${error.instancePath.slice(0, 200)}…` : error.instancePath
  if (extra === undefined) return place === '' ? '/' : place
  return /^[A-Za-z_$][A-Za-z0-9_$-]{0,40}$/.test(extra) ? `${place}/${extra}` : `${place}/(unnamed member)`
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'not as its schema asks'
  switch (error.keyword) {
    case 'additionalProperties':
      return 'unknown member'
    case 'required':
      return `member ${String(error.params['missingProperty'])} is missing`
    case 'const':
    case 'enum':
      return 'not one of the allowed values'
    default:
      return error.message ?? 'not as its schema asks'
  }
}
