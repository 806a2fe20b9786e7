import { describe, expect, it } from 'vitest'
import { isNodeError } from '../../src/model/errors.ts'
import { type MemberId, parseMemberId } from '../../src/model/ids.ts'
import type { Correspondent } from '../../src/trust/correspondents.ts'
import { type Letter, open, type Signer, seal } from '../../src/trust/envelope.ts'
import { isSealed } from '../../src/trust/jwe.ts'
import { generateKey, publicKeyOf } from '../../src/trust/keys.ts'
import type { Carrier, MessageType } from '../../src/trust/message-types.ts'
import { generateSealingKey, type SealingPrivateJwk } from '../../src/trust/sealing-keys.ts'
import { aCorrespondent, knowing, someKeys } from '../support/correspondents.ts'
import { forgeJwe, forgeJws, signingHeader } from '../support/forgery.ts'

const NOW = 1_767_225_600
const NORWAY = parseMemberId('impress-norway')
const DENMARK = parseMemberId('protarget-denmark')
const norwayKeys = someKeys()
const denmarkKeys = someKeys()
const norway = aCorrespondent(NORWAY, norwayKeys)
const denmark = aCorrespondent(DENMARK, denmarkKeys)
const cohort = {
  schema: 'cohort/1',
  match: 'within',
  tumour: ['COADREAD+'],
  alteration: null,
  drugs: 'sotorasib',
  endpoint: null,
}

const at = (seconds: number) => ({ now: () => seconds * 1000 })
const asDenmark: Signer = { member: DENMARK, key: denmarkKeys.key, clock: at(NOW) }

function write(change: Partial<Letter> = {}, signer: Signer = asDenmark) {
  return seal({ type: 'question/1', to: norway, carrier: 'direct', content: { cohort }, ...change }, signer)
}

interface Reading {
  readonly now?: number
  readonly accept?: readonly MessageType[]
  readonly carrier?: Carrier
  readonly sealingKeys?: readonly SealingPrivateJwk[]
  readonly member?: MemberId
  readonly from?: Correspondent
}

function read(message: string, { now = NOW, accept = ['question/1'], carrier = 'direct', ...us }: Reading = {}) {
  const { sealingKeys = [norwayKeys.sealing], member = NORWAY, from = denmark } = us
  return open(message, { member, sealingKeys, find: knowing(from), clock: at(now) }, { accept, carrier })
}

/** A message that its sender really signed and sealed, with whatever claims. */
async function claiming(changes: object): Promise<string> {
  const { message } = await write({ to: { ...norway, sealingKey: null } })
  const payload = JSON.parse(Buffer.from(message.split('.')[1] ?? '', 'base64url').toString()) as object
  const header = signingHeader('prime-rose-question+jwt', denmarkKeys.key)
  const signed = await forgeJws(header, { ...payload, ...changes }, denmarkKeys.key)
  return forgeJwe(signed, { key: norway.sealingKey ?? never(), from: DENMARK, to: NORWAY })
}

function never(): never {
  throw new Error('has a key')
}

