import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Catalogue, parseCatalogue } from '../../src/cohort/catalogue.ts'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import { explainDefinition } from '../../src/cohort/explain.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const file = join(import.meta.dirname, '../../mappings/catalogue/starter.json')
const starter = JSON.parse(readFileSync(file, 'utf8')) as Catalogue
const bad = (code: string) => expect.objectContaining({ code })
const catalogueOf = (...keys: string[]) => ({
  schema: 'catalogue/1',
  version: 't',
  cohorts: keys.map(key => ({ key, label: 'x' })),
})

describe('the starter catalogue', () => {
  it('holds canonical keys, sorted and each once', () => {
    expect(parseCatalogue(shipped, starter).cohorts.length).toBeGreaterThan(100)
  })

  it('labels each cohort in plain words', () => {
    for (const { key, label } of starter.cohorts)
      expect(label).toBe(explainDefinition(shipped, definitionOfKey(shipped, key)))
  })
})

describe('a catalogue', () => {
  const a = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
  const b = 'v1|PAN|P:MSI:H|nivolumab'

  it('is taken in order and refused out of order or with a key twice', () => {
    expect(parseCatalogue(shipped, catalogueOf(a, b)).cohorts).toHaveLength(2)
    expect(() => parseCatalogue(shipped, catalogueOf(b, a))).toThrow(bad('cohort/bad-catalogue'))
    expect(() => parseCatalogue(shipped, catalogueOf(a, a))).toThrow(bad('cohort/bad-catalogue'))
  })

  it('is refused with a key that is not canonical or not known', () => {
    expect(() => parseCatalogue(shipped, catalogueOf('v1|PAN|P:MSI:H|nivolumab+ipilimumab'))).toThrow(
      bad('cohort/bad-catalogue'),
    )
    expect(() => parseCatalogue(shipped, catalogueOf('v1|PAN|P:MSI:H|nodrug'))).toThrow(bad('cohort/unknown-code'))
    expect(() => parseCatalogue(shipped, { ...catalogueOf(a), extra: 1 })).toThrow(bad('cohort/bad-catalogue'))
  })
})
