/**
 * Tokens that must not pass: written by us after the lists of RFC 7515 to 7520, 8037 and 8725. Each is made from a good
 * question of Denmark to Norway, whose keys the test holds, and is refused before its signature counts.
 */
import { CompactEncrypt, generateSecret } from 'jose'
import { generateKey, keyIdOf, type PrivateJwk, publicKeyOf } from '../../src/trust/keys.ts'
import { keyIdOf as sealingKeyIdOf } from '../../src/trust/octet-key-pair.ts'
import { generateSealingKey, type SealingPublicJwk, sealingPublicKeyOf } from '../../src/trust/sealing-keys.ts'
import {
  changedHeader,
  ellipticJws,
  encode,
  forgeJwe,
  forgeJws,
  macWithPublicKey,
  signingHeader,
  withHeader,
} from './forgery.ts'

export interface World {
  readonly from: string
  readonly to: string
  readonly signingKey: PrivateJwk
  readonly sealingKey: SealingPublicJwk
  /** Claims and content of a good question. */
  readonly question: Readonly<Record<string, unknown>>
}

export interface BadToken {
  readonly title: string
  /** Null where sealing does not matter: the text is a signed message alone. */
  readonly make: (world: World) => Promise<string>
}

const TYP = 'prime-rose-question+jwt'
const stranger = generateKey()
const strangerSealing = sealingPublicKeyOf(generateSealingKey())

const goodHeader = ({ signingKey }: World) => signingHeader(TYP, signingKey)
const good = (world: World) => forgeJws(goodHeader(world), world.question, world.signingKey)
const wrap = ({ from, to, sealingKey }: World, content: string, header = {}) =>
  forgeJwe(content, { key: sealingKey, from, to, header })
/** The signed part is bad, and is sealed as a good one is. */
const inside = (make: (world: World) => string | Promise<string>) => async (world: World) =>
  wrap(world, await make(world))
const outside = (make: (world: World, sealed: string) => string | Promise<string>) => async (world: World) =>
  make(world, await wrap(world, await good(world)))
const headed = (header: object) =>
  inside(async world => withHeader(await good(world), { alg: 'EdDSA', ...goodHeader(world), ...header }))

const littleEndian = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse()
const FIELD_PRIME = 2n ** 255n - 19n
/** RFC 7748 section 6.1: with these any secret gives zero. */
const LOW_ORDER = {
  zero: 0n,
  one: 1n,
  'order 8': 325606250916557431795983626356110631294008115727848805560023387167927233504n,
  'order 8, the other': 39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  'minus one': FIELD_PRIME - 1n,
  'p, which is zero': FIELD_PRIME,
  'p + 1, which is one': FIELD_PRIME + 1n,
  'zero with the ignored bit': 2n ** 255n,
} as const

