import { describe, expect, it } from 'vitest'
import { type PrimeRoseRecord, recordSchema } from '../../../src/model/generated/record.ts'
import type { OmopRows } from '../../../src/projection/omop/cdm54.ts'
import { type ConceptLookup, lookupOf, noConcepts } from '../../../src/projection/omop/concept-lookup.ts'
import { idCounter } from '../../../src/projection/omop/person-draft.ts'
import { DATES_NOTE, describeSource, recordToOmop } from '../../../src/projection/omop/record-to-omop.ts'
import { byTable } from './omop-rows.ts'

const [example] = recordSchema.examples as unknown as [PrimeRoseRecord]

function rowsOf(parts: Partial<PrimeRoseRecord> = {}, concepts: ConceptLookup = noConcepts): OmopRows {
  return byTable(recordToOmop({ ...example, ...parts }, { concepts, nextId: idCounter() }))
}

const concept = (conceptId: number, vocabulary: string, code: string, more: object = {}) => ({
  conceptId,
  name: code,
  vocabulary,
  conceptClass: '',
  code,
  isStandard: true,
  ...more,
})

const site = lookupOf({
  concepts: [
    concept(501, 'ICDO3', '8160/3-C22.1'),
    concept(502, 'ICD10', 'C22.1', { isStandard: false }),
    concept(503, 'SNOMED', '109841003'),
    concept(504, 'RxNorm', '354891', { name: 'Pertuzumab', conceptClass: 'Ingredient' }),
    concept(505, 'CDM', 'x', { name: 'drug_exposure.drug_exposure_id', conceptClass: 'Field' }),
    concept(506, 'MedDRA', '10037844'),
    concept(507, 'RxNorm', '1', { name: 'pertuzumab 420 mg injection', conceptClass: 'Clinical Drug' }),
  ],
  mapsTo: [[502, 503]],
  ancestors: [
    [504, 507],
    [503, 507],
  ],
})

