import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Catalogue, parseCatalogue } from '../../src/cohort/catalogue/catalogue.ts'
import { marginsOf } from '../../src/cohort/catalogue/margins.ts'
import { definitionOfKey } from '../../src/cohort/definition.ts'
import { explainDefinition } from '../../src/cohort/explain.ts'
import { syntheticCohorts } from '../../src/synthetic/cohorts.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const file = join(import.meta.dirname, '../../mappings/catalogue/starter.json')
const starter = JSON.parse(readFileSync(file, 'utf8')) as Catalogue

describe('the starting catalogue', () => {
  it('holds as many cohorts as the network has, canonical, sorted and each once', () => {
    const { cohorts } = parseCatalogue(shipped, starter)
    expect(cohorts.length).toBeGreaterThanOrEqual(280)
    expect(cohorts.length).toBeLessThanOrEqual(320)
  })

  it('labels each cohort in plain words', () => {
    for (const { key, label } of starter.cohorts)
      expect(label).toBe(explainDefinition(shipped, definitionOfKey(shipped, key)))
  })

  it('names a source of each cohort and says that its status is invented', () => {
    expect(starter.synthetic).toBe(true)
    expect(starter.cohorts.filter(({ sources }) => (sources?.length ?? 0) === 0)).toEqual([])
  })

  it('has every level of alteration, many drugs and tissues, and pan-tumour cohorts', () => {
    const { drugs, tissues, genes } = marginsOf(shipped, starter)
    const levels = new Set(
      starter.cohorts.flatMap(
        ({ key }) =>
          key
            .split('|')[2]
            ?.split(',')
            .map(code => code[0]) ?? [],
      ),
    )
    expect([...levels].sort().join('')).toBe('CEFGPVX')
    expect(Math.min(drugs.size - 40, tissues.size - 20, genes.size - 40)).toBeGreaterThanOrEqual(0)
    expect(tissues.get('PAN')?.length ?? 0).toBeGreaterThan(50)
  })

  it('registers every cohort of the synthetic trials that has a key', () => {
    const keys = new Set(starter.cohorts.map(({ key }) => key))
    expect(syntheticCohorts.flatMap(({ key }) => (key === null || keys.has(key) ? [] : [key]))).toEqual([])
  })
})
