import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reachablePrograms } from '../../src/store/reachable-programs.ts'

const stranger = { uid: 4_000_001, gid: 4_000_001 }

describe('programs of the embedded server, for the account that runs them', () => {
  let root: string
  const at = (...parts: string[]) => join(root, ...parts)
  const programs = () => ({ initdb: at('package/native/bin/initdb'), postgres: at('package/native/bin/postgres') })

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rose-programs-'))
    chmodSync(root, 0o755)
    mkdirSync(at('package/native/bin'), { recursive: true })
    mkdirSync(at('package/native/lib'))
    mkdirSync(at('server'))
    writeFileSync(at('package/package.json'), '{"version":"18.4.0"}')
    for (const program of [programs().initdb, programs().postgres]) writeFileSync(program, 'program', { mode: 0o755 })
    writeFileSync(at('package/native/lib/lib.so.1'), 'library')
    symlinkSync('lib.so.1', at('package/native/lib/lib.so'))
  })

  afterEach(() => rmSync(root, { recursive: true, force: true }))

  it('are the installed ones where the account can enter their folder', () => {
    expect(reachablePrograms(programs(), stranger, at('server'))).toEqual(programs())
    expect(existsSync(at('server/programs-18.4.0'))).toBe(false)
  })

  it('are copied beside the data, links and all, where it cannot', () => {
    chmodSync(at('package'), 0o700)
    const found = reachablePrograms(programs(), stranger, at('server'))
    expect(found.postgres).toBe(at('server/programs-18.4.0/bin/postgres'))
    expect(readFileSync(found.initdb, 'utf8')).toBe('program')
    expect(readFileSync(at('server/programs-18.4.0/lib/lib.so'), 'utf8')).toBe('library')
  })

  it('are copied once, and again after a copy that broke off', () => {
    chmodSync(at('package'), 0o700)
    mkdirSync(at('server/programs-18.4.0.unfinished'))
    reachablePrograms(programs(), stranger, at('server'))
    writeFileSync(at('server/programs-18.4.0/mark'), '')
    reachablePrograms(programs(), stranger, at('server'))
    expect(existsSync(at('server/programs-18.4.0/mark'))).toBe(true)
    expect(existsSync(at('server/programs-18.4.0.unfinished'))).toBe(false)
  })
})
