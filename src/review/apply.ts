/** Reads a source with what people decided: decisions come before the mapping and the tables of the program. */
import type { CodeTable, Mapping } from '../mapping/mapping.ts'
import type { ListValue } from '../model/generated/mapping.ts'
import type { ConceptGroup, ConceptMap } from '../terminology/concept-map.ts'
import { foldLocal } from '../terminology/fold.ts'
import { findGene } from '../terminology/genes.ts'
import type { SiteVocabulary } from '../terminology/site-vocabulary.ts'
import { diagnosisKey } from '../terminology/stated-tumour.ts'
import type { Terminology } from '../terminology/terminology.ts'
import type { Decision, Decisions } from './decisions.ts'
import { foldCode } from './queue.ts'

/** The version tells by which decisions a record was read: `1+review.3`. */
export function decidedMapping(mapping: Mapping, { version, byId }: Decisions): Mapping {
  if (version === 0) return mapping
  const byVocabulary = Map.groupBy(byId.values(), ({ vocabulary }) => vocabulary)
  const of = (vocabulary: string) => byVocabulary.get(vocabulary) ?? []
  const codeLists = [...mapping.codeLists].map(
    ([name, table]) => [name, decidedTable(table, of(`list:${name}`))] as const,
  )
  const conceptMaps = new Map(mapping.conceptMaps)
  for (const [name, url] of mapping.mapUrls) {
    const map = conceptMaps.get(url)
    const decided = of(`map:${name}`)
    if (map !== undefined && decided.length > 0) conceptMaps.set(url, decidedMap(map, decided, version))
  }
  return {
    ...mapping,
    version: `${mapping.version}+review.${version}`,
    codeLists: new Map(codeLists),
    conceptMaps,
    siteVocabulary: decidedVocabulary(mapping.siteVocabulary, of),
  }
}

export function decidedTerminology(terminology: Terminology, { byId }: Decisions): Terminology {
  const accepted = (asked: string) =>
    [...byId.values()].flatMap(({ vocabulary, code, target }) =>
      vocabulary === asked && target !== null ? [{ code: foldCode(asked, code), target }] : [],
    )
  const drugs = accepted('drug').map(({ code, target }) => [code, target.split('+')] as const)
  const genes = accepted('gene').flatMap(({ code, target }) => {
    const found = findGene(terminology.genes, target)
    return 'gene' in found ? [[code, [found.gene]] as const] : []
  })
  return {
    ...terminology,
    ...(drugs.length === 0 ? {} : { drugs: { ...terminology.drugs, decided: new Map(drugs) } }),
    ...(genes.length === 0
      ? {}
      : { genes: { ...terminology.genes, lookups: [new Map(genes), ...terminology.genes.lookups] } }),
  }
}

/** System -> code -> value; null: the code means nothing. */
type CodesOfList = Readonly<Record<string, Readonly<Record<string, string | null>>>>

/** A site's own codes of FHIR, list by list, with what people decided before them. */
export function decidedFhirCodes<List extends string>(
  codes: Readonly<Partial<Record<List, CodesOfList>>>,
  { byId }: Decisions,
): Readonly<Partial<Record<List, CodesOfList>>> {
  const decided = new Map(Object.entries<CodesOfList | undefined>(codes))
  for (const { vocabulary, system, code, target } of byId.values()) {
    if (!vocabulary.startsWith('fhir:')) continue
    const list = vocabulary.slice('fhir:'.length)
    const known = decided.get(list) ?? {}
    const ofSystem = system ?? ''
    decided.set(list, { ...known, [ofSystem]: { ...known[ofSystem], [code]: target } })
  }
  return Object.fromEntries(decided) as Partial<Record<List, CodesOfList>>
}

function decidedTable(table: CodeTable, decisions: readonly Decision[]): CodeTable {
  if (decisions.length === 0) return table
  const values = valuesOf(table)
  const decided = decisions.map(({ vocabulary, code, target }): [string, ListValue | null] => [
    foldCode(vocabulary, code),
    target === null ? null : (values.get(target) ?? null),
  ])
  return { ...table, decided: new Map(decided) }
}

/** Values of a code list by how a person names them. */
export function valuesOf({ codes, texts }: CodeTable): ReadonlyMap<string, ListValue> {
  return new Map([...codes.values(), ...texts.values()].map(value => [String(value), value]))
}

/** A decided code stands in a group of its own, so that no other group of the map says anything of it. */
function decidedMap(map: ConceptMap, decisions: readonly Decision[], version: number): ConceptMap {
  const own = decisions.map(decision => groupOf(map, decision))
  const others = map.groups.map(group => ({
    ...group,
    elements: new Map(
      [...group.elements].filter(([code]) => !decisions.some(one => one.code === code && concerns(group, one))),
    ),
  }))
  return { ...map, version: `${map.version ?? '0'}+review.${version}`, groups: [...own, ...others] }
}

function concerns({ source }: ConceptGroup, { system }: Decision): boolean {
  return system === null || source === null || source === system
}

function groupOf(map: ConceptMap, { system, code, target }: Decision): ConceptGroup {
  const holds = (group: ConceptGroup) => [...group.elements.values()].flat().some(one => one.code === target)
  return {
    source: system,
    target: (map.groups.find(holds) ?? map.groups[0])?.target ?? null,
    elements: new Map([
      [
        code,
        [
          {
            code: target,
            display: null,
            equivalence: target === null ? ('unmatched' as const) : ('equivalent' as const),
            isConditional: false,
          },
        ],
      ],
    ]),
    unmapped: null,
  }
}

function decidedVocabulary(site: SiteVocabulary, of: (vocabulary: string) => readonly Decision[]): SiteVocabulary {
  const textsOf = (vocabulary: string) =>
    new Map(of(vocabulary).flatMap(({ code, target }) => (target === null ? [] : [[foldLocal(code), target] as const])))
  const tumours = of('tumour').flatMap(({ code, target }) =>
    target === null ? [] : [{ tumour: target, concept: null, words: [code] }],
  )
  const diagnoses = new Map(
    of('diagnosis').flatMap(({ system, code, target }) =>
      target === null ? [] : [[diagnosisKey({ system, text: code }), target] as const],
    ),
  )
  return {
    ...site,
    tumourWords: [...tumours, ...site.tumourWords],
    decided: {
      names: textsOf('cohort-name'),
      alterations: textsOf('alteration'),
      findings: textsOf('finding'),
      diagnoses,
    },
  }
}
