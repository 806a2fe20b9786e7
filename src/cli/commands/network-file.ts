import { readFileSync } from 'node:fs'
import { NodeError } from '../../model/errors.ts'

/** Text of a network file; what is in it is checked where it is used. */
export function readNetworkFile(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NodeError('network/bad-file', 'the network file cannot be read', { hint: `Expected at ${path}`, cause })
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new NodeError('network/bad-file', 'the network file is not JSON', {
      hint: 'It has the form {"members": [{"id", "country", "url", "publicKey"}]}; rose network show prints an entry.',
    })
  }
}