const signedPart: readonly BadToken[] = [
  {
    title: 'alg none, without signature',
    make: inside(world => `${encode({ ...goodHeader(world), alg: 'none' })}.${encode(world.question)}.`),
  },
  { title: 'alg none, with a signature', make: headed({ alg: 'none' }) },
  { title: 'alg none in another case', make: headed({ alg: 'nOnE' }) },
  {
    title: 'HS256 with the public key as secret',
    make: inside(world => macWithPublicKey(goodHeader(world), world.question, world.signingKey)),
  },
  { title: 'ES256', make: inside(world => ellipticJws('ES256', goodHeader(world), world.question)) },
  {
    title: 'a P-256 signature offered as EdDSA',
    make: inside(world => ellipticJws('EdDSA', goodHeader(world), world.question)),
  },
  { title: 'Ed25519 as the name of the algorithm', make: headed({ alg: 'Ed25519' }) },
  { title: 'alg as a list', make: headed({ alg: ['EdDSA'] }) },
  { title: 'no alg', make: headed({ alg: undefined }) },
  {
    title: 'another typ',
    make: inside(world =>
      forgeJws({ ...goodHeader(world), typ: 'prime-rose-answer+jwt' }, world.question, world.signingKey),
    ),
  },
  {
    title: 'no typ',
    make: inside(world => forgeJws({ kid: keyIdOf(world.signingKey) }, world.question, world.signingKey)),
  },
  { title: 'no kid', make: inside(world => forgeJws({ typ: TYP }, world.question, world.signingKey)) },
  { title: 'an unknown crit', make: headed({ crit: ['x'], x: 1 }) },
  { title: 'an empty crit', make: headed({ crit: [] }) },
  { title: 'b64 false', make: headed({ crit: ['b64'], b64: false }) },
  {
    title: 'a key in jwk',
    make: inside(world => forgeJws({ ...goodHeader(world), jwk: publicKeyOf(stranger) }, world.question, stranger)),
  },
  {
    title: 'keys behind jku',
    make: inside(world =>
      forgeJws({ ...goodHeader(world), jku: 'http://127.0.0.1:9/keys' }, world.question, world.signingKey),
    ),
  },
  {
    title: 'a certificate behind x5u',
    make: inside(world =>
      forgeJws({ ...goodHeader(world), x5u: 'http://127.0.0.1:9/c' }, world.question, world.signingKey),
    ),
  },
  {
    title: 'a certificate in x5c',
    make: inside(world => forgeJws({ ...goodHeader(world), x5c: ['MIIB'] }, world.question, world.signingKey)),
  },
  {
    title: "a stranger's signature under the member's kid",
    make: inside(world => forgeJws(goodHeader(world), world.question, stranger)),
  },
  {
    title: "a stranger's signature under its own kid",
    make: inside(world => forgeJws(signingHeader(TYP, stranger), world.question, stranger)),
  },
  {
    title: "the member's signature under another kid",
    make: inside(world => forgeJws({ typ: TYP, kid: keyIdOf(stranger) }, world.question, world.signingKey)),
  },
  {
    title: 'a member nobody knows',
    make: inside(world => forgeJws(goodHeader(world), { ...world.question, iss: 'evil-member' }, world.signingKey)),
  },
  {
    title: 'a name that ends like a member',
    make: inside(world => forgeJws(goodHeader(world), { ...world.question, iss: `x-${world.from}` }, world.signingKey)),
  },
  {
    title: 'no issuer',
    make: inside(world => forgeJws(goodHeader(world), { ...world.question, iss: undefined }, world.signingKey)),
  },
  {
    title: 'an issuer that is an object',
    make: inside(world =>
      forgeJws(goodHeader(world), { ...world.question, iss: { name: world.from } }, world.signingKey),
    ),
  },
  {
    title: 'a payload changed after signing',
    make: inside(async world => {
      const [head, , signature] = (await good(world)).split('.')
      return `${head}.${encode({ ...world.question, exp: Number(world.question['exp']) + 1 })}.${signature}`
    }),
  },
  {
    title: 'a duplicate member in the payload',
    make: inside(world =>
      forgeJws(goodHeader(world), JSON.stringify(world.question).replace('{', '{"aud":"finprove",'), world.signingKey),
    ),
  },
  {
    title: 'a duplicate member in the header of the signature',
    make: inside(async world =>
      withHeader(
        await good(world),
        JSON.stringify({ alg: 'EdDSA', ...goodHeader(world) }).replace('{', '{"alg":"none",'),
      ),
    ),
  },
  {
    title: 'a payload that is not JSON',
    make: inside(world => forgeJws(goodHeader(world), 'hello', world.signingKey)),
  },
  { title: 'a payload that is null', make: inside(world => forgeJws(goodHeader(world), 'null', world.signingKey)) },
  {
    title: 'a payload that is not UTF-8',
    make: inside(async world => (await good(world)).replace(/\.[^.]+\./, '._w.')),
  },
  { title: 'two parts', make: inside(async world => (await good(world)).split('.').slice(0, 2).join('.')) },
  { title: 'white space after the signature', make: inside(async world => `${await good(world)}\n`) },
  { title: 'base64 padding', make: inside(async world => `${await good(world)}==`) },
  { title: 'a cut signature', make: inside(async world => (await good(world)).slice(0, -4)) },
  {
    title: 'a second spelling of the same signature',
    make: inside(async world => {
      const text = await good(world)
      // 64 bytes end in a character with four unused bits: the next one decodes to the same bytes.
      return text.slice(0, -1) + String.fromCharCode((text.at(-1) ?? '').charCodeAt(0) + 1)
    }),
  },
  {
    title: 'more text than its type may have',
    make: inside(world =>
      forgeJws(goodHeader(world), { ...world.question, jti: 'a'.repeat(24_200) }, world.signingKey),
    ),
  },
]

