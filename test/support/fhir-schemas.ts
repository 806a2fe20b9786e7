import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createR4Validator } from '../../src/projection/fhir/r4-validator.ts'

export const fhirSchemaFolder = join(import.meta.dirname, '../../schemas/fhir-r4')

/** The committed schemas of R4, as the node reads them. */
export const r4Validator = createR4Validator(
  readdirSync(fhirSchemaFolder)
    .filter(name => name.endsWith('.json'))
    .map(name => JSON.parse(readFileSync(join(fhirSchemaFolder, name), 'utf8')) as object),
)
