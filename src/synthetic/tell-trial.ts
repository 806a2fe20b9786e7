/** The stories of a synthetic trial, before they are written in any format: one request, the same stories in all. */
import { type Random, seededRandom } from './random.ts'
import { type EcrfRequest, sizesFor, type TrialSizes } from './scenarios.ts'
import type { SubjectStory } from './story.ts'
import { tellSubjects } from './subjects.ts'

export interface ToldTrial {
  readonly seed: number
  readonly sizes: TrialSizes
  readonly stories: readonly SubjectStory[]
  /** Each format forks its own streams off it. */
  readonly random: Random
}

const DEFAULT_SEED = 1

/** Throws like `makeEcrfExport`. */
export function tellTrial(request: EcrfRequest): ToldTrial {
  const seed = request.seed ?? DEFAULT_SEED
  const random = seededRandom(`ecrf ${request.trialId} ${seed}`)
  const sizes = sizesFor(request, random.fork('sizes'))
  return { seed, sizes, stories: tellSubjects(sizes, random.fork('stories')), random }
}

/** Cycle starts, delays and small choices of one subject; the same in every format. */
export function randomOf(trial: ToldTrial, story: SubjectStory): Random {
  return trial.random.fork(`rows ${story.subjectId}`)
}
