import { describe, expect, it } from 'vitest'
import { rememberMessages } from '../../src/discovery/recent-messages.ts'
import { tallyRefusals } from '../../src/discovery/refusal-tally.ts'
import { limitRate, networkOf } from '../../src/http/rate-limit.ts'
import { FakeAccessLog, FakeClock } from '../support/discovery-fakes.ts'

describe('the memory of used messages', () => {
  it('tells members and messages apart', () => {
    const recent = rememberMessages(new FakeClock())
    recent.add('a', 'm1', Number.MAX_SAFE_INTEGER)
    expect([recent.has('a', 'm1'), recent.has('a', 'm2'), recent.has('b', 'm1')]).toEqual([true, false, false])
  })

  it('forgets the expired when it is full, and the oldest where none is', () => {
    const clock = new FakeClock(0)
    const recent = rememberMessages(clock, 3)
    for (const [index, jti] of ['m1', 'm2', 'm3'].entries()) recent.add('a', jti, 100 + index)
    recent.add('a', 'm4', 200)
    expect(['m1', 'm2', 'm3', 'm4'].map(jti => recent.has('a', jti))).toEqual([false, true, true, true])
    clock.advance(150_000)
    recent.add('a', 'm5', 300)
    expect(['m2', 'm3', 'm4', 'm5'].map(jti => recent.has('a', jti))).toEqual([false, false, true, true])
  })
})

describe('the tally of refusals', () => {
  it('tells a failure to write and goes on', async () => {
    const access = new FakeAccessLog()
    const errors: unknown[] = []
    const tally = tallyRefusals({ access, clock: new FakeClock(), onError: error => errors.push(error) })
    access.failing = new Error('down')
    tally.note(null, 'trust/bad-token')
    await tally.flush()
    access.failing = null
    tally.note(null, 'trust/bad-token')
    await tally.flush()
    expect(errors).toHaveLength(1)
    expect(access.entries).toHaveLength(1)
  })

  it('loses no refusal between its first entry and its flush', async () => {
    const access = new FakeAccessLog()
    const clock = new FakeClock()
    const tally = tallyRefusals({ access, clock, onError: () => undefined })
    for (let count = 0; count < 1000; count++) {
      tally.note(count % 2 === 0 ? null : 'a', 'trust/bad-token')
      clock.advance(100)
    }
    await tally.flush()
    expect(access.entries.reduce((sum, entry) => sum + (entry.occurrences ?? 0), 0)).toBe(1000)
    expect(access.entries.length).toBeLessThanOrEqual(8)
  })
})

describe('the rate limit', () => {
  it('remembers no more names than its capacity', () => {
    const limit = limitRate({ requests: 1, windowSeconds: 60, clock: new FakeClock(), capacity: 2 })
    for (const name of ['a', 'b', 'c']) limit.admit(name)
    expect(() => limit.admit('c')).toThrow(expect.objectContaining({ code: 'http/rate-limited' }))
    expect(() => limit.admit('a')).not.toThrow()
  })

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('takes %s for the customer %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
