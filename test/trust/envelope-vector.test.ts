import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseMemberId } from '../../src/model/ids.ts'
import { open, seal } from '../../src/trust/envelope.ts'
import { generateKey, type PrivateJwk } from '../../src/trust/keys.ts'
import { generateSealingKey, type SealingPrivateJwk } from '../../src/trust/sealing-keys.ts'
import { aCorrespondent, knowing } from '../support/correspondents.ts'

const FILE = new URL('../vectors/envelope.json', import.meta.url)

interface Vector {
  readonly about: string
  readonly now: number
  readonly reader: { readonly id: string; readonly sealing: SealingPrivateJwk }
  readonly sender: { readonly id: string; readonly key: PrivateJwk }
  readonly message: string
  readonly payload: { readonly cohort: object }
}

/** ROSE_UPDATE_VECTORS=1 writes it anew: a sealed text is never the same twice. */
async function write(): Promise<Vector> {
  const now = 1_767_225_600
  const sender = { id: 'protarget-denmark', key: generateKey() }
  const reader = { id: 'impress-norway', key: generateKey(), sealing: generateSealingKey() }
  const cohort = {
    schema: 'cohort/1',
    match: 'within',
    tumour: ['COADREAD+'],
    alteration: null,
    drugs: 'sotorasib',
    endpoint: null,
  }
  const { jti, message } = await seal(
    { type: 'question/1', to: aCorrespondent(reader.id, reader), carrier: 'direct', content: { cohort } },
    { member: parseMemberId(sender.id), key: sender.key, clock: { now: () => now * 1000 } },
  )
  return {
    about: 'A sealed question, the keys that open and verify it, and what is in it. Keys of tests, used nowhere else.',
    now,
    reader: { id: reader.id, sealing: reader.sealing },
    sender,
    message,
    payload: {
      ...{ type: 'question/1', purpose: 'discovery', iss: sender.id, aud: reader.id, iat: now, exp: now + 60, jti },
      cohort,
    },
  }
}

it('another implementation’s message opens: the vector of the envelope', async () => {
  if (process.env['ROSE_UPDATE_VECTORS'] === '1') {
    writeFileSync(FILE, `${JSON.stringify(await write(), null, 2)}\n`)
  }
  const { now, reader, sender, message, payload } = JSON.parse(readFileSync(FILE, 'utf8')) as Vector
  const from = aCorrespondent(sender.id, { key: sender.key, sealing: generateSealingKey() })
  const opener = {
    member: parseMemberId(reader.id),
    sealingKeys: [reader.sealing],
    find: knowing(from),
    clock: { now: () => now * 1000 },
  }
  expect(await open(message, opener, { accept: ['question/1'], carrier: 'direct' })).toEqual(payload)
})
