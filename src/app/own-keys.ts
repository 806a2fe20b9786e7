/** The node's own keys: they sign what it says, and open what is sealed to it. While keys are replaced there are several. */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Config, type NodePaths, readSecret } from '../config.ts'
import { generateKey, type PrivateJwk, parsePrivateKey } from '../trust/keys.ts'
import { generateSealingKey, parseSealingPrivateKey, type SealingPrivateJwk } from '../trust/sealing-keys.ts'
import { writeSecretOnce } from './node-files.ts'

export interface OwnKeys {
  /** Oldest first. */
  readonly signing: readonly PrivateJwk[]
  readonly sealing: readonly SealingPrivateJwk[]
}

/** The first signing key: what a plain network knows the node by. */
export function signingKeyOf(config: Pick<Config, 'paths'>): PrivateJwk {
  return parsePrivateKey(readSecret(config.paths.signingKey, "the node's signing key"))
}

export function ownKeysOf({ paths }: Pick<Config, 'paths'>): OwnKeys {
  const read = (kind: Kind) => keyFiles(paths, kind).map(file => readSecret(file, `a ${kind} key of the node`))
  return {
    signing: read('signing').map(parsePrivateKey),
    sealing: read('sealing').map(parseSealingPrivateKey),
  }
}

/** Makes what is missing; a key that exists is never replaced. */
export function makeOwnKeys(paths: Pick<NodePaths, 'signingKey' | 'sealingKey' | 'keys'>): void {
  writeSecretOnce(paths.signingKey, () => JSON.stringify(generateKey()))
  // The first one may have been retired since.
  if (keyFiles(paths, 'sealing').length === 0) {
    writeSecretOnce(paths.sealingKey, () => JSON.stringify(generateSealingKey()))
  }
}

/** One more key of each kind, for the directory to name; the ones before stay, until nobody uses them any more. */
export function makeNextKeys(paths: Pick<NodePaths, 'keys'>): void {
  const numbers = [...keyFiles(paths, 'signing'), ...keyFiles(paths, 'sealing')].map(path => numberOf(basename(path)))
  const number = Math.max(...numbers) + 1
  writeSecretOnce(join(paths.keys, `signing-${number}.jwk`), () => JSON.stringify(generateKey()))
  writeSecretOnce(join(paths.keys, `sealing-${number}.jwk`), () => JSON.stringify(generateSealingKey()))
}

const numberOf = (name: string) => Number(/^[a-z]+-([0-9]+)\.jwk$/.exec(name)?.[1] ?? 1)

/** Oldest first. */
export function sealingKeyFiles(paths: Pick<NodePaths, 'keys'>) {
  return keyFiles(paths, 'sealing').map(path => ({
    path,
    key: parseSealingPrivateKey(readSecret(path, 'a sealing key of the node')),
  }))
}

type Kind = 'signing' | 'sealing'

function keyFiles({ keys }: Pick<NodePaths, 'keys'>, kind: Kind): string[] {
  return readdirSync(keys)
    .filter(name => name === `${kind}.jwk` || new RegExp(`^${kind}-[0-9]+\\.jwk$`).test(name))
    .sort((one, other) => numberOf(one) - numberOf(other))
    .map(name => join(keys, name))
}
