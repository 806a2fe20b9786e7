import { describe, expect, it } from 'vitest'
import { parseNetwork } from '../../src/discovery/network.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'

const keyOfNorway = publicKeyOf(generateKey())
const keyOfDenmark = publicKeyOf(generateKey())
const norway = { id: 'impress-norway', country: 'NO', url: 'https://no.example/', publicKey: keyOfNorway.x }
const denmark = { id: 'protarget-denmark', country: 'DK', url: 'http://127.0.0.1:8081/node', publicKey: keyOfDenmark }
const parse = (members: readonly unknown[], more = {}) => parseNetwork(JSON.stringify({ members, ...more }))

describe('a network file', () => {
  it('names members with their key as a JWK or as its x, and their address without a trailing slash', () => {
    // They may ask and answer, and what they send is signed and not sealed.
    const plain = { roles: ['node', 'hub'], sealingKey: null, protocols: null }
    expect(parse([norway, denmark])).toEqual([
      {
        id: 'impress-norway',
        country: 'NO',
        endpoints: { direct: 'https://no.example' },
        signingKeys: [keyOfNorway],
        ...plain,
      },
      { id: denmark.id, country: 'DK', endpoints: { direct: denmark.url }, signingKeys: [keyOfDenmark], ...plain },
    ])
  })

  it.each([
    ['text that is not JSON', 'members:'],
    ['a key that stands twice', `{"members":[],"members":[${JSON.stringify(norway)}]}`],
    ['no members', JSON.stringify({ members: [] })],
    ['an unknown member of the file', JSON.stringify({ members: [norway], proxy: 'x' })],
  ])('is refused with %s', (_what, text) => {
    expect(() => parseNetwork(text)).toThrow(expect.objectContaining({ code: 'network/bad-file' }))
  })

  it.each([
    ['an unknown field', { ...norway, role: 'hub' }],
    ['a bad id', { ...norway, id: 'Impress Norway' }],
    ['a country in lower case', { ...norway, country: 'no' }],
    ['a file address', { ...norway, url: 'file:///etc/passwd' }],
    ['a user in the address', { ...norway, url: 'https://user@no.example' }],
    ['a password in the address', { ...norway, url: 'https://user:secret@no.example' }],
    ['a query in the address', { ...norway, url: 'https://no.example/?a=1' }],
    ['no address', { ...norway, url: 'no.example' }],
    ['a key of the wrong length', { ...norway, publicKey: 'abc' }],
    ['a second spelling of a key', { ...norway, publicKey: secondSpelling(keyOfNorway.x) }],
    ['a private key', { ...norway, publicKey: generateKey() }],
    ['a key of another curve', { ...norway, publicKey: { ...keyOfNorway, crv: 'X25519' } }],
  ])('is refused with %s', (_what, member) => {
    expect(() => parse([denmark, member])).toThrow(expect.objectContaining({ code: 'network/bad-file' }))
  })

  it.each([
    ['id', { ...denmark, id: norway.id }],
    ['url', { ...denmark, url: 'https://no.example' }],
    ['publicKey', { ...denmark, publicKey: keyOfNorway }],
  ])('is refused where two members have the same %s', (what, member) => {
    expect(() => parse([norway, member])).toThrow(expect.objectContaining({ code: 'network/bad-file' }))
    expect(() => parse([norway, member])).toThrow(`/members/1/${what}`)
  })

  it('does not repeat its content in an error', () => {
    expect(() => parse([{ ...norway, url: 'https://user:secret@no.example' }])).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    )
  })
})

/** The last of 43 characters holds two unused bits: four texts decode to the same 32 bytes. */
function secondSpelling(x: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return x.slice(0, -1) + alphabet[alphabet.indexOf(x.slice(-1)) + 1]
}
