/**
 * The folder that the gateway's account gets: what it needs to answer partners, and nothing else of the node. No pseudonym
 * key, no data cut, no key of engine or committee, and of the database the gateway's login alone.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Config, nodePaths, readSecret } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { NodeError } from '../model/errors.ts'
import type { NodeConfig } from '../model/generated/node-config.ts'
import { readLogins, saveLogins } from './database.ts'
import { documentFile } from './kept-documents.ts'
import { makePassableFolder, makePrivateFolder, writeWhole } from './node-files.ts'

const URL_FILE = 'database-url'
const KEY_FILE = /^(signing|sealing)(-[0-9]+)?\.jwk$/

/** Made, or brought to what the node holds now. Throws `config/bad-value` for an embedded database. */
export function prepareGatewayFolder(config: Config, folder: string): readonly string[] {
  const to = nodePaths(folder)
  if (to.folder === config.paths.folder) {
    throw new NodeError('usage/bad-argument', 'the folder of the gateway is the folder of the node', {
      hint: 'Give another one, of the account that runs rose serve.',
    })
  }
  const { database } = config
  if (database.kind !== 'external') {
    throw new NodeError('config/bad-value', 'an embedded database belongs to one account', {
      hint: 'For a gateway of its own account make the node with rose init --database-url URL.',
    })
  }
  makePassableFolder(to.folder)
  makePrivateFolder(to.keys)
  copyKeys(config.paths.keys, to.keys)
  writeWhole(
    join(to.folder, URL_FILE),
    withoutLogin(readSecret(join(config.paths.folder, database.urlFile), 'the database URL')),
    0o400,
  )
  const { database: name, logins } = readLogins(config.paths)
  if (logins.gateway === undefined) throw new NodeError('store/role-refused', 'the node has no login for its gateway')
  saveLogins(to, { database: name, logins: { gateway: logins.gateway } })
  copyPublic(config, to.folder)
  const settings = JSON.parse(readFileSync(config.paths.config, 'utf8')) as NodeConfig
  const own: NodeConfig = { ...settings, database: { kind: 'external', urlFile: URL_FILE } }
  writeWhole(to.config, `${JSON.stringify(own, null, 2)}\n`)
  return filesBelow(to.folder)
}

function copyKeys(from: string, to: string): void {
  for (const name of readdirSync(to)) if (KEY_FILE.test(name)) rmSync(join(to, name))
  for (const name of readdirSync(from))
    if (KEY_FILE.test(name)) writeWhole(join(to, name), readSecret(join(from, name), 'a key'), 0o400)
}

/** Signed or public, all of it; what is gone from the node goes here too. */
function copyPublic({ paths, tls, outgoing }: Config, folder: string): void {
  const [from, to] = [enginePaths(paths.folder), enginePaths(folder)]
  const target = nodePaths(folder)
  const pairs: (readonly [string, string])[] = [
    [from.pins, to.pins],
    [from.publicKey, to.publicKey],
    [documentFile(paths, 'directory'), documentFile(target, 'directory')],
    [paths.network, target.network],
    [paths.clients, target.clients],
    ...tlsFiles({ ...tls, ...outgoing }).map(file => [resolve(paths.folder, file), resolve(folder, file)] as const),
  ]
  for (const [source, copy] of pairs) {
    if (source === copy) continue
    rmSync(copy, { recursive: true, force: true })
    if (!existsSync(source)) continue
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 })
    cpSync(source, copy, { recursive: true })
  }
}

/** Named by a path below the node's folder; absolute ones stay where they are. */
function tlsFiles(settings: object): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => (name.endsWith('File') ? [String(value)] : []))
}

/** Where the server is; who is asked for by each login. */
function withoutLogin(text: string): string {
  const url = new URL(text.trim())
  url.username = ''
  url.password = ''
  return `${url.href}\n`
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}
