import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/model/canonical-json.ts'
import type { DisclosurePolicy } from '../../src/model/generated/disclosure-policy.ts'
import { disclosurePolicySchema } from '../../src/model/generated/disclosure-policy.ts'
import { generateKey, keyIdOf, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { addSignature, readUnverified, signTogether, verifyTogether } from '../../src/trust/signed-together.ts'

const typ = 'prime-rose-policy+jws'
const schemaId = 'urn:prime-rose:disclosure-policy/1'
const policy = disclosurePolicySchema.examples[0]
const anne = generateKey()
const bjorn = generateKey()
const stranger = generateKey()

interface Envelope {
  payload: string
  signatures: { protected: string; signature: string }[]
}

function verify(text: string, { atLeast = 2, people = { anne, bjorn } as Record<string, PrivateJwk> } = {}) {
  const signerOf = (kid: string) => {
    const found = Object.entries(people).find(([, key]) => keyIdOf(key) === kid)
    return found === undefined ? null : { name: found[0].replace(/-.*/, ''), key: publicKeyOf(found[1]) }
  }
  return verifyTogether<DisclosurePolicy>(text, { typ, schemaId, signerOf, atLeast })
}

async function signedBy(...keys: readonly PrivateJwk[]): Promise<string> {
  const [first, ...others] = keys
  let text = await signTogether(policy, { key: first ?? anne, typ })
  for (const key of others) text = await addSignature(text, { key, typ })
  return text
}

function altered(text: string, change: (envelope: Envelope) => unknown): string {
  const envelope = JSON.parse(text) as Envelope
  return JSON.stringify(change(envelope) ?? envelope)
}

const withPayload = (envelope: Envelope, document: string): Envelope => ({
  ...envelope,
  payload: Buffer.from(document).toString('base64url'),
})

describe('a document signed by several people', () => {
  it('comes back with its hash and the names of those who signed', async () => {
    const { document, sha256, signers } = await verify(await signedBy(bjorn, anne))
    expect(document).toEqual(policy)
    expect(sha256).toBe(createHash('sha256').update(canonicalJson(policy)).digest('hex'))
    expect(signers).toEqual(['anne', 'bjorn'])
  })

  it('has the same bytes whoever signs first, and a second signature by one key changes nothing', async () => {
    expect(await signedBy(anne, bjorn)).toBe(await signedBy(bjorn, anne))
    expect(await signedBy(anne, bjorn, anne)).toBe(await signedBy(anne, bjorn))
  })

  it('keeps its hash when one more person signs', async () => {
    const one = await verify(await signedBy(anne), { atLeast: 1 })
    expect((await verify(await signedBy(anne, bjorn))).sha256).toBe(one.sha256)
  })

  it('is refused with one signature where two are needed', async () => {
    await expect(verify(await signedBy(anne))).rejects.toMatchObject({
      code: 'trust/too-few-signatures',
      detail: { needed: 2, found: 1 },
    })
  })

  it('counts a person with two keys once', async () => {
    const people = { anne, 'anne-second': bjorn }
    await expect(verify(await signedBy(anne, bjorn), { people })).rejects.toMatchObject({
      code: 'trust/too-few-signatures',
    })
  })

  it('passes over a signature by a key that does not count, and holds where enough others do', async () => {
    await expect(verify(await signedBy(anne, stranger))).rejects.toMatchObject({ code: 'trust/too-few-signatures' })
    expect((await verify(await signedBy(anne, stranger, bjorn))).signers).toEqual(['anne', 'bjorn'])
  })

  it('is refused where its content was changed after signing', async () => {
    const text = altered(await signedBy(anne, bjorn), envelope =>
      withPayload(envelope, canonicalJson({ ...policy, k: 6 })),
    )
    await expect(verify(text)).rejects.toMatchObject({ code: 'trust/bad-signature' })
  })

  it('is refused where a known key is claimed for a signature that is not its own', async () => {
    const text = altered(await signedBy(anne, bjorn), envelope => {
      const [one, two] = envelope.signatures
      return { ...envelope, signatures: [{ ...one, signature: two?.signature }, two] }
    })
    await expect(verify(text)).rejects.toMatchObject({ code: 'trust/bad-signature' })
  })

  it.each([
    ['no JSON', () => 'x'],
    ['an unprotected header', (text: string) => altered(text, envelope => ({ ...envelope, header: {} }))],
    ['no signature at all', (text: string) => altered(text, envelope => ({ ...envelope, signatures: [] }))],
    [
      'the same signature twice',
      (text: string) => altered(text, ({ payload, signatures: [one] }) => ({ payload, signatures: [one, one] })),
    ],
    [
      'an unknown member beside a signature',
      (text: string) =>
        altered(text, ({ payload, signatures }) => ({
          payload,
          signatures: signatures.map(signature => ({ ...signature, header: { kid: 'x' } })),
        })),
    ],
    ['a member named twice', (text: string) => text.replace('{', '{"payload":"e30",')],
    [
      'a payload that is not in its canonical spelling',
      (text: string) => altered(text, envelope => withPayload(envelope, JSON.stringify(policy, null, 2))),
    ],
  ])('is refused with %s', async (_what, change) => {
    await expect(verify(change(await signedBy(anne, bjorn)))).rejects.toMatchObject({ code: 'trust/bad-token' })
  })

  it('is refused as another kind of document', async () => {
    const text = await signTogether(policy, { key: anne, typ: 'prime-rose-directory+jws' })
    await expect(verify(text)).rejects.toMatchObject({ code: 'trust/bad-token' })
  })

  it('is refused where its content breaks the schema, though two people signed it', async () => {
    const first = await signTogether({ ...policy, k: 1 }, { key: anne, typ })
    const text = await addSignature(first, { key: bjorn, typ })
    await expect(verify(text)).rejects.toMatchObject({ code: 'schema/invalid' })
    expect(() => readUnverified(text, { typ, schemaId })).toThrowError(
      expect.objectContaining({ code: 'schema/invalid' }),
    )
  })

  it('can be read by the one who is asked to sign it', async () => {
    expect(readUnverified(await signedBy(stranger), { typ, schemaId })).toEqual(policy)
  })
})
