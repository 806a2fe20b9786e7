import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chainEvent, verifyChain } from '../../src/audit/chain.ts'
import type { AuditEvent, ChainedEvent } from '../../src/audit/event.ts'
import { treeHead } from '../../src/audit/tree.ts'

const fact = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()))
const event: fc.Arbitrary<AuditEvent> = fc.record({
  kind: fc.constantFrom('ingest.saved', 'cut.built'),
  at: fc.constant('2024-01-01T00:00:00.000Z'),
  actor: fc.string(),
  facts: fc.dictionary(fc.string(), fact, { maxKeys: 4, noNullPrototype: true }),
})
const chain = fc.array(event, { minLength: 1, maxLength: 12 }).map(events => {
  const chained: ChainedEvent[] = []
  for (const one of events) chained.push(chainEvent(chained.at(-1) ?? null, one))
  return chained
})
const aPlace = fc.nat({ max: 11 })

const edits: Readonly<Record<string, (event: ChainedEvent) => ChainedEvent>> = {
  kind: one => ({ ...one, kind: one.kind === 'cut.built' ? 'ingest.saved' : 'cut.built' }),
  at: one => ({ ...one, at: '2024-01-01T00:00:00.001Z' }),
  actor: one => ({ ...one, actor: `${one.actor}.` }),
  facts: one => ({ ...one, facts: { ...one.facts, more: 1 } }),
  sequence: one => ({ ...one, sequence: one.sequence + 1 }),
  previousHash: one => ({ ...one, previousHash: `${one.previousHash.slice(1)}f` }),
  hash: one => ({ ...one, hash: `${one.hash.slice(1)}${one.hash.endsWith('0') ? '1' : '0'}` }),
}

describe('the audit chain', () => {
  it('holds for whatever is appended', () => {
    fc.assert(
      fc.property(chain, events => {
        expect(verifyChain(events)).toMatchObject({ ok: true, events: events.length })
      }),
    )
  })

  it.each(Object.keys(edits))('breaks at the row whose %s is edited, and gives another tree head', member => {
    fc.assert(
      fc.property(chain, aPlace, (events, place) => {
        const at = place % events.length
        const edited = events.map((one, index) => (index === at ? (edits[member]?.(one) ?? one) : one))
        fc.pre(JSON.stringify(edited) !== JSON.stringify(events))
        expect(verifyChain(edited)).toMatchObject({ ok: false, sequence: at + 1 })
        if (member === 'hash') expect(treeHead(edited).rootHash).not.toBe(treeHead(events).rootHash)
      }),
    )
  })

  it('breaks when a row is taken out anywhere but at the end', () => {
    fc.assert(
      fc.property(chain, aPlace, (events, place) => {
        fc.pre(events.length > 1)
        const at = place % (events.length - 1)
        expect(verifyChain(events.toSpliced(at, 1))).toEqual({ ok: false, sequence: at + 1, reason: 'sequence' })
      }),
    )
  })
})
