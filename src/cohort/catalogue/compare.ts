/** What one catalogue changes against another, and whether it may take its place. */
import { canonicalJson } from '../../model/canonical-json.ts'
import { NodeError } from '../../model/errors.ts'
import type { Catalogue, CatalogueCohort } from './catalogue.ts'

export interface CohortChange {
  readonly id: string
  readonly label: string
  /** One a member that differs: canonical JSON before and after, null where it is absent. */
  readonly changes: readonly { readonly member: string; readonly from: string | null; readonly to: string | null }[]
}

export interface CatalogueDifference {
  readonly serial: { readonly from: number; readonly to: number }
  readonly added: readonly CatalogueCohort[]
  readonly removed: readonly CatalogueCohort[]
  readonly changed: readonly CohortChange[]
  /** Members of the catalogue itself that differ, its cohorts apart. */
  readonly register: CohortChange['changes']
}

/** Cohorts are compared by id. */
export function compareCatalogues(from: Catalogue, to: Catalogue): CatalogueDifference {
  const before = new Map(from.cohorts.map(cohort => [cohort.id, cohort]))
  const after = new Map(to.cohorts.map(cohort => [cohort.id, cohort]))
  const { cohorts: _, ...registerBefore } = from
  const { cohorts: __, ...registerAfter } = to
  return {
    serial: { from: from.serial, to: to.serial },
    added: to.cohorts.filter(({ id }) => !before.has(id)),
    removed: from.cohorts.filter(({ id }) => !after.has(id)),
    changed: to.cohorts.flatMap(cohort => {
      const earlier = before.get(cohort.id)
      const changes = earlier === undefined ? [] : membersThatDiffer(earlier, cohort)
      return changes.length === 0 ? [] : [{ id: cohort.id, label: cohort.label, changes }]
    }),
    register: membersThatDiffer(registerBefore, registerAfter),
  }
}

function membersThatDiffer(from: object, to: object): CohortChange['changes'] {
  const [before, after] = [textsOf(from), textsOf(to)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map(member => ({ member, from: before.get(member) ?? null, to: after.get(member) ?? null }))
    .filter(change => change.from !== change.to)
}

function textsOf(entry: object): ReadonlyMap<string, string> {
  return new Map(Object.entries(entry).map(([member, value]) => [member, canonicalJson(value)]))
}

/**
 * Whether `next` may take the place of `present`. Throws `cohort/catalogue-older`, or `cohort/bad-catalogue` where it
 * loses a cohort, gives an id to other patients, or changes how a cohort is judged under the same version.
 */
export function checkSuccessor(present: Catalogue, next: Catalogue): void {
  if (next.serial <= present.serial) {
    throw new NodeError('cohort/catalogue-older', 'the catalogue is not newer than the one in place', {
      hint: 'A catalogue in force is replaced by one with a higher serial only.',
      detail: { present: present.serial, given: next.serial },
    })
  }
  const { removed, changed } = compareCatalogues(present, next)
  const [lost] = removed
  if (lost !== undefined) throw breaks('loses a cohort; a cohort is closed, never removed', lost.id)
  const sameCodes = canonicalJson(present.codes) === canonicalJson(next.codes)
  for (const { id, changes } of changed) {
    const members = changes.map(({ member }) => member)
    if (sameCodes && members.includes('key')) throw breaks('gives the id of a cohort to other patients', id)
    if ((members.includes('endpoint') || members.includes('design')) && !isRaised(present, next, id)) {
      throw breaks('changes endpoint or design of a cohort without raising its version', id)
    }
  }
}

function isRaised(present: Catalogue, next: Catalogue, id: string): boolean {
  const versionIn = ({ cohorts }: Catalogue) => cohorts.find(cohort => cohort.id === id)?.version ?? 0
  return versionIn(next) > versionIn(present)
}

function breaks(problem: string, id: string): NodeError {
  return new NodeError('cohort/bad-catalogue', `the catalogue ${problem}: ${id}`, {
    hint: 'Compare the two: rose catalogue diff A B',
    detail: { id },
  })
}
