/** Attacks on rounds by parties whose keys the test holds, over the gateways' real interface, and on an engine that is killed. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appendAudit, withDatabaseAs } from '../../src/app/database.ts'
import { policyInForce } from '../../src/app/policies.ts'
import { contributionFileName, enginePaths } from '../../src/engine/engine-paths.ts'
import { launchEngine, runEngine } from '../../src/engine/launch.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { RoundManifest } from '../../src/model/generated/round-manifest.ts'
import type { RoundSet } from '../../src/model/generated/round-set.ts'
import type { KeptDocument } from '../../src/pooling/round/ports.ts'
import { contentOf } from '../../src/pooling/round/view.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { createRoundStore } from '../../src/store/round-store.ts'
import { canonicalHash } from '../../src/trust/canonical-hash.ts'
import { postTo, type Reply, sealedFor, signedBy } from '../support/round-attacker.ts'
import type { RoundNode } from '../support/round-federation.ts'
import type { RoundWorld } from './round-world.ts'

const ROUND = 'split'

export function documentsOf(node: RoundNode, round: string): Promise<readonly KeptDocument[]> {
  return withDatabaseAs(node.config(), 'gateway', database =>
    createRoundStore({ database, append: appendAudit, clock: systemClock }).documentsOf(round),
  )
}

export async function textOf(
  node: RoundNode,
  round: string,
  kind: KeptDocument['kind'],
  author?: string,
): Promise<string> {
  const documents = await documentsOf(node, round)
  const found = documents.find(one => one.kind === kind && (author === undefined || one.author === author))
  if (found?.text == null) throw new Error(`no ${kind} of ${round}`)
  return found.text
}

/** A round on demand of four countries, to where all but the Netherlands, who contribute by hand, have both receipts. */
export async function askFour(world: RoundWorld, round: string): Promise<void> {
  const cohort = (await world.table('NO', 'first')).cohorts.find(({ patients }) => patients !== null)?.key ?? ''
  const members = ['NO', 'DK', 'FI', 'NL'].flatMap(country => ['--member', world.memberOf(country)])
  const wishes = ['--cohort', cohort, '--from', '2020-01-01', '--id', round, '--contributions', '600s']
  await world.json('NO', 'round', 'new', ...wishes, ...members)
  await world.until('NO', round, shown => shown.members.filter(({ receipts }) => receipts.length === 2).length === 3)
}

