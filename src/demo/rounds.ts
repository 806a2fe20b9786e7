/** Pooled rounds of the demo: what the committees approve beforehand, and the first one, which the coordinator asks for. */
import { draftPreApproval, keptPreApproval, signPreApproval } from '../app/pre-approvals.ts'
import { newRound, roundEntries } from '../app/round-commands.ts'
import type { Config } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { pause } from '../model/pause.ts'
import type { DemoCountry } from './countries.ts'

const APPROVED_DAYS = 300
const DAY_MS = 86_400_000

/** Two members sign what a national committee would: all looks and kinds of rounds, without time for objections. */
export async function approveRounds(config: Config, { committee }: DemoCountry, clock: Clock): Promise<void> {
  const present = await keptPreApproval(config)
  const tomorrow = new Date(clock.now() + DAY_MS).toISOString().slice(0, 10)
  if (present !== null && present.document.validTo >= tomorrow) return
  const draft = await draftPreApproval(
    config,
    {
      keys: [],
      drugs: [],
      days: APPROVED_DAYS,
      vetoHours: 0,
      looks: { s1: true, s2: true, final: true },
      kinds: ['scheduled', 'on-demand'],
    },
    clock,
  )
  const [first, second] = committee
  await signPreApproval(config, { text: JSON.stringify(draft), as: first, clock })
  await signPreApproval(config, { text: null, as: second, clock })
}

/** The synthetic trials stop in October 2023. */
export const FIRST_CUT_OFF = '2023-01-01'
const CONTRIBUTIONS_MS = 600_000
const TABLE_MS = 300_000
const LOOK_EVERY_MS = 1000

export interface FirstRound {
  readonly clock: Clock
  readonly stopped: AbortSignal
  readonly say: (text: string) => void
}

/** Asked for at the first start, and followed until it is over; one that a broken-off start left open goes on. */
export async function followFirstRound(coordinator: Config, { clock, stopped, say }: FirstRound): Promise<void> {
  const known = await roundEntries(coordinator)
  const open = known.find(({ state }) => state === 'open')
  if (known.length > 0 && open === undefined) return
  const { round } =
    open ??
    (await newRound(coordinator, {
      round: null,
      cohort: null,
      purpose: 'The first round of the demo: all cohorts of the catalogue.',
      members: null,
      combiners: null,
      window: { from: FIRST_CUT_OFF, to: new Date(clock.now()).toISOString().slice(0, 10) },
      contributionsInMs: CONTRIBUTIONS_MS,
      tableInMs: TABLE_MS,
    }))
  const started = performance.now()
  say(`Pooled round ${round} ${open === undefined ? 'begins' : 'goes on'}: five sealed contributions, two combiners.`)
  const ended = await untilOver(coordinator, round, stopped)
  if (ended === null) return
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(
    ended.state === 'done'
      ? `Pooled round ${round} is over after ${seconds} s: its table is signed by both combiners and held by all.`
      : `Pooled round ${round} ended without a table: ${ended.reason ?? 'no reason told'}.`,
  )
}

/** Null where the demo was stopped before. */
async function untilOver(
  coordinator: Config,
  round: string,
  stopped: AbortSignal,
): Promise<{ readonly state: string; readonly reason: string | null } | null> {
  while (!stopped.aborted) {
    const entry = (await roundEntries(coordinator)).find(known => known.round === round)
    if (entry !== undefined && entry.state !== 'open') return entry
    await pause(LOOK_EVERY_MS, stopped)
  }
  return null
}
