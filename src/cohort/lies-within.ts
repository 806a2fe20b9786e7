/**
 * What certainly lies within a definition: cohorts by their names, sets of drugs, whole tissues. Certainly: for every
 * patient there can be, by the codes alone and whatever the records hold. The rules are those of the exact measures: a
 * treatment has the findings that its cohort states, and a tumour at or below the one node that its cohort names.
 */
import type { CohortDefinition } from '../model/generated/cohort.ts'
import { isAlterationBelow, markersOf } from '../terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../terminology/alteration-code.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { type HasTumours, panTumour, type TumourTree } from '../terminology/tumour-tree.ts'
import { readAlterations } from './alteration-part.ts'
import { definitionOfKey } from './definition.ts'
import { groupOfTerm, groupsOfTreatment, isTreatmentMeant, readDrugTerm } from './drug-part.ts'
import { coveredRanges, readTumourTerm, type TumourRange } from './tumour-part.ts'

export interface NamedCohort {
  readonly key: string
  /** Tissue that all its treatments are in; null where it names several nodes or none. */
  readonly tissue: string | null
  /** Exact set, as in its key. */
  readonly drugs: string
  /** The same, each by itself. */
  readonly substances: readonly string[]
  /** Places below its one node; null where it names several nodes or none. */
  readonly places: TumourRange | null
  readonly alterations: readonly AlterationCode[]
  /** The same as in its key. */
  readonly alteration: string
  /** Of the first of them: what lies within a group has all of them in it. */
  readonly markers: readonly string[]
  readonly drugGroups: readonly string[]
}

/** Null for a key that is not canonical under these codes: it may be of a table made under others. */
export function readNamedCohort(terminology: Terminology, key: string): NamedCohort | null {
  try {
    const { tumour, alteration, drugs } = definitionOfKey(terminology, key)
    const [node, ...others] = tumour ?? []
    const places = node === undefined || node === panTumour || others.length > 0 ? null : placesOf(terminology, node)
    const alterations = readAlterations(terminology, alteration ?? [])
    return {
      key,
      tissue: places === null || node === undefined ? null : tissueAt(terminology, places),
      drugs: drugs ?? '',
      substances: (drugs ?? '').split('+'),
      places,
      alterations,
      alteration: (alteration ?? []).join(),
      markers: alterations.slice(0, 1).flatMap(markersOf),
      drugGroups: groupsOfDrugs(terminology, drugs ?? ''),
    }
  } catch {
    return null
  }
}

/** Of an exact set as in a key, of whatever codes. */
export function groupsOfDrugs(terminology: Terminology, drugs: string): readonly string[] {
  return groupsOfTreatment(terminology, drugs.split('+'))
}

export interface Within {
  /** Whether every treatment in the cohort lies within. */
  holdsCohort(cohort: NamedCohort): boolean
  /** Whether its alterations allow that: whoever was found to have all of them has one that is meant. */
  holdsAlterations(found: readonly AlterationCode[]): boolean
  /** Whether every treatment with exactly these drugs lies within. */
  holdsDrugs(drugs: string): boolean
  /** Tissues of which every treatment lies within. */
  readonly wholeTissues: readonly string[]
  /** Tissues that its tumours cover, whatever its alterations and drugs. */
  readonly coveredTissues: readonly string[]
  /** Tissues outside which nothing of it lies; null where any tumour is meant. */
  readonly tissues: readonly string[] | null
  /** Where exactly one set of drugs is meant: that set. */
  readonly onlyDrugs: string | null
  /** Everybody. */
  readonly isOpen: boolean
  /** Genes of its alterations; null where any alteration is meant. */
  readonly genes: GenesWithin | null
  /** Places of its tumours, disjoint; null where any tumour is meant. Outside them no cohort lies within. */
  readonly ranges: readonly TumourRange[] | null
  /** Only cohorts of one of these markers lie within; null where any alteration is meant. */
  readonly markers: readonly string[] | null
  /** Only drugs of this group lie within; null where any drug is meant. */
  readonly drugGroup: string | null
}

