/** The disclosure policy that comes with the program, and when another may take its place. */
import { NodeError } from '../model/errors.ts'
import type { DisclosurePolicy } from '../model/generated/disclosure-policy.ts'
import { checkSchema } from '../model/validation.ts'

/** JWS header `typ` of the committee's signatures. */
export const POLICY_TYP = 'prime-rose-policy+jws'

/** Values of the table in the design, section 5. */
export const defaultPolicy: DisclosurePolicy = Object.freeze<DisclosurePolicy>({
  schema: 'disclosure-policy/1',
  version: '1',
  serial: 1,
  k: 5,
  nationalTable: { minMonthsBetween: 6, maxAuditSeconds: 120 },
  pooled: {
    minCountriesWithPatients: 3,
    minMembersInSet: 4,
    minEvaluable: { s1: 8, s2: 24 },
    rest: { s1: 3, s2: 5 },
    hiddenPartsMinCountries: 2,
    changeMinCountries: 2,
    exactPatientsFrom: 8,
  },
  survival: { minPatients: 24, gridDays: 28, minEventsInStep: 3, minAtRisk: 5 },
  accrualBands: [5, 8, 13, 19, 24],
})

/** Throws `policy/bad-policy` for what is not the schema's shape or contradicts itself. */
export function parsePolicy(document: unknown): DisclosurePolicy {
  const policy = checkSchema<DisclosurePolicy>('urn:prime-rose:disclosure-policy/1', document, {
    code: 'policy/bad-policy',
    what: 'disclosure policy',
  })
  const { k, pooled, accrualBands } = policy
  const [first = 0] = accrualBands
  if (accrualBands.some((from, band) => from <= (accrualBands[band - 1] ?? 0))) {
    throw badPolicy('the accrual bands do not rise', 'Give the first patient of each band, smallest first.')
  }
  if (first < k) throw badPolicy('an accrual band begins below k', 'Below k everything looks alike, bands too.')
  if (pooled.minEvaluable.s1 >= pooled.minEvaluable.s2) {
    throw badPolicy('the second look is not after the first', 'minEvaluable.s2 is above minEvaluable.s1.')
  }
  if (pooled.minMembersInSet <= pooled.minCountriesWithPatients) {
    throw badPolicy('a set of members may be no larger than the countries that need patients', 'A set holds one more.')
  }
  return policy
}

/** What a policy has to follow: the one that is pinned. */
export type PinnedPolicy = Pick<DisclosurePolicy, 'serial' | 'k'>

/**
 * Serials rise, so that an old policy cannot come back; and k never falls, because what is public was made under the
 * promise of the larger one. Throws `policy/superseded` or `policy/weaker`.
 */
export function checkSuccessor(policy: PinnedPolicy, pinned: PinnedPolicy): void {
  if (policy.k < pinned.k) {
    throw new NodeError('policy/weaker', 'the policy lowers k', {
      hint: 'Groups that published tables promise to hide would be shown: k may stay or rise.',
      detail: { k: policy.k, pinned: pinned.k },
    })
  }
  if (policy.serial <= pinned.serial) {
    throw new NodeError('policy/superseded', 'the policy is not newer than the one in force', {
      hint: `Give it a serial above ${pinned.serial}.`,
      detail: { serial: policy.serial, pinned: pinned.serial },
    })
  }
}

export interface PolicyDifference {
  /** Place in the document, e.g. `pooled.rest.s1`. */
  readonly member: string
  readonly from: string
  readonly to: string
}

/** Members that differ, in the order of the first policy. Both are of one schema, which leaves no member out. */
export function comparePolicies(from: DisclosurePolicy, to: DisclosurePolicy): readonly PolicyDifference[] {
  const after = policyMembers(to)
  return [...policyMembers(from)]
    .map(([member, before]) => ({ member, from: before, to: String(after.get(member)) }))
    .filter(difference => difference.from !== difference.to)
}

/** Place of each member, e.g. `pooled.rest.s1`, and its value as JSON. */
export function policyMembers(value: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
      const place = path === '' ? name : `${path}.${name}`
      const isPart = member instanceof Object && !Array.isArray(member)
      return isPart ? [...policyMembers(member, place)] : [[place, JSON.stringify(member)] as const]
    }),
  )
}

function badPolicy(message: string, hint: string): NodeError {
  return new NodeError('policy/bad-policy', `the disclosure policy contradicts itself: ${message}`, { hint })
}
