/** Best overall response, unconfirmed, and in its own figure the response that a later one confirms. */
import { byOrigin } from './finding.ts'
import type { Progression } from './progression.ts'
import { meaningOf, type Response } from './response.ts'
import type { Visit } from './visits.ts'

/** A confirming response comes at least four weeks after the first. */
export const CONFIRMATION_DAYS = 28

const BEST_FIRST: readonly Response[] = ['CR', 'PR', 'SD', 'PD']

/**
 * Visits at which a response still counts: up to and including the progression, for iRECIST its confirmation. A row that
 * states an earlier day of progression than its own is the one that shows it, and counts.
 */
export function visitsUntilProgression(visits: readonly Visit[], progression: Progression | null): Visit[] {
  if (progression === null) return [...visits]
  return visits.filter(
    visit =>
      visit.position <= progression.responsesUntil || byOrigin(visit.assessment, { origin: progression.origin }) === 0,
  )
}

/** The best of the visits; NE where none says anything. `visits` end at progression, `all` go on. */
export function bestResponse(visits: readonly Visit[], all: readonly Visit[]): Response {
  const responses = visits.map(visit => countedResponse(visit, all))
  return BEST_FIRST.find(response => responses.includes(response)) ?? 'NE'
}

/** An unconfirmed progression is PD where its confirmation is next or nothing is; else it is passed over. */
function countedResponse(visit: Visit, all: readonly Visit[]): Response {
  const meaning = meaningOf(visit.response)
  if (meaning === 'undefined') return 'NE'
  if (meaning !== 'unconfirmed') return meaning
  const next = all.slice(all.indexOf(visit) + 1).find(later => later.response !== null)
  return next === undefined || next.response === 'iCPD' ? 'PD' : 'NE'
}

/** CR where a CR follows a CR, PR where a CR or PR follows a CR or PR; complete dates only. */
export function confirmedResponse(visits: readonly Visit[]): 'CR' | 'PR' | null {
  if (isConfirmed(visits, ['CR'])) return 'CR'
  return isConfirmed(visits, ['CR', 'PR']) ? 'PR' : null
}

function isConfirmed(visits: readonly Visit[], responses: readonly string[]): boolean {
  const days = visits
    .filter(visit => responses.includes(meaningOf(visit.response)))
    .map(visit => visit.day)
    .filter(day => day !== null)
  return Math.max(...days) - Math.min(...days) >= CONFIRMATION_DAYS
}
