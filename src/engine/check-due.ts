/** Whether a table of this cut may follow the last one: tables go forward in time, and not too often. */
import { NodeError } from '../model/errors.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'

const MONTHS_A_YEAR = 12

/**
 * By the cut-offs that the committee signed, since the engine has no clock to trust. Throws `table/too-early`, with the
 * first day on which a cut-off would do.
 */
export function checkDue(
  cutoff: string,
  lastCutoff: string | undefined,
  { minMonthsBetween }: DisclosurePolicy['nationalTable'],
): void {
  if (lastCutoff === undefined) return
  const from = monthsAfter(lastCutoff, minMonthsBetween)
  if (cutoff >= from) return
  throw new NodeError('table/too-early', 'the policy allows the next national table for a later cut-off only', {
    hint: `A data cut with data up to ${from} or later will do.`,
    detail: { from },
  })
}

/** The last day of a shorter month stands for days that it lacks: 31 August and six months are 28 February. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const total = year * MONTHS_A_YEAR + (month - 1) + months
  const [atYear, atMonth] = [Math.floor(total / MONTHS_A_YEAR), total % MONTHS_A_YEAR]
  const daysInMonth = new Date(Date.UTC(atYear, atMonth + 1, 0)).getUTCDate()
  return new Date(Date.UTC(atYear, atMonth, Math.min(date, daysInMonth))).toISOString().slice(0, 10)
}
