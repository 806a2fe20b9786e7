/** What discovery needs to know of cohorts, made of `terminology` and `cohort`. */
import { canonicaliseDefinition, definitionHash, definitionKey } from '../cohort/definition.ts'
import type { CohortTerms } from '../discovery/ports.ts'
import { isAtOrBelow, tissueOf } from '../terminology/tumour-tree.ts'
import { terminologyOf } from './terminology.ts'

export function cohortTerms(): CohortTerms {
  const terminology = terminologyOf()
  return {
    canonicalise: definition => canonicaliseDefinition(terminology, definition),
    keyOf: definitionKey,
    hashOf: definitionHash,
    tissueOf: code => tissueOf(terminology, code),
    isAtOrBelow: (code, ancestor) => isAtOrBelow(terminology, code, ancestor),
  }
}
