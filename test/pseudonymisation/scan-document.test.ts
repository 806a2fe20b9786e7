import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withoutIdentifiers } from '../../src/http/request-log.ts'
import {
  checkMayLeave,
  documentScanner,
  type ScanDocument,
  stopsLeaving,
} from '../../src/pseudonymisation/scanner/scan-document.ts'
import { fingerprintOf } from '../../src/trust/fingerprint.ts'

const schemas = new URL('../../schemas/', import.meta.url)
const scan = documentScanner()
const stopped = (document: unknown, by: ScanDocument = scan) =>
  by(document)
    .filter(stopsLeaving)
    .map(({ kind, path }) => `${kind} ${path}`)
const jws = (payload: object) =>
  ['{"alg":"EdDSA"}', JSON.stringify(payload), 'x'.repeat(64)]
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.')

describe('what is about to leave', () => {
  it.each([
    ['a text', { note: 'fnr 15108695088' }, 'no-fnr /note'],
    ['a number', { count: 15_108_695_088 }, 'no-fnr /count'],
    ['a member name', { a: { 'ola@example.org': 1 } }, 'email /a/*'],
    ['a list', { rows: [['x', 'ring 22 33 44 55, tlf 22 33 44 55']] }, 'phone /rows/0/1'],
    ['a JSON text', { body: '{"born":"f. 12.03.1961"}' }, 'date-of-birth /body/born'],
    ['a signed document', { approval: jws({ by: 'Kari Nordmann' }) }, 'name /approval/by'],
    ['a token with plain digits', { id: `${'A'.repeat(40)}_15108695088_AAAA` }, 'no-fnr /id'],
    ['base64', { blob: Buffer.from('pasient 15108695088 x').toString('base64') }, 'no-fnr /blob'],
  ])('is stopped for an identifier in %s, by kind and place', (_, document, hit) => {
    expect(stopped(document)).toContain(hit)
    const check = () => checkMayLeave(document, documentScanner(), 'the message')
    expect(check).toThrow(expect.objectContaining({ code: 'leak/identifier-found' }))
    try {
      check()
    } catch (error) {
      expect(JSON.stringify([error, (error as Error).message])).not.toMatch(/15108|example\.org|22 33|1961|Kari/)
    }
  })

  it('is stopped for a local id of the node, whole or as a word', () => {
    const own = documentScanner({ known: new Set(['0301-007']) })
    expect(stopped({ id: '0301-007' }, own)).toEqual(['other /id'])
    expect(stopped({ text: 'subject 0301-007 again' }, own)).toEqual(['other /text'])
    expect(stopped({ text: 'subject 0301-0071' }, own)).toEqual([])
  })

  it('is no message, table or reply that the schemas give as an example', () => {
    const found = readdirSync(schemas)
      .filter(name => name.endsWith('.schema.json'))
      .flatMap(name => {
        const { examples = [] } = JSON.parse(readFileSync(new URL(name, schemas), 'utf8')) as { examples?: unknown[] }
        return examples.flatMap(example => stopped(example).map(hit => `${name}: ${hit}`))
      })
    // Those that hold a source's texts by design, and stay inside.
    expect(found.filter(hit => !/^(?:common-record|local-)/.test(hit))).toEqual([])
  })

  it('is no hash or id of ours in a sentence, whatever their digits', () => {
    for (let at = 0; at < 400; at++) {
      const digits = String(15_108_695_088 + at * 7_919)
      const words = [
        `${digits.slice(0, 8)}-1510-4695-8088-${digits}1`,
        `cut-${digits}abcde`,
        `p1-${digits}${'a'.repeat(21)}`,
        `${digits}${'b'.repeat(53)}`,
        `nq-${digits}abcde`,
        fingerprintOf({ at }),
      ]
      expect(stopped({ text: `of ${words.join(', ')} it is said` })).toEqual([])
    }
  })

  it('is no signed document of hashes within a message, and no ciphertext, whatever its digits', () => {
    // Deterministic, and by chance with many runs of nine digits that a Dutch number could be.
    const hash = (seed: string) => createHash('sha256').update(seed).digest('hex')
    const withDigits = Array.from({ length: 20_000 }, (_, at) => hash(String(at))).filter(text => /[0-9]{9}/.test(text))
    const signed = (payload: object) => {
      const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url')
      return JSON.stringify({ payload: encoded, signatures: [{ protected: 'eyJ9', signature: 'x'.repeat(86) }] })
    }
    expect(withDigits.length).toBeGreaterThan(1000)
    expect(stopped({ text: signed({ schema: 'x/1', hashes: withDigits }) })).toEqual([])
    expect(stopped({ text: signed({ schema: 'x/1', hashes: withDigits, by: 'Kari Nordmann' }) })).toEqual([
      'name /text/payload/by',
    ])
    const ciphertext = Buffer.from(withDigits.join(''), 'hex').toString('base64url')
    const sums = `${ciphertext}-123456782-${ciphertext}`
    expect(stopped({ schema: 'round-sums/1', sums })).toEqual([])
    const header = Buffer.from('{"alg":"ECDH-ES"}').toString('base64url')
    expect(stopped({ share: `${header}..iv.${sums}.tag` })).toEqual([])
  })

  it('costs some microseconds a message once its texts are known', ({ annotate }) => {
    const message = JSON.parse(readFileSync(new URL('answer.schema.json', schemas), 'utf8')).examples[0] as object
    const start = process.cpuUsage()
    for (let at = 0; at < 20_000; at++) scan({ ...message, question: crypto.randomUUID() })
    const microseconds = process.cpuUsage(start).user / 20_000
    // Signing, sealing and the database take hundreds.
    expect(microseconds).toBeLessThan(60)
    return annotate(`a scan of an answer: ${microseconds.toFixed(1)} microseconds`)
  })
})

describe('a line of the log', () => {
  const line = (facts: object) =>
    `${JSON.stringify({ level: 30, time: 1_764_300_000_000, requestId: 'r1', ...facts })}\n`

  it('is written as it is, or replaced by one that says where the identifier was', () => {
    const harmless = line({ route: '/api/v1/questions', status: 200, ms: 12.3, member: 'drup', msg: 'request' })
    expect(withoutIdentifiers(harmless)).toBe(harmless)
    const withheld = withoutIdentifiers(line({ err: { message: 'cannot read 15108695088' } }))
    expect(JSON.parse(withheld)).toEqual({
      level: 30,
      time: 1_764_300_000_000,
      requestId: 'r1',
      code: 'leak/identifier-found',
      kind: 'no-fnr',
      at: '/err/message',
      msg: 'a line was withheld: it may hold an identifier',
    })
    expect(withoutIdentifiers('no JSON, tlf 22 33 44 55')).not.toContain('22 33')
  })
})
