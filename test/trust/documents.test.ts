import { describe, expect, it } from 'vitest'
import type { NationalTable } from '../../src/model/generated/national-table.ts'
import { nationalTableSchema } from '../../src/model/generated/national-table.ts'
import { signDocument, verifyDocument } from '../../src/trust/documents.ts'
import { generateKey, keyIdOf, publicKeyOf } from '../../src/trust/keys.ts'

const TYP = 'prime-rose-table+jws'
const engine = generateKey()
const table = nationalTableSchema.examples[0]

function verify(jws: string, key = engine) {
  return verifyDocument<NationalTable>(jws, {
    typ: TYP,
    schemaId: 'urn:prime-rose:national-table/2',
    keyOf: kid => (kid === keyIdOf(key) ? publicKeyOf(key) : null),
  })
}

describe('a signed document', () => {
  it('comes back as it was signed, with the key that signed it', async () => {
    const jws = await signDocument(table, { key: engine, typ: TYP })
    expect(await verify(jws)).toEqual({ document: table, kid: keyIdOf(engine) })
  })

  it('has the same bytes for the same content, however its members are ordered', async () => {
    const reordered = Object.fromEntries(Object.entries(table).reverse())
    const sign = (document: object) => signDocument(document, { key: engine, typ: TYP })
    expect(await sign(reordered)).toBe(await sign(table))
  })

  it('is refused with another count', async () => {
    const [head, payload, signature] = (await signDocument(table, { key: engine, typ: TYP })).split('.')
    const changed = Buffer.from(
      Buffer.from(payload ?? '', 'base64url')
        .toString()
        .replace('186', '187'),
    ).toString('base64url')
    await expect(verify(`${head}.${changed}.${signature}`)).rejects.toMatchObject({ code: 'trust/bad-signature' })
  })

  it('is refused from a key that the reader does not trust', async () => {
    const jws = await signDocument(table, { key: generateKey(), typ: TYP })
    await expect(verify(jws)).rejects.toMatchObject({ code: 'trust/unknown-issuer' })
  })

  it('is refused as another kind of document', async () => {
    const jws = await signDocument(table, { key: engine, typ: 'prime-rose-approval+jws' })
    await expect(verify(jws)).rejects.toMatchObject({ code: 'trust/bad-token' })
  })

  it('is refused where its content breaks the schema, though the signature holds', async () => {
    const jws = await signDocument({ ...table, extra: 1 }, { key: engine, typ: TYP })
    await expect(verify(jws)).rejects.toMatchObject({ code: 'schema/invalid' })
  })
})
