import { describe, expect, it } from 'vitest'
import { checkMayReceiveRows } from '../../src/fhir-export/receivers.ts'

describe('a server that may get patient rows', () => {
  it.each([
    ['http://127.0.0.1:8080/fhir', []],
    ['http://localhost/fhir', []],
    ['http://[::1]:8080/fhir', []],
    ['https://fhir.platform.example/r4', ['fhir.platform.example']],
    ['https://FHIR.platform.example/r4', ['fhir.Platform.example']],
    ['https://fhir.platform.example:443/r4', ['fhir.platform.example:443']],
    ['https://fhir.platform.example:8443/r4', ['other.example', 'fhir.platform.example:8443']],
  ])('is %s where %j are named', (address, allowed) => {
    expect(() => checkMayReceiveRows(address, allowed)).not.toThrow()
  })

  it.each([
    ['https://fhir.platform.example/r4', []],
    ['https://fhir.platform.example/r4', ['platform.example']],
    ['https://platform.example/r4', ['fhir.platform.example']],
    ['https://fhir.platform.example.evil.example/r4', ['fhir.platform.example']],
    ['https://fhir.platform.example:8443/r4', ['fhir.platform.example']],
    ['https://fhir.platform.example/r4', ['fhir.platform.example:8443']],
    ['https://evil.example/fhir.platform.example', ['fhir.platform.example']],
    ['https://127.0.0.1.evil.example/fhir', ['127.0.0.1']],
  ])('is not %s where %j are named', (address, allowed) => {
    expect(() => checkMayReceiveRows(address, allowed)).toThrow(expect.objectContaining({ code: 'fhir/not-allowed' }))
  })

  it.each([
    'http://fhir.platform.example/r4',
    'https://user@fhir.platform.example/r4',
    'ftp://fhir.platform.example',
    '',
  ])('has an address that rows may travel to at all, unlike "%s"', address => {
    const allowed = ['fhir.platform.example', 'fhir.platform.example:80']
    expect(() => checkMayReceiveRows(address, allowed)).toThrow(expect.objectContaining({ code: 'fhir/bad-address' }))
  })
})
