/**
 * A13, A19, A20 and A23 between real processes: a round on demand whose second combiner, Estonia, departs from the protocol,
 * and of whose members one sends what no engine makes. The Netherlands combine honestly, and contribute by hand.
 */
import { randomFillSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appendAudit, withDatabaseAs } from '../../src/app/database.ts'
import { openPartners } from '../../src/app/partners.ts'
import { policyInForce } from '../../src/app/policies.ts'
import { openRoundKeys } from '../../src/app/round-keys.ts'
import { federationOf } from '../../src/app/rounds.ts'
import { enginePaths } from '../../src/engine/engine-paths.ts'
import { launchEngine } from '../../src/engine/launch.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { NetworkTableRow } from '../../src/model/generated/network-table.ts'
import type { RoundContribution } from '../../src/model/generated/round-contribution.ts'
import type { RoundContributionFile } from '../../src/model/generated/round-contribution-file.ts'
import type { RoundPassed } from '../../src/model/generated/round-passed.ts'
import type { RoundSet } from '../../src/model/generated/round-set.ts'
import type { RoundSums } from '../../src/model/generated/round-sums.ts'
import { makeContribution, openContribution } from '../../src/pooling/contribution.ts'
import { ExactVector } from '../../src/pooling/exact-vector.ts'
import { cellsOf, PRESENCE, placesOf } from '../../src/pooling/layout.ts'
import { type OpenedManifest, openManifest } from '../../src/pooling/open-manifest.ts'
import { contentOf } from '../../src/pooling/round/view.ts'
import { addShares, type Share, shareFromBytes, shareToBytes } from '../../src/pooling/share.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createRoundStore } from '../../src/store/round-store.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { parsePrivateKey } from '../../src/trust/keys.ts'
import { filesBelow } from '../support/canaries.ts'
import { postTo, sealedFor, signedBy } from '../support/round-attacker.ts'
import { askFour, documentsOf, textOf } from './hostile-rounds.ts'
import type { RoundWorld } from './round-world.ts'

const ROUND = 'altered'
const asFile = (text: string) => JSON.parse(text) as RoundContributionFile

