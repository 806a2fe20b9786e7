/** Merged counts of discovery answers: treated patients with bounds, and no outcome, so never a rate. */
import { NodeError } from '../model/errors.ts'
import type { Reading } from '../model/generated/answer.ts'
import type { MergedCounts } from '../model/generated/merged-counts.ts'
import type { NetworkAnswer } from '../model/generated/network-answer.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { type Bounds, countWithin } from './bounds.ts'
import { mergedCounts, type NewPart } from './document.ts'
import type { DocumentSettings } from './from-local-table.ts'

type MemberAnswer = NetworkAnswer['members'][number]

export interface DiscoveryDocument extends Omit<DocumentSettings, 'endpoint'> {
  /** The cohort in plain words, and its key where it has one. */
  readonly label: string
  readonly key: string | null
}

/** Throws `report/nothing-answered` where no member answered, and `report/versions-differ` where their tables cannot be put together. */
export function fromDiscovery(answer: NetworkAnswer, { label, key, ...settings }: DiscoveryDocument): MergedCounts {
  if (answer.versionsDiffer) {
    throw new NodeError('report/versions-differ', 'the answers rest on different normaliser or OncoTree versions', {
      hint: 'Ask again once all members have published tables of one version.',
    })
  }
  const byCountry = [...Map.groupBy(answer.members, ({ country }) => country)]
  const parts = byCountry.flatMap(([country, members]) => partOf(country, members))
  if (parts.length === 0) {
    throw new NodeError('report/nothing-answered', 'no member answered', { hint: 'See the states of the members.' })
  }
  return mergedCounts({
    ...settings,
    endpoint: answer.cohort.endpoint,
    cohort: { key, label, definitionHash: canonicalHash(answer.cohort) },
    parts,
    absent: byCountry.flatMap(([country, members]) => absentOf(country, members)),
  })
}

function partOf(country: string, members: readonly MemberAnswer[]): NewPart[] {
  const readings = members.flatMap(member => (member.state === 'answered' ? [member.reading] : []))
  const [first] = readings
  if (first === undefined) return []
  const [firstMember = '', ...otherMembers] = members.map(({ member }) => member).sort()
  const [firstTable = '', ...otherTables] = readings.map(({ table }) => table).sort()
  return [
    {
      kind: 'country',
      country,
      source: { kind: 'discovery', members: [firstMember, ...otherMembers], tables: [firstTable, ...otherTables] },
      cut: { id: readings.length === 1 ? first.cut.id : null, cutOff: earliest(readings) },
      endpoint: null,
      versions: { derivation: first.versions.derivation, policy: first.policy.version },
      counts: { treated: countWithin(patientsOf(readings, { complete: readings.length === members.length })) },
      measures: [],
      quarters: [],
      survival: {},
      exposure: null,
      localStops: null,
    },
  ]
}

/** Nodes of one country may hold the same patients: at least the most of one, at most all together, if all of them answered. */
function patientsOf(readings: readonly Reading[], { complete }: { readonly complete: boolean }): Bounds {
  const { lo, hi } = readings.map(boundsOfReading).reduce((sum, own) => ({
    lo: Math.max(sum.lo, own.lo),
    hi: sum.hi === null || own.hi === null ? null : sum.hi + own.hi,
  }))
  return { lo, hi: complete ? hi : null }
}

function boundsOfReading({ result }: Reading): Bounds {
  return result.status === 'value' ? { lo: result.count, hi: result.count } : { lo: result.from, hi: result.to }
}

function earliest(readings: readonly Reading[]): string {
  return readings.map(({ cut }) => cut.cutoff).sort()[0] ?? ''
}

/** A country of which any member is silent: its part, if there is one, has no upper bound. */
function absentOf(country: string, members: readonly MemberAnswer[]): MergedCounts['absent'] {
  const silent = members.find(({ state }) => state !== 'answered')
  return silent === undefined || silent.state === 'answered' ? [] : [{ country, reason: REASONS[silent.state] }]
}

/** What a report says of a member without an answer. */
const REASONS = {
  waiting: 'late',
  claimed: 'late',
  'needs-human': 'late',
  expired: 'timeout',
  refused: 'refused',
  invalid: 'invalid',
  unreachable: 'unreachable',
  'wrong-version': 'unreachable',
} as const satisfies Record<Exclude<MemberAnswer['state'], 'answered'>, MergedCounts['absent'][number]['reason']>
