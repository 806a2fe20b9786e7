/** What the schemas tell the leak scanner: nothing of ours is stopped by its digits, and nothing of anybody's gets past it. */
import { describe, expect, it } from 'vitest'
import { allSchemas } from '../../src/model/generated/registry.ts'
import { FORMATS, isChancePattern, schemaFormats } from '../../src/model/machine-made.ts'
import { ROUND_DOCUMENTS, type RoundDocumentKind } from '../../src/pooling/round-documents.ts'
import { documentScanner, stopsLeaving } from '../../src/pseudonymisation/scanner/scan-document.ts'
import { toldBy } from '../../src/pseudonymisation/scanner/told-by-schema.ts'
import { MESSAGE_TYPES } from '../../src/trust/message-types.ts'
import { type Plant, toldDocuments } from '../support/told-documents.ts'

const scan = documentScanner()
const KINDS = Object.keys(ROUND_DOCUMENTS) as RoundDocumentKind[]
const TYPES = Object.values(MESSAGE_TYPES).map(({ schema }) => schema)
const stopped = (message: unknown, schema: string) =>
  scan(message, toldBy(schema))
    .filter(stopsLeaving)
    .map(({ kind, path }) => `${kind} ${path}`)

/** What is sent: each type of message, and each document of a round in the message that brings it. */
const SENT: readonly { name: string; schema: string; make: (plant?: Plant) => (seed: number) => unknown }[] = [
  ...TYPES.filter(schema => schema !== 'urn:prime-rose:round-document/1').map(schema => ({
    name: schema,
    schema,
    make: (plant?: Plant) => (seed: number) => toldDocuments(seed).document(schema, plant),
  })),
  ...KINDS.map(kind => ({
    name: `${kind} of a round`,
    schema: 'urn:prime-rose:round-document/1',
    make: (plant?: Plant) => (seed: number) => toldDocuments(seed).roundMessage(kind, plant),
  })),
]
const REPLIED = new Set(
  [
    'table-list service-info health limits problem directory network-answer reading-reply relay-progress',
    'relay-parcels national-table engine-record-statement audit-head',
  ].flatMap(names => names.split(' ')),
)
const REPLIES = allSchemas.map(({ $id }) => $id).filter(id => REPLIED.has(id.split(/[:/]/)[2] ?? ''))
const A_TYPE = 200

describe('messages with ids, hashes, keys, shares and moments of chance', () => {
  it('are never stopped: the rate of false stops, over every type of message', ({ annotate }) => {
    const stops: string[] = []
    for (const { name, schema, make } of SENT) {
      const made = make()
      for (let seed = 1; seed <= A_TYPE; seed++) {
        for (const hit of stopped(made(seed), schema)) stops.push(`${name}, ${seed}: ${hit}`)
      }
    }
    expect(stops).toEqual([])
    return annotate(`false stops: ${stops.length} of ${SENT.length * A_TYPE} messages of ${SENT.length} kinds`)
  })

  it('nor are replies of gateway and relay, nor what the engine lets out', ({ annotate }) => {
    const stops: string[] = []
    expect(REPLIES).toHaveLength(REPLIED.size)
    for (const schema of REPLIES) {
      for (let seed = 1; seed <= A_TYPE; seed++) {
        for (const hit of stopped(toldDocuments(seed).document(schema), schema))
          stops.push(`${schema}, ${seed}: ${hit}`)
      }
    }
    expect(stops).toEqual([])
    return annotate(`false stops: ${stops.length} of ${REPLIES.length * A_TYPE} replies and documents`)
  })

  it('would be stopped by their digits if no schema told of them (counter-test)', () => {
    const bare = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(bare)
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value).map(([name, content]) => [name === 'schema' ? 'of' : name, bare(content)]),
      )
    }
    let stops = 0
    for (let seed = 1; seed <= A_TYPE; seed++) {
      const manifest = bare(toldDocuments(seed).document('urn:prime-rose:round-manifest/1'))
      stops += scan(manifest, null).filter(stopsLeaving).length
    }
    expect(stops).toBeGreaterThan(5)
  })
})

