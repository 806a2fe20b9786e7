import { createHmac } from 'node:crypto'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { isNodeError } from '../../src/model/errors.ts'
import { generateKey, keyIdOf, publicKeyOf } from '../../src/trust/keys.ts'
import { MAX_MESSAGE_CHARACTERS, openMessage, signMessage } from '../../src/trust/messages.ts'

const TYP = 'prime-rose-question+jwt'
const NOW_SECONDS = 1_767_225_600
const denmark = generateKey()
const stranger = generateKey()
const directory = new Map([
  ['protarget-denmark', publicKeyOf(denmark)],
  ['finprove-finland', publicKeyOf(generateKey())],
])

const question = {
  type: 'question/1',
  iss: 'protarget-denmark',
  aud: 'impress-norway',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 60,
  jti: 'b1946ac92492d2347c6235b4d2611184',
  cohort: { schema: 'cohort-definition/1', tumour: ['COADREAD'], alteration: null, drugs: 'sotorasib' },
}

function open(text: string, change: { nowSeconds?: number; typ?: string } = {}) {
  return openMessage<typeof question>(text, {
    typ: change.typ ?? TYP,
    schemaId: 'urn:prime-rose:question/1',
    audience: 'impress-norway',
    keyOf: issuer => directory.get(issuer) ?? null,
    now: (change.nowSeconds ?? NOW_SECONDS) * 1000,
    maxAgeSeconds: 300,
    clockToleranceSeconds: 60,
  })
}

const encode = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

/** Signs whatever header and payload it is given, as an attacker who owns `key` can. */
async function forge(header: Readonly<Record<string, unknown>>, payload: unknown, key = denmark): Promise<string> {
  const plain = await new CompactSign(Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'EdDSA', ...header } as { alg: string })
    .sign(key)
  return plain
}

const header = { typ: TYP, kid: keyIdOf(denmark) }
const signed = (change: object = {}) => signMessage({ ...question, ...change }, { key: denmark, typ: TYP })
/** Header written by hand over a signature that was made for something else: the header must be refused on its own. */
const withHeader = async (value: unknown) => [encode(value), ...(await signed()).split('.').slice(1)].join('.')

