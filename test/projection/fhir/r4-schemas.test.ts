import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fhirSchemaFiles, resourceTypes } from '../../../schemas/generate-fhir-r4.ts'
import { fhirSchemaFolder, r4Validator } from '../../support/fhir-schemas.ts'

const patient = { resourceType: 'Patient', gender: 'female' }

describe('the schemas of FHIR R4', () => {
  it('are those of the specification, for the types that the generator lists', () => {
    const wanted = fhirSchemaFiles()
    const committed = readdirSync(fhirSchemaFolder).filter(name => name.endsWith('.json'))
    expect(committed.sort()).toEqual([...wanted.keys()].sort())
    expect(committed.filter(name => readFileSync(join(fhirSchemaFolder, name), 'utf8') !== wanted.get(name))).toEqual(
      [],
    )
  })

  it('all compile', () => {
    for (const type of resourceTypes) expect(r4Validator.isKnownType(type)).toBe(true)
  })

  it('accept a resource and refuse it with a member too many, a wrong code or a malformed date', () => {
    expect(r4Validator.firstFault(patient)).toBeNull()
    expect(r4Validator.firstFault({ ...patient, sex: 'female' })).toEqual({ place: '/sex', rule: 'unknown member' })
    expect(r4Validator.firstFault({ ...patient, gender: 'f' })).toMatchObject({ place: '/gender' })
    expect(r4Validator.firstFault({ ...patient, birthDate: '12.03.1961' })).toMatchObject({ place: '/birthDate' })
  })

  it('refuse what is no resource of a known type, whatever stands in its place', () => {
    const refused = { place: '/resourceType', rule: 'no resource of a known type' }
    for (const wrong of [null, 1, 'Patient', [], {}, { resourceType: 'Person' }, { resourceType: '__proto__' }]) {
      expect(r4Validator.firstFault(wrong)).toEqual(refused)
    }
  })

  it('say where a fault is and never what stands there', () => {
    const fault = r4Validator.firstFault({ ...patient, name: [{ family: 17, Kari_Nordmann: true }] })
    expect(JSON.stringify(fault)).not.toContain('17')
  })
})
