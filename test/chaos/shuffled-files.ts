/** `npm run chaos`: files that whoever carries them shuffles, doubles, cuts and changes. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveFiles } from '../../src/app/drop.ts'
import { openDropFolder } from '../../src/transport/drop/folder.ts'
import { fileNameOf } from '../../src/transport/drop/names.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { settle } from './settle.ts'
import { ask, aWorld, judge, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await aWorld(7)
})
afterAll(() => world.close())

describe('files of a drop', () => {
  it('may be shuffled, doubled, cut, changed and lost: whole ones are answered once, each in its own words', async () => {
    const random = seededRandom(5)
    const exchange = await world.exchange()
    const letters = await Promise.all(Array.from({ length: 6 }, () => ask(exchange, world.reader.file)))
    const inbox = openDropFolder(join(world.reader.file.config.paths.folder, 'drop', 'inbox'))
    const sending = await exchange.keepSending()
    const ids = new Set(letters.map(({ id }) => id))
    const texts = new Map<string, string>()
    await expect
      .poll(
        async () => {
          await world.courier.turn().catch(() => {})
          for (const name of inbox.list().files) {
            const text = ids.has(name.id) ? inbox.read(name) : null
            if (text !== null) texts.set(fileNameOf(name), text)
          }
          return texts.size
        },
        { timeout: 60_000, interval: 20 },
      )
      .toBeGreaterThan(0)
    for (const [file, text] of [...texts].sort(() => random() - 0.5)) {
      writeFileSync(join(inbox.path, file), text)
      writeFileSync(join(inbox.path, file.replace(/\.[0-9a-f]/, '.0')), text.slice(0, 200))
    }
    await receiveFiles(world.reader.file.config)
    await sending.stop()
    await settle(world, letters, exchange)
    for (const letter of letters) expect((await judge(world, letter, exchange)).end).toBe('answer')
    expect(inbox.list().files.filter(({ id }) => ids.has(id))).toEqual([])
    // The cut ones may still be being copied: they wait a minute, and are then put aside.
    for (const file of inbox.list().files) inbox.remove(file)
    await exchange.close()
  })
})
