import { describe, expect, it } from 'vitest'
import { generateKey, keyIdOf, parsePrivateKey, parsePublicKey, publicKeyOf } from '../../src/trust/keys.ts'

describe('keys', () => {
  it('gives the thumbprint that RFC 8037 appendix A.3 prints', () => {
    const key = parsePublicKey('{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}')
    expect(keyIdOf(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })

  it('names a key that was changed anew, and one that cannot change always alike', () => {
    const lasting = publicKeyOf(generateKey())
    expect(keyIdOf(lasting)).toBe(keyIdOf(lasting))
    expect(keyIdOf({ ...lasting })).toBe(keyIdOf(lasting))
    const loose: { kty: 'OKP'; crv: 'Ed25519'; x: string } = { ...publicKeyOf(generateKey()) }
    const before = keyIdOf(loose)
    loose.x = lasting.x
    expect(keyIdOf(loose)).not.toBe(before)
    expect(keyIdOf(loose)).toBe(keyIdOf(lasting))
  })

  it('reads back the key that it generated, and names its public half without the secret', () => {
    const key = generateKey()
    expect(parsePrivateKey(JSON.stringify(key))).toEqual(key)
    expect(publicKeyOf(key)).toEqual({ kty: 'OKP', crv: 'Ed25519', x: key.x })
  })

  it('generates another key each time', () => {
    expect(generateKey().d).not.toBe(generateKey().d)
  })

  const key = generateKey()
  const other = generateKey()
  const bad: readonly (readonly [string, string])[] = [
    ['text that is not JSON', 'MC4CAQAwBQYDK2Vw'],
    ['a duplicate member', JSON.stringify(key).replace('{', `{"d":"${other.d}",`)],
    ['another curve', JSON.stringify({ ...key, crv: 'X25519' })],
    ['another kind of key', JSON.stringify({ kty: 'EC', crv: 'P-256', x: key.x, y: key.x })],
    ['halves of two keys', JSON.stringify({ ...key, x: other.x })],
    ['a short secret', JSON.stringify({ ...key, d: key.d.slice(1) })],
    ['an unknown member', JSON.stringify({ ...key, key_ops: ['sign'] })],
    ['a public key alone', JSON.stringify(publicKeyOf(key))],
  ]
  it.each(bad)('refuses as private key %s', (_, text) => {
    expect(() => parsePrivateKey(text)).toThrow(expect.objectContaining({ code: 'trust/bad-key' }))
  })

  it('refuses a private key where a public one belongs', () => {
    expect(() => parsePublicKey(JSON.stringify(key))).toThrow(expect.objectContaining({ code: 'trust/bad-key' }))
  })
})
