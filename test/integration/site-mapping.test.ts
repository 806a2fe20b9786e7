/** A site's own mapping, in a folder of its own anywhere: the node checks, ingests and reviews by it. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listReview } from '../../src/app/review.ts'
import { mappingsFolder, readConfig } from '../../src/config.ts'
import type { MapCheck } from '../../src/model/generated/map-check.ts'
import { withAdministrator } from '../../src/store/connection.ts'
import { aNode, type TestNode } from '../support/a-node.ts'
import { runInProcess } from '../support/test-terminal.ts'

const VARIANT = { schema: 'mapping/1', basedOn: 'impress-norway', id: 'our-trial', version: '7', title: 'Our trial' }

describe('a mapping of the site', () => {
  let node: TestNode
  let elsewhere: string
  const run = (...words: string[]) => runInProcess([...words, '--node', node.folder])
  const readBy = () =>
    withAdministrator(node.database.adminUrl, async admin => {
      const { rows } = await admin.query<{ id: string; version: string }>(
        'SELECT mapping_id AS id, mapping_version AS version FROM record.ingests',
      )
      return rows
    })

  beforeAll(async () => {
    node = await aNode({ patients: 20 })
    elsewhere = join(dirname(node.folder), 'site', 'our-trial')
    mkdirSync(elsewhere, { recursive: true })
    const { sharingBasis } = JSON.parse(readFileSync(join(mappingsFolder, 'impress-norway', 'mapping.json'), 'utf8'))
    writeFileSync(join(elsewhere, 'mapping.json'), JSON.stringify({ ...VARIANT, sharingBasis }))
  })
  afterAll(() => node.remove())

  it('is taken from any folder, kept by its whole path, and read by check, ingest and review', async () => {
    const used = await run('map', 'use', elsewhere, '--json')
    expect(used).toMatchObject({ code: 0 })
    expect(JSON.parse(used.out)).toMatchObject({ id: 'our-trial', version: '7', before: { id: 'impress-norway' } })
    expect(readConfig(node.folder)).toMatchObject({ mapping: elsewhere })
    const checked = await run('map', 'check', node.source, '--json')
    expect((JSON.parse(checked.out) as MapCheck).mapping).toMatchObject({ id: 'our-trial' })
    await node.ingest()
    expect(await readBy()).toEqual([{ id: 'our-trial', version: '7' }])
    expect(listReview(readConfig(node.folder)).entries).toBeInstanceOf(Array)
    expect((await run('consent', 'basis', 'show')).err).not.toContain('mapping/')
  })

  it("is found by its id in the site's folder of mappings, before one of the program of that name", async () => {
    for (const id of ['our-trial', 'impress-norway']) {
      const own = join(node.folder, 'mappings', id)
      cpSync(elsewhere, own, { recursive: true })
      const file = join(own, 'mapping.json')
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), id, version: '8' }))
      expect(await run('map', 'use', id)).toMatchObject({ code: 0 })
      expect(readConfig(node.folder).mapping).toBe(id)
      await node.ingest()
      expect(await readBy()).toEqual([{ id, version: '8' }])
    }
  })

  it.each([
    ['a folder without a mapping', () => dirname(elsewhere), 'mapping/not-found'],
    ['an id that nobody knows', () => 'no-such-trial', 'mapping/not-found'],
    ['a file that is no mapping', () => join(dirname(elsewhere), 'broken'), 'mapping/bad-mapping'],
    ['one that is based on what is not there', () => join(dirname(elsewhere), 'baseless'), 'mapping/not-found'],
  ])('is not taken from %s: the node goes on with the one before', async (_, place, code) => {
    const write = (name: string, text: string) => {
      mkdirSync(join(dirname(elsewhere), name), { recursive: true })
      writeFileSync(join(dirname(elsewhere), name, 'mapping.json'), text)
    }
    write('broken', '{"schema": "mapping/1",')
    write('baseless', JSON.stringify({ ...VARIANT, basedOn: '../impress-norway' }))
    const before = readFileSync(node.config.paths.config, 'utf8')
    const ended = await run('map', 'use', place())
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain(code)
    expect(readFileSync(node.config.paths.config, 'utf8')).toBe(before)
  })

  it('whose folder was moved away is told at the next ingest, and the store stays', async () => {
    const file = node.config.paths.config
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), mapping: `${dirname(elsewhere)}/gone` }),
    )
    const before = await readBy()
    const ended = await run('ingest', node.source)
    expect(ended).toMatchObject({ out: '' })
    expect(ended.err).toContain('mapping/not-found')
    expect(await readBy()).toEqual(before)
  })
})
