/** What a manifest says of each cohort follows from the catalogue, so that a coordinator cannot set it. */
import type { Catalogue } from '../model/generated/catalogue.ts'
import type { RoundManifest } from '../model/generated/round-manifest.ts'

type RoundCohort = RoundManifest['cohorts'][number]

/** Sorted by key. A catalogue whose design is missing was refused when it was read. */
export function roundCohortsOf({ cohorts, designs }: Pick<Catalogue, 'cohorts' | 'designs'>): readonly RoundCohort[] {
  const stopsAt = new Map(designs.map(({ id, r1 }) => [id, r1]))
  return cohorts
    .map(({ key, design, status }) => ({ key, stopsAt: stopsAt.get(design) ?? 0, closed: isClosed(status) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Nobody can join any more: closed somewhere, and open or paused nowhere. */
function isClosed(status: Catalogue['cohorts'][number]['status']): boolean {
  const states = Object.values(status)
  return states.includes('closed') && states.every(state => state === 'closed' || state === 'not-open')
}