export function describeHostileCombiner(world: () => RoundWorld): void {
  const node = (country: string) => world().federation.node(country)
  const taken: { opened?: OpenedManifest; sealed: string[]; honest?: BigUint64Array; own?: string } = { sealed: [] }
  const openedRound = () => {
    if (taken.opened === undefined) throw new Error('the round was not asked for')
    return taken.opened
  }
  const federation = async () => federationOf(await openPartners(node('EE').config(), systemClock.now))

  describe('in a round whose second combiner departs from the protocol', () => {
    it('three members contribute, the fourth waits', async () => {
      await askFour(world(), ROUND)
      const { policy } = await policyInForce(node('NL').config())
      taken.opened = await openManifest(await textOf(node('NL'), ROUND, 'manifest'), {
        federation: await federation(),
        policy,
      })
      const documents = await documentsOf(node('NL'), ROUND)
      taken.sealed = documents.flatMap(({ kind, text }) => (kind === 'contribution' && text !== null ? [text] : []))
      expect(taken.sealed).toHaveLength(3)
    })

    it('A20: what members of many and of few patients send has one size, and no share comes twice', () => {
      const shares = taken.sealed.flatMap(text => asFile(text).shares)
      expect(new Set(shares.map(({ length }) => length)).size).toBe(1)
      expect(new Set(shares).size).toBe(6)
    })

    it('A23: a vector one cell too long, signed by its member’s engine, is refused at the receipt and does not count', async () => {
      const opened = openedRound()
      const { paths } = node('NL').config()
      const bytes = await makeContribution({
        ...opened,
        manifestSha256: opened.sha256,
        member: world().memberOf('NL'),
        country: 'NL',
        cutoff: '2023-10-01',
        preApprovalSha256: '0'.repeat(64),
        vector: new ExactVector(new BigUint64Array(cellsOf(opened.layout) + 1)),
        fillRandom: fresh => randomFillSync(fresh),
        engineKey: parsePrivateKey(readFileSync(enginePaths(paths.folder).signingKey, 'utf8')),
      })
      const content = { round: ROUND, kind: 'contribution', text: bytes } as const
      expect(await postTo(node('EE'), await sealedFor([node('NL'), node('EE')], content))).toEqual({
        status: 422,
        code: 'pooling/bad-share',
      })
      const held = (await documentsOf(node('EE'), ROUND)).filter(({ kind }) => kind === 'contribution')
      expect(held.map(({ author }) => author)).not.toContain(world().memberOf('NL'))
    })

    it('A19: an impossible sum stops the cohort for all before anything of it is opened', async () => {
      const opened = openedRound()
      const { manifest, sha256, layout } = opened
      const config = node('NL').config()
      const { policy } = await policyInForce(config)
      const tables = await withDatabaseAs(config, 'gateway', database =>
        createRoundStore({ database, append: appendAudit, clock: systemClock }).tables(),
      )
      const { outFile } = await launchEngine({
        nodeFolder: config.paths.folder,
        job: {
          schema: 'engine-job/1',
          act: 'contribution',
          manifest: opened.text,
          tables: tables.map(({ text }) => text),
          policy,
        },
      })
      taken.own = readFileSync(outFile, 'utf8')

      // Estonia's share of each member, as its own process will add them up.
      const roundKey = openRoundKeys(node('EE').config().paths).find(ROUND)
      if (roundKey === null) throw new Error('Estonia offered no key')
      const { peers } = await federation()
      const shares: Share[] = []
      const set: RoundSet['set'][number][] = []
      for (const text of [...taken.sealed, taken.own]) {
        const found = await openContribution(text, {
          ...opened,
          manifestSha256: sha256,
          self: world().memberOf('EE'),
          roundKey,
          engineOf: kid => {
            for (const { id: member, country, engineKeys } of peers.values()) {
              const key = engineKeys.get(kid)
              if (key !== undefined) return { member, country, key }
            }
            return null
          },
        })
        shares.push(found.share)
        const { member, country, cutoff } = found.header satisfies RoundContribution
        set.push({ member, country, cutoff, sha256: found.sha256 })
      }
      set.sort((a, b) => (a.member < b.member ? -1 : 1))
      const agreed = { schema: 'round-set/1', round: ROUND, manifestSha256: sha256, set }
      const places = placesOf(layout, 0, 'presence')
      taken.honest = addShares(
        shares.map(share => BigUint64Array.from(places, place => share[place] ?? 0n)),
        places.length,
      )
      // Five members more with patients than there are members.
      const more = taken.honest.map((cell, at) => (PRESENCE[at] === 'hasPatients' ? cell + 5n : cell))
      const said: RoundSums = {
        schema: 'round-sums/1',
        round: ROUND,
        manifestSha256: sha256,
        setSha256: canonicalHash(agreed),
        combiner: world().memberOf('EE'),
        step: 'presence',
        placesSha256: canonicalHash(places),
        sums: Buffer.from(shareToBytes(more)).toString('base64url'),
      }
      const text = await signedBy(node('EE'), 'sums', said)
      await withDatabaseAs(node('EE').config(), 'combiner', database =>
        createRoundStore({ database, append: appendAudit, clock: systemClock }).keep({
          document: { round: ROUND, kind: 'sums', author: world().memberOf('EE'), part: 'presence', text },
          to: [world().memberOf('NL')],
          event: null,
        }),
      )
      expect((await world().run('NL', 'round', 'contribute', ROUND)).code).toBeLessThan(2)
      await world().until('NO', ROUND, ({ phase }) => phase === 'done')
      for (const country of ['NL', 'EE']) {
        const documents = await documentsOf(node(country), ROUND)
        expect(documents.filter(({ kind }) => kind === 'sums').map(({ part }) => part)).toEqual([
          'presence',
          'presence',
        ])
      }
      expect(contentOf<RoundPassed>(await textOf(node('NL'), ROUND, 'passed', world().memberOf('NL'))).passed).toEqual(
        [],
      )
      // The same cohort, between combiners who keep to the protocol (counter-test).
      const steps = (await documentsOf(node('NL'), 'first')).filter(({ kind }) => kind === 'sums')
      expect(steps.map(({ part }) => part)).toEqual(expect.arrayContaining(['presence', 'parts', 'opening']))
      const key = manifest.cohorts[0]?.key
      const [before, after] = [await world().table('NO', 'first'), await world().table('NO', ROUND)]
      const standing = (await world().table('NL', ROUND)).cohorts.find(row => row.key === key)
      expect(after.previousSha256).not.toBeNull()
      expect(standing?.patients?.atLeast).toBeGreaterThanOrEqual(
        before.cohorts.find(row => row.key === key)?.patients?.atLeast ?? 0,
      )
      expect(standing?.patients?.round).not.toBe(ROUND)
      // A15: no band has fallen, though another combiner keeps the ledger now.
      const startOf = (row: NetworkTableRow | undefined) =>
        row === undefined || row.band === 'masked' ? 0 : row.band.from
      expect(after.cohorts.length).toBeGreaterThan(0)
      for (const row of after.cohorts)
        expect(startOf(row)).toBeGreaterThanOrEqual(startOf(before.cohorts.find(earlier => earlier.key === row.key)))
    })

    it('A19: an auditor who holds that combiner’s shares alone proves from its signature what it added', async () => {
      const text = await textOf(node('NL'), ROUND, 'sums', world().memberOf('EE'))
      const said = contentOf<RoundSums>(text)
      const { honest = new BigUint64Array() } = taken
      const signed = shareFromBytes(Buffer.from(said.sums, 'base64url'), honest.length)
      const shift = [...signed].map((cell, at) => BigInt.asUintN(64, cell - (honest[at] ?? 0n)))
      expect(shift).toEqual(PRESENCE.map(name => (name === 'hasPatients' ? 5n : 0n)))
      // Of the honest one nothing is left to explain: its sums and Estonia's true ones give the members that there are.
      const own = contentOf<RoundSums>(await textOf(node('NL'), ROUND, 'sums', world().memberOf('NL')))
      const dutch = shareFromBytes(Buffer.from(own.sums, 'base64url'), honest.length)
      const [participating, patients, hasPatients] = addShares([dutch, BigUint64Array.from(honest)], honest.length)
      expect(participating).toBe(4n)
      expect(patients).toBeGreaterThanOrEqual(hasPatients ?? 0n)
      expect(hasPatients).toBeLessThanOrEqual(4n)
    })

    it('A13: after the table no share is left with its combiners, in no database and no file', async () => {
      await world().until('NO', ROUND, ({ combiners }) => combiners.every(({ deleted }) => deleted))
      const marks = [...taken.sealed, taken.own ?? ''].map(text => asFile(text).shares[0]?.slice(40, 120) ?? '')
      expect(marks.every(mark => mark.length === 80)).toBe(true)
      for (const country of ['NL', 'EE']) {
        expect(existsSync(join(world().folderOf(country), 'keys', 'rounds', `${ROUND}.jwk`))).toBe(false)
        const bodies = await withAdministrator(world().adminUrlOf(country), admin =>
          admin.query<{ author: string; body: string | null }>(
            `SELECT author, body FROM pooling.documents WHERE round = $1 AND kind = 'contribution'`,
            [ROUND],
          ),
        )
        expect(bodies.rows).toHaveLength(4)
        expect(bodies.rows.filter(({ body }) => body !== null)).toEqual([])
        const bytes = filesBelow(world().folderOf(country)).filter(({ path }) => !path.includes('/engine/'))
        expect(bytes.length).toBeGreaterThan(5)
        for (const file of bytes)
          expect([file.path, marks.filter(mark => Buffer.from(file.bytes).includes(mark))]).toEqual([file.path, []])
      }
      // The engine of a member keeps its own bytes, to send again and to open to an auditor (counter-test of the search).
      const kept = readFileSync(join(enginePaths(world().folderOf('NL')).out, `${ROUND}.contribution.json`))
      expect(kept.includes(marks.at(-1) ?? 'none')).toBe(true)
    })
  })
}
