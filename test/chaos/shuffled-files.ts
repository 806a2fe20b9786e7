/** `npm run chaos`: files that whoever carries them shuffles, doubles, cuts and changes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveFiles } from '../../src/app/drop.ts'
import { openDropFolder } from '../../src/transport/drop/folder.ts'
import { fileNameOf } from '../../src/transport/drop/names.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { settle, whileCarrying } from './settle.ts'
import { ask, aWorld, judge, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld(7)
})
afterAll(() => world.close())

describe('files of a drop', () => {
  it('may be shuffled, doubled, cut, changed and lost: whole ones are answered once, each in its own words', async () => {
    await world.stopGateway('file')
    const random = seededRandom(5)
    const exchange = await world.exchange()
    const letters = await Promise.all(Array.from({ length: 6 }, () => ask(exchange, world.reader.file)))
    const inbox = openDropFolder(join(world.reader.file.config.paths.folder, 'drop', 'inbox'))
    const ids = new Set(letters.map(({ id }) => id))
    // Nobody reads them yet, so that all are there.
    await whileCarrying(world, exchange, async () => {
      await expect.poll(() => inbox.list().files.length, { timeout: 60_000, interval: 50 }).toBe(letters.length)
    })
    const texts = new Map(inbox.list().files.map(name => [fileNameOf(name), inbox.read(name) ?? '']))
    for (const [file, text] of [...texts].sort(() => random() - 0.5)) {
      writeFileSync(join(inbox.path, file), text)
      writeFileSync(join(inbox.path, file.replace(/\.[0-9a-f]/, '.0')), text.slice(0, 200))
    }
    await receiveFiles(world.reader.file.config)
    await world.restartGateway('file')
    await settle(world, letters, exchange)
    for (const letter of letters) expect((await judge(world, letter, exchange)).end).toBe('answer')
    expect(inbox.list().files.filter(({ id }) => ids.has(id))).toEqual([])
    // The cut ones may still be being copied: they wait a minute, and are then put aside.
    for (const file of inbox.list().files) inbox.remove(file)
    await exchange.close()
  })
})
