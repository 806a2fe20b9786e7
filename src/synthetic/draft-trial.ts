/** A synthetic trial before any file is written: its stories, and the rows that tell them in the sheets of an eCRF. */
import { blankDraft, type SubjectDraft } from './draft.ts'
import type { Random } from './random.ts'
import { writeAllocations } from './rows-allocation.ts'
import { writeConsent, writeFollowUp } from './rows-follow-up.ts'
import { writeQualityOfLife } from './rows-quality-of-life.ts'
import { writeResponses } from './rows-response.ts'
import { writeAdverseEvents } from './rows-safety.ts'
import { writeScreening } from './rows-screening.ts'
import { writeTreatments } from './rows-treatment.ts'
import type { EcrfRequest } from './scenarios.ts'
import type { SubjectStory } from './story.ts'
import { randomOf, type ToldTrial, tellTrial } from './tell-trial.ts'
import {
  type PlannedCohort,
  type PlannedEnrolment,
  type PlannedTotals,
  plannedCohorts,
  plannedEnrolments,
  plannedScreened,
  plannedTotals,
} from './truth.ts'

export interface DraftedTrial extends ToldTrial {
  readonly request: EcrfRequest
  /** One a story, in its order; without dirt. */
  readonly drafts: readonly SubjectDraft[]
}

/** What must be found in an export, known from the stories alone. */
export interface TrialSummary {
  readonly trialId: string
  readonly seed: number
  readonly scenario: string | null
  /** Always true: no row describes a person. */
  readonly synthetic: true
  readonly screened: number
  readonly withdrawn: number
  readonly heldBack: number
  readonly plannedTotals: PlannedTotals & { readonly subjects: number }
  readonly plannedCohorts: readonly PlannedCohort[]
  readonly plannedEnrolments: readonly PlannedEnrolment[]
}

/**
 * The same request gives the same trial, whatever it is written as. Throws `synthetic/unknown-scenario`,
 * `synthetic/contradicts-scenario`, and `usage/bad-argument` for sizes and seeds that are no whole numbers.
 */
export function draftTrial(request: EcrfRequest): DraftedTrial {
  const trial = tellTrial(request)
  return { ...trial, request, drafts: trial.stories.map(story => draftOf(story, randomOf(trial, story))) }
}

function draftOf(story: SubjectStory, random: Random): SubjectDraft {
  const draft = blankDraft(story)
  if (story.standing !== 'orphan') {
    writeScreening(draft, random)
    writeAllocations(draft, random)
    writeFollowUp(draft, random)
    writeConsent(draft, random)
  }
  writeTreatments(draft, random)
  writeResponses(draft, random)
  writeAdverseEvents(draft)
  writeQualityOfLife(draft, random)
  return draft
}

export function summaryOf({ request, seed, sizes, stories }: DraftedTrial): TrialSummary {
  return {
    trialId: request.trialId,
    seed,
    scenario: request.scenario ?? null,
    synthetic: true,
    screened: plannedScreened(stories),
    withdrawn: sizes.withdrawn,
    heldBack: sizes.heldBack,
    plannedTotals: plannedTotals(stories),
    plannedCohorts: plannedCohorts(stories),
    plannedEnrolments: plannedEnrolments(stories),
  }
}

/** `IMPRESS` of `impress-norway`. */
export function studyName(trialId: string): string {
  return (trialId.split('-')[0] ?? trialId).toUpperCase()
}
