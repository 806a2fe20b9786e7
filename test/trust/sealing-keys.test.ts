import { describe, expect, it } from 'vitest'
import { keyIdOf } from '../../src/trust/octet-key-pair.ts'
import {
  asSealingPublicJwk,
  generateSealingKey,
  parseSealingPrivateKey,
  sealingPublicKeyOf,
} from '../../src/trust/sealing-keys.ts'

const P = 2n ** 255n - 19n
const coordinate = (value: bigint) =>
  Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse().toString('base64url')
const point = (value: bigint) => ({ kty: 'OKP', crv: 'X25519', x: coordinate(value) })

describe('sealing keys', () => {
  it('are read back as generated, and named without the secret', () => {
    const key = generateSealingKey()
    expect(parseSealingPrivateKey(JSON.stringify(key))).toEqual(key)
    expect(sealingPublicKeyOf(key)).toEqual({ kty: 'OKP', crv: 'X25519', x: key.x })
    expect(keyIdOf(key)).toBe(keyIdOf(sealingPublicKeyOf(key)))
  })

  it.each([
    ['zero', 0n],
    ['one', 1n],
    ['a point of order 8', 325606250916557431795983626356110631294008115727848805560023387167927233504n],
    ['the other of order 8', 39382357235489614581723060781553021112529911719440698176882885853963445705823n],
    ['minus one', P - 1n],
    ['p', P],
    ['p + 1', P + 1n],
    ['nine, in another spelling', 9n + 2n ** 255n],
    ['more than the field', 2n ** 255n - 1n],
  ])('are refused at %s', (_what, value) => {
    expect(() => asSealingPublicJwk(point(value))).toThrow(expect.objectContaining({ code: 'trust/bad-key' }))
  })

  it('are taken at the base point', () => {
    expect(asSealingPublicJwk(point(9n))).toEqual(point(9n))
  })

  it.each([
    ['a signing key', { ...point(9n), crv: 'Ed25519' }],
    ['a private key where a public one belongs', generateSealingKey()],
    ['an unknown member', { ...point(9n), use: 'enc' }],
    ['a second spelling of the same bytes', { ...point(9n), x: `${coordinate(9n).slice(0, -1)}B` }],
    ['no object', null],
  ])('are not %s', (_what, value) => {
    expect(() => asSealingPublicJwk(value)).toThrow(expect.objectContaining({ code: 'trust/bad-key' }))
  })
})
