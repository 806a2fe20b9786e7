/** A whole pooled round in memory: real shares, seals, signatures and gates; only the transport is a function call. */
import { randomFillSync } from 'node:crypto'
import { defaultPolicy } from '../../src/disclosure/policy.ts'
import type { DisclosurePolicy } from '../../src/model/generated/disclosure-policy.ts'
import type { NetworkTable, NetworkTableRow } from '../../src/model/generated/network-table.ts'
import type { RoundManifest } from '../../src/model/generated/round-manifest.ts'
import type { RoundOffer } from '../../src/model/generated/round-offer.ts'
import { type CombinerAct, type CombinerSituation, nextAct } from '../../src/pooling/combiner.ts'
import { makeContribution, type OpenedContribution, openContribution } from '../../src/pooling/contribution.ts'
import { type CohortCounts, fillVector, nobody } from '../../src/pooling/fill-vector.ts'
import { type CurveName, type Layout, layoutHash, makeLayout } from '../../src/pooling/layout.ts'
import type { CombinerDocument, Phase } from '../../src/pooling/round-documents.ts'
import { addShares, type FillRandom } from '../../src/pooling/share.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { keyIdOf } from '../../src/trust/octet-key-pair.ts'
import { generateSealingKey, type SealingPrivateJwk, sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'

export const LAST_QUARTER = '2026-Q3'
export const VERSIONS = { derivation: 'w16/1', normaliser: '1', oncotree: '2025-10-03' }

/** What a test says of one country's part; the rest follows, as in a world where everybody is evaluable. */
export interface Part {
  readonly patients: number
  readonly evaluable?: number
  readonly pending?: number
  /** With disease control at week 16, of those who started in the given quarter, or in the first. */
  readonly control?: number
  /** Neither in a national table nor in a released export; left out: all below five. */
  readonly hidden?: number
  readonly countChange?: number
  readonly valueChange?: number
  readonly participating?: boolean
  readonly approved?: Partial<CohortCounts['approved']>
  /** Evaluable, pending and control by quarter; left out: all in the first. */
  readonly byQuarter?: readonly (readonly [evaluable: number, pending: number, control: number])[]
  readonly values?: Partial<CohortCounts['values']>
  readonly curves?: Partial<CohortCounts['curves']>
}

/** Cohort key -> part of one member; cohorts not named have no patient. */
export type Parts = Readonly<Record<string, Part | number>>

export interface TestMember {
  readonly member: string
  readonly country: string
  readonly engineKey: PrivateJwk
}

export function aMember(country: string, name = `trial-${country.toLowerCase()}`): TestMember {
  return { member: name, country, engineKey: generateKey() }
}

export interface RoundInput {
  /** By country code, or `CC/name` for a further node of a country; who is named has sent. */
  readonly parts: Readonly<Record<string, Parts>>
  /** Asked, but silent. */
  readonly silent?: readonly string[]
  /** Countries of the combiners. */
  readonly combiners?: readonly string[]
  readonly round?: string
  readonly previous?: NetworkTable | null
  readonly closed?: readonly string[]
  readonly cohorts?: readonly string[]
  readonly policy?: DisclosurePolicy
  readonly fillRandom?: FillRandom
  readonly kind?: 'scheduled' | 'on-demand'
  /** Simon's r1 of every cohort. */
  readonly stopsAt?: number
}

export interface TestCombiner {
  readonly self: string
  readonly country: string
  readonly roundKey: SealingPrivateJwk
  readonly offer: RoundOffer
}

export interface PreparedRound {
  readonly manifest: RoundManifest
  readonly manifestSha256: string
  readonly layout: Layout
  readonly policy: DisclosurePolicy
  readonly combiners: readonly TestCombiner[]
  readonly offers: readonly RoundOffer[]
  readonly members: readonly TestMember[]
  readonly previous: NetworkTable | null
}

const engines = new Map<string, TestMember>()

function memberOf(place: string): TestMember {
  const [country = '', name] = place.split('/')
  const known = engines.get(place) ?? aMember(country, name)
  engines.set(place, known)
  return known
}

export function prepareRound(input: RoundInput): PreparedRound {
  const policy = input.policy ?? defaultPolicy
  const round = input.round ?? '2026-q3'
  const keys = [...new Set([...(input.cohorts ?? []), ...Object.values(input.parts).flatMap(Object.keys)])].sort()
  const combiners = (input.combiners ?? ['FI', 'NL']).map(country => {
    const self = `combiner-${country.toLowerCase()}`
    const roundKey = generateSealingKey()
    const offer: RoundOffer = {
      schema: 'round-offer/1',
      round,
      combiner: self,
      country,
      roundKey: sealingPublicKeyOf(roundKey),
      iat: 0,
    }
    return { self, country, roundKey, offer }
  })
  const layout = makeLayout({ cohorts: keys, policy, lastQuarter: LAST_QUARTER })
  const asked = [...Object.keys(input.parts), ...(input.silent ?? [])].map(memberOf)
  const members = asked.sort((a, b) => (a.member < b.member ? -1 : 1))
  const previous = input.previous ?? null
  const manifest: RoundManifest = {
    schema: 'round-manifest/1',
    round,
    kind: input.kind ?? 'scheduled',
    coordinator: 'prime-rose-hub',
    purpose: 'A round of a test.',
    catalogue: { version: 'test', sha256: '0'.repeat(64) },
    directory: { serial: 1, sha256: '0'.repeat(64) },
    policySha256: canonicalHash(policy),
    cohorts: keys.map(key => ({
      key,
      stopsAt: input.stopsAt ?? 0,
      closed: input.closed?.includes(key) ?? false,
    })) as RoundManifest['cohorts'],
    lastQuarter: LAST_QUARTER,
    layoutSha256: layoutHash(layout),
    versions: VERSIONS,
    cutWindow: { from: '2026-07-01', to: '2026-09-30' },
    members: members.map(({ member, country }) => ({ member, country })) as RoundManifest['members'],
    offers: combiners.map(({ self }) => `offer of ${self}`) as RoundManifest['offers'],
    previousSha256: previous === null ? null : canonicalHash(previous),
    deadlines: { contributions: 1, table: 2 },
    iat: 0,
  }
  return {
    manifest,
    manifestSha256: canonicalHash(manifest),
    layout,
    policy,
    combiners,
    offers: combiners.map(({ offer }) => offer),
    members,
    previous,
  }
}

export function countsOf(layout: Layout, given: Part | number): CohortCounts {
  const part = typeof given === 'number' ? { patients: given } : given
  const { patients } = part
  const evaluable = part.evaluable ?? patients
  const control = part.control ?? 0
  const byQuarter = part.byQuarter ?? [[evaluable, part.pending ?? 0, control] as const]
  const quarter = (index: 0 | 1 | 2) => layout.quarters.map((_, at) => byQuarter[at]?.[index] ?? 0)
  const sum = (index: 0 | 1 | 2) => quarter(index).reduce((total, count) => total + count, 0)
  const empty = nobody(layout, { participating: true, approved: { s1: true, s2: true, final: true } })
  const bins = (name: CurveName) => empty.curves[name].map((_, bin) => part.curves?.[name]?.[bin] ?? 0)
  return {
    participating: part.participating ?? true,
    approved: { ...empty.approved, ...part.approved },
    patients,
    hidden: part.hidden ?? (patients < 5 ? patients : 0),
    countChange: part.countChange ?? 0,
    valueChange: part.valueChange ?? 0,
    evaluable: sum(0),
    pending: sum(1),
    evaluableByQuarter: quarter(0),
    pendingByQuarter: quarter(1),
    controlByQuarter: quarter(2),
    values: { ...empty.values, control: sum(2), treatedMature: patients, ...part.values },
    curves: {
      pfsEvents: bins('pfsEvents'),
      pfsCensored: bins('pfsCensored'),
      osEvents: bins('osEvents'),
      osCensored: bins('osCensored'),
    },
  }
}

export function contribute(
  prepared: PreparedRound,
  place: string,
  parts: Parts,
  fillRandom: FillRandom = bytes => randomFillSync(bytes),
): Promise<string> {
  const { layout, manifest, manifestSha256, offers } = prepared
  const { member, country, engineKey } = memberOf(place)
  const counts = new Map(Object.entries(parts).map(([key, part]) => [key, countsOf(layout, part)]))
  const absent = { participating: true, approved: { s1: true, s2: true, final: true } }
  return makeContribution({
    manifest,
    manifestSha256,
    offers,
    member,
    country,
    cutoff: '2026-09-30',
    preApprovalSha256: '0'.repeat(64),
    vector: fillVector(layout, counts, absent),
    fillRandom,
    engineKey,
  })
}

export function open(prepared: PreparedRound, combiner: TestCombiner, text: string): Promise<OpenedContribution> {
  return openContribution(text, {
    ...prepared,
    self: combiner.self,
    roundKey: combiner.roundKey,
    engineOf: kid => {
      const found = prepared.members.find(({ engineKey }) => keyIdOf(publicKeyOf(engineKey)) === kid)
      return found === undefined ? null : { ...found, key: publicKeyOf(found.engineKey) }
    },
  })
}

export interface RanRound {
  readonly prepared: PreparedRound
  readonly table: NetworkTable | null
  readonly end: Extract<CombinerAct, { act: 'end' }>['reason'] | null
  /** All that the combiners said, in order. */
  readonly said: readonly { readonly by: string; readonly phase: Phase; readonly document: CombinerDocument }[]
  row(key: string): NetworkTableRow
}

export interface RunOptions {
  /** Changes a document on its way, as a dishonest combiner would: it says this instead. */
  readonly distort?: (by: string, phase: Phase, document: CombinerDocument) => CombinerDocument
  /** A round that was prepared before, for contributions made for it. */
  readonly prepared?: PreparedRound
  /** Contributions as bytes, by place, in place of those of `input.parts`. */
  readonly contributions?: ReadonlyMap<string, string>
}

/** Runs a round to its table or its end. Every combiner acts on the same documents, in turn. */
export async function runRound(input: RoundInput, options: RunOptions = {}): Promise<RanRound> {
  const prepared = options.prepared ?? prepareRound(input)
  const texts = await Promise.all(
    Object.entries(input.parts).map(
      async ([place, parts]) =>
        options.contributions?.get(place) ?? contribute(prepared, place, parts, input.fillRandom),
    ),
  )
  const situations = await Promise.all(prepared.combiners.map(combiner => situationOf(prepared, combiner, texts)))
  const spoken = new Map<Phase, Map<string, CombinerDocument>>()
  const said: { by: string; phase: Phase; document: CombinerDocument }[] = []
  for (;;) {
    const acts = situations.map(situation => ({
      by: situation.self,
      act: nextAct({ ...situation, said: phase => spoken.get(phase) ?? new Map() }),
    }))
    const ended = acts.find(({ act }) => act.act === 'end')?.act
    if (ended?.act === 'end') return ran(prepared, null, ended.reason, said)
    const finished = acts.map(({ act }) => (act.act === 'finish' ? act.table : null))
    if (finished.every(table => table !== null)) return ran(prepared, finished[0] ?? null, null, said)
    const before = said.length
    for (const { by, act } of acts) {
      if (act.act !== 'say') continue
      const document = options.distort?.(by, act.phase, act.document) ?? act.document
      said.push({ by, phase: act.phase, document })
      const heard = spoken.get(act.phase) ?? new Map<string, CombinerDocument>()
      spoken.set(act.phase, heard.set(by, document))
    }
    if (said.length === before) throw new Error('the round stands still')
  }
}

export async function situationOf(
  prepared: PreparedRound,
  combiner: TestCombiner,
  texts: readonly string[],
): Promise<Omit<CombinerSituation, 'said'>> {
  const opened = await Promise.all(texts.map(text => open(prepared, combiner, text)))
  const shares = new Map(opened.map(({ header, share }) => [header.member, share]))
  const { manifest, manifestSha256, layout, policy, previous } = prepared
  return {
    self: combiner.self,
    manifest,
    manifestSha256,
    combiners: prepared.combiners.map(({ self }) => self),
    policy,
    layout,
    previous,
    held: opened.map(({ header, sha256 }) => ({
      member: header.member,
      country: header.country,
      cutoff: header.cutoff,
      sha256,
    })),
    isOver: { contributions: true, table: false },
    sumShares: (members, places) =>
      addShares(
        members.map(member => BigUint64Array.from(places, place => shares.get(member)?.[place] ?? 0n)),
        places.length,
      ),
  }
}

function ran(
  prepared: PreparedRound,
  table: NetworkTable | null,
  end: RanRound['end'],
  said: RanRound['said'],
): RanRound {
  return {
    prepared,
    table,
    end,
    said,
    row(key) {
      const found = table?.cohorts.find(row => row.key === key)
      if (found === undefined) throw new Error(`no row ${key}: the round ended with ${end}`)
      return found
    },
  }
}
