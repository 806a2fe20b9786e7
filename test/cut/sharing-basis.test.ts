import { describe, expect, it } from 'vitest'
import { checkSharingBasis, SHARING_BASIS_TYP, statementOf, verifySharingBasis } from '../../src/cut/sharing-basis.ts'
import type { SharingBasisDocument } from '../../src/model/generated/sharing-basis.ts'
import { generateKey, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { addSignature, signTogether } from '../../src/trust/signed-together.ts'

const keys = { anna: generateKey(), bo: generateKey(), mallory: generateKey() }
const committee = (['anna', 'bo'] as const).map(name => ({ name, publicJwk: publicKeyOf(keys[name]) }))
const node = { member: 'impress-norway', trialId: 'impress-norway' }
const words = { consentForm: '5.0', approval: 'example-1' }
const document: SharingBasisDocument = { schema: 'sharing-basis/1', ...node, serial: 1, ...words }

async function signedBy(signers: readonly PrivateJwk[], change: Partial<SharingBasisDocument> = {}) {
  const [first = keys.anna, ...others] = signers
  let text = await signTogether({ ...document, ...change }, { key: first, typ: SHARING_BASIS_TYP })
  for (const key of others) text = await addSignature(text, { key, typ: SHARING_BASIS_TYP })
  return text
}
const verified = async (change: Partial<SharingBasisDocument> = {}) =>
  verifySharingBasis(await signedBy([keys.anna, keys.bo], change), committee)
const missing = expect.objectContaining({ code: 'consent/basis-missing' })

describe('a signed sharing basis', () => {
  it('holds with two members, whichever signed first', async () => {
    const one = await verifySharingBasis(await signedBy([keys.anna, keys.bo]), committee)
    const other = await verifySharingBasis(await signedBy([keys.bo, keys.anna]), committee)
    expect(one).toEqual(other)
    expect(one).toMatchObject({ document, signers: ['anna', 'bo'] })
  })

  it.each([
    ['one member', [keys.anna]],
    ['one member twice', [keys.anna, keys.anna]],
    ['a member and a stranger', [keys.anna, keys.mallory]],
  ])('does not hold with %s', async (_, signers) => {
    const text = await signedBy(signers)
    await expect(verifySharingBasis(text, committee)).rejects.toMatchObject({ code: 'trust/too-few-signatures' })
  })
})

describe('what a data cut rests on', () => {
  it('is the signed document where the mapping declares the same', async () => {
    const signed = await verified()
    expect(checkSharingBasis(words, signed, node)).toEqual({ kind: 'document', ...words, sha256: signed.sha256 })
  })

  it('is refused where nothing is declared, nothing is signed, or anything else was signed', async () => {
    expect(() => checkSharingBasis(null, null, node)).toThrow(missing)
    expect(() => checkSharingBasis(words, null, node)).toThrow(missing)
    const others = [{ consentForm: '6.0' }, { approval: 'other' }, { member: 'drup' }, { trialId: 'drup' }]
    for (const change of others) {
      const signed = await verified(change)
      expect(() => checkSharingBasis(words, signed, node)).toThrow(missing)
    }
  })

  it('is said in the description of the cut where it is an example, which who opens the cut signs', () => {
    expect(checkSharingBasis({ ...words, example: true }, null, node)).toEqual({ kind: 'example', ...words })
  })

  it('is the consents of the source where the mapping says so', () => {
    expect(checkSharingBasis({ consents: 'row-by-row' }, null, node)).toEqual({ kind: 'row-by-row' })
  })

  it('is signed by itself only where it is a statement for real data', () => {
    expect(statementOf(words)).toEqual(words)
    for (const declared of [null, { ...words, example: true as const }, { consents: 'row-by-row' as const }]) {
      expect(statementOf(declared)).toBeNull()
    }
  })
})
