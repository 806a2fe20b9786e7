/**
 * A21, sent again: the bytes of a contribution come twice, other bytes come for the same round, what was begun is begun
 * again. Over the real store of a combiner: the same counts once, the other is kept as evidence and does not count.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/model/clock.ts'
import { type CombineDeps, combine, openedShares } from '../../src/pooling/round/combine.ts'
import type { RoundStore } from '../../src/pooling/round/ports.ts'
import { type ReceiveDeps, receiveRoundDocument } from '../../src/pooling/round/receive.ts'
import { viewRound } from '../../src/pooling/round/view.ts'
import { ROUND_DOCUMENTS } from '../../src/pooling/round-documents.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createRoundStore } from '../../src/store/round-store.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import type { DirectoryPeer } from '../../src/trust/directory-members.ts'
import { signDocument } from '../../src/trust/documents.ts'
import { generateKey, keyIdOf, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { aDatabase, append, type TestDatabase } from '../support/database.ts'
import { contribute, type PreparedRound, prepareRound } from '../support/round.ts'

const KEY = 'v1|COADREAD|V:HGNC:6407:p.Gly12Cys|sotorasib'
const PARTS = { NO: { [KEY]: 4 }, DK: { [KEY]: 3 }, SE: { [KEY]: 2 }, FI: {} }

let database: TestDatabase
let store: RoundStore
let prepared: PreparedRound
let receiving: ReceiveDeps
let combining: CombineDeps
const sent = new Map<string, string>()

beforeAll(async () => {
  database = await aDatabase()
  store = createRoundStore({ database: await database.connect('combiner'), append, clock: systemClock })
  const made = prepareRound({ parts: PARTS })
  const [own] = made.combiners
  if (own === undefined) throw new Error('no combiner')
  const signing = new Map<string, PrivateJwk>()
  const peerOf = (
    id: string,
    country: string,
    roles: DirectoryPeer['roles'],
    engine: PrivateJwk | null,
  ): DirectoryPeer => {
    const key = generateKey()
    signing.set(id, key)
    return {
      id,
      country,
      roles,
      signingKeys: new Map([[keyIdOf(key), publicKeyOf(key)]]),
      engineKeys: new Map(engine === null ? [] : [[keyIdOf(engine), publicKeyOf(engine)]]),
      endpoints: { direct: 'http://127.0.0.1:1' },
    }
  }
  const hub = peerOf('prime-rose-hub', 'NO', ['coordinator'], null)
  const peers = new Map(
    [
      hub,
      ...made.combiners.map(({ self, country }) => peerOf(self, country, ['combiner'], null)),
      ...made.members.map(({ member, country, engineKey }) => peerOf(member, country, ['node'], engineKey)),
    ].map(peer => [peer.id, peer]),
  )
  const keyOf = (id: string) => signing.get(id) ?? generateKey()
  const offers = await Promise.all(
    made.combiners.map(({ self, offer }) => signDocument(offer, { key: keyOf(self), typ: ROUND_DOCUMENTS.offer.typ })),
  )
  const soon = Math.floor(Date.now() / 1000) + 600
  const manifest = {
    ...made.manifest,
    directory: { serial: 1, sha256: '0'.repeat(64) },
    offers: offers as typeof made.manifest.offers,
    deadlines: { contributions: soon, table: soon + 600 },
  }
  prepared = { ...made, manifest, manifestSha256: canonicalHash(manifest) }
  const policy = async () => made.policy
  const federation = () => ({ serial: 1, sha256: '0'.repeat(64), policies: [], peers })
  receiving = {
    self: own.self,
    store,
    federation,
    directories: async () => [],
    policy,
    roundKey: () => own.roundKey,
    now: Date.now,
  }
  combining = {
    self: own.self,
    country: own.country,
    store,
    federation,
    policy,
    signingKey: () => keyOf(own.self),
    keys: { make: () => own.roundKey, find: () => own.roundKey, destroy() {} },
    shares: openedShares(),
    now: Date.now,
  }
  // As after the call: the own offer is kept, then the manifest with it comes.
  await store.keep({
    document: { round: manifest.round, kind: 'offer', author: own.self, part: '', text: offers[0] ?? '' },
    coordinator: hub.id,
    to: [],
    event: null,
  })
  const text = await signDocument(manifest, { key: keyOf(hub.id), typ: ROUND_DOCUMENTS.manifest.typ })
  await receiveRoundDocument({ round: manifest.round, kind: 'manifest', text, from: hub.id }, receiving)
  for (const [place, parts] of Object.entries(PARTS)) sent.set(place, await contribute(prepared, place, parts))
})

const bring = (text: string, from: string) =>
  receiveRoundDocument({ round: prepared.manifest.round, kind: 'contribution', text, from }, receiving)
const contributions = async () =>
  (await store.documentsOf(prepared.manifest.round)).filter(({ kind }) => kind === 'contribution')
const turn = async () => {
  const { round } = prepared.manifest
  const entry = (await store.listRounds()).find(known => known.round === round) ?? null
  return combine(viewRound(round, entry, await store.documentsOf(round)), combining)
}
const eventsOf = (kind: string) =>
  withAdministrator(
    database.adminUrl,
    async admin => (await admin.query('SELECT facts FROM audit.events WHERE kind = $1', [kind])).rows,
  )

describe('a contribution that is sent again', () => {
  it('counts once, whoever brings the same bytes how often, and its receipt is one', async () => {
    const text = sent.get('NO') ?? ''
    expect(await bring(text, 'trial-no')).toBe('kept')
    expect(await bring(text, 'trial-no')).toBe('known')
    expect(await bring(text, 'combiner-nl')).toBe('known')
    await turn()
    expect(await turn()).toBe(false)
    const documents = await store.documentsOf(prepared.manifest.round)
    expect(documents.filter(({ kind }) => kind === 'receipt')).toHaveLength(1)
    expect(await eventsOf('round.held')).toHaveLength(1)
  })

  it('does not count with other bytes: both are named in the audit, the first stands', async () => {
    const other = await contribute(prepared, 'NO', { [KEY]: 5 })
    expect(await bring(other, 'trial-no')).toBe('conflict')
    expect(await bring(other, 'trial-no')).toBe('conflict')
    const [kept, ...more] = await contributions()
    expect([kept?.text, more]).toEqual([sent.get('NO'), []])
    expect(await eventsOf('round.conflict')).toMatchObject([
      { facts: { document: 'contribution', author: 'trial-no' } },
    ])
  })

  it('is known when it comes again, but no other is taken, once the combiner has said what it holds', async () => {
    for (const place of ['DK', 'SE', 'FI']) await bring(sent.get(place) ?? '', `trial-${place.toLowerCase()}`)
    await turn()
    const documents = await store.documentsOf(prepared.manifest.round)
    expect(documents.some(({ kind }) => kind === 'held')).toBe(true)
    expect(await bring(sent.get('DK') ?? '', 'trial-dk')).toBe('known')
    const other = await contribute(prepared, 'DK', { [KEY]: 3 })
    await expect(bring(other, 'trial-dk')).rejects.toMatchObject({ code: 'pooling/too-late' })
    expect((await contributions()).map(({ author }) => author)).toHaveLength(4)
  })

  it('leaves what the combiner says as it was, also when it was stopped after each step', async () => {
    const before = (await store.documentsOf(prepared.manifest.round)).map(({ sha256 }) => sha256)
    // A new process knows nothing but the documents.
    const again: CombineDeps = { ...combining, shares: openedShares() }
    const { round } = prepared.manifest
    const entry = (await store.listRounds()).find(known => known.round === round) ?? null
    await combine(viewRound(round, entry, await store.documentsOf(round)), again)
    expect((await store.documentsOf(round)).map(({ sha256 }) => sha256)).toEqual(before)
    expect(await eventsOf('round.conflict')).toHaveLength(1)
  })
})
