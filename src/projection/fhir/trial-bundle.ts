/** What the subjects of an export share: the trial, and its cohorts as groups whose members nobody lists. */
import { type Coding, concept, type Element } from './element.ts'
import type { Entry } from './kind.ts'
import { addressOf, TRIAL } from './links.ts'
import { DATA_ABSENT, ownCodes, ownIdentifier, ownProfile } from './systems.ts'

export interface TrialBundle {
  readonly resourceType: 'Bundle'
  readonly type: 'collection'
  readonly entry: readonly Entry[]
}

/** `cohortKeys` in any order; the same set gives the same Bundle. */
export function trialBundle(trialId: string, cohortKeys: Iterable<string>): TrialBundle {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [studyOf(trialId), ...[...new Set(cohortKeys)].sort().map(key => cohortOf(trialId, key))],
  }
}

function studyOf(trialId: string): Entry {
  return {
    fullUrl: addressOf(`trial ${trialId}`),
    resource: {
      resourceType: 'ResearchStudy',
      meta: { profile: [ownProfile('trial')] },
      identifier: [{ system: TRIAL, value: trialId }],
      // The node does not know whether the trial still recruits.
      _status: { extension: [{ url: DATA_ABSENT, valueCode: 'unknown' }] },
    },
  }
}

const PART = ownCodes('cohort-part')
const PARTS: readonly Coding[] = [
  { system: PART, code: 'tumour', display: 'Tumour' },
  { system: PART, code: 'alteration', display: 'Alteration' },
  { system: PART, code: 'drug', display: 'Drug' },
]

/**
 * A key may be met in several trials: only with the trial it names one group. Its commas and bars mean something in a
 * search, so the identifier by which the group is found is the address without them.
 */
function cohortOf(trialId: string, key: string): Entry {
  const [, ...values] = key.split('|')
  const fullUrl = addressOf(`cohort ${trialId} ${key}`)
  return {
    fullUrl,
    resource: {
      resourceType: 'Group',
      meta: { profile: [ownProfile('cohort')] },
      identifier: [
        { system: ownIdentifier('cohort'), value: fullUrl },
        { system: ownIdentifier('cohort-key'), value: key },
      ],
      type: 'person',
      actual: true,
      characteristic: PARTS.map(
        (part, at): Element => ({
          code: concept(part),
          valueCodeableConcept: concept({ system: ownCodes(`cohort-${part.code}`), code: values[at] ?? '' }),
          exclude: false,
        }),
      ),
    },
  }
}