describe('an identifier in a message', () => {
  it('is stopped in the names of who sealed and who opens, in their coding', () => {
    for (const member of ['apu', 'apv']) {
      const coded = Buffer.from('all:15108695088:no-trial').toString('base64url')
      const header = { alg: 'ECDH-ES', enc: 'A256GCM', [member]: coded }
      const text = `${Buffer.from(JSON.stringify(header)).toString('base64url')}..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA`
      expect(scan({ text })).toEqual([{ kind: 'no-fnr', certainty: 'high', path: `/text/${member}` }])
    }
  })

  it.each(SENT)('of $name is stopped in whichever free text it stands', ({ schema, make }) => {
    const places = new Set<string>()
    make((made, { path, kind }) => {
      if (kind === 'free') places.add(path)
      return made
    })(1)
    for (const place of places) {
      const planted = make((made, { path }) => (path === place ? `${String(made)} 15108695088` : made))(1)
      expect([place, stopped(planted, schema)]).toEqual([place, [expect.stringContaining('no-fnr')]])
    }
  })

  it.each(SENT)(
    'of $name is stopped in a member of ids, hashes or keys too, which have a shape',
    ({ schema, make }) => {
      const places = new Set<string>()
      make((made, { path, kind }) => {
        if (kind === 'chance') places.add(path)
        return made
      })(1)
      for (const place of places) {
        const planted = make((made, { path }) => (path === place ? '15108695088' : made))(1)
        expect([place, stopped(planted, schema)]).toEqual([place, [expect.stringContaining('no-fnr')]])
        const wrapped = Buffer.from('fnr 15108695088 of the patient..').toString('base64url')
        const disguised = make((made, { path }) => (path === place ? wrapped : made))(1)
        expect([place, stopped(disguised, schema)]).toEqual([place, [expect.stringContaining('no-fnr')]])
      }
    },
  )

  it('is stopped in a member that the schema does not name, and under the name of a member of another place', () => {
    const message = toldDocuments(1).document('urn:prime-rose:question/1') as object
    const schema = 'urn:prime-rose:question/1'
    for (const more of [{ note: '15108695088' }, { deadlines: { table: 15_108_695_088 } }, { sha256: '15108695088' }]) {
      expect(stopped({ ...message, ...more }, schema)).toEqual([expect.stringContaining('no-fnr')])
    }
    // A number that is no moment of our time, where one should be.
    expect(stopped({ ...message, iat: 15_108_695_088 }, schema)).toEqual(['no-fnr /iat'])
    // A document that says it is another one.
    expect(
      stopped({ schema: 'round-call/1', iat: '15108695088', policySha256: 'fnr 15108695088' }, schema),
    ).toHaveLength(2)
  })
})

describe('the shapes', () => {
  it('are those of the schemas: each format is used and known to validators, and a pattern is of chance or is read', () => {
    const text = JSON.stringify(allSchemas)
    const used = new Set([...text.matchAll(/"format":"([^"]+)"/g)].map(([, name]) => name))
    expect([...used].toSorted()).toEqual(['message-id', 'noise', 'unix-seconds'])
    expect(Object.keys(schemaFormats)).toEqual(Object.keys(FORMATS))
    const patterns = [
      ...new Set([...text.matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, p]) => JSON.parse(p ?? '""') as string)),
    ]
    expect(patterns.filter(isChancePattern).toSorted()).toEqual([
      '^[0-9a-f]{32}$',
      '^[0-9a-f]{64}$',
      '^[A-Za-z0-9_-]{43}$',
      '^[A-Za-z0-9_-]{64}$',
      '^cut-[0-9a-f]{16}$',
      '^cut-[0-9a-f]{16}\\.snapshot$',
      '^nq-[0-9a-f]{16}$',
      '^p[1-9][0-9]*-[0-9a-f]{32}$',
    ])
    for (const pattern of ['^[A-Za-z0-9_-]+$', '^[a-z0-9-]+$', '^[0-9]{11}$', '^[0-9a-f]{10}$', '^x-.*[0-9a-f]{64}$']) {
      expect([pattern, isChancePattern(pattern)]).toEqual([pattern, false])
    }
  })
})
