/**
 * Where things are and how a node is set up: the node's folder, `rose.json` with its overrides, the files that come
 * with the program. Read once, frozen, passed down. The one place that reads the environment.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeError } from './model/errors.ts'
import type {
  FhirServer,
  NodeConfig,
  OmopDatabase,
  OutgoingSettings,
  RoundSchedule,
  RoundSettings,
  TlsSettings,
} from './model/generated/node-config.ts'
import { checkSchema } from './model/validation.ts'
import { type Retention, retentionOf } from './retention/rules.ts'

/** Folder of package.json, in a checkout and in the installed package alike. */
export const packageRoot = fileURLToPath(new URL('../', import.meta.url))
export const mappingsFolder = join(packageRoot, 'mappings')
export const defaultPort = 7400

export interface NodePaths {
  readonly folder: string
  readonly config: string
  /** Key of the pseudonyms; outside the database. */
  readonly pseudonymKey: string
  /** Key that signs what the node says to others. */
  readonly signingKey: string
  /** Key that messages to the node are sealed to. */
  readonly sealingKey: string
  /** Key by which the node proves itself to a FHIR server. */
  readonly fhirClientKey: string
  readonly keys: string
  /** Keys of pooled rounds, one each, destroyed at its end. */
  readonly roundKeys: string
  /** Rounds that this node asks for: what their manifests will say. */
  readonly roundPlans: string
  readonly databasePasswords: string
  readonly database: string
  /** Of each FHIR server that records were put on: hashes of what it was sent. */
  readonly fhirSent: string
  /** What was read of a FHIR server before the reading broke off, sealed. */
  readonly fhirReading: string
  /** Of the running ingest: what does not fit into memory, encrypted. */
  readonly spill: string
  readonly members: string
  readonly cuts: string
  /** Documents that several people signed, in force. */
  readonly documents: string
  /** Official terminologies that the site imported. */
  readonly terminology: string
  /** Codes that wait for a person, and what people decided. */
  readonly review: string
  /** One key a data cut. */
  readonly snapshotKeys: string
  /** Partners of a plain network, whose questions are answered while the node belongs to no federation. */
  readonly network: string
  /** What `rose join` made for the federation officers. */
  readonly entry: string
  /** Programs that may get access tokens. */
  readonly clients: string
}

export function nodePaths(folder: string): NodePaths {
  const root = resolve(folder)
  const keys = join(root, 'keys')
  return {
    folder: root,
    config: join(root, 'rose.json'),
    keys,
    pseudonymKey: join(keys, 'pseudonym.key'),
    signingKey: join(keys, 'signing.jwk'),
    sealingKey: join(keys, 'sealing.jwk'),
    fhirClientKey: join(keys, 'fhir-client.jwk'),
    roundKeys: join(keys, 'rounds'),
    roundPlans: join(root, 'rounds'),
    snapshotKeys: join(root, 'snapshot-keys'),
    databasePasswords: join(keys, 'database.json'),
    database: join(root, 'database'),
    fhirSent: join(root, 'fhir-sent'),
    fhirReading: join(root, 'fhir-reading'),
    spill: join(root, 'spill'),
    members: join(root, 'members'),
    cuts: join(root, 'cuts'),
    documents: join(root, 'documents'),
    terminology: join(root, 'terminology'),
    review: join(root, 'review'),
    network: join(root, 'network.json'),
    entry: join(root, 'entry.json'),
    clients: join(root, 'clients'),
  }
}

export interface Config
  extends Required<
    Omit<
      NodeConfig,
      'schema' | 'federation' | 'tls' | 'outgoing' | 'fhir' | 'omop' | 'retention' | 'rounds' | 'engineJobs'
    >
  > {
  /** Null where jobs are given to the engine in the node's own folder. */
  readonly engineJobs: string | null
  /** Folder of the site's own mappings. */
  readonly mappings: string
  /** Null where the node has no FHIR server beside it. */
  readonly fhir: FhirServer | null
  /** Null where the node has no OMOP database beside it. */
  readonly omop: OmopDatabase | null
  readonly federation: Federation
  readonly rounds: Required<Omit<RoundSettings, 'schedule'>> & {
    /** Null where this node schedules no rounds. */
    readonly schedule: RoundSchedule | null
  }
  /** How long what is kept, with the defaults in place. */
  readonly retention: Retention
  /** Null where TLS ends in front of the gateway. */
  readonly tls: TlsSettings | null
  readonly outgoing: OutgoingSettings
  readonly paths: NodePaths
}

export interface Federation {
  /** Null where directories come as files. */
  readonly directory: string | null
  readonly pollSeconds: number
  readonly endpointCode: NonNullable<NonNullable<NodeConfig['federation']>['endpointCode']>
  readonly endpoints: NonNullable<NonNullable<NodeConfig['federation']>['endpoints']>
  /** Null where the node exchanges no files. */
  readonly drop: Required<NonNullable<NonNullable<NodeConfig['federation']>['drop']>> | null
}

