/** A definition put in the numbers of one data cut: which rows it means. */
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import { normaliserVersion, type Terminology } from '../../terminology/terminology.ts'
import { panTumour } from '../../terminology/tumour-tree.ts'
import { readAlterations } from '../alteration-part.ts'
import { definitionKey } from '../definition.ts'
import { isTreatmentMeant, readDrugTerm } from '../drug-part.ts'
import { readTumourTerm } from '../tumour-part.ts'
import type { CohortIndex } from './cohort-index.ts'
import { FindingDictionary } from './finding-dictionary.ts'

/** First and last place, as in `rows.tumour`. */
export interface PlaceRange {
  readonly first: number
  readonly last: number
}

/** Null is open. */
export interface Selection {
  readonly places: readonly PlaceRange[] | null
  /** Positions of findings; a row of any of them is meant. */
  readonly findings: readonly number[] | null
  /** Instead of findings, where just one gene that many have is asked for, whatever its alteration: its position in `denseGenes`. */
  readonly gene: number | null
  /** For each number of a drug set whether it is meant. */
  readonly drugs: Uint8Array | null
}

export interface MeantRows {
  /** The rows of a named cohort: its position among the keys, -1 where nobody is enrolled in it. */
  readonly cohort: number | null
  /** What a row must be to be enrolled within it; null for a named cohort. */
  readonly enrolled: Selection | null
  /** Who was screened for it: the same tumours and findings, whatever was given. */
  readonly screened: Selection
}

/** The parts of the program that a cut is read with. */
export type CutTerminology = Pick<Terminology, 'genes' | 'exons' | 'drugs' | 'oncotreeVersion'>

export class CutReader {
  readonly #index: CohortIndex
  readonly #terminology: CutTerminology
  readonly #findings: FindingDictionary
  readonly #placeOf: ReadonlyMap<string, number>
  readonly #positionOfKey: ReadonlyMap<string, number>
  readonly #positionOfGene: ReadonlyMap<string, number>
  readonly #drugSets: readonly (readonly string[])[]

  /** Throws `cohort/other-codes` for a cut whose codes are of another version than the program's. */
  constructor(index: CohortIndex, terminology: CutTerminology) {
    const { normaliser, oncotree } = index.source.versions
    if (normaliser !== normaliserVersion || oncotree !== terminology.oncotreeVersion) throw otherCodes(index)
    this.#index = index
    this.#terminology = terminology
    this.#findings = new FindingDictionary(terminology, index.findings)
    this.#placeOf = new Map(index.tumourCodes.map((code, at) => [code, at + 1]))
    this.#positionOfKey = new Map(index.cohortKeys.map((key, at) => [key, at]))
    this.#positionOfGene = new Map(index.denseGenes.map((gene, at) => [`G:${gene}:any`, at]))
    this.#drugSets = index.drugSets.map(set => set.split('+'))
  }

  /** Of a canonical definition. */
  read(definition: CohortDefinition): MeantRows {
    const { tumour, alteration, drugs } = definition
    const key = definitionKey(definition)
    if (key !== null) {
      const nodes = tumour?.includes(panTumour) === true ? null : (tumour?.map(code => `${code}+`) ?? null)
      const cohort = this.#positionOfKey.get(key) ?? -1
      return { cohort, enrolled: null, screened: { ...this.#whoHas(nodes, alteration), drugs: null } }
    }
    const whoHas = this.#whoHas(tumour, alteration)
    const enrolled = { ...whoHas, drugs: drugs === null ? null : this.drugsMeant(drugs) }
    return { cohort: null, enrolled, screened: { ...whoHas, drugs: null } }
  }

  #whoHas(
    tumour: readonly string[] | null,
    alteration: readonly string[] | null,
  ): Pick<Selection, 'places' | 'findings' | 'gene'> {
    const [only = '', ...others] = alteration ?? []
    const gene = others.length > 0 ? undefined : this.#positionOfGene.get(only)
    return {
      places: tumour === null ? null : this.places(tumour),
      findings: alteration === null || gene !== undefined ? null : this.findingsBelow(alteration),
      gene: gene ?? null,
    }
  }

  /** Disjoint and ascending. A code that the cut's tree does not hold is refused: it would mean nobody without a word. */
  places(terms: readonly string[]): PlaceRange[] {
    const ranges = terms.map(term => {
      const { code, descendants } = readTumourTerm(term)
      const first = this.#placeOf.get(code)
      if (first === undefined) throw otherCodes(this.#index)
      return { first, last: descendants ? (this.#index.tumourEnds[first - 1] ?? 0) + 1 : first }
    })
    const apart: PlaceRange[] = []
    for (const range of ranges.sort((a, b) => a.first - b.first || b.last - a.last)) {
      if (range.first > (apart.at(-1)?.last ?? 0)) apart.push(range)
    }
    return apart
  }

  findingsBelow(codes: readonly string[]): number[] {
    return this.#findings.below(readAlterations(this.#terminology, codes))
  }

  drugsMeant(drugs: string): Uint8Array {
    const term = readDrugTerm(drugs)
    const meant = new Uint8Array(this.#drugSets.length + 1)
    this.#drugSets.forEach((given, at) => {
      meant[at + 1] = isTreatmentMeant(this.#terminology, term, given) ? 1 : 0
    })
    return meant
  }
}

function otherCodes({ source }: CohortIndex): NodeError {
  const { normaliser, oncotree } = source.versions
  return new NodeError('cohort/other-codes', 'the codes of the data cut are of another version than the program', {
    hint: 'Ingest again with this version and build a new data cut.',
    detail: { normaliser, oncotree },
  })
}
