/**
 * Part `tumour`: morphology decides before text, text before ICD-10; the answer is the deepest node that all facts
 * support. Where no fact says so there is no depth: C25.9 alone is PANCREAS.
 */
import { type Normalised, ok, type ReviewCode, review, type WarningCode } from './answer.ts'
import { maxTextLength, tidy } from './fold.ts'
import { type HistologyNode, isListedIcd10, secondarySite, unmappedSite } from './tumour-facts.ts'
import {
  readTumourCode,
  readTumourText,
  statesIdhWildtype,
  type TumourTextRead,
  type TumourVocabulary,
} from './tumour-text.ts'
import { areRelated, commonNode, isAtOrBelow, panTumour } from './tumour-tree.ts'

export interface TumourRequest {
  readonly text?: string | null
  readonly icd10?: string | null
  /** `8140/3`. */
  readonly icdo3Morphology?: string | null
  /** OncoTree code as the source gives it, of whatever version. */
  readonly sourceCode?: string | null
}

/** A fact read: the node that it supports, or why it cannot be taken. */
type Fact =
  | { readonly node: string }
  | { readonly code: ReviewCode; readonly candidates: readonly string[]; readonly within: string | null }

interface Site {
  readonly node: string | null
  /** `C16.0`; null where none is given or it is malformed. */
  readonly icd10: string | null
}

export function normaliseTumour(vocabulary: TumourVocabulary, request: TumourRequest): Normalised {
  const { facts, warnings } = readFacts(vocabulary, request)
  const failed = facts.find(fact => 'code' in fact)
  if (failed !== undefined && 'code' in failed) return review(failed.code, failed.candidates)
  return combine(
    vocabulary,
    facts.flatMap(fact => ('node' in fact ? [fact.node] : [])),
    warnings,
  )
}

/** Node that bounds a tumour under review (`glioblastoma` -> BRAIN), for the comparison with other facts; else null. */
export function boundOfTumour(vocabulary: TumourVocabulary, request: TumourRequest): string | null {
  const { facts } = readFacts(vocabulary, request)
  const [first] = facts
  return first === undefined ? null : 'node' in first ? first.node : first.within
}

function combine(vocabulary: TumourVocabulary, nodes: readonly string[], warned: readonly WarningCode[]): Normalised {
  const [first, ...others] = nodes
  if (first === undefined) return review('tumour-unknown')
  if (nodes.includes(panTumour)) return ok(panTumour)
  const warnings = [...warned]
  let deepest = first
  for (const node of others) {
    if (!areRelated(vocabulary, deepest, node)) warnings.push('tumour-conflict')
    else if (isAtOrBelow(vocabulary, node, deepest)) deepest = node
  }
  return ok(deepest, [...new Set(warnings)])
}

/** Facts in the order in which they decide. */
function readFacts(
  vocabulary: TumourVocabulary,
  request: TumourRequest,
): { readonly facts: readonly Fact[]; readonly warnings: readonly WarningCode[] } {
  if (isIcd10Text(request)) return readFacts(vocabulary, { ...request, text: null, icd10: request.text ?? null })
  const warnings: WarningCode[] = []
  const icd10 = request.icd10 ? readIcd10(vocabulary, request.icd10) : null
  if (icd10?.node === secondarySite) return { facts: [refused('metastasis')], warnings }
  if (request.icd10 && (icd10 === null || icd10.node === null)) warnings.push('tumour-code-unmapped')
  const idhWildtype = statesIdhWildtype(request.text ?? '') || statesIdhWildtype(request.sourceCode ?? '')
  const site: Site = icd10 ?? { node: null, icd10: null }
  const coded = request.sourceCode ? readTumourCode(vocabulary, tidy(request.sourceCode.slice(0, maxTextLength))) : null
  const texts = [coded ?? (request.sourceCode ? ({ kind: 'unknown' } as const) : null), textOf(vocabulary, request)]
  const given = texts.filter(text => text !== null)
  if (given.some(text => text.kind === 'node' && text.history)) warnings.push('oncotree-history')
  const facts = given.map(text => factOfText(vocabulary, text, { site, idhWildtype }))
  const morphology = request.icdo3Morphology
    ? factOfMorphology(vocabulary, request.icdo3Morphology, { site, idhWildtype, given, facts })
    : null
  if (request.icdo3Morphology && morphology === null) warnings.push('tumour-code-unmapped')
  const ofSite = site.node === null ? [] : [{ node: site.node }]
  if (morphology === null) return { facts: [...facts, ...ofSite], warnings }
  // Morphology decides before text, so that a text nobody can read does not stand against it.
  const readable =
    'node' in morphology ? facts.filter(fact => !('code' in fact && fact.code === 'tumour-unknown')) : facts
  if (readable.length < facts.length) warnings.push('tumour-text-unread')
  return { facts: [morphology, ...readable, ...ofSite], warnings }
}

