/** A round is asked for: planned from what is in force, its plan kept, its combiners called. */
import type { Config } from '../config.ts'
import { systemClock } from '../model/clock.ts'
import { callRound } from '../pooling/round/coordinate.ts'
import { keepRoundPlan, planRound, type RoundWishes } from './round-plans.ts'
import type { Rounds } from './rounds.ts'

/** Its name. Throws what stands against it; `pooling/conflict` where there is a round of the name. */
export async function askForRound(
  config: Config,
  wishes: RoundWishes,
  { store, coordinating }: Pick<Rounds, 'store' | 'coordinating'>,
): Promise<string> {
  const tables = await store.tables()
  const previousSha256 = tables.at(-1)?.sha256 ?? null
  const planned = await planRound(config, wishes, { previousSha256, clock: systemClock })
  keepRoundPlan(config.paths, planned)
  await callRound(planned.call, coordinating)
  return planned.call.round
}