describe('a record as OMOP rows', () => {
  it('is a person without a birth date: sex as concept, the year from the middle of the band', () => {
    expect(rowsOf().person).toMatchObject([
      { gender_concept_id: 8532, year_of_birth: 1935, month_of_birth: null, person_source_value: example.pseudonym },
    ])
    expect(rowsOf({ sex: 'male' }).person[0]?.gender_concept_id).toBe(8507)
    expect(rowsOf({ sex: 'unknown' }).person[0]?.gender_concept_id).toBe(8551)
    expect(rowsOf({ sex: 'other' }).person[0]).toMatchObject({ gender_concept_id: 0, gender_source_value: 'other' })
  })

  it('has no date but 2000-01-01 and the days of the record, and says so', () => {
    const rows = rowsOf()
    expect(rows.episode).toMatchObject([{ episode_start_date: '2000-01-01', episode_end_date: null }])
    expect(rows.measurement.find(row => row.measurement_concept_id === 1634680)?.measurement_date).toBe('2000-04-22')
    expect(rows.observation_period).toMatchObject([
      { observation_period_start_date: '1999-12-30', observation_period_end_date: '2000-04-22' },
    ])
    const source = describeSource({
      trialId: 'impress-norway',
      cutoff: '2023-10-01',
      exportedOn: '2023-11-01',
      vocabularyVersion: null,
    })
    expect(source).toMatchObject({
      source_description: DATES_NOTE,
      cdm_version: '5.4',
      source_release_date: '2023-10-01',
    })
    expect(DATES_NOTE).toMatch(/2000-01-01/)
  })

  it('writes the treatment as a regimen with its cohort key and line', () => {
    const [treatment] = example.treatments
    if (treatment === undefined) throw new Error('no treatment')
    const short = { ...treatment, cohortKey: 'v1|CHOL|G:HGNC:3430:amp|trastuzumab', line: 3 }
    expect(rowsOf({ treatments: [short] }).episode).toMatchObject([
      {
        episode_concept_id: 32531,
        episode_source_value: short.cohortKey,
        episode_number: 3,
        episode_object_concept_id: 0,
      },
    ])
    // A longer key stands whole in its own value: a source value holds fifty characters.
    const long = 'v1|CHOL|E:HGNC:3430:pos|pertuzumab+trastuzumab+trastuzumab-deruxtecan'
    const rows = rowsOf({ treatments: [{ ...treatment, cohortKey: long }] })
    expect(rows.episode[0]?.episode_source_value).toBeNull()
    const own = rows.observation.filter(row => row.observation_source_value === 'prime-rose:cohort-key')
    expect(own.map(row => row.value_as_string).join('')).toBe(long)
  })

  it('ties cycles to the episode, each with an end', () => {
    const [treatment] = example.treatments
    if (treatment === undefined) throw new Error('no treatment')
    const cycles = [
      { agent: 'pertuzumab', number: 1, route: 'iv' as const, startDay: 0, endDay: null },
      { agent: 'sotorasib', route: 'oral' as const, startDay: 3, endDay: 31 },
    ]
    const rows = rowsOf({ treatments: [{ ...treatment, cycles }] }, site)
    expect(rows.drug_exposure).toMatchObject([
      {
        drug_concept_id: 504,
        route_concept_id: 4171047,
        drug_exposure_end_date: '2000-01-01',
        verbatim_end_date: null,
      },
      {
        drug_concept_id: 0,
        route_concept_id: 4132161,
        drug_exposure_end_date: '2000-02-01',
        verbatim_end_date: '2000-02-01',
        drug_source_value: 'sotorasib',
      },
    ])
    expect(rows.episode_event).toEqual(
      rows.drug_exposure.map(row => ({
        episode_id: rows.episode[0]?.episode_id,
        event_id: row.drug_exposure_id,
        episode_event_field_concept_id: 505,
      })),
    )
  })

  it('writes a treatment that never began as no episode', () => {
    const [treatment] = example.treatments
    if (treatment === undefined) throw new Error('no treatment')
    const { startDay: _, startQuarter: __, ...others } = treatment
    expect(rowsOf({ treatments: [{ ...others, status: 'not-started' }] }).episode).toEqual([])
  })

  it.each([
    ['RECIST1.1', 'CR', 1634772],
    ['RECIST1.1', 'PD', 1633597],
    ['iRECIST', 'iUPD', 1633423],
    ['iRECIST', 'iCPD', 1633423],
    ['RANO', 'PR', 1634574],
    ['RECIST1.1', 'NE', 0],
    ['IMWG', 'CR', 0],
  ] as const)('writes %s %s as concept %i, with the response as source value', (criteria, response, conceptId) => {
    const assessments = [{ treatmentId: 'c1', day: 50, visit: 'W8' as const, criteria, response }]
    expect(
      rowsOf({ assessments }).measurement.filter(row => row.measurement_source_value?.startsWith('response')),
    ).toMatchObject([{ measurement_concept_id: conceptId, value_source_value: response }])
  })

  it('writes ECOG, grade, outcome of an event, loss and death with the published concepts', () => {
    const rows = rowsOf(
      {
        performance: [{ day: 0, ecog: 2 }],
        adverseEvents: [
          {
            treatmentId: 'c1',
            term: { ncit: null, meddra: '10037844', text: null },
            grade: 3,
            serious: true,
            related: 'yes',
            onsetDay: 9,
            endDay: 20,
            outcome: 'recovered',
          },
        ],
        followUp: { vitalStatus: 'lost', lastContactDay: 200, deathDay: 210 },
      },
      site,
    )
    expect(rows.measurement.find(row => row.measurement_concept_id === 36305384)).toMatchObject({
      value_as_concept_id: 36309245,
      value_as_number: 2,
    })
    const event = rows.condition_occurrence.at(-1)
    expect(event).toMatchObject({
      condition_concept_id: 506,
      condition_start_date: '2000-01-10',
      condition_end_date: '2000-01-21',
    })
    const tied = rows.observation.filter(
      row => row.observation_event_id === event?.condition_occurrence_id && row.observation_concept_id !== 0,
    )
    expect(tied.map(row => [row.observation_concept_id, row.obs_event_field_concept_id])).toEqual([
      [763791, 1147127],
      [1447896, 1147127],
    ])
    expect(rows.observation.filter(row => row.observation_concept_id === 4163894)).toHaveLength(1)
    expect(rows.death).toMatchObject([{ death_date: '2000-07-29' }])
  })

  it('looks up a tumour by histology and site, else by its ICD-10 code, else has none', () => {
    const [tumour] = example.tumours
    const conceptOf = (parts: object, concepts: ConceptLookup) =>
      rowsOf({ tumours: [{ ...tumour, ...parts }] }, concepts).condition_occurrence[0]?.condition_concept_id
    expect(conceptOf({ icdo3Morphology: '8160/3', icdo3Topography: 'C22.1' }, site)).toBe(501)
    expect(conceptOf({}, site)).toBe(503)
    expect(conceptOf({}, noConcepts)).toBe(0)
    expect(rowsOf().condition_occurrence[0]?.condition_source_value).toBe('C22.1')
  })

  it('ties findings to the primary tumour, with the canonical code and the protein change as source values', () => {
    const alterations: PrimeRoseRecord['alterations'] = [
      {
        id: 'a1',
        class: 'snv-indel',
        canonical: 'V:HGNC:6407:p.Gly12Cys',
        reviewCode: null,
        hgvsP: 'p.Gly12Cys',
        origin: 'somatic',
        sourceText: null,
      },
    ]
    const rows = rowsOf({ alterations })
    expect(rows.measurement.find(row => row.measurement_source_value === 'V:HGNC:6407:p.Gly12Cys')).toMatchObject({
      value_source_value: 'p.Gly12Cys',
      measurement_event_id: rows.condition_occurrence[0]?.condition_occurrence_id,
      meas_event_field_concept_id: 1147127,
    })
  })
})

describe('the concept table of a site', () => {
  it('finds ingredients of a product, and counts no other ancestor', () => {
    expect(site.ingredientsOf(507)).toEqual([504])
    expect(site.ingredientsOf(504)).toEqual([504])
    expect(noConcepts.ingredientsOf(507)).toEqual([])
  })
})
