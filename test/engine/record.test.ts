import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatEntry, nextEntry, type RecordEntry, type RecordFacts, readRecord } from '../../src/engine/record.ts'

const key = Buffer.alloc(32, 1)
const at = '2026-01-01T00:00:00.000Z'
const facts = (cut: number): RecordFacts => ({
  kind: 'let-out',
  act: 'national-table',
  cut: `cut-${cut}`,
  sha256: '0'.repeat(64),
  job: '1'.repeat(64),
  history: 'd'.repeat(64),
  approvedBy: ['anna', 'bo'],
  catalogue: { origin: 'program', serial: 1, sha256: '2'.repeat(64) },
})
const entries: RecordEntry[] = []
for (const cut of [0, 1, 2, 3]) entries.push(nextEntry(entries, facts(cut), { key, at }))
const text = entries.map(formatEntry).join('')
const broken = expect.objectContaining({ code: 'engine/failed' })

describe("the engine's record", () => {
  it('reads back what was chained', () => {
    expect(readRecord(text, key)).toEqual(entries)
    expect(readRecord('', key)).toEqual([])
  })

  it('leaves out a last line that was not finished', () => {
    expect(readRecord(`${text}{"at":"20`, key)).toEqual(entries)
  })

  it('notices any edit of a finished line', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '1', 'x', '{', '\n'), (position, letter) => {
        fc.pre(text[position] !== letter && text[position] !== '\n')
        expect(() => readRecord(text.slice(0, position) + letter + text.slice(position + 1), key)).toThrow(broken)
      }),
    )
  })

  it.each([
    ['a removed line', [0, 2, 3]],
    ['a removed beginning', [1, 2, 3]],
    ['swapped lines', [0, 2, 1, 3]],
    ['a repeated line', [0, 1, 1, 2, 3]],
  ])('notices %s', (_, order) => {
    const lines = order.map(position => text.split('\n')[position])
    expect(() => readRecord(`${lines.join('\n')}\n`, key)).toThrow(broken)
  })

  it('cannot be continued without its key', () => {
    const forged = nextEntry(entries, facts(9), { key: Buffer.alloc(32, 2), at })
    expect(() => readRecord(text + formatEntry(forged), key)).toThrow(broken)
  })
})
