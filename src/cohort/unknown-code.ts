/** The one refusal of a code that is in no table, with the codes that may have been meant. */
import { NodeError } from '../model/errors.ts'

export type CohortPart = 'tumour' | 'alteration' | 'drug' | 'endpoint'

const WHERE_CODES_ARE: Readonly<Record<CohortPart, string>> = {
  tumour: 'Use a code of mappings/terminology/tumours.csv.',
  alteration: 'Canonical alterations are printed by `rose cohort key`.',
  drug: 'Use a drug of mappings/terminology/drugs.csv, or an ATC class such as L01FF.',
  endpoint: 'Endpoints are listed in schemas/cohort.schema.json.',
}

export function unknownCode(part: CohortPart, near: readonly string[] = []): NodeError {
  return new NodeError('cohort/unknown-code', `the ${part} of the cohort is not known`, {
    hint: near.length > 0 ? `Near it: ${near.join(', ')}.` : WHERE_CODES_ARE[part],
    detail: { part, near },
  })
}

export function contradiction(problem: string, hint: string): NodeError {
  return new NodeError('cohort/bad-definition', problem, { hint })
}
