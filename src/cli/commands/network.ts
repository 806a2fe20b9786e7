import { joinNetwork, ownNetworkEntry } from '../../app/partners.ts'
import { readConfig } from '../../config.ts'
import { alwaysJsonOption, type Command, jsonOption, nodeOption } from '../command.ts'
import { printJson, say } from '../terminal.ts'
import { readNetworkFile } from './network-file.ts'

export const networkShow: Command = {
  positionals: [],
  options: {
    node: nodeOption,
    url: { type: 'string', value: 'URL', help: 'address at which partners reach this node' },
    json: alwaysJsonOption,
  },
  async run(given, terminal) {
    printJson(terminal, { members: [await ownNetworkEntry(readConfig(given.required('node')), given.text('url'))] })
    return 0
  },
}

export const networkJoin: Command = {
  positionals: ['FILE'],
  options: { node: nodeOption, json: jsonOption },
  notes:
    'The file is checked and kept as network.json in the folder of the node; a running gateway reads it within seconds.',
  async run(given, terminal) {
    const config = readConfig(given.required('node'))
    const members = joinNetwork(config, readNetworkFile(given.positionals[0] ?? ''))
    const json = given.flag('json')
    say(terminal, `${config.member} answers ${members.length} members: ${members.join(', ')}`, { json })
    if (json) printJson(terminal, { members })
    return 0
  },
}
