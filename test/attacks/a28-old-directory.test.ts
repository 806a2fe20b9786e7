/**
 * A28: an old, forged or altered directory, at a node's folder and at the gateway that follows it. Each is refused and
 * changes nothing, or the node closes to its partners and says so; a newer one with two signatures is taken.
 */
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { heldDirectory, takeDirectory } from '../../src/app/directory.ts'
import { documentFile, readKeptDocument } from '../../src/app/kept-documents.ts'
import { ownKeysOf } from '../../src/app/own-keys.ts'
import { type WatchedPartners, watchPartners } from '../../src/app/partners.ts'
import type { AuditEvent } from '../../src/audit/event.ts'
import type { Config } from '../../src/config.ts'
import type { Directory } from '../../src/model/generated/directory.ts'
import { timeOf } from '../../src/trust/directory-rules.ts'
import { generateKey } from '../../src/trust/keys.ts'
import { signTogether } from '../../src/trust/signed-together.ts'
import { FakeClock } from '../support/discovery-fakes.ts'
import { aDirectory, aMember, DAY_MS, ola, pia, pinned, signedBy, tor } from '../support/federation.ts'
import { aGateway, aQuestion, denmarkKey, denmarkSealing, norway, post, type TestGateway } from '../support/gateway.ts'
import { aNodeFolder } from '../support/node-folder.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const denmark = aMember('protarget-denmark', {
  country: 'DK',
  signing: [{ key: denmarkKey }],
  sealing: [{ key: denmarkSealing }],
})

interface World {
  readonly config: Config
  readonly clock: FakeClock
  readonly partners: WatchedPartners
  readonly gateway: TestGateway
  readonly audited: AuditEvent[]
  take(text: string): Promise<{ readonly changed: boolean }>
  /** What Denmark, who is a member, is told. */
  ask(): Promise<number>
  directory(changes?: Partial<Directory>): Directory
}

/** A node whose pinned officers are ola, pia and tor, with a gateway that follows its folder. */
async function aWorld(): Promise<World> {
  const config = aNodeFolder({}, pinned(ola, pia, tor))
  const clock = new FakeClock()
  const partners = await watchPartners(config, { now: () => clock.now(), onError: () => {}, everyMs: 3_600_000 })
  closing.push(partners.stop)
  const [sealing] = ownKeysOf(config).sealing
  const gateway = await aGateway({
    changes: {
      clock,
      find: partners.find,
      keys: { signing: () => partners.signingKey(), sealing: () => partners.keys.sealing },
      directory: { state: () => partners.directory().state, text: () => readKeptDocument(config.paths, 'directory') },
    },
  })
  closing.push(() => gateway.app.close())
  const audited: AuditEvent[] = []
  const us = { ...norway, sealingKey: { kty: 'OKP', crv: 'X25519', x: sealing?.x ?? '' } as const }
  return {
    config,
    clock,
    partners,
    gateway,
    audited,
    take: async text => {
      const taken = await takeDirectory(config, text, { clock, append: async event => void audited.push(event) })
      await partners.refresh()
      return taken
    },
    ask: async () => (await post(gateway.app, (await aQuestion(clock, { to: us })).message)).statusCode,
    directory: changes => aDirectory(clock.now(), { members: [denmark], ...changes }),
  }
}

async function aMemberWorld(serial = 5): Promise<World> {
  const world = await aWorld()
  await world.take(await signedBy(world.directory({ serial }), ola, pia))
  expect(await world.ask()).toBe(200)
  return world
}

