/**
 * Whether a snapshot counts as SQL does. Every named cohort's treated patients are compared, and every measure of a
 * sample: named cohorts, and wider groups by drugs, tissue, gene and in all, taken by the content's hash.
 */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { canonicaliseDefinition, definitionKey, definitionOfKey } from '../cohort/definition.ts'
import { isTreatmentMeant, readDrugTerm } from '../cohort/drug-part.ts'
import type { CohortIndex } from '../cohort/measure/cohort-index.ts'
import { CohortCounter } from '../cohort/measure/count-cohort.ts'
import { FindingDictionary } from '../cohort/measure/finding-dictionary.ts'
import { IMMATURE } from '../cohort/measure/state-code.ts'
import { readTumourTerm } from '../cohort/tumour-part.ts'
import type { CohortDefinition } from '../model/generated/cohort.ts'
import { isAlterationBelow } from '../terminology/alteration-below.ts'
import { type AlterationCode, readAlteration } from '../terminology/alteration-code.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { panTumour, pathOf } from '../terminology/tumour-tree.ts'
import type { CohortInCodes, CutStore, TumourPaths, Who } from './ports.ts'

export interface Comparison {
  readonly who: Who
  readonly terminology: Terminology
  readonly store: Pick<CutStore, 'countCohorts'>
  readonly treatedBySql: ReadonlyMap<string, number>
}

/** Throws `cohort/other-codes` for a snapshot of other codes than the program's. */
export async function agreesWithSql(index: CohortIndex, { who, terminology, store, treatedBySql }: Comparison) {
  if (!isDeepStrictEqual(countTreatedByCohort(index), new Map([...treatedBySql].filter(([, count]) => count > 0)))) {
    return false
  }
  const counter = new CohortCounter(index, terminology)
  const sample = sampleOf(index, terminology)
  const asked = sample.map(definition => inCodes(definition, index, terminology))
  const counted = await store.countCohorts(who, asked, pathsOf(terminology))
  return sample.every((definition, at) => isDeepStrictEqual(counter.measure(definition).counts, counted[at]))
}

/** Distinct treated patients by cohort key; enrolments whose key is under review are in none. */
export function countTreatedByCohort({ rows, cohortKeys }: CohortIndex): ReadonlyMap<string, number> {
  const patients = new Map<number, Set<number>>()
  rows.cohort.forEach((cohort, row) => {
    if (cohort === 0 || (rows.state[row] ?? 0) < IMMATURE) return
    const members = patients.get(cohort) ?? new Set()
    patients.set(cohort, members.add(rows.patient[row] ?? 0))
  })
  return new Map([...patients].map(([cohort, members]) => [cohortKeys[cohort - 1] ?? '', members.size]))
}

/** How many of each kind. */
const SAMPLE = { cohorts: 4, drugs: 2, tissues: 2, genes: 2 }

/** The same index gives the same sample; nobody who could choose rows could choose around it without the hash. */
export function sampleOf(index: CohortIndex, terminology: Terminology): CohortDefinition[] {
  const pick = (kind: keyof typeof SAMPLE, from: readonly string[]) =>
    from
      .map(text => ({ text, order: hashOf(`${index.source.contentHash} ${kind} ${text}`) }))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .slice(0, SAMPLE[kind])
      .map(({ text }) => text)
  const tissues = terminology.tumours.inOrder.filter(code => terminology.tumours.nodes.get(code)?.parent === null)
  const found = tissues.filter(code => isAnyRowIn(index, code))
  const known = new FindingDictionary(terminology, index.findings).genes()
  const genes = pick('genes', known).map(gene => `G:${gene}:any`)
  return [
    ...pick('cohorts', index.cohortKeys).flatMap(key => readable(() => definitionOfKey(terminology, key))),
    ...[
      {},
      ...pick('drugs', index.drugSets).map(drugs => ({ drugs })),
      ...pick('tissues', found).map(code => ({ tumour: [`${code}+`] })),
      ...genes.map(gene => ({ alteration: [gene] })),
      ...genes
        .slice(0, 1)
        .flatMap(gene => found.slice(0, 1).map(code => ({ tumour: [`${code}+`], alteration: [gene] }))),
    ].flatMap(parts =>
      readable(() => canonicaliseDefinition(terminology, { ...EVERYBODY, ...parts } as CohortDefinition)),
    ),
  ]
}

const EVERYBODY = { schema: 'cohort/1', match: 'within', tumour: null, alteration: null, drugs: null, endpoint: null }

/** A name that is not canonical under the present codes cannot be asked for; nobody counts it by more than its key. */
function readable(read: () => CohortDefinition): CohortDefinition[] {
  try {
    return [read()]
  } catch {
    return []
  }
}

function isAnyRowIn({ tumourCodes, tumourEnds, placeStarts }: CohortIndex, code: string): boolean {
  const at = tumourCodes.indexOf(code)
  return at >= 0 && (placeStarts[at + 1] ?? 0) < (placeStarts[(tumourEnds[at] ?? 0) + 2] ?? 0)
}

/** A canonical definition as the codes of all that it means; of a cut, the texts that the cut knows. */
export function inCodes(
  definition: CohortDefinition,
  { findings, drugSets }: Pick<CohortIndex, 'findings' | 'drugSets'>,
  terminology: Terminology,
): CohortInCodes {
  const { match, tumour, alteration, drugs } = definition
  const terms = match === 'named' ? (tumour?.map(code => `${code}+`) ?? null) : tumour
  const asked = alteration === null ? null : readAll(terminology, alteration)
  const term = match === 'named' || drugs === null ? null : readDrugTerm(drugs)
  return {
    cohortKey: definitionKey(definition),
    tumours: terms === null || tumour?.includes(panTumour) === true ? null : nodesOf(terminology, terms),
    findings: asked === null ? null : findings.filter(text => isBelow(terminology, text, asked)),
    drugs: term === null ? null : drugSets.filter(set => isTreatmentMeant(terminology, term, set.split('+'))),
  }
}

function nodesOf(terminology: Terminology, terms: readonly string[]): string[] {
  return terminology.tumours.inOrder.filter(code => {
    const path = pathOf(terminology, code)
    return terms.map(readTumourTerm).some(term => (term.descendants ? path.includes(term.code) : code === term.code))
  })
}

/** Each alternative of a finding must lie below one of what is asked. */
function isBelow(terminology: Terminology, finding: string, asked: readonly AlterationCode[]): boolean {
  const anyOf = readAll(terminology, finding.split(','))
  if (anyOf === null) return false
  return anyOf.every(one => asked.some(above => isAlterationBelow(terminology.exons, one, above)))
}

function readAll({ genes }: Terminology, texts: readonly string[]): AlterationCode[] | null {
  const codes = texts.map(text => readAlteration(genes, text)).filter(code => code !== null)
  return codes.length === texts.length ? codes : null
}

export function pathsOf(terminology: Terminology): TumourPaths {
  return terminology.tumours.inOrder.map(code => [code, pathOf(terminology, code)])
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
