import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../../src/model/generated/record.ts'
import { isValid } from '../../../src/model/validation.ts'
import { lookupOf, noConcepts } from '../../../src/projection/omop/concept-lookup.ts'
import { losses, withoutLosses } from '../../../src/projection/omop/losses.ts'
import { omopToRecord } from '../../../src/projection/omop/omop-to-record.ts'
import { idCounter } from '../../../src/projection/omop/person-draft.ts'
import { recordToOmop } from '../../../src/projection/omop/record-to-omop.ts'
import { arbitraryRecord } from '../../support/arbitrary-record.ts'
import { breaches, byTable } from './omop-rows.ts'

const roundTrip = (record: Parameters<typeof recordToOmop>[0], concepts = noConcepts) =>
  omopToRecord(byTable(recordToOmop(record, { concepts, nextId: idCounter() })))

const someConcepts = lookupOf({
  concepts: [
    {
      conceptId: 101,
      name: 'dabrafenib',
      vocabulary: 'RxNorm',
      conceptClass: 'Ingredient',
      code: '1',
      isStandard: true,
    },
    {
      conceptId: 102,
      name: 'episode.episode_id',
      vocabulary: 'CDM',
      conceptClass: 'Field',
      code: '2',
      isStandard: true,
    },
  ],
})

describe('a record written to OMOP CDM 5.4 and read back', () => {
  it('is the record, but for what the table of losses names', () => {
    fc.assert(
      fc.property(arbitraryRecord, record => {
        const again = roundTrip(record)
        expect(again).toEqual(withoutLosses(record))
        expect(isValid('urn:prime-rose:record/1', again)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same with the concepts of a site', () => {
    fc.assert(
      fc.property(arbitraryRecord, record => {
        expect(roundTrip(record, someConcepts)).toEqual(withoutLosses(record))
      }),
      { numRuns: 20 },
    )
  })

  it('keeps every row within the definition, and every date on the fixed calendar', () => {
    fc.assert(
      fc.property(arbitraryRecord, record => {
        const rows = byTable(recordToOmop(record, { concepts: noConcepts, nextId: idCounter() }))
        expect(breaches(rows)).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('has a loss for each entry of the table: without it the round trip would not be the identity', () => {
    const [example] = recordSchema.examples
    const found = new Set<string>()
    const seen = fc.sample(arbitraryRecord, { numRuns: 400, seed: 7 })
    for (const record of [example as unknown as (typeof seen)[number], ...seen]) {
      for (const loss of losses) {
        const others = losses.filter(one => one !== loss).reduce((left, one) => one.without(left), record)
        if (JSON.stringify(loss.without(others)) !== JSON.stringify(others)) found.add(loss.what)
      }
    }
    expect([...found].sort()).toEqual(losses.map(loss => loss.what).sort())
  })

  it('loses nothing of a record as an ingest makes it, unless the table names it', () => {
    const [example] = recordSchema.examples
    const record = example as unknown as Parameters<typeof recordToOmop>[0]
    expect(withoutLosses(record)).toEqual(record)
    expect(roundTrip(record)).toEqual(record)
  })
})