/** A text that is nothing but an ICD-10 code says what the code says. */
function isIcd10Text({ text, icd10 }: TumourRequest): boolean {
  return !icd10 && /^\s{0,9}[A-Za-z]\d\d(?:\.\d{1,3})?\s{0,9}$/.test(text ?? '')
}

function textOf(vocabulary: TumourVocabulary, request: TumourRequest): TumourTextRead | null {
  const text = request.text ?? ''
  if (tidy(text.slice(0, maxTextLength + 1)) === '') return null
  // "IDH-wildtype" beside a code or a morphology says something of them, and names no tumour.
  const only = request.sourceCode || request.icdo3Morphology ? /^\W*idh[\s\d/-]*(?:wild[\s-]?type|wt)\W*$/i : null
  return only?.test(text) ? null : readTumourText(vocabulary, text)
}

function refused(code: ReviewCode, candidates: readonly string[] = [], within: string | null = null): Fact {
  return { code, candidates, within }
}

/** Null where the text is no ICD-10 code; node null where the code is in no table. */
function readIcd10({ tumourFacts }: TumourVocabulary, text: string): Site | null {
  const found = /^([A-Z]\d\d)\.?(\d{0,4})[-*†+A-Z]?$/.exec(tidy(text.slice(0, maxTextLength)).toUpperCase())
  if (found === null) return null
  const code = found[2] === '' ? (found[1] ?? '') : `${found[1]}.${found[2]}`
  // Against an imported list a code that is not in it is a mistake, and supports no node.
  if (!isListedIcd10(tumourFacts, code)) return { node: null, icd10: code }
  for (let length = code.length; length >= 3; length -= 1) {
    const node = tumourFacts.icd10.get(code.slice(0, length))
    if (node !== undefined) return { node: node === unmappedSite ? null : node, icd10: code }
  }
  return { node: null, icd10: code }
}

interface Surroundings {
  readonly site: Site
  readonly idhWildtype: boolean
}

function factOfText(vocabulary: TumourVocabulary, text: TumourTextRead, { site, idhWildtype }: Surroundings): Fact {
  switch (text.kind) {
    case 'node':
      return { node: text.node }
    case 'site':
      return factOfSite(vocabulary, text.site)
    case 'histology':
      return (
        factOfHistology(vocabulary, text.histology, {
          icd10: site.icd10 ?? text.site,
          beside: null,
          idhWildtype,
        }) ?? refused('tumour-ambiguous')
      )
    case 'review':
      return settle(vocabulary, text, { site, idhWildtype })
    case 'unknown':
      return refused('tumour-unknown')
  }
}

function factOfSite(vocabulary: TumourVocabulary, site: string): Fact {
  const node = readIcd10(vocabulary, site)?.node ?? null
  if (node === secondarySite) return refused('metastasis')
  return node === null ? refused('tumour-unknown') : { node }
}

/** An ambiguous word is settled where the site leaves one of its nodes; an earlier glioblastoma where IDH is stated. */
function settle(
  vocabulary: TumourVocabulary,
  { code, candidates }: { readonly code: ReviewCode; readonly candidates: readonly string[] },
  { site, idhWildtype }: Surroundings,
): Fact {
  if (code === 'oncotree-version' && idhWildtype && candidates.join() === 'GB') return { node: 'GB' }
  const { node } = site
  if (code !== 'tumour-ambiguous' || node === null) {
    return refused(code, candidates, commonNode(vocabulary, candidates.slice(0, 1)))
  }
  const fitting = candidates.filter(candidate => areRelated(vocabulary, candidate, node))
  const [only] = fitting
  return fitting.length === 1 && only !== undefined ? { node: only } : refused(code, candidates)
}

