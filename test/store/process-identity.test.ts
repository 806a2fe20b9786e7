import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { endLease, sweepLeases, takeLease } from '../../src/store/leases.ts'
import { identify, isAlive, ownIdentity, programOf } from '../../src/store/process-identity.ts'

describe('the identity of a process', () => {
  it('holds while the process runs', () => {
    expect(isAlive(ownIdentity())).toBe(true)
    expect(identify(process.pid)).toEqual(ownIdentity())
    expect(programOf(process.pid)).not.toBeNull()
  })

  it('is not that of a process that was given the same id later', () => {
    expect(isAlive({ ...ownIdentity(), begun: 'another moment' })).toBe(false)
  })

  it('ends with the process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    const identity = identify(child.pid ?? 0)
    expect(identity).not.toBeNull()
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(identity !== null && isAlive(identity)).toBe(false)
  })
})

describe('leases', () => {
  it('name the processes that live; what killed ones or a crash left behind is removed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rose-leases-'))
    const lease = takeLease(folder)
    const second = takeLease(folder)
    writeFileSync(join(folder, 'reused.json'), JSON.stringify({ ...ownIdentity(), begun: 'before' }))
    writeFileSync(join(folder, 'torn.json'), '{"pid": 1')
    expect(sweepLeases(folder)).toEqual([ownIdentity(), ownIdentity()])
    expect(readdirSync(folder)).toHaveLength(2)
    endLease(lease)
    endLease(second)
    expect(sweepLeases(folder)).toEqual([])
    rmSync(folder, { recursive: true })
    expect(sweepLeases(folder)).toEqual([])
  })
})
