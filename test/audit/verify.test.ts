import { describe, expect, it } from 'vitest'
import { chainEvent } from '../../src/audit/chain.ts'
import type { AuditKind, ChainedEvent } from '../../src/audit/event.ts'
import { prefixHeads } from '../../src/audit/prefix-heads.ts'
import { treeHead } from '../../src/audit/tree.ts'
import { type AuditEvidence, verifyAudit } from '../../src/audit/verify.ts'

const CUT = { id: 'cut-0123456789abcdef' }
const OLD = { id: 'cut-fedcba9876543210' }
const TABLE = 'ab'.repeat(32)

/** A short life of a node: two cuts, the first superseded, a table of the second. */
const story: readonly (readonly [AuditKind, Record<string, string | number>])[] = [
  ['node.initialised', {}],
  ['ingest.saved', {}],
  ['cut.built', { cutId: OLD.id }],
  ['cut.opened', { cutId: OLD.id }],
  ['cut.built', { cutId: CUT.id }],
  ['cut.superseded', { cutId: OLD.id }],
  ['cut.opened', { cutId: CUT.id }],
  ['table.published', { tableSha256: TABLE, cutId: CUT.id, engineSequence: 2, engineMac: '22'.repeat(32) }],
]

function chain(told: typeof story): ChainedEvent[] {
  const events: ChainedEvent[] = []
  for (const [kind, facts] of told) {
    events.push(chainEvent(events.at(-1) ?? null, { kind, at: '2026-01-01T00:00:00.000Z', actor: 'test', facts }))
  }
  return events
}

function anEvidence(change: Partial<AuditEvidence> = {}): AuditEvidence {
  const events = chain(story)
  return {
    events,
    engine: {
      macs: ['11'.repeat(32), '22'.repeat(32)],
      letOut: [{ sequence: 2, cut: CUT.id, sha256: TABLE }],
      closed: [{ sequence: 1, cuts: [OLD.id], reason: 'superseded' }],
      refused: [],
      heads: [{ sequence: 2, ...treeHead(events.slice(0, 7)) }],
    },
    published: [TABLE],
    cuts: [
      { ...OLD, state: 'superseded' },
      { ...CUT, state: 'opened' },
    ],
    heads: [treeHead(events.slice(0, 5)), treeHead(events)],
    ...change,
  }
}
const engine = (change: Partial<NonNullable<AuditEvidence['engine']>>): Partial<AuditEvidence> => {
  const { engine: whole } = anEvidence()
  if (whole === null) throw new Error('no record')
  return { engine: { ...whole, ...change } }
}
const placesOf = (change: Partial<AuditEvidence>) =>
  verifyAudit(anEvidence(change)).faults.map(({ where, at }) => `${where} ${at}`)

describe('an audit that nobody has touched', () => {
  it('holds', () => {
    expect(verifyAudit(anEvidence())).toEqual({ ok: true, head: treeHead(chain(story)), faults: [], notices: [] })
  })

  it('holds where nothing has happened yet', () => {
    const empty = { macs: [], letOut: [], closed: [], refused: [], heads: [] }
    expect(verifyAudit({ events: [], engine: empty, published: [], cuts: [], heads: [treeHead([])] }).ok).toBe(true)
  })
})

describe('an audit that was edited', () => {
  const events = chain(story)
  const without = (at: number) => events.filter((_, position) => position !== at)
  const swapped = events.map((event, at) => (at === 2 ? (events[3] ?? event) : at === 3 ? (events[2] ?? event) : event))

  it.each<[string, string, Partial<AuditEvidence>]>([
    [
      'a changed fact',
      'audit.events 3',
      { events: events.map((e, at) => (at === 2 ? { ...e, facts: { cutId: 'x' } } : e)) },
    ],
    [
      'a changed time',
      'audit.events 5',
      { events: events.map((e, at) => (at === 4 ? { ...e, at: '2026-01-02' } : e)) },
    ],
    ['a row that is gone', 'audit.events 4', { events: without(3) }],
    ['two rows in another order', 'audit.events 3', { events: swapped }],
    ['its end cut off', 'head 8', { events: events.slice(0, 7), published: [] }],
    ['its end cut off further', 'head 5', { events: events.slice(0, 4) }],
    [
      'one row changed and everything after it calculated anew',
      'head 5',
      { events: chain(story.map((told, at) => (at === 1 ? ['ingest.saved', { accepted: '9' }] : told))) },
    ],
    ['a table put in place of another', `published.tables ${'cd'.repeat(32)}`, { published: ['cd'.repeat(32)] }],
    [
      'a cut opened again',
      `cut.cuts ${OLD.id}`,
      {
        cuts: [
          { ...OLD, state: 'opened' },
          { ...CUT, state: 'opened' },
        ],
      },
    ],
    ['a cut that is gone', `cut.cuts ${CUT.id}`, { cuts: [{ ...OLD, state: 'superseded' }] }],
    ['a broken record of the engine', 'engine record 2', { engine: null, engineFault: 2 }],
  ])('with %s fails, and names %s first', (_, place, change) => {
    expect(placesOf(change)[0]).toBe(place)
  })
})

describe('the audit against the record of the engine', () => {
  it.each<[string, string, Partial<AuditEvidence>]>([
    [
      'a table let out that has no event',
      'engine record 3',
      engine({
        letOut: [
          { sequence: 2, cut: CUT.id, sha256: TABLE },
          { sequence: 3, cut: OLD.id, sha256: 'ef'.repeat(32) },
        ],
      }),
    ],
    ['an event of a table that was not let out', 'audit.events 8', engine({ letOut: [] })],
    [
      'a closing that has no event',
      'engine record 4',
      engine({
        closed: [
          { sequence: 1, cuts: [OLD.id], reason: 'superseded' },
          { sequence: 4, cuts: [CUT.id], reason: 'withdrawal' },
        ],
      }),
    ],
    ['an event of a closing that the engine does not know', 'audit.events 6', engine({ closed: [] })],
    [
      'a head that the engine was shown',
      'head 7',
      engine({ heads: [{ sequence: 2, size: 7, rootHash: '0'.repeat(64) }] }),
    ],
    ['an entry gone that an event names', 'audit.events 8', engine({ macs: ['11'.repeat(32)] })],
    ['another entry where an event names one', 'audit.events 8', engine({ macs: ['11'.repeat(32), '33'.repeat(32)] })],
    [
      'a head that lies beyond its end',
      'head 9',
      engine({ heads: [{ sequence: 2, size: 9, rootHash: '0'.repeat(64) }] }),
    ],
  ])('fails with %s', (_, place, change) => {
    expect(placesOf(change)).toEqual([place])
  })
})

describe('a refusal of the engine', () => {
  it('that the audit does not tell of is a notice, not a fault', () => {
    const verdict = verifyAudit(anEvidence(engine({ refused: [{ sequence: 2, code: 'approval/missing' }] })))
    expect([verdict.ok, verdict.notices.map(({ at }) => at)]).toEqual([true, [2]])
  })
})

describe('heads of prefixes', () => {
  it('are those of the tree, for every length', () => {
    const events = chain(Array.from({ length: 37 }, () => ['ingest.saved', {}] as const))
    const sizes = new Set(Array.from({ length: 40 }, (_, size) => size))
    const heads = prefixHeads(events, sizes)
    for (let size = 0; size <= 37; size++) expect(heads.get(size)).toBe(treeHead(events.slice(0, size)).rootHash)
    expect([heads.has(38), heads.size]).toEqual([false, 38])
  })
})
