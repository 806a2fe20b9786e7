/** The stories of a synthetic trial as FHIR R4 resources with real dates and local ids, as a hospital's server holds them. */
import { isoDate } from '../calendar.ts'
import { usualName, writeName } from '../cohort-names.ts'
import type { EcrfRequest } from '../scenarios.ts'
import type { SubjectStory } from '../story.ts'
import { randomOf, tellTrial } from '../tell-trial.ts'
import {
  type PlannedEnrolment,
  type PlannedTotals,
  plannedEnrolments,
  plannedScreened,
  plannedTotals,
} from '../truth.ts'
import { writeCourse, writePerformance, writeVitalStatus } from './course.ts'
import { writeFindings } from './findings.ts'
import type { Json } from './local-codes.ts'
import { writeConsents, writeParticipation, writePerson } from './person.ts'
import { subjectWriter } from './subject-writer.ts'

export interface FhirTrialRequest extends EcrfRequest {
  /** Number in a registry, e.g. `NCT04341181`. */
  readonly registryNumber: string
}

export interface FhirTrial {
  /** The study first, then patient by patient. */
  readonly resources: readonly Json[]
  /** YYYY-MM-DD. */
  readonly cutoff: string
  readonly summary: {
    readonly trialId: string
    /** Always true: no resource describes a person. */
    readonly synthetic: true
    readonly screened: number
    readonly withdrawn: number
    readonly heldBack: number
    readonly plannedTotals: PlannedTotals & { readonly subjects: number }
    readonly plannedEnrolments: readonly PlannedEnrolment[]
  }
}

/** The same request tells the same stories as `makeEcrfExport`; there is no dirt here. Throws like it. */
export function makeFhirTrial(request: FhirTrialRequest): FhirTrial {
  const trial = tellTrial(request)
  const study = { reference: 'ResearchStudy/study-1' }
  const resources: Json[] = [
    {
      resourceType: 'ResearchStudy',
      id: 'study-1',
      status: 'active',
      title: `Synthetic trial ${request.trialId}`,
      identifier: [{ system: 'http://clinicaltrials.gov', value: request.registryNumber }],
      arm: armsOf(trial.stories),
    },
  ]
  for (const [at, story] of trial.stories.entries()) {
    const writer = subjectWriter(request.trialId, at + 1)
    const random = randomOf(trial, story)
    writePerson(writer, story)
    writeParticipation(writer, story, study)
    writeConsents(writer, story)
    if (story.standing !== 'orphan') writeFindings(writer, story, random.fork('findings'))
    for (const enrolment of story.enrolments) writeCourse(writer, enrolment, random)
    if (story.enrolments.every(({ treatment }) => treatment === null)) writePerformance(writer, story.screenedDay, 0)
    writeVitalStatus(writer, story)
    resources.push(...writer.resources)
  }
  const { stories, sizes } = trial
  return {
    resources,
    cutoff: isoDate(sizes.cutoffDay),
    summary: {
      trialId: request.trialId,
      synthetic: true,
      screened: plannedScreened(stories),
      withdrawn: sizes.withdrawn,
      heldBack: sizes.heldBack,
      plannedTotals: plannedTotals(stories),
      plannedEnrolments: plannedEnrolments(stories),
    },
  }
}

/** The cohorts, each with what its name leaves open: the cut-off of a profile. */
function armsOf(stories: readonly SubjectStory[]): Json[] {
  const cohorts = stories.flatMap(story => story.enrolments.map(({ cohort }) => cohort))
  const arms = new Map(cohorts.map(cohort => [writeName(usualName(cohort)), cohort.biomarker.targetMutations[0]]))
  return [...arms].map(([name, description]) => ({ name, ...(description === undefined ? {} : { description }) }))
}
