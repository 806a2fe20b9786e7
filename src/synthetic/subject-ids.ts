/** Local subject ids as `0301-007`: site and running number, nothing else. */
import type { Random } from './random.ts'

const FIRST_SITE = 301
const MIN_SITES = 12
const MAX_PER_SITE = 999

/** Distinct ids in order of screening; large sites fill first. */
export function subjectIds(count: number, random: Random): string[] {
  const sites = Math.max(MIN_SITES, Math.ceil(count / 700))
  const filled = Array.from({ length: sites }, () => 0)
  return Array.from({ length: count }, () => {
    let site = Math.floor(sites * random.next() ** 1.5)
    while ((filled[site] ?? 0) >= MAX_PER_SITE) site = (site + 1) % sites
    const number = (filled[site] ?? 0) + 1
    filled[site] = number
    return `${String(FIRST_SITE + site).padStart(4, '0')}-${String(number).padStart(3, '0')}`
  })
}
