import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { withFolderLock } from '../../src/store/folder-lock.ts'

describe('the lock of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rose-lock-'))
  const file = join(folder, 'start.lock')
  afterAll(() => rmSync(folder, { recursive: true }))

  it('lets one in at a time', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await wait(5)
      inside -= 1
    }
    await Promise.all([1, 2, 3].map(() => withFolderLock(file, work)))
    expect(most).toBe(1)
  })

  it('is given back when the work fails', async () => {
    await expect(withFolderLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await withFolderLock(file, async () => 'in')).toBe('in')
  })

  it('is a file that others cannot open', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
