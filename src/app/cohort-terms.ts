/** What discovery needs to know of cohorts, made of `terminology` and `cohort`. */
import { canonicaliseDefinition, definitionHash, definitionKey } from '../cohort/definition.ts'
import { groupsOfDrugs, readNamedCohort, readWithin } from '../cohort/lies-within.ts'
import type { CohortTerms } from '../discovery/ports.ts'
import { terminologyOf } from './terminology.ts'

export function cohortTerms(): CohortTerms {
  const terminology = terminologyOf()
  return {
    canonicalise: definition => canonicaliseDefinition(terminology, definition),
    keyOf: definitionKey,
    hashOf: definitionHash,
    readNamedCohort: key => readNamedCohort(terminology, key),
    groupsOfDrugs: drugs => groupsOfDrugs(terminology, drugs),
    readWithin: definition => readWithin(terminology, definition),
  }
}