/** The node's settings with defaults and `ROSE_*` overrides applied; unknown keys are refused. */
export function readConfig(folder: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const paths = nodePaths(folder)
  if (!existsSync(paths.config)) {
    throw new NodeError('node/no-folder', 'this folder is no node: it has no rose.json', {
      hint: 'Make one with: rose init DIR --trial ID --country CC',
    })
  }
  const file = checkSchema<NodeConfig>('urn:prime-rose:node-config/1', parseJson(readFileSync(paths.config, 'utf8')), {
    code: 'config/bad-value',
    what: 'rose.json',
  })
  return Object.freeze({
    member: file.member,
    trialId: file.trialId,
    country: file.country,
    mapping: file.mapping,
    mappings: resolve(paths.folder, file.mappings ?? 'mappings'),
    synthetic: file.synthetic ?? false,
    pseudonymKey: file.pseudonymKey ?? ({ kind: 'file' } as const),
    engine: file.engine ?? 'launched',
    engineJobs: file.engineJobs ?? null,
    lookupsADay: file.lookupsADay ?? 10,
    database: file.database,
    fhir: file.fhir ?? null,
    omop: file.omop ?? null,
    federation: {
      directory: file.federation?.directory ?? null,
      pollSeconds: file.federation?.pollSeconds ?? 300,
      endpointCode: file.federation?.endpointCode ?? 'control-w16-visit',
      endpoints: file.federation?.endpoints ?? {},
      drop: dropOf(paths, file.federation?.drop),
    },
    retention: retentionOf(file.retention),
    rounds: {
      contribute: file.rounds?.contribute ?? 'automatic',
      combiner: file.rounds?.combiner ?? 'gateway',
      schedule: file.rounds?.schedule ?? null,
    },
    tls: file.tls ?? null,
    outgoing: file.outgoing ?? {},
    host: environment['ROSE_HOST'] ?? file.host ?? '127.0.0.1',
    port: portFrom(environment['ROSE_PORT']) ?? file.port ?? defaultPort,
    logLevel: logLevelFrom(environment['ROSE_LOG_LEVEL']) ?? file.logLevel ?? 'info',
    paths,
  })
}

function dropOf({ folder }: NodePaths, drop: NonNullable<NodeConfig['federation']>['drop']): Federation['drop'] {
  if (drop === undefined) return null
  const { inbox, outbox, pollSeconds = 5, againAfterHours = 72 } = drop
  return { inbox: resolve(folder, inbox), outbox: resolve(folder, outbox), pollSeconds, againAfterHours }
}

/** Connection URL that `rose init` takes where none is given on the command line. */
export function databaseUrlFromEnvironment(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const url = environment['DATABASE_URL']
  return url === undefined || url === '' ? undefined : url
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NodeError('config/bad-value', 'rose.json is not JSON', { hint: 'Restore it, or make a new node.' })
  }
}

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (!/^[0-9]{1,5}$/.test(text) || port > 65535) {
    throw new NodeError('config/bad-value', 'ROSE_PORT is not a port', { hint: 'Give a number from 0 to 65535.' })
  }
  return port
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug'] as const

function logLevelFrom(text: string | undefined): Config['logLevel'] | undefined {
  if (text === undefined) return undefined
  const level = LOG_LEVELS.find(known => known === text)
  if (level === undefined) {
    throw new NodeError('config/bad-value', 'ROSE_LOG_LEVEL is not a level', {
      hint: `Give one of ${LOG_LEVELS.join(', ')}.`,
    })
  }
  return level
}

/** A secret's file, which nobody but its owner may read. */
export function readSecret(path: string, what: string): string {
  if (!existsSync(path)) throw new NodeError('config/missing', `${what} is missing`, { hint: `Expected at ${path}` })
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new NodeError('config/bad-value', `${what} can be read by others`, { hint: `Run: chmod 400 ${path}` })
  }
  return readFileSync(path, 'utf8')
}

/** HL7's JSON schemas of R4, by resource type. */
export function readFhirSchemas(): readonly object[] {
  const folder = join(packageRoot, 'schemas', 'fhir-r4')
  const files = readdirSync(folder).filter(name => name.endsWith('.json'))
  return files.map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object)
}

/** Texts of the terminology tables, by name. */
export function readTerminologyTables<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const read = (name: Name) => readFileSync(join(mappingsFolder, 'terminology', `${name}.csv`), 'utf8')
  return Object.fromEntries(names.map(name => [name, read(name)])) as Record<Name, string>
}

export function readCatalogueFile(): string {
  return readFileSync(join(mappingsFolder, 'catalogue', 'starter.json'), 'utf8')
}

/** Version of this program. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version
}
