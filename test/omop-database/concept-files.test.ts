import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConceptFiles } from '../../src/omop-database/concept-files.ts'

// Ids and names of this file are made up; only its layout is Athena's.
const CONCEPT = [
  'concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason',
  '11\tMade-up ingredient\tDrug\tRxNorm\tIngredient\tS\t9001\t19700101\t20991231\t',
  '12\tMade-up tablet 10 MG\tDrug\tRxNorm\tClinical Drug\tS\t9002\t19700101\t20991231\t',
  '13\tMade-up "quoted name\tCondition\tICD10\tICD10 code\t\tC18.9\t19700101\t20991231\t',
  '14\tMade-up condition\tCondition\tSNOMED\tDisorder\tS\t9003\t19700101\t20991231\t',
  '15\tGone\tDrug\tRxNorm\tIngredient\tS\t9004\t19700101\t20200101\tD',
  '16\tOf a vocabulary that nobody asks for\tDrug\tMade up\tIngredient\tS\t9005\t19700101\t20991231\t',
]

describe('vocabulary files of a site', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rose-concepts-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const write = (name: string, lines: readonly string[], end = '\n') =>
    writeFileSync(join(folder, name), `${lines.join(end)}${end}`)

  it('give standard concepts by code, through the mapping of codes that are none', async () => {
    write('CONCEPT.csv', CONCEPT)
    const alone = await readConceptFiles(folder)
    expect(alone.version).toBeNull()
    expect(alone.concepts.standard('ICD10', 'C18.9')).toBeNull()

    write('CONCEPT_RELATIONSHIP.csv', [
      'concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason',
      '13\t14\tMaps to\t19700101\t20991231\t',
      '13\t11\tMaps to\t19700101\t20200101\tD',
    ])
    write('CONCEPT_ANCESTOR.csv', [
      'ancestor_concept_id\tdescendant_concept_id\tmin_levels_of_separation\tmax_levels_of_separation',
      '11\t12\t1\t1',
    ])
    write('VOCABULARY.csv', [
      'vocabulary_id\tvocabulary_name\tvocabulary_reference\tvocabulary_version\tvocabulary_concept_id',
      'None\tOMOP Standardized Vocabularies\tOMOP generated\tv5.0 01-JAN-24\t44819096',
    ])
    const { concepts, version } = await readConceptFiles(folder)
    expect(version).toBe('v5.0 01-JAN-24')
    expect(concepts.standard('ICD10', 'C18.9')).toBe(14)
    expect(concepts.ingredientsOf(12).map(id => concepts.nameOf(id))).toEqual(['Made-up ingredient'])
  })

  it('are read with Windows line ends and a byte order mark', async () => {
    write('CONCEPT.csv', [`\ufeff${CONCEPT[0]}`, ...CONCEPT.slice(1)], '\r\n')
    expect((await readConceptFiles(folder)).concepts.standard('ICD10', 'C18.9')).toBe(14)
  })

  it.each<[string, readonly string[]]>([
    ['is cut off within a line', [...CONCEPT, '17\tMade-up']],
    ['has an id that is no number', [...CONCEPT, (CONCEPT[1] ?? '').replace('11', 'x')]],
    ['has none of the vocabularies that are asked for', [CONCEPT[0] ?? '', CONCEPT[6] ?? '']],
    ['is empty', []],
  ])('are refused where CONCEPT.csv %s', async (_, lines) => {
    write('CONCEPT.csv', lines)
    await expect(readConceptFiles(folder)).rejects.toMatchObject({ code: 'omop/bad-vocabulary' })
  })

  it('are refused where CONCEPT.csv is not there', async () => {
    rmSync(join(folder, 'CONCEPT.csv'))
    await expect(readConceptFiles(folder)).rejects.toMatchObject({ code: 'omop/bad-vocabulary' })
  })
})
