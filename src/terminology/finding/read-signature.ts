/**
 * TMB, MSI, MMR and HRD of a report. A number is high, positive or unstable only against a cut-off, of the report or of
 * the trial's mapping; the canonical code then holds the number itself: `@` reads "at least", so that the finding lies
 * below every cohort's lower cut-off.
 */
import type { Alteration } from '../../model/generated/common-record.ts'
import { canonicalNumber } from '../alteration-code.ts'
import type { SiteVocabulary } from '../site-vocabulary.ts'
import { type FindingReading, type Signature, underReview } from './reading.ts'

type Kind = Signature['kind']
type Status = Exclude<Signature['status'], undefined>

export function readSignature({ signature }: Alteration, thresholds: SiteVocabulary['thresholds']): FindingReading {
  if (!signature) return { class: 'signature', ...underReview('unparsed') }
  const { kind } = signature
  const value = signature.value ?? null
  const declared = value === null ? null : (thresholds[kind] ?? null)
  const cutoff = signature.cutoff ?? declared
  const status = signature.status ?? statusByNumber(kind, value, cutoff)
  const profile = profileOf(kind, status, value ?? cutoff)
  const code = profile === null ? underReview('no-threshold') : { canonical: `P:${profile}`, reviewCode: null }
  // Low and negative are findings that no cohort is opened for: nothing is left for a person to say.
  const isNegative = status === 'low' || status === 'negative'
  return {
    class: 'signature',
    ...code,
    ...(profile === null && isNegative ? { reviewCode: null } : {}),
    // The record has no unit for a share of sites.
    signature: { kind, value, unit: signature.unit === 'percent' ? null : (signature.unit ?? null), status, cutoff },
  }
}

function statusByNumber(kind: Kind, value: number | null, cutoff: number | null): Status {
  if (value === null || cutoff === null) return null
  const reached = value >= cutoff
  switch (kind) {
    case 'TMB':
      return reached ? 'high' : 'low'
    case 'MSI':
      return reached ? 'high' : 'stable'
    case 'HRD':
      return reached ? 'positive' : 'negative'
    case 'MMR':
      return null
  }
}

/** Null where the status is no profile of a cohort, or where a number is missing that is part of it. */
function profileOf(kind: Kind, status: Status, number: number | null): string | null {
  const atLeast = number === null ? null : canonicalNumber(String(number))
  switch (`${kind} ${status}`) {
    case 'TMB high':
      return atLeast === null ? null : `TMB:high@${atLeast}`
    case 'HRD positive':
      return atLeast === null ? null : `HRD:pos@${atLeast}`
    case 'MSI high':
      return 'MSI:H'
    case 'MSI low':
      return 'MSI:L'
    case 'MSI stable':
      return 'MSI:S'
    case 'MMR deficient':
      return 'MMR:d'
    case 'MMR proficient':
      return 'MMR:p'
    default:
      return null
  }
}
