/**
 * The folder that the gateway's account gets: what it needs to answer partners, and nothing else of the node. No pseudonym
 * key, no data cut, no key of engine or committee, and of the database the gateway's login alone.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type Config, type NodePaths, nodePaths, readSecret } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { NodeError } from '../model/errors.ts'
import type { NodeConfig } from '../model/generated/node-config.ts'
import { writeWhole } from '../model/whole-file.ts'
import { readLogins, saveLogins } from './database.ts'
import { heldDirectory } from './directory.ts'
import { type DocumentName, documentFile } from './kept-documents.ts'
import { makePassableFolder, makePrivateFolder } from './node-files.ts'

const URL_FILE = 'database-url'
const KEY_FILE = /^(signing|sealing)(-[0-9]+)?\.jwk$/

export interface GatewayFolder {
  readonly folder: string
  /** Where jobs of rounds are handed over to the engine; null: the node's gateway takes part in no rounds. */
  readonly jobs: string | null
}

/** Made, or brought to what the node holds now. Throws `config/bad-value` for an embedded database. */
export async function prepareGatewayFolder(
  config: Config,
  { folder, jobs }: GatewayFolder,
): Promise<readonly string[]> {
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
  const combiner = jobs !== null && logins.combiner !== undefined && (await combines(config)) ? logins.combiner : null
  saveLogins(to, { database: name, logins: { gateway: logins.gateway, ...(combiner === null ? {} : { combiner }) } })
  await copyPublic(config, to.folder)
  const settings = JSON.parse(readFileSync(config.paths.config, 'utf8')) as NodeConfig
  const { engineJobs: _, ...others } = settings
  const own: NodeConfig = {
    ...others,
    database: { kind: 'external', urlFile: URL_FILE },
    ...(jobs === null ? {} : handOver(jobs)),
  }
  writeWhole(to.config, `${JSON.stringify(own, null, 2)}\n`)
  return filesBelow(to.folder)
}

/** Made here; whose each is, is said by `deploy/systemd/accounts.sh`. */
function handOver(folder: string): Pick<NodeConfig, 'engine' | 'engineJobs'> {
  const { in: jobs, out } = enginePaths('', folder)
  for (const made of [jobs, out]) mkdirSync(made, { recursive: true, mode: 0o750 })
  return { engine: 'service', engineJobs: resolve(folder) }
}

async function combines(config: Config): Promise<boolean> {
  const directory = await heldDirectory(config)
  return directory?.document.combiners.includes(config.member) ?? false
}

function copyKeys(from: string, to: string): void {
  for (const name of readdirSync(to)) if (KEY_FILE.test(name)) rmSync(join(to, name))
  for (const name of readdirSync(from))
    if (KEY_FILE.test(name)) writeWhole(join(to, name), readSecret(join(from, name), 'a key'), 0o400)
}

/** Signed or public, all of it; what is gone from the node goes here too. */
async function copyPublic({ paths, tls, outgoing }: Config, folder: string): Promise<void> {
  const [from, to] = [enginePaths(paths.folder), enginePaths(folder)]
  const target = nodePaths(folder)
  const pairs: (readonly [string, string])[] = [
    [from.pins, to.pins],
    [from.publicKey, to.publicKey],
    ...(await documentsToCopy(paths, target)).map(
      name => [documentFile(paths, name), documentFile(target, name)] as const,
    ),
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

/** The gateway follows the directory by itself: its own may be the newer one, and goes back only where it does not hold. */
async function documentsToCopy(from: NodePaths, to: NodePaths): Promise<readonly DocumentName[]> {
  const others = ['policy', 'catalogue', 'pre-approval'] as const
  const held = existsSync(enginePaths(to.folder).pins) ? await heldDirectory({ paths: to }).catch(() => null) : null
  const next = await heldDirectory({ paths: from })
  const isOlder = held !== null && next !== null && next.document.serial < held.document.serial
  return isOlder ? others : ['directory', ...others]
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
