/**
 * Work that leads nowhere: a message that is refused early costs what a good one costs, so that the time of a refusal does
 * not tell which member, key or header is known here (attack A27). Nobody ever signs with or seals to these keys otherwise.
 */
import { openJwe, readJwe, sealJwe } from './jwe.ts'
import { readJws, signJws, verifySignature } from './jws.ts'
import { generateKey, publicKeyOf } from './keys.ts'
import { generateSealingKey, sealingPublicKeyOf } from './sealing-keys.ts'

interface Decoys {
  readonly signed: ReturnType<typeof readJws>
  readonly sealed: ReturnType<typeof readJwe>
}

const TYP = 'prime-rose-decoy'
const MAX = 1_024
const signingKey = generateKey()
const publicKey = publicKeyOf(signingKey)
const sealingKey = generateSealingKey()

let made: Promise<Decoys> | undefined

async function make(): Promise<Decoys> {
  const text = await signJws('{}', { key: signingKey, typ: TYP })
  const sealed = await sealJwe(text, { key: sealingPublicKeyOf(sealingKey), from: 'decoy', to: 'decoy' })
  return {
    signed: readJws(text, { typ: TYP, maxCharacters: MAX }),
    sealed: readJwe(sealed, { maxCharacters: 2 * MAX }),
  }
}

function decoys(): Promise<Decoys> {
  made ??= make()
  return made
}

/** Costs one verification. */
export async function verifyInVain(): Promise<void> {
  await verifySignature((await decoys()).signed, publicKey)
}

/** Costs one opening. */
export async function openInVain(): Promise<void> {
  await openJwe((await decoys()).sealed, sealingKey)
}
