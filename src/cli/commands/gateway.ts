import { prepareGatewayFolder } from '../../app/gateway-folder.ts'
import { readConfig } from '../../config.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'

export const gatewayPrepare: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    out: { type: 'string', value: 'DIR', help: 'folder of the gateway, for rose serve --node', required: true },
    json: jsonOption,
  },
  notes:
    "It holds the node's keys for partners, the signed documents and the gateway's own database login; no pseudonym key, no\n" +
    'data cut, no other login. Run it again after a change of keys, clients, members or pins (deploy/README.md).',
  async run(given, terminal) {
    const json = given.flag('json')
    const files = prepareGatewayFolder(readConfig(given.required('node')), given.required('out'))
    for (const file of files) say(terminal, file, { json })
    if (json) printJson(terminal, { files })
    return 0
  },
}
