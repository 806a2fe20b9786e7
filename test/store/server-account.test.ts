import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkEnterable, findAccount } from '../../src/store/server-account.ts'
import { serverFailed } from '../../src/store/server-failed.ts'

const PASSWD = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/false\ntoor:x:0:0::/root:/bin/sh\n'

describe("the server's account", () => {
  it('is found by its whole name, and is never root', () => {
    expect(findAccount(PASSWD, 'nobody')).toEqual({ uid: 65_534, gid: 65_533 })
    expect(findAccount(PASSWD, 'nobod')).toBeNull()
    expect(findAccount(PASSWD, 'toor')).toBeNull()
  })
})

describe('the way to the data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rose-way-'))
  const closed = join(folder, 'closed')
  const file = join(closed, 'inner', 'file')
  mkdirSync(join(closed, 'inner'), { recursive: true })
  writeFileSync(file, '')
  chmodSync(folder, 0o755)
  afterAll(() => rmSync(folder, { recursive: true }))
  const stranger = { uid: 54_321, gid: 54_321 }

  it('is refused with the name of the first folder that the account cannot enter', () => {
    chmodSync(closed, 0o700)
    expect(() => checkEnterable(file, stranger)).toThrow(
      expect.objectContaining({ code: 'node/folder-not-enterable', detail: { folder: closed, uid: 54_321 } }),
    )
  })

  it('needs the right to enter, not to list', () => {
    chmodSync(closed, 0o711)
    expect(() => checkEnterable(file, stranger)).not.toThrow()
    chmodSync(closed, 0o744)
    expect(() => checkEnterable(file, stranger)).toThrow(expect.objectContaining({ code: 'node/folder-not-enterable' }))
  })

  it('is judged by the class of the account alone, as the kernel does', () => {
    chmodSync(closed, 0o701)
    expect(() => checkEnterable(file, stranger)).not.toThrow()
    expect(() => checkEnterable(file, { ...stranger, gid: statSync(closed).gid })).toThrow(
      expect.objectContaining({ code: 'node/folder-not-enterable' }),
    )
    chmodSync(closed, 0o670)
    expect(() => checkEnterable(closed, { ...stranger, gid: statSync(closed).gid })).not.toThrow()
    chmodSync(closed, 0o755)
  })
})

describe('a server that fails', () => {
  it('is told with its last lines, and a hint where libraries are missing', () => {
    const lines = ['one', '', 'postgres: error while loading shared libraries: libicui18n.so.60: cannot open']
    const error = serverFailed('it does not start', lines)
    expect(error).toMatchObject({ code: 'store/server-failed', hint: expect.stringContaining('install script') })
    expect(error.message.split('\n')).toHaveLength(3)
    expect(
      serverFailed(
        'x',
        Array.from({ length: 50 }, (_, n) => `line ${n}`),
      ).message.split('\n'),
    ).toHaveLength(9)
  })
})
