import { readFileSync } from 'node:fs'
import { addClient, listClients, removeClient } from '../../app/clients.ts'
import { readConfig } from '../../config.ts'
import { systemClock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { type Command, jsonOption, nodeOption } from '../command.ts'
import { formatTable, printJson, say } from '../terminal.ts'

export const clientAdd: Command = {
  positionals: ['ID'],
  options: {
    key: { type: 'string', value: 'FILE', help: 'its public JSON Web Key, Ed25519 or P-384', required: true },
    scope: { type: 'string', value: 'SCOPES', help: 'what its tokens may do (default discovery.read)' },
    node: nodeOption,
    json: jsonOption,
  },
  notes:
    'The program proves itself with a signed assertion (private_key_jwt) at the token endpoint that\n' +
    '/.well-known/smart-configuration names. Members of the federation need no registration: their signing key does.',
  async run(given, terminal) {
    const scopes = (given.text('scope') ?? 'discovery.read').split(/[ ,]+/)
    const client = await addClient(readConfig(given.required('node')), {
      id: given.positionals[0] ?? '',
      key: readKey(given.required('key')),
      scopes,
      clock: systemClock,
    })
    const json = given.flag('json')
    say(terminal, `${client.id} may get tokens for ${client.scopes.join(' ')}.`, { json })
    if (json) printJson(terminal, { id: client.id, scopes: client.scopes })
    return 0
  },
}

export const clientList: Command = {
  positionals: [],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const clients = listClients(readConfig(given.required('node'))).map(({ id, scopes }) => ({ id, scopes }))
    if (given.flag('json')) printJson(terminal, { clients })
    else
      say(
        terminal,
        formatTable(
          ['client', 'scopes'],
          clients.map(({ id, scopes }) => [id, scopes.join(' ')]),
        ),
      )
    return 0
  },
}

export const clientRemove: Command = {
  positionals: ['ID'],
  options: { node: nodeOption, json: jsonOption },
  async run(given, terminal) {
    const id = given.positionals[0] ?? ''
    await removeClient(readConfig(given.required('node')), { id, clock: systemClock })
    const json = given.flag('json')
    say(terminal, `${id} gets no more tokens, and those that it has are refused within a second.`, { json })
    if (json) printJson(terminal, { client: id, removed: true })
    return 0
  },
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new NodeError('usage/bad-argument', 'the file of the key cannot be read', {
      hint: `Expected at ${path}`,
      cause,
    })
  }
}
