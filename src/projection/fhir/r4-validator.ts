/** Layer one of validation: HL7's JSON schema of R4, resource by resource (`schemas/fhir-r4`). */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { faultOf } from '../../model/validation.ts'
import { elementsOf, isElement } from './element.ts'

/** What is wrong, and where; never a value of the document. */
export interface FhirFault {
  /** JSON pointer within the resource. */
  readonly place: string
  readonly rule: string
}

export interface R4Validator {
  /** Types that have a schema here. */
  isKnownType(resourceType: unknown): boolean
  /** The first fault, or null. A type without a schema is a fault. */
  firstFault(resource: unknown): FhirFault | null
}

/** `schemas` are the documents of `schemas/fhir-r4`; each is compiled when it is first needed. */
export function createR4Validator(schemas: readonly object[]): R4Validator {
  const ajv = new Ajv2020({ strict: false, allErrors: false, schemas: [...schemas] })
  const validatorOf = (type: unknown) =>
    typeof type === 'string' && /^[A-Z][A-Za-z]{1,40}$/.test(type)
      ? ajv.getSchema(`urn:prime-rose:fhir-r4:${type}`)
      : undefined
  return {
    isKnownType: type => validatorOf(type) !== undefined,
    firstFault(resource) {
      const validate = validatorOf(isElement(resource) ? resource['resourceType'] : undefined)
      if (validate === undefined) return { place: '/resourceType', rule: 'no resource of a known type' }
      return validate(resource) === true ? null : faultOf(validate.errors?.[0])
    },
  }
}

/** The Bundle and every resource in it. */
export function firstBundleFault(validator: R4Validator, bundle: unknown): FhirFault | null {
  const envelope = validator.firstFault(bundle)
  if (envelope !== null || !isElement(bundle)) return envelope
  for (const [at, entry] of elementsOf(bundle, 'entry').entries()) {
    const fault = validator.firstFault(entry['resource'])
    if (fault !== null) return inEntry(at, fault)
  }
  return null
}

export function inEntry(at: number, { place, rule }: FhirFault): FhirFault {
  return { place: `/entry/${at}/resource${place}`, rule }
}
