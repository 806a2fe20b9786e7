import { prepareGatewayFolder } from '../../app/gateway-folder.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const gatewayPrepare: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'DIR', help: 'folder of the gateway, for rose serve --node', required: true },
    jobs: {
      type: 'string',
      value: 'DIR',
      help: 'folder in which the gateway hands jobs of rounds over to the engine (rose engine watch --jobs DIR)',
    },
    json: jsonOption,
  },
  notes:
    "It holds the node's keys for partners, the signed documents and the gateway's own database login; no pseudonym key, no\n" +
    "data cut, no other login (but a combiner's, where the directory names this node as one). Run it again after a change of\n" +
    'keys, clients, members, pins, policy, catalogue or pre-approval (deploy/README.md).',
  async run(given, terminal) {
    const json = given.flag('json')
    const files = await prepareGatewayFolder(readConfig(given.required('node')), {
      folder: given.required('out'),
      jobs: given.text('jobs') ?? null,
    })
    for (const file of files) say(terminal, file, { json })
    if (json) printJson(terminal, { files })
    return 0
  },
}
