/** A cohort of the network in words, for the terminal and the page. */
import type { ListedCohort } from '../../app/round-commands.ts'

export function bandInWords({ band }: Pick<ListedCohort, 'band'>): string {
  if (band === 'masked') return 'masked'
  return band.to === null ? `${band.from} or more` : `${band.from}-${band.to}`
}

export function decisionInWords({ decision, valuesOf }: ListedCohort): string {
  return [decision === null ? '' : `S1 ${decision}`, valuesOf === null ? '' : `values of ${valuesOf}`]
    .filter(Boolean)
    .join(', ')
}

const STATES = ['open', 'paused', 'closed'] as const

/** `open NO SE, paused DK`. */
export function statusInWords({ status }: ListedCohort): string {
  const inState = (wanted: string) =>
    Object.entries(status).flatMap(([country, state]) => (state === wanted ? [country] : []))
  return STATES.map(state => [state, ...inState(state).sort()])
    .filter(words => words.length > 1)
    .map(words => words.join(' '))
    .join(', ')
}

export function nextInWords({ next }: ListedCohort): string {
  if (next === null) return ''
  const { look, at, missingAtMost, waitsFor } = next
  switch (waitsFor) {
    case 'closing':
      return 'final, when no more patients come'
    case 'pending':
      return `${look}: patients are pending`
    case 'gates':
      return `${look}: not shown yet`
    case 'patients':
      return missingAtMost === null ? `${look} at ${at}` : `${look} at ${at}: ${missingAtMost} missing at most`
  }
}
