/**
 * The site's own CONCEPT table (and CONCEPT_RELATIONSHIP, CONCEPT_ANCESTOR where it has them), as far as a projection asks
 * for it. Nothing of it is shipped.
 */

export interface ConceptRow {
  readonly conceptId: number
  readonly name: string
  readonly vocabulary: string
  readonly conceptClass: string
  readonly code: string
  readonly isStandard: boolean
}

export interface ConceptLookup {
  /** Standard concept of a code of a vocabulary, by "Maps to" where it is not standard itself; null: not known. */
  standard(vocabulary: string, code: string): number | null
  /** Concept of the code itself, standard or not. */
  source(vocabulary: string, code: string): number | null
  /** RxNorm ingredient of this name. */
  ingredient(name: string): number | null
  /** Field of the CDM, e.g. `drug_exposure.drug_exposure_id`. */
  field(name: string): number | null
  nameOf(conceptId: number): string | null
  /** RxNorm ingredients that a drug concept is made of, itself where it is one. */
  ingredientsOf(conceptId: number): readonly number[]
  rowOf(conceptId: number): ConceptRow | null
}

/** Vocabularies that a projection asks for: rows of others need not be kept. */
export const VOCABULARIES: ReadonlySet<string> = new Set([
  'RxNorm',
  'RxNorm Extension',
  'ATC',
  'ICD10',
  'ICD10CM',
  'ICD10GM',
  'ICDO3',
  'LOINC',
  'NCIt',
  'MedDRA',
  'OMOP Genomic',
  'Cancer Modifier',
  'CDM',
  'Gender',
])

export interface ConceptTables {
  readonly concepts: Iterable<ConceptRow>
  /** `Maps to`. */
  readonly mapsTo?: Iterable<readonly [from: number, to: number]>
  /** Ancestor and descendant; only ingredients are kept as ancestors. */
  readonly ancestors?: Iterable<readonly [ancestor: number, descendant: number]>
}

/** Of a site that gave no CONCEPT table. */
export const noConcepts: ConceptLookup = lookupOf({ concepts: [] })

export function lookupOf({ concepts, mapsTo = [], ancestors = [] }: ConceptTables): ConceptLookup {
  const rows = new Map<number, ConceptRow>()
  const byCode = new Map<string, ConceptRow>()
  const ingredients = new Map<string, number>()
  const fields = new Map<string, number>()
  for (const row of concepts) {
    rows.set(row.conceptId, row)
    byCode.set(`${row.vocabulary} ${row.code}`, row)
    if (row.vocabulary === 'RxNorm' && row.conceptClass === 'Ingredient') {
      ingredients.set(row.name.toLowerCase(), row.conceptId)
    }
    if (row.vocabulary === 'CDM' && row.conceptClass === 'Field') fields.set(row.name, row.conceptId)
  }
  const standardOf = new Map(mapsTo)
  const madeOf = new Map<number, number[]>()
  for (const [ancestor, descendant] of ancestors) {
    if (rows.get(ancestor)?.conceptClass !== 'Ingredient') continue
    madeOf.set(descendant, [...(madeOf.get(descendant) ?? []), ancestor])
  }
  return {
    standard(vocabulary, code) {
      const found = byCode.get(`${vocabulary} ${code}`)
      if (found === undefined) return null
      return found.isStandard ? found.conceptId : (standardOf.get(found.conceptId) ?? null)
    },
    source: (vocabulary, code) => byCode.get(`${vocabulary} ${code}`)?.conceptId ?? null,
    ingredient: name => ingredients.get(name.toLowerCase()) ?? null,
    field: name => fields.get(name) ?? null,
    nameOf: conceptId => rows.get(conceptId)?.name ?? null,
    ingredientsOf: conceptId =>
      rows.get(conceptId)?.conceptClass === 'Ingredient' ? [conceptId] : (madeOf.get(conceptId) ?? []),
    rowOf: conceptId => rows.get(conceptId) ?? null,
  }
}
