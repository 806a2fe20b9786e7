/** The node's own key: it signs questions and answers. */
import { type Config, readSecret } from '../config.ts'
import { type PrivateJwk, parsePrivateKey } from '../trust/keys.ts'

export function signingKeyOf(config: Pick<Config, 'paths'>): PrivateJwk {
  return parsePrivateKey(readSecret(config.paths.signingKey, "the node's signing key"))
}
