import { describe, expect, it } from 'vitest'
import { canonicaliseDefinition } from '../../src/cohort/definition.ts'
import { CohortCounter } from '../../src/cohort/measure/count-cohort.ts'
import type { CohortDefinition } from '../../src/model/generated/cohort.ts'
import { countByHand } from '../support/count-by-hand.ts'
import { generateDefinitions } from '../support/generated-cohorts.ts'
import { type GeneratedSubject, generateSubjects } from '../support/generated-cut.ts'
import { indexOf, indexSource } from '../support/index-of.ts'
import { shipped } from '../terminology/shipped-terminology.ts'

const within = (parts: Partial<CohortDefinition>): CohortDefinition =>
  canonicaliseDefinition(shipped, {
    schema: 'cohort/1',
    match: 'within',
    tumour: null,
    alteration: null,
    drugs: null,
    endpoint: null,
    ...parts,
  })
const counter = (subjects: readonly GeneratedSubject[]) => new CohortCounter(indexOf(subjects), shipped)

describe('the measures of a cohort', () => {
  it.each([
    ['without the tumour board', 400, false],
    ['with the tumour board', 400, true],
    ['of very few patients', 12, false],
  ])('are what is counted by hand, over generated cuts %s', (_, size, board) => {
    const subjects = generateSubjects(size, size, { board })
    const count = counter(subjects)
    const definitions = generateDefinitions(250, size)
    let withPatients = 0
    for (const definition of definitions) {
      const { counts } = count.measure(definition)
      expect({ definition, counts }).toEqual({ definition, counts: countByHand(subjects, definition) })
      if (counts.funnel.treated > 0) withPatients += 1
    }
    // A comparison of empty cohorts would say little.
    expect(withPatients).toBeGreaterThan(size > 100 ? 125 : 35)
  })

  it('of nobody are all nought', () => {
    const { counts } = counter([]).measure(within({ drugs: 'nivolumab' }))
    expect(counts.funnel.screened + counts.control[1].of + counts.progressionFree.entered).toBe(0)
    expect(counts.quarters).toEqual([])
  })

  it('name definition, key and cut, and refuse to be written', () => {
    const definition = canonicaliseDefinition(shipped, {
      schema: 'cohort/1',
      match: 'named',
      tumour: ['COADREAD'],
      alteration: ['V:HGNC:6407:p.Gly12Cys'],
      drugs: 'sotorasib',
      endpoint: 'control-w16-visit',
    })
    const measures = counter(generateSubjects(20, 1)).measure(definition)
    expect(measures.key).toBe('v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib')
    expect(measures.source).toEqual(indexSource)
    expect(() => JSON.stringify(measures)).toThrow('not written')
    expect(`${JSON.stringify(Object.keys(measures))}`).not.toContain('counts')
  })

  it('are refused for an endpoint that the rules of the cut do not give', () => {
    const count = counter(generateSubjects(5, 1))
    expect(() => count.measure(within({ endpoint: 'benefit-16w-confirmed' }))).toThrow(
      expect.objectContaining({ code: 'cohort/endpoint-not-derived' }),
    )
    expect(() => count.measure(within({ endpoint: 'control-w16-visit' }))).not.toThrow()
  })

  it('are refused for a cut of other codes', () => {
    const versions = { ...indexSource.versions, oncotree: '2020-01-01' }
    const index = indexOf(generateSubjects(5, 1), { ...indexSource, versions })
    expect(() => new CohortCounter(index, shipped)).toThrow(expect.objectContaining({ code: 'cohort/other-codes' }))
  })

  it('count a patient once, by the first treatment that lies within', () => {
    const [subject] = generateSubjects(1, 3)
    const [enrolment] = generateSubjects(200, 3).flatMap(one => one.enrolments.filter(row => row.treated))
    if (subject === undefined || enrolment === undefined) throw new Error('nothing generated')
    const course = (number: number, startDay: number, drugs: string, serious: boolean) => ({
      ...enrolment,
      number,
      startDay,
      drugs,
      cohortKey: null,
      serious,
    })
    const one = {
      ...subject,
      enrolments: [course(1, 90, 'nivolumab', true), course(2, 10, 'nivolumab', false), course(3, 0, 'olaparib', true)],
    }
    const { counts } = counter([one]).measure(within({ drugs: 'nivolumab' }))
    expect([counts.funnel.treated, counts.furtherEnrolments, counts.safety.serious]).toEqual([1, 1, 0])
  })

  it('give the patients treated within, each once', () => {
    const subjects = generateSubjects(300, 9)
    const definition = within({ tumour: ['BOWEL+'] })
    const patients = counter(subjects).treatedPatients(definition)
    expect(patients.length).toBe(countByHand(subjects, definition).funnel.treated)
    expect([...patients]).toEqual([...new Set(patients)].sort((a, b) => a - b))
  })
})