describe('a node with a directory', () => {
  it('answers nobody before it has one, and its members once it has', async () => {
    const world = await aWorld()
    expect(await world.ask()).toBe(401)
    const health = await world.gateway.app.inject({ method: 'GET', url: '/health/ready' })
    expect(health.json()).toEqual({ status: 'not-ready', missing: ['directory'] })
    await world.take(await signedBy(world.directory(), ola, pia))
    expect(await world.ask()).toBe(200)
  })

  it('takes serial + 1 with two signatures, keeps the one before beside it, and audits the change', async () => {
    const world = await aMemberWorld()
    const before = readKeptDocument(world.config.paths, 'directory')
    const next = await signedBy(world.directory({ serial: 6 }), pia, ola)
    expect(await world.take(next)).toMatchObject({ changed: true })
    expect(readdirSync(world.config.paths.documents).sort()).toEqual(['directory.5.json', 'directory.json'])
    expect(readFileSync(join(world.config.paths.documents, 'directory.5.json'), 'utf8')).toBe(before)
    expect(world.audited.map(({ kind, facts }) => [kind, facts['serial'], facts['signers']])).toEqual([
      ['directory.taken', 5, ['ola', 'pia']],
      ['directory.taken', 6, ['ola', 'pia']],
    ])
  })

  it('gives it on to whoever asks, with the bytes that the officers signed', async () => {
    const world = await aMemberWorld()
    const reply = await world.gateway.app.inject({ method: 'GET', url: '/api/v1/directory' })
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/jose+json'])
    expect(reply.body).toBe(readKeptDocument(world.config.paths, 'directory'))
  })

  it('takes the same one again without a change or an audit event', async () => {
    const world = await aMemberWorld()
    const again = readKeptDocument(world.config.paths, 'directory') ?? ''
    expect(await world.take(again)).toMatchObject({ changed: false })
    expect(world.audited).toHaveLength(1)
  })

  type Attack = readonly [what: string, code: string, text: (world: World) => Promise<string>]
  const attacks: readonly Attack[] = [
    ['serial - 1', 'directory/older', world => signedBy(world.directory({ serial: 4 }), ola, pia)],
    [
      'the same serial with another content',
      'directory/older',
      world => signedBy(world.directory({ serial: 5, members: [] }), ola, pia),
    ],
    ['one signature', 'trust/too-few-signatures', world => signedBy(world.directory({ serial: 6 }), ola)],
    [
      'the signatures of two strangers',
      'trust/too-few-signatures',
      world =>
        signedBy(
          world.directory({ serial: 6 }),
          { name: 'ola', key: generateKey() },
          { name: 'pia', key: generateKey() },
        ),
    ],
    [
      'an officer whom the present directory no longer names',
      'trust/too-few-signatures',
      // The present directory names ola and pia alone: tor is pinned, and out.
      world => signedBy(world.directory({ serial: 6 }), ola, tor),
    ],
    [
      'its end behind it',
      'directory/expired',
      world =>
        signedBy(
          world.directory({
            serial: 6,
            validFrom: timeOf(world.clock.now() - 2 * DAY_MS),
            validUntil: timeOf(world.clock.now() - DAY_MS),
          }),
          ola,
          pia,
        ),
    ],
    [
      'its beginning before it',
      'directory/not-yet-valid',
      world => signedBy(world.directory({ serial: 6, validFrom: timeOf(world.clock.now() + DAY_MS) }), ola, pia),
    ],
    [
      'a member id that ends like another’s',
      'directory/bad',
      world => signedUnchecked(world.directory({ serial: 6, members: [denmark, aMember('x-protarget-denmark')] })),
    ],
    [
      'combiners of one country',
      'directory/bad',
      world =>
        signedUnchecked(
          world.directory({ serial: 6, members: [aMember('one'), aMember('two')], combiners: ['one', 'two'] }),
        ),
    ],
    [
      'two keys with one kid',
      'directory/bad',
      world => {
        const [key] = aMember('two').signingKeys
        const twice = {
          ...denmark,
          signingKeys: [...denmark.signingKeys, { ...key, kid: denmark.signingKeys[0]?.kid }],
        }
        return signedUnchecked(world.directory({ serial: 6, members: [twice as typeof denmark] }))
      },
    ],
    [
      'more than a year to live',
      'directory/bad',
      world => signedUnchecked(world.directory({ serial: 6, validUntil: timeOf(world.clock.now() + 800 * DAY_MS) })),
    ],
    [
      'one member more after signing',
      'trust/bad-signature',
      async world => {
        const envelope = JSON.parse(await signedBy(world.directory({ serial: 6 }), ola, pia))
        const other = JSON.parse(
          await signedBy(world.directory({ serial: 6, members: [denmark, aMember('evil')] }), ola),
        )
        return JSON.stringify({ ...envelope, payload: other.payload })
      },
    ],
    ['no directory at all', 'trust/bad-token', async () => '{"members":[]}'],
  ]
  it.each(attacks)('refuses one with %s, and stays as it was', async (_what, code, text) => {
    const world = await aMemberWorld()
    const before = readKeptDocument(world.config.paths, 'directory')
    await expect(world.take(await text(world))).rejects.toMatchObject({ code })
    expect(readKeptDocument(world.config.paths, 'directory')).toBe(before)
    expect(world.audited).toHaveLength(1)
    expect(await world.ask()).toBe(200)
  })

  it('stops taking a removed member’s and a removed key’s messages as soon as it has the next directory', async () => {
    const world = await aMemberWorld()
    const other = aMember('protarget-denmark', { country: 'DK', sealing: [{ key: denmarkSealing }] })
    await world.take(await signedBy(world.directory({ serial: 6, members: [other] }), ola, pia))
    expect(await world.ask()).toBe(401)
    await world.take(await signedBy(world.directory({ serial: 7 }), ola, pia))
    expect(await world.ask()).toBe(200)
    await world.take(await signedBy(world.directory({ serial: 8, members: [] }), ola, pia))
    expect(await world.ask()).toBe(401)
  })

  it('closes to its partners when the directory’s time is over, warns weeks before, and says both', async () => {
    const world = await aMemberWorld()
    const health = async () => (await world.gateway.app.inject({ method: 'GET', url: '/health/ready' })).json()
    expect(await health()).toEqual({ status: 'ok', missing: [] })
    world.clock.advance(80 * DAY_MS)
    expect(await health()).toEqual({ status: 'ok', missing: [], warnings: ['directory-ending'] })
    expect(await world.ask()).toBe(200)
    world.clock.advance(21 * DAY_MS)
    expect(await world.ask()).toBe(401)
    expect(await health()).toEqual({ status: 'not-ready', missing: ['directory'] })
    await world.take(await signedBy(world.directory({ serial: 6 }), ola, pia))
    expect(await world.ask()).toBe(200)
  })

  it('closes to all when the file in its folder is older, altered or gone, whoever put it so', async () => {
    const world = await aMemberWorld()
    const file = documentFile(world.config.paths, 'directory')
    const good = readFileSync(file, 'utf8')
    const withFile = async (change: () => void) => {
      change()
      await world.partners.refresh()
      return world.ask()
    }
    expect(await withFile(() => writeFileSync(file, good.replace(/"payload":"e/, '"payload":"f')))).toBe(401)
    expect(await withFile(() => writeFileSync(file, good))).toBe(200)
    expect(await withFile(() => rmSync(file))).toBe(401)
  })

  it('does not fall back to a plain network file once it belongs to a federation', async () => {
    const world = await aMemberWorld()
    const [key] = denmark.signingKeys
    const entry = { id: 'evil', country: 'DK', url: 'http://127.0.0.1:1', publicKey: key?.x }
    writeFileSync(world.config.paths.network, JSON.stringify({ members: [entry] }))
    await world.partners.refresh()
    expect(world.partners.find('evil')).toBeNull()
    // The same file in a node without a federation is believed.
    const plain = aNodeFolder()
    copyFileSync(world.config.paths.network, plain.paths.network)
    const other = await watchPartners(plain, { now: () => 0, onError: () => {}, everyMs: 3_600_000 })
    closing.push(other.stop)
    expect(other.find('evil')).toMatchObject({ id: 'evil', sealingKey: null })
  })

  it('believes no directory as long as no officer is pinned', async () => {
    const config = aNodeFolder()
    const clock = new FakeClock()
    const text = await signedBy(aDirectory(clock.now()), ola, pia)
    await expect(takeDirectory(config, text, { clock, append: async () => {} })).rejects.toMatchObject({
      code: 'directory/missing',
    })
    expect(await heldDirectory(config)).toBeNull()
  })
})

/** As officers whose tools check nothing would sign. */
async function signedUnchecked(directory: Directory): Promise<string> {
  const parts = await Promise.all(
    [ola, pia].map(({ key }) => signTogether(directory, { key, typ: 'prime-rose-directory+jws' })),
  )
  const [first, second] = parts.map(text => JSON.parse(text))
  const signatures = [...first.signatures, ...second.signatures]
  return JSON.stringify({ payload: first.payload, signatures })
}
