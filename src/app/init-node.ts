/** Makes a node's folder. `rose.json` is written last, so a folder that has one is complete. */
import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, defaultPort, type NodePaths, nodePaths, readConfig } from '../config.ts'
import { prepareEngineFolder } from '../engine/engine-folder.ts'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { NodeConfig } from '../model/generated/node-config.ts'
import { parseCountryCode, parseMemberId } from '../model/ids.ts'
import { checkSchema } from '../model/validation.ts'
import { writeWhole } from '../model/whole-file.ts'
import { createPseudonymKey, formatPseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import { appendAuditEvent } from '../store/audit-log.ts'
import { withDatabase } from '../store/database-url.ts'
import { migrateDatabase, prepareDatabase } from '../store/prepare-database.ts'
import { appendAudit, openServer, readLogins, saveLogins, withDatabaseAs } from './database.ts'
import { isShippedMapping } from './mapping-files.ts'
import { mappingOf } from './mappings.ts'
import { makePassableFolder, makePrivateFolder, writeSecretOnce } from './node-files.ts'
import { makeOwnKeys } from './own-keys.ts'

export interface InitRequest {
  readonly folder: string
  readonly trialId: string
  readonly country: string
  /** Id of a mapping of the program, or a folder; left out: that of the trial's name. */
  readonly mapping?: string
  readonly databaseUrl?: string
  /** Of an embedded server that several nodes of this machine share, relative to the node's folder. */
  readonly sharedServer?: string
  readonly port?: number
  readonly synthetic?: boolean
  readonly clock: Clock
}

export interface InitResult {
  readonly config: Config
  readonly created: boolean
  /** What the operator should know, a sentence each. */
  readonly notices: readonly string[]
}

const DEFAULT_MAPPING = 'impress-norway'
const URL_FILE = 'keys/database.url'

export async function initNode(request: InitRequest): Promise<InitResult> {
  const paths = nodePaths(request.folder)
  const settings = settingsOf(request)
  if (existsSync(paths.config)) return openExisting(request, settings)
  const isNew = !existsSync(paths.folder)
  try {
    await make(paths, settings, request)
  } catch (error) {
    if (isNew) rmSync(paths.folder, { recursive: true, force: true })
    throw error
  }
  return { config: readConfig(paths.folder), created: true, notices: noticesOf(request, settings) }
}

function settingsOf(request: InitRequest): NodeConfig {
  const country = parseCountryCode(request.country)
  const settings = {
    schema: 'node-config/1',
    member: memberIdOf(request.trialId),
    trialId: request.trialId,
    country,
    mapping: mappingFor(request),
    port: request.port ?? defaultPort,
    ...(request.synthetic === undefined ? {} : { synthetic: request.synthetic }),
    database: databaseOf(request),
  }
  return checkSchema<NodeConfig>('urn:prime-rose:node-config/1', settings, {
    code: 'usage/bad-argument',
    what: 'rose init',
  })
}

function databaseOf({ databaseUrl, sharedServer }: InitRequest): NodeConfig['database'] {
  if (databaseUrl !== undefined) return { kind: 'external', urlFile: URL_FILE }
  return { kind: 'embedded', ...(sharedServer === undefined ? {} : { folder: sharedServer }) }
}

/** A trial's id is the member's id where nothing else is said; ids of members are lower case. */
function memberIdOf(trialId: string): string {
  return parseMemberId(trialId.toLowerCase().replace(/[._]/g, '-'))
}

/** A folder that was named is kept by its whole path; it has to hold a mapping that can be read. */
function mappingFor({ trialId, mapping }: InitRequest): string {
  if (mapping !== undefined) {
    mappingOf(mapping)
    return isShippedMapping(mapping) ? mapping : resolve(mapping)
  }
  const own = trialId.toLowerCase()
  return isShippedMapping(own) ? own : DEFAULT_MAPPING
}

function noticesOf(request: InitRequest, settings: NodeConfig): string[] {
  return request.mapping !== undefined || settings.mapping === request.trialId.toLowerCase()
    ? []
    : [
        `No mapping is named ${request.trialId}; ${settings.mapping} is used. To change it: rose map use ID|FOLDER --node DIR`,
      ]
}

/** Left as it is, but brought to this program's version: keys that it did not have yet, and the tables. */
async function openExisting(request: InitRequest, settings: NodeConfig): Promise<InitResult> {
  const config = readConfig(request.folder)
  if (config.trialId !== settings.trialId) {
    throw new NodeError('node/exists-differently', 'this folder is the node of another trial', {
      hint: 'Give another folder, or the trial that this node was made for.',
    })
  }
  makeOwnKeys(config.paths)
  await migrate(config)
  return { config, created: false, notices: [] }
}

async function migrate(config: Config): Promise<void> {
  const { database, logins } = readLogins(config.paths)
  const server = await openServer(config.database, config.paths)
  try {
    // A node that was made before a role was there gets its login with the next set-up.
    if (logins.auditor === undefined || logins.combiner === undefined)
      await prepareLogins(config.paths, config, server.adminUrl)
    else await migrateDatabase(withDatabase(server.adminUrl, database))
  } finally {
    await server.release()
  }
}

async function make(paths: NodePaths, settings: NodeConfig, request: InitRequest): Promise<void> {
  makePassableFolder(paths.folder)
  makePrivateFolder(paths.keys)
  makePrivateFolder(paths.snapshotKeys)
  makePrivateFolder(paths.cuts)
  makePrivateFolder(paths.members)
  writeSecretOnce(paths.pseudonymKey, () => formatPseudonymKey(createPseudonymKey(settings.trialId)))
  makeOwnKeys(paths)
  prepareEngineFolder(paths.folder, { member: settings.member, country: settings.country, trialId: settings.trialId })
  const { databaseUrl } = request
  if (databaseUrl !== undefined) writeSecretOnce(`${paths.folder}/${URL_FILE}`, () => `${databaseUrl}\n`)
  await makeDatabase(paths, settings)
  await withDatabaseAs({ database: settings.database, paths }, 'ingest', database =>
    appendAuditEvent(database, appendAudit, {
      kind: 'node.initialised',
      at: new Date(request.clock.now()).toISOString(),
      actor: 'operator',
      facts: { member: settings.member, country: settings.country, trial: settings.trialId },
    }),
  )
  writeWhole(paths.config, `${JSON.stringify(settings, null, 2)}\n`)
}

async function makeDatabase(paths: NodePaths, settings: NodeConfig): Promise<void> {
  const server = await openServer(settings.database, paths)
  try {
    await prepareLogins(paths, settings, server.adminUrl)
  } finally {
    await server.release()
  }
}

async function prepareLogins(
  paths: NodePaths,
  { member, database }: Pick<NodeConfig, 'member' | 'database'>,
  adminUrl: string,
): Promise<void> {
  const rolePrefix = `n_${member.replaceAll('-', '_')}`.slice(0, 24)
  const prepared = await prepareDatabase({ adminUrl, rolePrefix, ...ownNames(database, rolePrefix) })
  saveLogins(paths, { database: prepared.database, logins: prepared.logins })
}

/** In a server of its own the names are plain; in one that is shared they are the node's. */
function ownNames(database: NodeConfig['database'], rolePrefix: string): { database?: string; rolePrefix?: string } {
  if (database.kind === 'external') return {}
  return database.folder === undefined ? { database: 'rose', rolePrefix: 'rose' } : { database: rolePrefix }
}