/** Null where the morphology supports no node. A malformed one (`80463/3`) is not repaired. */
function factOfMorphology(
  vocabulary: TumourVocabulary,
  text: string,
  around: Surroundings & { readonly given: readonly TumourTextRead[]; readonly facts: readonly Fact[] },
): Fact | null {
  const found = /^(\d{4})\/(\d)$/.exec(tidy(text.slice(0, maxTextLength)))
  if (found === null) return refused('unparsed')
  if (found[2] === '6') return refused('metastasis')
  const histology = found[2] === '3' ? vocabulary.tumourFacts.morphologies.get(found[1] ?? '') : undefined
  if (histology === undefined) return null
  const beside = around.facts.flatMap(fact => ('node' in fact ? [fact.node] : []))[0] ?? null
  const stated = around.given.flatMap(one => ('site' in one && one.site !== null ? [one.site] : []))[0] ?? null
  return factOfHistology(vocabulary, histology, {
    icd10: around.site.icd10 ?? stated,
    beside,
    idhWildtype: around.idhWildtype,
  })
}

/** The node that a histology names at a site; without a site, the node common to those that fit the text beside it. */
function factOfHistology(
  vocabulary: TumourVocabulary,
  histology: string,
  at: { readonly icd10: string | null; readonly beside: string | null; readonly idhWildtype: boolean },
): Fact | null {
  const rules = vocabulary.tumourFacts.histologyNodes.get(histology) ?? []
  const rule = ruleAt(rules, at.icd10) ?? (at.beside === null ? anySite(rules) : null)
  if (rule?.review) return reviewed(rule, at.idhWildtype)
  if (rule) return { node: rule.node }
  const { beside } = at
  const fitting = rules.filter(one => beside === null || areRelated(vocabulary, one.node, beside)).map(one => one.node)
  const node = commonNode(vocabulary, fitting)
  if (node !== null && beside !== null) return { node }
  const anywhere = anySite(rules)
  if (anywhere !== null) return anywhere.review ? reviewed(anywhere, false) : { node: anywhere.node }
  return at.icd10 === null && beside === null ? refused('tumour-ambiguous', [...new Set(fitting)]) : null
}

/** An earlier glioblastoma is GB where the text states the wild type. */
function reviewed({ review: code, candidates, node }: HistologyNode, idhWildtype: boolean): Fact {
  const [only] = candidates
  if (idhWildtype && only !== undefined) return { node: only }
  return refused(code ?? 'tumour-ambiguous', candidates, node === panTumour ? null : node)
}

function anySite(rules: readonly HistologyNode[]): HistologyNode | null {
  return rules.find(rule => rule.icd10 === null) ?? null
}

/** The rule with the longest prefix of the site, else the one for any site where a site is given. */
function ruleAt(rules: readonly HistologyNode[], icd10: string | null): HistologyNode | null {
  if (icd10 === null) return null
  const fitting = rules.filter(rule => rule.icd10 !== null && icd10.startsWith(rule.icd10))
  const longest = fitting.sort((a, b) => (b.icd10?.length ?? 0) - (a.icd10?.length ?? 0))[0]
  return longest ?? anySite(rules)
}

/** The level that the asker chose, where the node is at or below it; else the node itself, with a warning. */
export function rollUpTumour(vocabulary: TumourVocabulary, answer: Normalised, target: string): Normalised {
  if (answer.canonical === null) return answer
  const reached = isAtOrBelow(vocabulary, answer.canonical, target)
  return {
    ...answer,
    canonical: reached ? target : answer.canonical,
    warnings: reached ? answer.warnings : [...answer.warnings, 'roll-up-not-reached'],
    beforeRollUp: answer.canonical,
  }
}
