/**
 * One node in a federation whose other members, coordinator and combiners are the test's: what its engine makes of a round
 * that they all signed as they should.
 */
import { catalogueInForce } from '../../src/app/catalogue.ts'
import { makeEntry, pinAndTake, readFirstDirectory, saveFederationSettings } from '../../src/app/join.ts'
import { policyInForce } from '../../src/app/policies.ts'
import { draftPreApproval, signPreApproval } from '../../src/app/pre-approvals.ts'
import { quarterOf } from '../../src/app/round-plans.ts'
import { terminologyOf } from '../../src/app/terminology.ts'
import type { Config } from '../../src/config.ts'
import { type LaunchedEngine, launchEngine } from '../../src/engine/launch.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { Directory, DirectoryMember } from '../../src/model/generated/directory.ts'
import type { FederationSettings } from '../../src/model/generated/node-config.ts'
import type { RoundManifest } from '../../src/model/generated/round-manifest.ts'
import type { RoundOffer } from '../../src/model/generated/round-offer.ts'
import { layoutHash, makeLayout } from '../../src/pooling/layout.ts'
import { roundCohortsOf } from '../../src/pooling/round-cohorts.ts'
import { ROUND_DOCUMENTS } from '../../src/pooling/round-documents.ts'
import { normaliserVersion } from '../../src/terminology/terminology.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { signDocument } from '../../src/trust/documents.ts'
import { generateKey } from '../../src/trust/keys.ts'
import { generateSealingKey, sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import { aDirectory, aMember, ola, pia, signedBy } from './federation.ts'

const HUB = 'prime-rose-hub'

/** Asks the engine for its part in a round of this name, over one cohort; what it let out, or its refusal is thrown. */
export type AskContribution = (round: string) => Promise<LaunchedEngine>

export interface JoinedFederation {
  readonly askContribution: AskContribution
  readonly directory: Directory
  /** As its officers signed it. */
  readonly text: string
}

/** `committee`: two members, who approve all such rounds beforehand. */
export async function inAFederation(
  config: Config,
  committee: readonly [string, string],
  {
    settings = { endpoints: { direct: 'http://127.0.0.1:1' } },
    partner = aMember('protarget-denmark', { country: 'DK' }),
  }: { readonly settings?: FederationSettings; readonly partner?: DirectoryMember } = {},
): Promise<JoinedFederation> {
  saveFederationSettings(config, settings)
  const hubKey = generateKey()
  const combiners = ['FI', 'NL'].map(country => ({
    id: `combiner-${country.toLowerCase()}`,
    country,
    key: generateKey(),
  }))
  const { member: own } = await makeEntry(config, 'prime-rose', systemClock)
  const members = [
    own,
    partner,
    aMember('focuse-sweden', { country: 'SE' }),
    aMember('soul-estonia', { country: 'EE' }),
  ]
  const directory = aDirectory(systemClock.now() - 60_000, {
    members: [
      ...members,
      aMember(HUB, { country: 'PT', roles: ['hub', 'coordinator'], signing: [{ key: hubKey }] }),
      ...combiners.map(({ id, country, key }) => aMember(id, { country, roles: ['hub'], signing: [{ key }] })),
    ],
    combiners: combiners.map(({ id }) => id),
  })
  const text = await signedBy(directory, ola, pia)
  await pinAndTake(config, readFirstDirectory(text), { confirmed: true, clock: systemClock })
  const wishes = { keys: [], drugs: [], days: 30, vetoHours: 0, looks: { s1: true, s2: true, final: true } }
  const draft = await draftPreApproval(config, { ...wishes, kinds: ['scheduled', 'on-demand'] }, systemClock)
  for (const [at, as] of committee.entries()) {
    await signPreApproval(config, { text: at === 0 ? JSON.stringify(draft) : null, as, clock: systemClock })
  }
  const { policy } = await policyInForce(config)
  const { catalogue, sha256 } = await catalogueInForce(config, systemClock)

  const askContribution: AskContribution = async round => {
    const now = Math.floor(systemClock.now() / 1000)
    const offers = combiners.map(({ id, country, key }) => {
      const roundKey = sealingPublicKeyOf(generateSealingKey())
      const offer: RoundOffer = { schema: 'round-offer/1', round, combiner: id, country, roundKey, iat: now }
      return signDocument(offer, { key, typ: ROUND_DOCUMENTS.offer.typ })
    })
    const cohorts = roundCohortsOf(catalogue).slice(0, 1) as RoundManifest['cohorts']
    const cutWindow = { from: '2020-01-01', to: '2026-12-31' }
    const lastQuarter = quarterOf(cutWindow.to)
    const manifest: RoundManifest = {
      schema: 'round-manifest/1',
      round,
      kind: 'on-demand',
      coordinator: HUB,
      purpose: 'A round of a test.',
      catalogue: { version: catalogue.version, sha256 },
      directory: { serial: directory.serial, sha256: canonicalHash(directory) },
      policySha256: canonicalHash(policy),
      cohorts,
      lastQuarter,
      layoutSha256: layoutHash(makeLayout({ cohorts: cohorts.map(({ key }) => key), policy, lastQuarter })),
      versions: { derivation: 'w16/1', normaliser: normaliserVersion, oncotree: terminologyOf().oncotreeVersion },
      cutWindow,
      members: members
        .map(({ id, country }) => ({ member: id, country }))
        .sort((a, b) => (a.member < b.member ? -1 : 1)) as RoundManifest['members'],
      offers: (await Promise.all(offers)) as RoundManifest['offers'],
      previousSha256: null,
      deadlines: { contributions: now + 3600, table: now + 7200 },
      iat: now,
    }
    const signed = await signDocument(manifest, { key: hubKey, typ: ROUND_DOCUMENTS.manifest.typ })
    return launchEngine({
      nodeFolder: config.paths.folder,
      job: { schema: 'engine-job/1', act: 'contribution', manifest: signed, tables: [], policy },
    })
  }
  return { askContribution, directory, text }
}
