/** What is kept how long: the table that settings, job, `rose retention show` and the README read. */
import type { RetentionSettings } from '../model/generated/node-config.ts'

export type RetentionName = keyof RetentionSettings

interface RetentionRule {
  readonly unit: 'days' | 'hours'
  /** Where `rose.json` says nothing. */
  readonly default: number
  readonly what: string
  readonly from: string
  readonly outcome: string
  /** The gateway's process keeps its own rule as well; all others are kept inside the platform alone. */
  readonly by: 'platform' | 'platform and gateway'
}

export const RETENTION_RULES = {
  builtCutDays: {
    unit: 'days',
    default: 90,
    what: 'a data cut that nobody opened',
    from: 'building',
    outcome: 'closed to computation',
    by: 'platform',
  },
  openedCutDays: {
    unit: 'days',
    default: 400,
    what: 'an opened data cut',
    from: 'opening',
    outcome: 'closed to computation',
    by: 'platform',
  },
  closedCutDays: {
    unit: 'days',
    default: 30,
    what: 'key and snapshot of a superseded or closed data cut',
    from: 'closing',
    outcome: 'destroyed',
    by: 'platform',
  },
  withdrawnCutDays: {
    unit: 'days',
    default: 7,
    what: 'key and snapshot of a data cut that a withdrawal closed',
    from: 'closing',
    outcome: 'destroyed',
    by: 'platform',
  },
  tableBuildDays: {
    unit: 'days',
    default: 400,
    what: 'the account of how a table came about (rose table explain)',
    from: 'building of its data cut',
    outcome: 'removed',
    by: 'platform',
  },
  accessEventDays: {
    unit: 'days',
    default: 400,
    what: 'access events: who asked what, and refusals',
    from: 'the question',
    outcome: 'removed',
    by: 'platform',
  },
  usedMessageHours: {
    unit: 'hours',
    default: 1,
    what: 'ids of messages that were used up',
    from: 'the end of their validity',
    outcome: 'removed',
    by: 'platform and gateway',
  },
} as const satisfies Readonly<Record<RetentionName, RetentionRule>>

export const RETENTION_NAMES = Object.keys(RETENTION_RULES) as readonly RetentionName[]

/** What has no setting, and why. */
export const KEPT_OTHERWISE = {
  'audit events': 'for good: a chain with a gap proves nothing',
  'published tables': 'for good: they are public, and later tables are audited beside them',
  'history of tables (engine)': 'as long as tables are public: it protects the persons in them; random names only',
  "the engine's record": 'for good: it is what the audit is compared with',
  withdrawals: 'as long as the store: a later ingest must not bring the person back',
  'records of patients': 'until an ingest no longer holds them, a withdrawal, or: rose pseudonym key destroy',
  'exports (OMOP, FHIR)': 'not kept by the node: they lie where the data manager put them',
  'a reading of a FHIR server that broke off':
    'sealed; used for 24 hours and by the same mapping only, then removed by a run of this job',
  'journal of a FHIR server (hashes)': 'as long as records are put on that server',
} as const

export type Retention = Readonly<Record<RetentionName, number>>

/** With the defaults in place of what is not set. */
export function retentionOf(settings: RetentionSettings = {}): Retention {
  const pairs = RETENTION_NAMES.map(name => [name, settings[name] ?? RETENTION_RULES[name].default] as const)
  return Object.fromEntries(pairs) as unknown as Retention
}

/** The table as the README has it. */
export function rulesInWords(): string {
  const rows = RETENTION_NAMES.map(name => {
    const { what, from, default: value, unit, outcome, by } = RETENTION_RULES[name]
    return `| \`${name}\` | ${what} | ${value} ${unit} from ${from} | ${outcome} | ${by} |`
  })
  return ['| setting | what | kept (default) | then | by |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}
