/** Programs that may get access tokens: `clients/` in the node's folder, one file each; followed while a gateway runs. */
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { Client as ClientFile } from '../model/generated/client.ts'
import { parseMemberId } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { isScope } from '../trust/access-token.ts'
import { asClientKey, type Client, type FindClient, SCOPES } from '../trust/clients.ts'
import { auditOf } from './directory.ts'
import { makePrivateFolder } from './node-files.ts'

export interface ClientRequest {
  readonly id: string
  /** Text of a public JSON Web Key. */
  readonly key: string
  readonly scopes: readonly string[]
  readonly clock: Clock
}

/** A client of that id is there already: `member/exists`; its key may be in use. */
export async function addClient(config: Config, { id, key, scopes, clock }: ClientRequest): Promise<Client> {
  const path = fileOf(config, id)
  if (existsSync(path)) throw new NodeError('member/exists', 'a client of this id is registered already')
  const unknown = scopes.find(scope => !isScope(scope))
  if (unknown !== undefined || scopes.length === 0) {
    throw new NodeError('usage/bad-argument', 'there is no such scope', {
      hint: `Scopes are ${Object.keys(SCOPES).join(', ')}.`,
    })
  }
  const publicJwk = asClientKey(parseKey(key))
  const file = { schema: 'client/1', id, scopes, publicJwk }
  const checked = checkSchema<ClientFile>('urn:prime-rose:client/1', file, { what: 'the client' })
  await audit(config, 'client.added', { id, clock })
  makePrivateFolder(config.paths.clients)
  writeWhole(path, `${JSON.stringify(checked, null, 2)}\n`)
  return readClient(path)
}

export async function removeClient(config: Config, { id, clock }: Pick<ClientRequest, 'id' | 'clock'>): Promise<void> {
  const path = fileOf(config, id)
  if (!existsSync(path)) throw new NodeError('member/not-found', 'no client of this id is registered')
  await audit(config, 'client.removed', { id, clock })
  rmSync(path)
}

export function listClients({ paths }: Pick<Config, 'paths'>): readonly Client[] {
  if (!existsSync(paths.clients)) return []
  return readdirSync(paths.clients)
    .filter(name => name.endsWith('.json'))
    .sort()
    .map(name => readClient(join(paths.clients, name)))
}

export interface WatchedClients {
  readonly find: FindClient
  /** Number of changes seen so far. */
  generation(): number
}

const CHECK_EVERY_MS = 1_000

/** Read again within a second of a change, on the next look. A file that does not hold closes the door to all programs. */
export function watchClients(config: Pick<Config, 'paths'>, now: () => number): WatchedClients {
  let checkedAt = Number.NEGATIVE_INFINITY
  let stamp = ''
  let changes = 0
  let clients = new Map<string, Client>()
  const look = () => {
    if (now() - checkedAt < CHECK_EVERY_MS) return
    checkedAt = now()
    const found = stampOf(config)
    if (found === stamp) return
    stamp = found
    changes += 1
    clients = readAll(config)
  }
  return {
    find: id => {
      look()
      return clients.get(id) ?? null
    },
    generation: () => {
      look()
      return changes
    },
  }
}

function readAll(config: Pick<Config, 'paths'>): Map<string, Client> {
  try {
    return new Map(listClients(config).map(client => [client.id, client]))
  } catch {
    return new Map()
  }
}

function readClient(path: string): Client {
  const file = checkSchema<ClientFile>('urn:prime-rose:client/1', JSON.parse(readFileSync(path, 'utf8')), {
    what: 'the file of a client',
  })
  return { id: file.id, scopes: file.scopes, keys: [asClientKey(file.publicJwk)] }
}

function parseKey(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NodeError('trust/bad-key', 'the file is not a JSON Web Key')
  }
}

/** An id is a member's kind of name, and becomes part of a file's name. */
function fileOf({ paths }: Pick<Config, 'paths'>, id: string): string {
  return join(paths.clients, `${parseMemberId(id)}.json`)
}

function stampOf({ paths }: Pick<Config, 'paths'>): string {
  if (!existsSync(paths.clients)) return 'none'
  const stamps = readdirSync(paths.clients).map(name => {
    const { mtimeMs, size, ino } = statSync(join(paths.clients, name))
    return `${name} ${mtimeMs} ${size} ${ino}`
  })
  return stamps.sort().join(' | ')
}

function audit(config: Config, kind: 'client.added' | 'client.removed', { id, clock }: { id: string; clock: Clock }) {
  return auditOf(config)({ kind, at: new Date(clock.now()).toISOString(), actor: 'operator', facts: { client: id } })
}
