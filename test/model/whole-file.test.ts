import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeLargeWhole, writeWhole, writeWholeOnce } from '../../src/model/whole-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rose-whole-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('a file that others see whole', () => {
  it('takes the place of the one before, has its mode, and leaves nothing beside it', async () => {
    const path = join(folder, 'a')
    writeWhole(path, 'before')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    writeWhole(path, 'after', 0o640)
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['after', 0o640])
    const large = Buffer.alloc(3_000_000, 7)
    await writeLargeWhole(path, large, 0o440)
    expect([readFileSync(path).equals(large), statSync(path).mode & 0o777]).toEqual([true, 0o440])
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('is not replaced where only a first one may be: the first stays, and the second is told', () => {
    const path = join(folder, 'key')
    expect([writeWholeOnce(path, 'first', 0o400), writeWholeOnce(path, 'second', 0o400)]).toEqual([true, false])
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['first', ['key']])
  })

  it('leaves nothing behind where it cannot be put in place', async () => {
    const taken = join(folder, 'taken')
    mkdirSync(join(taken, 'full'), { recursive: true })
    expect(() => writeWhole(taken, 'x')).toThrow()
    await expect(writeLargeWhole(taken, Buffer.from('x'))).rejects.toThrow()
    expect(() => writeWholeOnce(join(folder, 'away', 'key'), 'x')).toThrow()
    expect(readdirSync(folder)).toEqual(['taken'])
  })
})
