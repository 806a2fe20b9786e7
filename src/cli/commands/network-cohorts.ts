/** What `rose cohorts` and the page of the demo show: cohorts of a node's last network table, with what to expect of them. */
import { judgedBy } from '../../app/cohort-plans.ts'
import { type ListedCohort, listNetworkCohorts, type NetworkCohorts } from '../../app/round-commands.ts'
import { type Config, packageVersion } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { falsePositivesSentence } from '../../report/plots/matrix.ts'
import { type FalsePositives, falsePositivesAmong } from '../../report/result/network-decisions.ts'
import { wordsOf } from '../../report/text/words.ts'
import { cohortsPage } from './cohorts-page.ts'

export interface ChosenCohorts extends NetworkCohorts {
  readonly chosen: readonly ListedCohort[]
  /** Null before the first round. */
  readonly falsePositives: FalsePositives | null
  readonly sentence: string | null
  page(): string
}

export async function networkCohorts(
  config: Config,
  isChosen: (cohort: ListedCohort) => boolean = () => true,
): Promise<ChosenCohorts> {
  const listed = await listNetworkCohorts(config)
  const { planOf, policy } = await judgedBy(config, systemClock)
  const { table, tableSha256 } = listed
  const chosen = listed.cohorts.filter(isChosen)
  const { version, k, survival } = policy
  const merged = { by: 'rose cohorts', on: null, program: `prime-rose-node ${packageVersion()}` }
  const falsePositives =
    table === null
      ? null
      : falsePositivesAmong(table, new Set(chosen.map(({ key }) => key)), {
          planOf,
          policy: { version, k, survival },
          merged,
        })
  const sentence = falsePositives === null ? null : falsePositivesSentence(falsePositives, wordsOf('en'))
  const completeAt = (key: string) => planOf(key)?.looks.s2 ?? policy.pooled.minEvaluable.s2
  return {
    ...listed,
    chosen,
    falsePositives,
    sentence,
    page: () => cohortsPage({ cohorts: chosen, table, tableSha256, sentence, completeAt }),
  }
}
