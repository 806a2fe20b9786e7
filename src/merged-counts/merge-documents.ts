import { canonicalJson } from '../model/canonical-json.ts'
import { NodeError } from '../model/errors.ts'
import type { MergedCounts } from '../model/generated/merged-counts.ts'
import { mergedCounts, type NewPart } from './document.ts'

/**
 * One document of several of the same cohort, e.g. approved exports of countries and the network table beside them. Throws
 * `report/different-cohorts` where they are not of one cohort, design and policy. Endpoints may differ: then nothing is decided.
 */
export function mergeDocuments(documents: readonly MergedCounts[], merged: MergedCounts['merged']): MergedCounts {
  const [first, ...others] = documents
  if (first === undefined) throw different('there is no document')
  for (const other of others) checkSameCohort(first, other)
  const parts = documents.flatMap(document => document.parts.map(withoutMark))
  const endpoints = new Set(documents.map(({ endpoint }) => endpoint))
  return mergedCounts({
    cohort: first.cohort,
    endpoint: endpoints.size === 1 ? first.endpoint : null,
    design: first.design,
    looks: { ...first.looks, closed: documents.every(({ looks }) => looks.closed) },
    policy: first.policy,
    merged,
    parts,
    absent: absentOf(documents, parts),
  })
}

function withoutMark({ counted: _, ...part }: MergedCounts['parts'][number]): NewPart {
  return part
}

function checkSameCohort(a: MergedCounts, b: MergedCounts): void {
  const sameKey = a.cohort.key !== null && a.cohort.key === b.cohort.key
  const sameHash = a.cohort.definitionHash !== null && a.cohort.definitionHash === b.cohort.definitionHash
  if (!sameKey && !sameHash) throw different('the documents are of different cohorts')
  if (canonicalJson(a.design) !== canonicalJson(b.design)) throw different('the documents have different designs')
  if (a.looks.s1 !== b.looks.s1 || a.looks.s2 !== b.looks.s2) throw different('the documents have different looks')
  if (a.policy.version !== b.policy.version) throw different('the documents are shown under different policies')
}

function absentOf(documents: readonly MergedCounts[], parts: readonly NewPart[]): MergedCounts['absent'] {
  const present = new Set(parts.flatMap(part => (part.kind === 'country' ? [part.country] : part.countries)))
  const absent = documents.flatMap(document => document.absent).filter(({ country }) => !present.has(country))
  return [...new Map(absent.map(entry => [entry.country, entry])).values()]
}

function different(why: string): NodeError {
  return new NodeError('report/different-cohorts', why, {
    hint: 'Only documents of one cohort, design and policy go into one report.',
  })
}