describe('a sealed message', () => {
  it('opens for its reader, with all that was said in it', async () => {
    const { jti, message } = await write()
    expect(isSealed(message)).toBe(true)
    expect(await read(message)).toEqual({
      type: 'question/1',
      purpose: 'discovery',
      iss: DENMARK,
      aud: NORWAY,
      iat: NOW,
      exp: NOW + 60,
      jti,
      cohort,
    })
  })

  it('of a kind or version that is not known here is told so to a member that is proved, and to nobody else', async () => {
    const { message } = await write({ to: { ...norway, sealingKey: null } })
    const payload = JSON.parse(Buffer.from(message.split('.')[1] ?? '', 'base64url').toString()) as object
    const sealedBy = async (key: typeof denmarkKeys.key, typ: string, changes: object = {}) =>
      forgeJwe(await forgeJws(signingHeader(typ, key), { ...payload, ...changes }, key), {
        key: norway.sealingKey ?? never(),
        from: DENMARK,
        to: NORWAY,
      })
    const newer = await sealedBy(denmarkKeys.key, 'prime-rose-question-2+jwt', { type: 'question/2', what: 'else' })
    await expect(read(newer)).rejects.toMatchObject({ code: 'exchange/not-spoken' })
    const sameName = await claiming({ type: 'question/2', what: 'else' })
    await expect(read(sameName)).rejects.toMatchObject({ code: 'exchange/not-spoken' })
    const strangers = await sealedBy(generateKey(), 'prime-rose-question-2+jwt', { type: 'question/2' })
    await expect(read(strangers)).rejects.toMatchObject({ code: 'trust/bad-signature' })
    // Known, and not for here; signed, and no message; no name of ours; a wrong type of the right kind.
    for (const typ of ['prime-rose-pong+jwt', 'prime-rose-request+jwt', 'prime-rose-courier+jwt', 'JWT', 'at+jwt']) {
      await expect(read(await sealedBy(denmarkKeys.key, typ))).rejects.toMatchObject({ code: 'trust/bad-token' })
    }
    await expect(read(await claiming({ type: 'answer/1' }))).rejects.toMatchObject({ code: 'schema/invalid' })
  })

  it('shows its sender, its reader, a key name and nothing else to who carries it', async () => {
    const { message } = await write()
    const header = JSON.parse(Buffer.from(message.split('.')[0] ?? '', 'base64url').toString())
    expect({ ...header, kid: '', epk: {} }).toEqual({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      typ: 'prime-rose-sealed+jwe',
      cty: 'jose',
      kid: '',
      epk: {},
      apu: Buffer.from(`from:${DENMARK}`).toString('base64url'),
      apv: Buffer.from(`to:${NORWAY}`).toString('base64url'),
    })
    const carried = message
      .split('.')
      .map(part => Buffer.from(part, 'base64url').toString('latin1'))
      .join()
    expect(carried).not.toMatch(/COADREAD|sotorasib|question/)
  })

  it('is never the same twice', async () => {
    const [one, two] = await Promise.all([write(), write()])
    expect(one.message.split('.')[0]).not.toBe(two.message.split('.')[0])
    expect(one.jti).not.toBe(two.jti)
  })

  it('opens where a member writes to itself', async () => {
    const { message } = await write({ to: denmark })
    const us = { member: DENMARK, sealingKeys: [denmarkKeys.sealing] }
    await expect(read(message, us)).resolves.toMatchObject({ iss: DENMARK, aud: DENMARK })
  })

  it('opens with either key while one replaces the other, and with neither after', async () => {
    const { message } = await write()
    const fresh = generateSealingKey()
    await expect(read(message, { sealingKeys: [fresh, norwayKeys.sealing] })).resolves.toBeDefined()
    await expect(read(message, { sealingKeys: [fresh] })).rejects.toMatchObject({ code: 'trust/bad-token' })
  })

  it('verifies under either signing key that the directory holds, and under no other', async () => {
    const fresh = generateKey()
    const { message } = await write({}, { ...asDenmark, key: fresh })
    const rotating = { ...denmark, signingKeys: [...denmark.signingKeys, publicKeyOf(fresh)] }
    await expect(read(message, { from: rotating })).resolves.toBeDefined()
    await expect(read(message)).rejects.toMatchObject({ code: 'trust/bad-signature' })
  })

  it('opens at the edges of the clock tolerance, and not beyond', async () => {
    const { message } = await write()
    await expect(read(message, { now: NOW - 60 })).resolves.toBeDefined()
    await expect(read(message, { now: NOW + 119 })).resolves.toBeDefined()
    await expect(read(message, { now: NOW - 61 })).rejects.toMatchObject({ code: 'trust/token-not-yet-valid' })
    await expect(read(message, { now: NOW + 120 })).rejects.toMatchObject({ code: 'trust/token-expired' })
  })

  it('may wait a day at a relay and a month as a file, and not so long where it comes straight', async () => {
    const byFile = (await write({ carrier: 'file', sequence: 7 })).message
    const weeks = { now: NOW + 20 * 86_400 }
    await expect(read(byFile, { ...weeks, carrier: 'file' })).resolves.toMatchObject({ exp: NOW + 30 * 86_400 })
    await expect(read(byFile)).rejects.toMatchObject({ code: 'schema/invalid' })
    await expect(read(byFile, { carrier: 'relay' })).rejects.toMatchObject({ code: 'schema/invalid' })
    const byRelay = (await write({ carrier: 'relay', lifetimeSeconds: 600 })).message
    await expect(read(byRelay, { now: NOW + 500, carrier: 'relay' })).resolves.toMatchObject({ exp: NOW + 600 })
  })

  it('carries its number as a file, and has one then and only then', async () => {
    const byFile = (await write({ carrier: 'file', sequence: 7 })).message
    await expect(read(byFile, { carrier: 'file' })).resolves.toMatchObject({ seq: 7 })
    const byRelay = (await write({ carrier: 'relay' })).message
    await expect(read(byRelay, { carrier: 'file' })).rejects.toMatchObject({ code: 'trust/no-sequence' })
    await expect(write({ carrier: 'file' })).rejects.toMatchObject({ code: 'trust/no-sequence' })
    await expect(write({ carrier: 'relay', sequence: 1 })).rejects.toMatchObject({ code: 'trust/no-sequence' })
    for (const seq of [0, 1.5, '1', null]) {
      const odd = (await write({ carrier: 'file', sequence: 1, content: { cohort, seq } })).message
      await expect(read(odd, { carrier: 'file' })).rejects.toMatchObject({ code: 'trust/no-sequence' })
    }
  })

  it('from a member that exchanges files only is a file, whatever brought it in the end; its clock may be a day off', async () => {
    const from = { ...denmark, filesOnly: true }
    const { message } = await write({ carrier: 'file', sequence: 1 })
    await expect(read(message, { from, now: NOW - 86_000 })).resolves.toMatchObject({ seq: 1 })
    await expect(read(message, { from, now: NOW - 86_500 })).rejects.toMatchObject({
      code: 'trust/token-not-yet-valid',
    })
    await expect(read((await write()).message, { from })).rejects.toMatchObject({ code: 'trust/no-sequence' })
  })

  it('is told apart by its type: a question is not opened as an answer', async () => {
    const { message } = await write()
    await expect(read(message, { accept: ['answer/1'] })).rejects.toMatchObject({ code: 'trust/bad-token' })
    await expect(read(message, { accept: ['answer/1', 'question/1'] })).resolves.toBeDefined()
  })
})

