import { fhirClientKey } from '../../app/fhir.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

const ALGORITHMS = ['ES384', 'EdDSA', 'RS384'] as const

export const fhirKey: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    algorithm: { type: 'string', value: 'ALG', help: `${ALGORITHMS.join(', ')} (default: ES384)` },
    json: jsonOption,
  },
  notes:
    'The key set on standard output is what the server registers for this client (SMART Backend Services). A key that exists is kept.',
  async run(given, terminal) {
    const text = given.text('algorithm')
    const algorithm = ALGORITHMS.find(one => one === text)
    if (text !== undefined && algorithm === undefined) {
      throw new NodeError('usage/bad-argument', '--algorithm is none of those that are known', {
        hint: `Give one of ${ALGORITHMS.join(', ')}.`,
      })
    }
    const keys = await fhirClientKey(readConfig(given.required('node')), algorithm)
    say(terminal, 'Give this key set to the FHIR server, and name the client in rose.json: fhir.access.clientId.', {
      json: true,
    })
    printJson(terminal, keys)
    return 0
  },
}
