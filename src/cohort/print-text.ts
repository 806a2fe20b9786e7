/** A canonical definition as compact text; `parseCohortText` reads it back as the same definition. */
import type { CohortDefinition } from '../model/generated/cohort.ts'

export function printCohort({ match, tumour, alteration, drugs, endpoint }: CohortDefinition): string {
  const parts: string[] = []
  if (tumour !== null) parts.push(`tumour:${tumour.map(term => printTumour(term, match)).join(',')}`)
  if (alteration !== null) parts.push(`alteration:${alteration.join(',')}`)
  if (drugs !== null) parts.push(`drug:${drugs}`)
  if (endpoint !== null) parts.push(`endpoint:${endpoint}`)
  // Every treated patient: there is no shorter way to say it.
  return parts.length === 0 || (parts.length === 1 && endpoint !== null)
    ? ['tumour:PAN', ...parts].join(' ')
    : parts.join(' ')
}

function printTumour(term: string, match: CohortDefinition['match']): string {
  return match === 'named' || term.endsWith('+') ? term : `=${term}`
}
