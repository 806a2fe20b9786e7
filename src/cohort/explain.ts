/** A definition in plain words, and why two definitions are or are not one cohort. */
import type { CohortDefinition } from '../model/generated/cohort-definition.ts'
import { describeAlterations, describeDrugs, describeTumour } from '../terminology/describe.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { isAtOrBelow } from '../terminology/tumour-tree.ts'
import { canonicaliseDefinition, definitionHash } from './definition.ts'

export interface Difference {
  readonly identical: boolean
  /** Plain words; "identical" where they are. */
  readonly reason: string
}

/** `HER2 (ERBB2) overexpression · Cholangiocarcinoma · pertuzumab + trastuzumab`; a part that is open is "any …". */
export function explainDefinition(terminology: Terminology, definition: CohortDefinition): string {
  const { tumour, alteration, drugs } = canonicaliseDefinition(terminology, definition)
  return [
    alteration === null ? 'any alteration' : describeAlterations(terminology, alteration.join(',')),
    tumour === null ? 'any tumour' : describeTumour(terminology, tumour.join(',')),
    drugs === null ? 'any drug' : describeDrugs(terminology, drugs),
  ].join(' · ')
}

/** The first part that differs decides the reason: tumour, alteration, drugs. */
export function explainDifference(terminology: Terminology, a: CohortDefinition, b: CohortDefinition): Difference {
  const [first, second] = [canonicaliseDefinition(terminology, a), canonicaliseDefinition(terminology, b)]
  if (definitionHash(first) === definitionHash(second)) return { identical: true, reason: 'identical' }
  const reason =
    tumourReason(terminology, first.tumour, second.tumour) ??
    alterationReason(terminology, first.alteration, second.alteration) ??
    drugReason(first.drugs, second.drugs)
  return { identical: false, reason }
}

type Codes = readonly string[] | null

function joined(codes: Codes): string | null {
  return codes === null ? null : codes.join(',')
}

function tumourReason(terminology: Terminology, a: Codes, b: Codes): string | null {
  if (joined(a) === joined(b)) return null
  if (a === null || b === null) return 'tumour: one is open for any tumour, the other is not'
  const [one] = a
  const [other] = b
  const difference = `tumour: ${joined(a)} is not ${joined(b)}`
  if (one === undefined || other === undefined || a.length > 1 || b.length > 1) return difference
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
  if (joined(a) === joined(b)) return null
  if (a === null || b === null) return 'alteration: one is open for any alteration, the other is not'
  const inWords = (codes: readonly string[]) => describeAlterations(terminology, codes.join(','))
  const [levelA, levelB] = [levelOf(a), levelOf(b)]
  const levels = levelA === levelB ? '' : `; the levels differ (${levelA}, ${levelB})`
  return `alteration: ${inWords(a)} is not ${inWords(b)}${levels}`
}

function levelOf(codes: readonly string[]): string {
  return [...new Set(codes.map(code => LEVELS[code.slice(0, 1)] ?? 'unknown'))].join(' and ')
}

function drugReason(a: string | null, b: string | null): string {
  if (a === null || b === null) return 'drugs: one is open for any drug, the other is not'
  const single = a.includes('+') !== b.includes('+') ? '; a mono therapy never equals a combination' : ''
  return `drugs: ${a} is not ${b}${single}`
}