/** `atRound`: an open round, whose Dutch contribution is made by hand; the Netherlands and Estonia combine. */
export function describeHostileRounds(world: () => RoundWorld): void {
  const node = (country: string) => world().federation.node(country)
  const send = async (
    [from, to]: readonly [string, string],
    kind: KeptDocument['kind'],
    text: string,
    round = ROUND,
  ): Promise<Reply> => postTo(node(to), await sealedFor([node(from), node(to)], { round, kind, text }))
  const refusalsAt = async (country: string) => {
    const { rows } = await withAdministrator(world().adminUrlOf(country), admin =>
      admin.query<{ member: string | null; code: string }>(
        `SELECT member, code FROM audit.access WHERE kind = 'question.refused'`,
      ),
    )
    return rows
  }
  const manifest = async () => contentOf<RoundManifest>(await textOf(node('NL'), ROUND, 'manifest'))

  describe('in a round on demand that waits for one contribution', () => {
    it('is asked of four members', async () => {
      await askFour(world(), ROUND)
    })

    describe('A24 straight to the partial', () => {
      it('refuses manifests that would leave a part alone, and tells each in the audit', async () => {
        const asked = { ...(await manifest()), round: 'alone', iat: Math.floor(Date.now() / 1000) }
        const own = asked.members.filter(({ member }) => member === world().memberOf('NL')) as RoundManifest['members']
        const [one = '', two = ''] = asked.offers
        const changes: Partial<RoundManifest>[] = [
          { members: own },
          { members: asked.members.slice(0, 3) as RoundManifest['members'] },
          { offers: [one, one] },
          { offers: [two, two] },
          { policySha256: 'f'.repeat(64) },
          { layoutSha256: 'f'.repeat(64) },
        ]
        for (const change of changes) {
          const text = await signedBy(node('NO'), 'manifest', { ...asked, ...change })
          expect(await send(['NO', 'NL'], 'manifest', text, 'alone')).toEqual({
            status: 422,
            code: 'pooling/bad-manifest',
          })
        }
        const partner = await signedBy(node('FI'), 'manifest', { ...asked, coordinator: world().memberOf('FI') })
        expect(await send(['FI', 'NL'], 'manifest', partner, 'alone')).toEqual({
          status: 422,
          code: 'pooling/bad-manifest',
        })
        await expect
          .poll(() => refusalsAt('NL'))
          .toContainEqual({ member: world().memberOf('NO'), code: 'pooling/bad-manifest' })
        expect(await refusalsAt('NL')).toContainEqual({ member: world().memberOf('FI'), code: 'pooling/bad-manifest' })
        for (const path of ['rounds', `rounds/${ROUND}`, 'contributions', 'shares', 'engine', 'jobs']) {
          const { port } = node('NL').config()
          expect((await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).status).toBe(404)
        }
      })

      it('gets nothing from the engine either, whatever the gateway asks of it', async () => {
        const config = node('NL').config()
        const { policy } = await policyInForce(config)
        const asked = await manifest()
        const alone = { ...asked, members: asked.members.slice(0, 1) as RoundManifest['members'] }
        const ask = async (wanted: RoundManifest) =>
          launchEngine({
            nodeFolder: config.paths.folder,
            job: {
              schema: 'engine-job/1',
              act: 'contribution',
              manifest: await signedBy(node('NO'), 'manifest', wanted),
              tables: [],
              policy,
            },
          })
        await expect(ask(alone)).rejects.toMatchObject({ code: 'pooling/bad-manifest' })
        const other = { ...asked, catalogue: { ...asked.catalogue, sha256: 'e'.repeat(64) } }
        await expect(ask(other)).rejects.toMatchObject({ code: 'pooling/other-catalogue' })
        expect(existsSync(join(enginePaths(config.paths.folder).out, contributionFileName(ROUND)))).toBe(false)
      })
    })

    describe('A22 another round, another reader', () => {
      it('refuses documents of an earlier round, counts nothing of them', async () => {
        const before = await documentsOf(node('NL'), ROUND)
        const earlier = async (kind: 'contribution' | 'receipt' | 'manifest') => textOf(node('NO'), 'first', kind)
        expect(await send(['NO', 'NL'], 'contribution', await earlier('contribution'))).toEqual({
          status: 422,
          code: 'pooling/bad-contribution',
        })
        expect((await send(['NO', 'NL'], 'manifest', await earlier('manifest'))).status).toBe(422)
        expect((await send(['FI', 'NO'], 'receipt', await earlier('receipt'))).code).toMatch(/^pooling\/bad-document/)
        for (const kind of ['set', 'sums', 'passed'] as const) {
          const text = await textOf(node('NL'), 'first', kind, world().memberOf('FI'))
          expect((await send(['FI', 'NL'], kind, text)).code).toMatch(/^(pooling|trust)\//)
        }
        expect((await documentsOf(node('NL'), ROUND)).map(({ sha256 }) => sha256)).toEqual(
          before.map(({ sha256 }) => sha256),
        )
      })

      it('keeps to one manifest of one name: another catalogue under it is evidence, and changes nothing', async () => {
        const asked = await manifest()
        const other = { ...asked, catalogue: { ...asked.catalogue, sha256: 'e'.repeat(64) } }
        const text = await signedBy(node('NO'), 'manifest', other)
        expect(await send(['NO', 'NL'], 'manifest', text)).toEqual({ status: 409, code: 'pooling/conflict' })
        expect(canonicalHash(await manifest())).toBe(canonicalHash(asked))
        const { out } = await world().run('NL', 'audit', 'list', '--kind', 'round.conflict', '--json')
        expect(out).toContain(world().memberOf('NO'))
      })

      it('opens a letter once, by its reader, and tells a second use in the audit', async () => {
        const receipt = await textOf(node('NO'), ROUND, 'receipt', world().memberOf('NL'))
        const letter = await sealedFor([node('NL'), node('NO')], { round: ROUND, kind: 'receipt', text: receipt })
        expect((await postTo(node('NL'), letter)).status).toBe(401)
        expect((await postTo(node('NO'), letter)).status).toBe(204)
        expect(await postTo(node('NO'), letter)).toMatchObject({ code: 'trust/replayed' })
        await expect
          .poll(() => refusalsAt('NO'))
          .toContainEqual({ member: world().memberOf('NL'), code: 'trust/replayed' })
      })
    })

    describe('A21 sent again', () => {
      it('has an engine that was killed at any step, or is asked again, give the same bytes', async () => {
        const config = node('NL').config()
        const paths = enginePaths(config.paths.folder)
        const { policy } = await policyInForce(config)
        const tables = await withDatabaseAs(config, 'gateway', database =>
          createRoundStore({ database, append: appendAudit, clock: systemClock }).tables(),
        )
        const manifestText = await textOf(node('NL'), ROUND, 'manifest')
        const job = {
          schema: 'engine-job/1',
          act: 'contribution',
          manifest: manifestText,
          tables: tables.map(({ text }) => text),
          policy,
        }
        const jobFile = join(paths.in, `contribution.${randomBytes(8).toString('hex')}.json`)
        writeFileSync(jobFile, JSON.stringify(job), { mode: 0o440 })
        const out = join(paths.out, contributionFileName(ROUND))
        const seen = new Set<string>()
        for (const timeoutMilliseconds of [100, 400, 700, 1000, 1300, 60_000, 60_000]) {
          await runEngine({ nodeFolder: config.paths.folder, jobFile, timeoutMilliseconds }).catch((error: unknown) =>
            expect(error).toMatchObject({ code: 'engine/failed' }),
          )
          if (existsSync(out)) seen.add(readFileSync(out, 'utf8'))
        }
        expect(seen.size).toBe(1)
      })

      it('says the same after its database was restored to before it had contributed, and counts once', async () => {
        const member = world().memberOf('NO')
        const sent = async () =>
          (await documentsOf(node('NO'), ROUND)).find(({ kind }) => kind === 'contribution')?.sha256
        const first = await sent()
        await withAdministrator(world().adminUrlOf('NO'), async admin => {
          await admin.query(
            `DELETE FROM pooling.recipients USING pooling.documents
             WHERE id = document AND round = $1 AND kind IN ('contribution', 'state') AND author = $2`,
            [ROUND, member],
          )
          await admin.query(
            `DELETE FROM pooling.documents WHERE round = $1 AND kind IN ('contribution', 'state') AND author = $2`,
            [ROUND, member],
          )
        })
        await expect.poll(sent, { timeout: 120_000 }).toBe(first)
        const held = (await documentsOf(node('NL'), ROUND)).filter(
          ({ kind, author }) => kind === 'contribution' && author === member,
        )
        expect(held.map(({ sha256 }) => sha256)).toEqual([first])
      })
    })

    describe('A18 different sets to different parties', () => {
      it('ends the round before anything is added up, and keeps both sets as evidence', async () => {
        const asked = await manifest()
        const told: RoundSet = {
          schema: 'round-set/1',
          round: ROUND,
          manifestSha256: canonicalHash(asked),
          set: asked.members.slice(0, 3).map(({ member, country }) => ({
            member,
            country,
            cutoff: '2023-10-01',
            sha256: 'd'.repeat(64),
          })) as RoundSet['set'],
        }
        const tell = async (set: RoundSet) => send(['EE', 'NL'], 'set', await signedBy(node('EE'), 'set', set))
        expect((await tell(told)).status).toBe(204)
        const [, ...others] = told.set
        const second = { ...told, set: others as RoundSet['set'] }
        expect(await tell(second)).toEqual({ status: 409, code: 'pooling/conflict' })
        const { out } = await world().run('NL', 'audit', 'list', '--kind', 'round.conflict', '--json')
        expect(out).toContain(world().memberOf('EE'))
        expect((await world().run('NL', 'round', 'contribute', ROUND)).code).toBeLessThan(2)
        const ended = await world().until('NL', ROUND, ({ phase }) => phase === 'ended')
        expect(ended.reason).toBe('sets-differ')
        const kinds = (await documentsOf(node('NL'), ROUND)).map(({ kind }) => kind)
        expect(kinds).toContain('set')
        expect(kinds).not.toContain('sums')
        // Said after the end, it is evidence all the same, and counts no more.
        expect((await tell({ ...told, set: told.set.slice(0, 1) as RoundSet['set'] })).code).toBe('pooling/conflict')
        await world().until('NO', ROUND, ({ phase }) => phase === 'ended')
        await expect.poll(() => world().status('EE', ROUND), { timeout: 120_000 }).toMatchObject({ phase: 'ended' })
      })
    })
  })
}
