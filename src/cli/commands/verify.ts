import { readFileSync } from 'node:fs'
import { verifyDocumentText } from '../../app/verify-document.ts'
import { readConfig } from '../../config.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const verify: Command = {
  positionals: ['FILE'],
  options: {
    node: { type: 'string', value: 'DIR', help: 'a node, whose directories, partners and tables are used' },
    network: { type: 'string', value: 'FILE', help: 'a signed directory, or a plain list of members' },
    'officers-fingerprint': {
      type: 'string',
      value: 'DIGITS',
      help: 'of the officers of that directory, without a node',
    },
    json: jsonOption,
  },
  notes:
    'Works without a network. A network answer (rose question show --out) is signed by who asked, and holds the\n' +
    'signature of each member that answered; with --node its readings are made again from the tables held there. A network table (rose round table --signed) is signed\n' +
    'by all combiners of its round, as the directory names them.',
  async run(given, terminal) {
    const node = given.text('node')
    const network = given.text('network')
    if (node === undefined && network === undefined) {
      throw new NodeError('usage/bad-argument', 'whose keys are to be believed is missing', {
        hint: 'Give --node DIR, or --network FILE with a directory or a list of members.',
      })
    }
    const verified = await verifyDocumentText({
      text: read(given.positionals[0] ?? ''),
      config: node === undefined ? null : readConfig(node),
      network: network === undefined ? null : read(network),
      officersFingerprint: given.text('officers-fingerprint') ?? null,
    })
    const json = given.flag('json')
    const rows = verified.facts.map(({ what, is }) => [what, is])
    say(terminal, `It holds: ${verified.kind}.\n${formatTable(['', ''], rows).trimStart()}`, { json })
    if (json) printJson(terminal, { holds: true, ...verified })
    return 0
  },
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the file cannot be read', { hint: `Expected at ${path}`, cause })
  }
}