describe('a message whose sender is proved', () => {
  it.each([
    ['another addressee', { aud: 'impress-norway-2' }, 'trust/addressed-elsewhere'],
    ['an addressee that ends like us', { aud: 'x-impress-norway' }, 'trust/addressed-elsewhere'],
    ['a list of addressees', { aud: ['impress-norway'] }, 'schema/invalid'],
    ['another purpose', { purpose: 'export' }, 'schema/invalid'],
    ['no purpose', { purpose: undefined }, 'schema/invalid'],
    ['the type of another message', { type: 'answer/1' }, 'schema/invalid'],
    ['a member that its schema does not know', { admin: true }, 'schema/invalid'],
    ['no expiry', { exp: undefined }, 'schema/invalid'],
    ['no message id', { jti: undefined }, 'schema/invalid'],
    ['a long life', { exp: NOW + 61 }, 'trust/bad-token'],
    ['an end before its beginning', { exp: NOW }, 'trust/bad-token'],
  ])('is refused with %s', async (_what, changes, code) => {
    await expect(read(await claiming(changes))).rejects.toMatchObject({ code })
  })

  it('is refused where it was sealed to us and meant for another, and the reverse', async () => {
    const other = { ...norway, id: parseMemberId('drup-nl') }
    const { message } = await write({ to: other })
    await expect(read(message)).rejects.toMatchObject({ code: 'trust/addressed-elsewhere' })
    const [signed] = [(await write({ to: { ...norway, sealingKey: null } })).message]
    const readdressed = await forgeJwe(signed, { key: norway.sealingKey ?? never(), from: DENMARK, to: 'drup-nl' })
    await expect(read(readdressed)).rejects.toMatchObject({ code: 'trust/addressed-elsewhere' })
  })

  it('is refused where its role does not send this type', async () => {
    const { message } = await write()
    const combiner = { ...denmark, roles: ['combiner'] as const }
    await expect(read(message, { from: combiner })).rejects.toMatchObject({ code: 'trust/not-allowed' })
  })

  it('is refused unsealed where the directory has a sealing key for it, and sealed where a plain file names it', async () => {
    const { message } = await write({ to: { ...norway, sealingKey: null } })
    await expect(read(message)).rejects.toMatchObject({ code: 'trust/not-sealed' })
    const plain = { ...denmark, sealingKey: null }
    await expect(read(message, { from: plain })).resolves.toBeDefined()
    await expect(read((await write()).message, { from: plain })).rejects.toMatchObject({ code: 'trust/not-sealed' })
  })

  it('is refused without a word of its own', async () => {
    const refused = await read(await claiming({ aud: 'canary-member' })).catch((error: unknown) => error)
    expect(isNodeError(refused) && `${refused.message}${refused.hint}${JSON.stringify(refused.detail)}`).not.toMatch(
      /canary/,
    )
  })
})