/** By certain alterations of a gene, `G:<gene>:any`: HGNC ids. */
export interface GenesWithin {
  /** Genes of which every alteration lies within. */
  readonly whole: readonly string[]
  /** Genes outside which no alteration of it lies; null where some is of no gene (fusions, expression, profiles). */
  readonly holding: readonly string[] | null
}

/** Of a canonical definition with match `within`. */
export function readWithin(terminology: Terminology, { tumour, alteration, drugs }: CohortDefinition): Within {
  const ranges = tumour === null ? null : coveredRanges(terminology, tumour.map(readTumourTerm))
  const alterations = alteration === null ? null : readAlterations(terminology, alteration)
  const term = drugs === null ? null : readDrugTerm(drugs)
  const isMeant = (given: readonly string[]) => term === null || isTreatmentMeant(terminology, term, given)
  const isFound = (found: readonly AlterationCode[]) =>
    alterations === null ||
    found.every(one => alterations.some(above => isAlterationBelow(terminology.exons, one, above)))
  const isCovered = (places: TumourRange | null) =>
    ranges === null ||
    (places !== null && ranges.some(({ first, last }) => first <= places.first && places.last <= last))
  const tissues = tissuesOf(terminology)
  const coveredTissues = tissues.filter(([, places]) => isCovered(places)).map(nameOf)
  return {
    holdsCohort: cohort => isCovered(cohort.places) && isMeant(cohort.substances) && isFound(cohort.alterations),
    holdsAlterations: isFound,
    holdsDrugs: set => ranges === null && alterations === null && isMeant(set.split('+')),
    wholeTissues: alterations === null && term === null ? coveredTissues : [],
    coveredTissues,
    tissues:
      ranges === null
        ? null
        : tissues.filter(([, places]) => ranges.some(range => overlaps(range, places))).map(nameOf),
    onlyDrugs: term?.kind === 'exactly' ? drugs : null,
    isOpen: ranges === null && alterations === null && term === null,
    genes: alterations === null ? null : genesWithin(terminology, alterations),
    ranges,
    markers: alterations === null ? null : [...new Set(alterations.map(above => markersOf(above)[0]))],
    drugGroup: term === null ? null : groupOfTerm(term),
  }
}

function genesWithin({ exons, genes }: Terminology, asked: readonly AlterationCode[]): GenesWithin {
  const ofGene = asked.map(one => {
    const any = 'gene' in one ? readAlteration(genes, `G:${one.gene.hgnc}:any`) : null
    return any !== null && 'gene' in any && isAlterationBelow(exons, one, any) ? any : null
  })
  const found = ofGene.filter(any => any !== null)
  const isWhole = (any: AlterationCode) => asked.some(above => isAlterationBelow(exons, any, above))
  const idsOf = (all: readonly (typeof found)[number][]) => [...new Set(all.map(({ gene }) => gene.hgnc))].sort()
  return {
    whole: idsOf(found.filter(isWhole)),
    holding: found.length === ofGene.length ? idsOf(found) : null,
  }
}

type Tissue = readonly [code: string, places: TumourRange]

const nameOf = ([code]: Tissue) => code

const knownTissues = new WeakMap<TumourTree, readonly Tissue[]>()

/** Looked for once a tree: every question needs them. */
function tissuesOf({ tumours }: HasTumours): readonly Tissue[] {
  const known = knownTissues.get(tumours)
  if (known !== undefined) return known
  const tissues = [...tumours.nodes.values()].flatMap(({ code, parent }): readonly Tissue[] => {
    const places = parent === null ? tumours.places.get(code) : undefined
    return places === undefined ? [] : [[code, places]]
  })
  knownTissues.set(tumours, tissues)
  return tissues
}

function tissueAt(terminology: Terminology, places: TumourRange): string | null {
  return tissuesOf(terminology).find(([, tissue]) => overlaps(tissue, places))?.[0] ?? null
}

function placesOf({ tumours }: Terminology, code: string): TumourRange | null {
  return tumours.places.get(code) ?? null
}

function overlaps(one: TumourRange, other: TumourRange): boolean {
  return one.first <= other.last && other.first <= one.last
}
