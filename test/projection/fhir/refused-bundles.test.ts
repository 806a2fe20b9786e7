import { describe, expect, it } from 'vitest'
import { type PrimeRoseRecord, recordSchema } from '../../../src/model/generated/record.ts'
import { bundleToRecord } from '../../../src/projection/fhir/bundle-to-record.ts'
import { recordToBundle } from '../../../src/projection/fhir/record-to-bundle.ts'

const record = recordSchema.examples[0] as unknown as PrimeRoseRecord
const symbolOf = (hgnc: string) => (hgnc === 'HGNC:3430' ? 'ERBB2' : undefined)

type Json = { [member: string]: Json } & Json[] & string
const bundleOf = (): Json => structuredClone(recordToBundle(record, symbolOf)) as unknown as Json
const find = (bundle: Json, profile: string): Json => {
  const found = bundle['entry']?.find(entry => JSON.stringify(entry).includes(`profile:${profile}"`))
  if (found?.['resource'] === undefined) throw new Error(`no ${profile}`)
  return found['resource']
}
const refusal = (change: (bundle: Json) => void) => {
  const bundle = bundleOf()
  change(bundle)
  return () => bundleToRecord(bundle, symbolOf)
}
const badBundle = expect.objectContaining({ code: 'projection/bad-bundle' })

describe('a Bundle that is read back', () => {
  it('may have what a server adds: ids, versions, times of storage, narrative', () => {
    const bundle = bundleOf()
    for (const { resource } of bundle['entry'] as unknown as { resource: Record<string, unknown> }[]) {
      Object.assign(resource, { id: 'x1', text: { status: 'generated', div: '<div/>' } })
      Object.assign(resource['meta'] as object, { versionId: '3', lastUpdated: '2026-01-01T00:00:00Z' })
    }
    expect(bundleToRecord(bundle, symbolOf)).toEqual(record)
  })

  it('is refused with a fact that the record cannot hold', () => {
    expect(refusal(bundle => Object.assign(find(bundle, 'patient'), { birthDate: '1961-03-12' }))).toThrow(badBundle)
    expect(refusal(bundle => Object.assign(find(bundle, 'performance'), { note: [{ text: 'x' }] }))).toThrow(badBundle)
    expect(
      refusal(bundle => bundle['entry']?.push({ resource: { resourceType: 'Patient' } } as unknown as Json)),
    ).toThrow(badBundle)
  })

  it('is refused where code and display contradict each other', () => {
    expect(
      refusal(bundle => {
        const text = JSON.stringify(bundle).replace('"display":"ERBB2"', '"display":"NRAS"')
        Object.assign(bundle, JSON.parse(text))
      }),
    ).toThrow(badBundle)
  })

  it('is refused with a status, a code or a component that nobody knows', () => {
    expect(refusal(bundle => Object.assign(find(bundle, 'treatment'), { status: 'on-hold' }))).toThrow(badBundle)
    expect(refusal(bundle => Object.assign(find(bundle, 'research-subject'), { status: 'zzz' }))).toThrow(badBundle)
    expect(
      refusal(bundle => {
        const text = JSON.stringify(find(bundle, 'outcome')).replace('"code":"evaluable"', '"code":"assessable"')
        Object.assign(find(bundle, 'outcome'), JSON.parse(text))
      }),
    ).toThrow(badBundle)
  })

  it('is refused without its patient, with two of them, or with references to another', () => {
    expect(refusal(bundle => bundle['entry']?.shift())).toThrow(badBundle)
    expect(refusal(bundle => bundle['entry']?.unshift(structuredClone(bundle['entry'][0] as Json)))).toThrow(badBundle)
    expect(
      refusal(bundle => {
        const other = JSON.stringify(find(bundle, 'assessment')).replaceAll(record.pseudonym, `p1-${'0'.repeat(32)}`)
        Object.assign(find(bundle, 'assessment'), JSON.parse(other))
      }),
    ).toThrow(badBundle)
  })

  it('is refused whatever it is, and names no value', () => {
    for (const wrong of [
      null,
      undefined,
      7,
      'text',
      [],
      {},
      { resourceType: 'Bundle' },
      { entry: [null, { resource: 3 }] },
    ]) {
      expect(() => bundleToRecord(wrong, symbolOf)).toThrow(badBundle)
    }
    const fault = refusal(bundle => Object.assign(find(bundle, 'patient'), { 'Kari Nordmann': 'secret-text' }))
    expect(fault).toThrow(/further member/)
    expect(fault).not.toThrow(/Kari|secret/)
  })
})

describe('a record that contradicts itself', () => {
  it('is not written: a key of no entity, or one key for two', () => {
    const inconsistent = expect.objectContaining({ code: 'projection/inconsistent-record' })
    const treatment = record.treatments[0]
    if (treatment === undefined) throw new Error('the example has a treatment')
    expect(() => recordToBundle({ ...record, treatments: [{ ...treatment, tumourId: 't9' }] }, symbolOf)).toThrow(
      inconsistent,
    )
    expect(() => recordToBundle({ ...record, treatments: [] }, symbolOf)).toThrow(inconsistent)
    expect(() => recordToBundle({ ...record, treatments: [treatment, treatment] }, symbolOf)).toThrow(inconsistent)
  })
})
