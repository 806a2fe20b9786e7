/**
 * The drug part: exactly these substances (`dabrafenib+trametinib`), these alone or with others (`nivolumab+`), or an ATC
 * class (`L01FF`: a substance of the class, alone or with others). A mono therapy never equals a combination.
 */
import { drugsOfClass } from '../terminology/drugs.ts'
import { byCodeUnit, sortedUnique } from '../terminology/fold.ts'
import { nearCodes } from '../terminology/near-codes.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { contradiction, unknownCode } from './unknown-code.ts'

export type DrugTerm =
  | { readonly kind: 'exactly'; readonly inns: readonly string[] }
  | { readonly kind: 'at-least'; readonly inns: readonly string[] }
  | { readonly kind: 'class'; readonly atcClass: string }

export function readDrugTerm(text: string): DrugTerm {
  if (isAtcClass(text)) return { kind: 'class', atcClass: text }
  const open = text.endsWith('+')
  return { kind: open ? 'at-least' : 'exactly', inns: (open ? text.slice(0, -1) : text).split('+') }
}

/** The ATC levels above the single substance: `L01`, `L01F`, `L01FF`. */
function classesOf(code: string): readonly string[] {
  return [3, 4, 5].map(length => code.slice(0, length))
}

/** An ATC level above the single substance: `L01`, `L01F`, `L01FF`. */
export function isAtcClass(text: string): boolean {
  return /^[A-Z]\d{2}[A-Z]{0,2}$/.test(text)
}

export function canonicalDrugs(terminology: Terminology, text: string): string {
  const term = readDrugTerm(text)
  if (term.kind === 'class') return checkedClass(terminology, term.atcClass)
  const { inns } = terminology.drugs
  for (const inn of term.inns) if (!inns.has(inn)) throw unknownCode('drug', nearCodes(inn, [...inns.keys()]))
  if (new Set(term.inns).size !== term.inns.length) {
    throw contradiction('a drug stands twice in the combination', 'Name each substance of a combination once.')
  }
  return `${sortedUnique(term.inns).join('+')}${term.kind === 'at-least' ? '+' : ''}`
}

/** Substances that a text may have meant: by ATC code of the substance, by a word of several, by a name that is near. */
export function nearDrugs({ drugs }: Pick<Terminology, 'drugs'>, text: string): readonly string[] {
  const byCode = [...drugs.atc].filter(([, code]) => code === text.toUpperCase()).map(([inn]) => inn)
  if (byCode.length > 0) return byCode
  const whole = nearCodes(text, [...drugs.inns.keys()])
  if (whole.length > 0) return whole
  const words = text.toLowerCase().split(/[\s+;/&]+/)
  const known = words.slice(0, 8).flatMap(word => {
    const named = drugs.names.get(word) ?? []
    return named.length > 0
      ? named
      : nearCodes(word, [...drugs.names.keys()]).flatMap(name => drugs.names.get(name) ?? [])
  })
  return [...new Set(known)].slice(0, 5)
}

function checkedClass({ drugs }: Terminology, atcClass: string): string {
  if (drugsOfClass(drugs, atcClass).length > 0) return atcClass
  throw unknownCode('drug', nearCodes(atcClass, sortedUnique([...drugs.atc.values()].flatMap(classesOf))))
}

/**
 * A treatment's exact set, its substances and the ATC classes that they are in: whatever a term means has the term's own
 * group among its groups.
 */
export function groupsOfTreatment({ drugs }: Pick<Terminology, 'drugs'>, given: readonly string[]): readonly string[] {
  const classes = given.flatMap(inn => {
    const code = drugs.atc.get(inn)
    return code === undefined ? [] : classesOf(code)
  })
  return [...new Set([given.toSorted(byCodeUnit).join('+'), ...given, ...classes])]
}

export function groupOfTerm(term: DrugTerm): string {
  if (term.kind === 'class') return term.atcClass
  return term.kind === 'exactly' ? term.inns.toSorted(byCodeUnit).join('+') : (term.inns[0] ?? '')
}

/** Whether a treatment with exactly these substances is meant. */
export function isTreatmentMeant(
  { drugs }: Pick<Terminology, 'drugs'>,
  term: DrugTerm,
  given: readonly string[],
): boolean {
  switch (term.kind) {
    case 'exactly':
      return given.length === term.inns.length && term.inns.every(inn => given.includes(inn))
    case 'at-least':
      return term.inns.every(inn => given.includes(inn))
    case 'class':
      return given.some(inn => drugs.atc.get(inn)?.startsWith(term.atcClass) === true)
  }
}
