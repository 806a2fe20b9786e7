/** The node's own keys: they sign what it says, and open what is sealed to it. */
import { type Config, type NodePaths, readSecret } from '../config.ts'
import { generateKey, type PrivateJwk, parsePrivateKey } from '../trust/keys.ts'
import { generateSealingKey, parseSealingPrivateKey, type SealingPrivateJwk } from '../trust/sealing-keys.ts'
import { writeSecretOnce } from './node-files.ts'

export function signingKeyOf(config: Pick<Config, 'paths'>): PrivateJwk {
  return parsePrivateKey(readSecret(config.paths.signingKey, "the node's signing key"))
}

export function sealingKeyOf(config: Pick<Config, 'paths'>): SealingPrivateJwk {
  return parseSealingPrivateKey(readSecret(config.paths.sealingKey, "the node's sealing key"))
}

/** Makes what is missing; a key that exists is never replaced. */
export function makeOwnKeys({ signingKey, sealingKey }: Pick<NodePaths, 'signingKey' | 'sealingKey'>): void {
  writeSecretOnce(signingKey, () => JSON.stringify(generateKey()))
  writeSecretOnce(sealingKey, () => JSON.stringify(generateSealingKey()))
}
