/** A definition in plain words, and why two definitions are or are not one cohort. */
import type { CohortDefinition } from '../model/generated/cohort.ts'
import { describeAlterations, describeDrugs, describeTumour } from '../terminology/describe.ts'
import { drugsOfClass } from '../terminology/drugs.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { isAtOrBelow, nameOf } from '../terminology/tumour-tree.ts'
import { canonicaliseDefinition, definitionHash } from './definition.ts'
import { readDrugTerm } from './drug-part.ts'
import { endpoints } from './endpoints.ts'
import { readTumourTerm } from './tumour-part.ts'

export interface Difference {
  readonly identical: boolean
  /** Plain words; "identical" where they are. */
  readonly reason: string
}

/** `HER2 (ERBB2) overexpression · Cholangiocarcinoma · pertuzumab + trastuzumab`; a part that is open is "any …". */
export function explainDefinition(terminology: Terminology, definition: CohortDefinition): string {
  const { match, tumour, alteration, drugs, endpoint } = canonicaliseDefinition(terminology, definition)
  return [
    alteration === null ? 'any alteration' : describeAlterations(terminology, alteration.join(',')),
    tumour === null ? 'any tumour' : tumoursInWords(terminology, match, tumour),
    drugs === null ? 'any drug' : drugsInWords(terminology, drugs),
    ...(endpoint === null ? [] : [endpoints[endpoint]]),
  ].join(' · ')
}

function tumoursInWords(terminology: Terminology, match: CohortDefinition['match'], terms: readonly string[]): string {
  if (match === 'named') return describeTumour(terminology, terms.join(','))
  return terms
    .map(readTumourTerm)
    .map(({ code, descendants }) => {
      const hasMore = [...terminology.tumours.nodes.values()].some(node => node.parent === code)
      const name = nameOf(terminology, code)
      return hasMore ? `${name}${descendants ? ' and below' : ' itself'}` : name
    })
    .join(' or ')
}

function drugsInWords(terminology: Terminology, drugs: string): string {
  const term = readDrugTerm(drugs)
  switch (term.kind) {
    case 'exactly':
      return describeDrugs(terminology, drugs)
    case 'at-least':
      return `${describeDrugs(terminology, term.inns.join('+'))}, alone or with others`
    case 'class': {
      const members = drugsOfClass(terminology.drugs, term.atcClass).map(inn => describeDrugs(terminology, inn))
      return `a drug of ATC class ${term.atcClass} (${members.join(', ')}), alone or with others`
    }
  }
}

/** The first thing that differs decides the reason: what is asked, tumour, alteration, drugs, endpoint. */
export function explainDifference(terminology: Terminology, a: CohortDefinition, b: CohortDefinition): Difference {
  const [first, second] = [canonicaliseDefinition(terminology, a), canonicaliseDefinition(terminology, b)]
  if (definitionHash(first) === definitionHash(second)) return { identical: true, reason: 'identical' }
  const reason =
    tumourReason(terminology, first.tumour, second.tumour) ??
    alterationReason(terminology, first.alteration, second.alteration) ??
    drugReason(first.drugs, second.drugs) ??
    matchReason(first, second) ??
    endpointReason(first.endpoint, second.endpoint)
  return { identical: false, reason }
}

type Codes = readonly string[] | null

function joined(codes: Codes): string | null {
  return codes === null ? null : codes.map(code => readTumourTerm(code).code).join(',')
}

function tumourReason(terminology: Terminology, a: Codes, b: Codes): string | null {
  if (joined(a) === joined(b)) return null
  if (a === null || b === null) return 'tumour: one is open for any tumour, the other is not'
  const [one, more] = a.map(term => readTumourTerm(term).code)
  const [other, others] = b.map(term => readTumourTerm(term).code)
  const difference = `tumour: ${joined(a)} is not ${joined(b)}`
  if (one === undefined || other === undefined || more !== undefined || others !== undefined) return difference
  if (isAtOrBelow(terminology, one, other))
    return `${difference}; ${one} lies below ${other}, and wider matches only by asking`
  if (isAtOrBelow(terminology, other, one))
    return `${difference}; ${other} lies below ${one}, and wider matches only by asking`
  return difference
}

const LEVELS: Readonly<Record<string, string>> = {
  V: 'one protein change',
  C: 'a codon',
  X: 'an exon',
  G: 'a gene',
  E: 'expression',
  F: 'a fusion',
  P: 'a profile',
}

function alterationReason(terminology: Terminology, a: Codes, b: Codes): string | null {
  if (a?.join() === b?.join()) return null
  if (a === null || b === null) return 'alteration: one is open for any alteration, the other is not'
  const inWords = (codes: readonly string[]) => describeAlterations(terminology, codes.join(','))
  const [levelA, levelB] = [levelOf(a), levelOf(b)]
  const levels = levelA === levelB ? '' : `; the levels differ (${levelA}, ${levelB})`
  return `alteration: ${inWords(a)} is not ${inWords(b)}${levels}${assays(a, b)}`
}

/** Mismatch repair by stain and microsatellites by sequence are two assays: one cohort only where both are written. */
function assays(a: readonly string[], b: readonly string[]): string {
  const of = (codes: readonly string[]) => [...new Set(codes.map(code => /^P:(MSI|MMR)/.exec(code)?.[1] ?? ''))].join()
  return of(a) === of(b) || of(a) === '' || of(b) === ''
    ? ''
    : '; these are different assays, equal only where both are asked for'
}

function levelOf(codes: readonly string[]): string {
  return [...new Set(codes.map(code => LEVELS[code.slice(0, 1)] ?? 'unknown'))].join(' and ')
}

function drugReason(a: string | null, b: string | null): string | null {
  if (a === b) return null
  if (a === null || b === null) return 'drugs: one is open for any drug, the other is not'
  const [one, other] = [readDrugTerm(a), readDrugTerm(b)]
  const bothExact = one.kind === 'exactly' && other.kind === 'exactly'
  const single = bothExact && (one.inns.length === 1) !== (other.inns.length === 1)
  return `drugs: ${a} is not ${b}${single ? '; a mono therapy never equals a combination' : ''}`
}

/** The parts have the same codes: one is the registered cohort, or the nodes are meant with and without what is below. */
function matchReason(a: CohortDefinition, b: CohortDefinition): string | null {
  if (a.match !== b.match) {
    return 'one names the cohort of this key, the other asks for every treatment that lies within it'
  }
  return a.tumour?.join() === b.tumour?.join()
    ? null
    : 'tumour: one includes what lies below a node, the other does not'
}

function endpointReason(a: CohortDefinition['endpoint'], b: CohortDefinition['endpoint']): string {
  const inWords = (endpoint: CohortDefinition['endpoint']) => (endpoint === null ? 'none' : endpoints[endpoint])
  return `endpoint: the patients are the same, how efficacy is read differs (${inWords(a)}; ${inWords(b)})`
}