const envelope: readonly BadToken[] = [
  { title: 'nothing', make: async () => '' },
  { title: 'nonsense', make: async () => 'nonsense' },
  { title: 'six parts', make: outside((_world, sealed) => `${sealed}.x`) },
  { title: 'four parts', make: outside((_world, sealed) => sealed.split('.').slice(0, 4).join('.')) },
  {
    title: 'the signature outside and the seal inside',
    make: async world =>
      forgeJws(goodHeader(world), await wrap(world, JSON.stringify(world.question)), world.signingKey),
  },
  { title: 'a seal around a seal', make: async world => wrap(world, await wrap(world, await good(world))) },
  { title: 'claims that are sealed and not signed', make: async world => wrap(world, JSON.stringify(world.question)) },
  {
    title: 'an unsecured token inside the seal',
    make: async world => wrap(world, `${encode({ alg: 'none' })}.${encode(world.question)}.`),
  },
  { title: 'compressed content (zip)', make: async world => wrap(world, await good(world), { zip: 'DEF' }) },
  { title: 'A128GCM', make: async world => wrap(world, await good(world), { enc: 'A128GCM' }) },
  { title: 'A128CBC-HS256', make: async world => wrap(world, await good(world), { enc: 'A128CBC-HS256' }) },
  {
    title: 'ECDH-ES with a wrapped key',
    make: async world => wrap(world, await good(world), { alg: 'ECDH-ES+A256KW' }),
  },
  {
    title: 'dir, with the public key as secret',
    make: async world => dir(world, Buffer.from(world.sealingKey.x, 'base64url')),
  },
  {
    title: 'dir, with a secret of its own',
    make: async world => dir(world, (await generateSecret('A256GCM', { extractable: true })) as CryptoKey),
  },
  {
    title: 'the name of RSA-OAEP',
    make: outside((_world, sealed) => withPart(changedHeader(sealed, { alg: 'RSA-OAEP' }), 1, 'AAAA')),
  },
  {
    title: 'the name of RSA1_5',
    make: outside((_world, sealed) => withPart(changedHeader(sealed, { alg: 'RSA1_5' }), 1, 'AAAA')),
  },
  {
    title: 'PBES2 with a count that takes hours',
    make: outside((_world, sealed) =>
      withPart(
        changedHeader(sealed, { alg: 'PBES2-HS256+A128KW', p2c: 2_147_483_647, p2s: 'AAAAAAAAAAAAAAAA' }),
        1,
        'A'.repeat(54),
      ),
    ),
  },
  { title: 'PBES2 of a password', make: pbes2 },
  { title: 'alg as a list', make: outside((_world, sealed) => changedHeader(sealed, { alg: ['ECDH-ES'] })) },
  { title: 'enc missing', make: outside((_world, sealed) => changedHeader(sealed, { enc: undefined })) },
  {
    title: 'an unknown crit on the seal',
    make: outside((_world, sealed) => changedHeader(sealed, { crit: ['x'], x: 1 })),
  },
  {
    title: 'a jku on the seal',
    make: async world => wrap(world, await good(world), { jku: 'http://127.0.0.1:9/keys' }),
  },
  { title: 'a jwk on the seal', make: async world => wrap(world, await good(world), { jwk: strangerSealing }) },
  { title: 'an x5u on the seal', make: async world => wrap(world, await good(world), { x5u: 'http://127.0.0.1:9/c' }) },
  { title: 'a duplicate member on the seal', make: outside((_world, sealed) => duplicated(sealed, '"apv":"ZXZpbA"')) },
  { title: 'another typ on the seal', make: async world => wrap(world, await good(world), { typ: 'JWE' }) },
  { title: 'no cty', make: async world => wrap(world, await good(world), { cty: undefined }) },
  { title: 'no kid on the seal', make: async world => wrap(world, await good(world), { kid: undefined }) },
  {
    title: "another member's kid on the seal",
    make: async world => wrap(world, await good(world), { kid: sealingKeyIdOf(strangerSealing) }),
  },
  {
    title: "a seal to a stranger's key under our kid",
    make: async world =>
      wrap({ ...world, sealingKey: strangerSealing }, await good(world), { kid: sealingKeyIdOf(world.sealingKey) }),
  },
  {
    title: 'a seal to a key that we do not have',
    make: async world => wrap({ ...world, sealingKey: strangerSealing }, await good(world)),
  },
  {
    title: 'another sender on the outside',
    make: async world => wrap({ ...world, from: 'finprove' }, await good(world)),
  },
  {
    title: 'another sender written over the outside',
    make: outside((_world, sealed) => changedHeader(sealed, { apu: encode('from:finprove') })),
  },
  {
    title: 'another reader written over the outside',
    make: outside((_world, sealed) => changedHeader(sealed, { apv: encode('to:finprove') })),
  },
  { title: 'no apu', make: outside((_world, sealed) => changedHeader(sealed, { apu: undefined })) },
  { title: 'an apv that is no text', make: outside((_world, sealed) => changedHeader(sealed, { apv: 7 })) },
  { title: 'an apu that is no member id', make: async world => wrap({ ...world, from: '../x' }, await good(world)) },
  { title: 'no epk', make: outside((_world, sealed) => changedHeader(sealed, { epk: undefined })) },
  {
    title: 'an epk on P-256',
    make: outside((_world, sealed) =>
      changedHeader(sealed, { epk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } }),
    ),
  },
  {
    title: 'an epk on Ed25519',
    make: outside((_world, sealed) => changedHeader(sealed, { epk: publicKeyOf(stranger) })),
  },
  {
    title: 'an epk with its private half',
    make: outside((_world, sealed) => changedHeader(sealed, { epk: generateSealingKey() })),
  },
  {
    title: 'an epk that is too short',
    make: outside((_world, sealed) => changedHeader(sealed, { epk: { kty: 'OKP', crv: 'X25519', x: 'AAAA' } })),
  },
  { title: 'another epk', make: outside((_world, sealed) => changedHeader(sealed, { epk: strangerSealing })) },
  ...Object.entries(LOW_ORDER).map(([name, point]) => ({
    title: `an epk of low order: ${name}`,
    make: outside((_world: World, sealed: string) =>
      changedHeader(sealed, { epk: { kty: 'OKP', crv: 'X25519', x: littleEndian(point).toString('base64url') } }),
    ),
  })),
  { title: 'a wrapped key where there is none', make: outside((_world, sealed) => withPart(sealed, 1, 'AAAA')) },
  { title: 'no initialisation vector', make: outside((_world, sealed) => withPart(sealed, 2, '')) },
  { title: 'a long initialisation vector', make: outside((_world, sealed) => withPart(sealed, 2, 'A'.repeat(32))) },
  { title: 'a cut tag', make: outside((_world, sealed) => withPart(sealed, 4, 'AAAA')) },
  { title: 'no content', make: outside((_world, sealed) => withPart(sealed, 3, '')) },
  {
    title: 'changed content',
    make: outside((_world, sealed) => withPart(sealed, 3, flipped(sealed.split('.')[3] ?? ''))),
  },
  { title: 'white space after the seal', make: outside((_world, sealed) => `${sealed}\n`) },
  { title: 'content that is not UTF-8', make: async world => wrap(world, '\ud800') },
]

export const badTokens: readonly BadToken[] = [
  ...envelope,
  ...signedPart.map(({ title, make }) => ({ title: `${title}, sealed`, make })),
]

function withPart(token: string, index: number, part: string): string {
  return token.split('.').with(index, part).join('.')
}

function flipped(part: string): string {
  const bytes = Buffer.from(part, 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64url')
}

function duplicated(token: string, member: string): string {
  const header = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
  return withHeader(token, header.replace('{', `{${member},`))
}

/** RFC 7518 section 4.5. */
async function dir(world: World, secret: Uint8Array | CryptoKey): Promise<string> {
  const header = { alg: 'dir', enc: 'A256GCM', kid: sealingKeyIdOf(world.sealingKey) }
  return new CompactEncrypt(Buffer.from(await good(world))).setProtectedHeader(header).encrypt(secret)
}

/** RFC 7518 section 4.8: the count of rounds is the sender's (RFC 8725 section 3.7). */
async function pbes2(world: World): Promise<string> {
  const header = { alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', kid: sealingKeyIdOf(world.sealingKey) }
  return new CompactEncrypt(Buffer.from(await good(world))).setProtectedHeader(header).encrypt(Buffer.from('password'))
}