function hmacWithPublicKey(): string {
  const input = `${encode({ alg: 'HS256', ...header })}.${encode(question)}`
  const secret = Buffer.from(directory.get('protarget-denmark')?.x ?? '', 'base64url')
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

async function ellipticSignature(alg: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const real = await new CompactSign(Buffer.from(JSON.stringify(question)))
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(await exportJWK(privateKey))
  return [encode({ alg, ...header }), ...real.split('.').slice(1)].join('.')
}

describe('a message', () => {
  it('opens where issuer, key, audience and time are right', async () => {
    expect(await open(await signed())).toEqual(question)
  })

  it('opens at the edges of the clock tolerance, and not beyond', async () => {
    const text = await signed()
    await expect(open(text, { nowSeconds: NOW_SECONDS - 60 })).resolves.toBeDefined()
    await expect(open(text, { nowSeconds: NOW_SECONDS + 119 })).resolves.toBeDefined()
    await expect(open(text, { nowSeconds: NOW_SECONDS - 61 })).rejects.toMatchObject({
      code: 'trust/token-not-yet-valid',
    })
    await expect(open(text, { nowSeconds: NOW_SECONDS + 120 })).rejects.toMatchObject({ code: 'trust/token-expired' })
  })

  const tricks: readonly (readonly [title: string, code: string, text: () => string | Promise<string>])[] = [
    [
      'alg none, without signature',
      'trust/unknown-algorithm',
      () => `${encode({ alg: 'none', ...header })}.${encode(question)}.`,
    ],
    ['alg none, with a signature', 'trust/unknown-algorithm', () => withHeader({ alg: 'none', ...header })],
    ['HS256 with the public key as secret', 'trust/unknown-algorithm', hmacWithPublicKey],
    ['ES256', 'trust/unknown-algorithm', () => ellipticSignature('ES256')],
    ['a P-256 signature offered as EdDSA', 'trust/bad-signature', () => ellipticSignature('EdDSA')],
    ['alg in another case', 'trust/unknown-algorithm', () => withHeader({ alg: 'eddsa', ...header })],
    ['alg as a list', 'trust/unknown-algorithm', () => withHeader({ alg: ['EdDSA'], ...header })],
    ['no alg', 'trust/unknown-algorithm', () => withHeader(header)],
    ['another typ', 'trust/bad-token', () => forge({ ...header, typ: 'prime-rose-answer+jwt' }, question)],
    ['no typ', 'trust/bad-token', () => forge({ kid: header.kid }, question)],
    ['no kid', 'trust/bad-token', () => forge({ typ: TYP }, question)],
    ['an unknown crit', 'trust/bad-token', () => withHeader({ alg: 'EdDSA', ...header, crit: ['x'], x: 1 })],
    ['b64 false', 'trust/bad-token', () => withHeader({ alg: 'EdDSA', ...header, crit: ['b64'], b64: false })],
    ['a key in jwk', 'trust/bad-token', () => forge({ ...header, jwk: publicKeyOf(stranger) }, question, stranger)],
    ['a key behind jku', 'trust/bad-token', () => forge({ ...header, jku: 'https://evil.example/k' }, question)],
    ['a key behind x5u', 'trust/bad-token', () => forge({ ...header, x5u: 'https://evil.example/c' }, question)],
    ['a certificate in x5c', 'trust/bad-token', () => forge({ ...header, x5c: ['MIIB'] }, question)],
    ["a stranger's key under the issuer's kid", 'trust/bad-signature', () => forge(header, question, stranger)],
    [
      "a stranger's key under its own kid",
      'trust/bad-signature',
      () => forge({ ...header, kid: keyIdOf(stranger) }, question, stranger),
    ],
    [
      "the issuer's key under another kid",
      'trust/bad-signature',
      () => forge({ ...header, kid: keyIdOf(stranger) }, question),
    ],
    ["another member's name", 'trust/bad-signature', () => signed({ iss: 'finprove-finland' })],
    ['a member nobody knows', 'trust/unknown-issuer', () => signed({ iss: 'evil-member' })],
    ['a name that ends like a member', 'trust/unknown-issuer', () => signed({ iss: 'x-protarget-denmark' })],
    ['no issuer', 'trust/unknown-issuer', () => signed({ iss: undefined })],
    ['an issuer that is an object', 'trust/unknown-issuer', () => signed({ iss: { toString: 'protarget-denmark' } })],
    ['another addressee', 'trust/addressed-elsewhere', () => signed({ aud: 'impress-norway-2' })],
    ['a list of addressees', 'schema/invalid', () => signed({ aud: ['impress-norway'] })],
    ['an unknown member in the payload', 'schema/invalid', () => signed({ admin: true })],
    ['no expiry', 'schema/invalid', () => signed({ exp: undefined })],
    ['no message id', 'schema/invalid', () => signed({ jti: undefined })],
    ['a long life', 'trust/bad-token', () => signed({ exp: NOW_SECONDS + 301 })],
    ['an end before its beginning', 'trust/bad-token', () => signed({ exp: NOW_SECONDS })],
    [
      'a duplicate member in the payload',
      'trust/bad-token',
      () => forge(header, JSON.stringify(question).replace('{', '{"aud":"finprove-finland",')),
    ],
    [
      'a duplicate member in the header',
      'trust/bad-token',
      async () =>
        [
          encode(JSON.stringify({ alg: 'EdDSA', ...header }).replace('{', '{"alg":"none",')),
          ...(await signed()).split('.').slice(1),
        ].join('.'),
    ],
    ['a payload that is not JSON', 'trust/bad-token', () => forge(header, 'hello')],
    ['a payload that is null', 'trust/unknown-issuer', () => forge(header, 'null')],
    ['a payload that is not UTF-8', 'trust/bad-token', async () => (await signed()).replace(/\.[^.]+\./, '._w.')],
    ['nothing', 'trust/bad-token', () => ''],
    ['two parts', 'trust/bad-token', () => `${encode(header)}.${encode(question)}`],
    ['five parts, as an encrypted message has', 'trust/bad-token', async () => `${await signed()}.x.y`],
    ['white space at its end', 'trust/bad-token', async () => `${await signed()}\n`],
    ['base64 padding', 'trust/bad-token', async () => `${await signed()}==`],
    ['a cut signature', 'trust/bad-token', async () => (await signed()).slice(0, -4)],
    ['more text than allowed', 'trust/bad-token', () => 'a'.repeat(MAX_MESSAGE_CHARACTERS + 1)],
  ]
  it.each(tricks)('with %s is refused as %s', async (_, code, text) => {
    await expect(open(await text())).rejects.toMatchObject({ code })
  })

  it('is refused after any change of its payload', async () => {
    const [head, , signature] = (await signed()).split('.')
    const changed = `${head}.${encode({ ...question, exp: question.exp + 1 })}.${signature}`
    await expect(open(changed)).rejects.toMatchObject({ code: 'trust/bad-signature' })
  })

  it('is refused in a second spelling of the same bytes', async () => {
    const text = await signed()
    // 64 bytes end in a character with four unused bits: the next one decodes to the same bytes.
    const last = text.at(-1) ?? ''
    const respelt = text.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1)
    expect(Buffer.from(respelt.split('.')[2] ?? '', 'base64url')).toEqual(
      Buffer.from(text.split('.')[2] ?? '', 'base64url'),
    )
    await expect(open(respelt)).rejects.toMatchObject({ code: 'trust/bad-token' })
  })

  it('is refused without a word of its sender', async () => {
    const refusals = await Promise.all(
      [
        signed({ iss: 'canary-member' }),
        signed({ aud: 'canary-member' }),
        forge({ ...header, canary: 1 }, question),
      ].map(async text => open(await text).catch((error: unknown) => error)),
    )
    for (const refused of refusals) {
      expect(isNodeError(refused) && `${refused.message}${refused.hint}${JSON.stringify(refused.detail)}`).not.toMatch(
        /canary/,
      )
    }
  })
})
