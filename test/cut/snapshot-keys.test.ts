import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSnapshotKeys } from '../../src/cut/snapshot-keys.ts'

const CUT = 'cut-0123456789abcdef'
const key = Buffer.alloc(32, 0xab)

describe('keys of snapshots', () => {
  let folder: string
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'rose-snapshot-keys-')), 'snapshots')
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

  it('are kept one a cut, each in a file that nobody writes and only its owner and the group of the engine read', async () => {
    const keys = openSnapshotKeys(folder)
    await keys.write(CUT, key)
    expect(readdirSync(folder)).toEqual([`${CUT}.key`])
    expect(statSync(join(folder, `${CUT}.key`)).mode & 0o777).toBe(0o440)
    expect(await keys.read(CUT)).toEqual(key)
    expect(await keys.read('cut-0000000000000000')).toBeNull()
  })

  it('are never replaced', async () => {
    const keys = openSnapshotKeys(folder)
    await keys.write(CUT, key)
    await expect(keys.write(CUT, Buffer.alloc(32, 1))).rejects.toMatchObject({ code: 'internal' })
    expect(await keys.read(CUT)).toEqual(key)
  })

  it('are written over before they are removed, and may be destroyed twice', async () => {
    const keys = openSnapshotKeys(folder)
    await keys.write(CUT, key)
    mkdirSync(join(folder, '..', 'other'))
    const otherName = join(folder, '..', 'other', 'same-file')
    linkSync(join(folder, `${CUT}.key`), otherName)
    await keys.destroy(CUT)
    await keys.destroy(CUT)
    expect(await keys.read(CUT)).toBeNull()
    expect(readFileSync(otherName, 'latin1')).not.toContain('abab')
  })

  it('take no name but that of a cut', async () => {
    const keys = openSnapshotKeys(folder)
    for (const name of ['../pseudonym', 'cut-1', '']) {
      await expect(keys.read(name)).rejects.toMatchObject({ code: 'usage/bad-argument' })
    }
  })
})
