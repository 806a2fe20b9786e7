/** The FHIR server beside the node: what rose.json says of it, its secrets read. */
import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, readFhirSchemas, readSecret } from '../config.ts'
import { generateClientKey, parseClientKey, publicKeySet } from '../fhir-client/client-key.ts'
import { type FhirAccess, type FhirServerSettings, usualLimits } from '../fhir-client/settings.ts'
import type { ClientAlgorithm } from '../fhir-client/token.ts'
import { fhirRecords } from '../ingest/fhir-records.ts'
import type { RecordSource } from '../ingest/ports.ts'
import { openFhirServer } from '../ingest/sources/fhir-server.ts'
import { type DroppableReading, dropReading, isReadingOver, keptReading } from '../ingest/sources/kept-reading.ts'
import type { Mapping, TrialRules } from '../mapping/mapping.ts'
import { phraseFinder } from '../mapping/withdrawal-phrases.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import { codesOf, LIST_NAMES } from '../projection/fhir/import/code-lists.ts'
import { observationCodes } from '../projection/fhir/import/observation-codes.ts'
import { type FhirRules, parseFhirRules } from '../projection/fhir/import/rules.ts'
import { createR4Validator, type R4Validator } from '../projection/fhir/r4-validator.ts'
import { lengthPrefixed } from '../pseudonymisation/length-prefixed.ts'
import type { PseudonymKey } from '../pseudonymisation/pseudonym-key.ts'
import type { KeptReadings } from '../retention/ports.ts'
import { decidedFhirCodes, decidedMapping } from '../review/apply.ts'
import type { Decisions } from '../review/decisions.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { hasFhirMapping, mappingFolderOf, readFhirMappingFile } from './mapping-files.ts'
import { mappingOfNode } from './mappings.ts'
import { writeSecretOnce } from './node-files.ts'

const USUAL_PAGE = 200
const USUAL_SCOPES = { read: 'system/*.rs', write: 'system/*.cruds' }

let validator: R4Validator | undefined

export function r4Validator(): R4Validator {
  validator ??= createR4Validator(readFhirSchemas())
  return validator
}

/** `address` is one given on the command line; another server than that of rose.json is taken only where it is open. */
export function fhirServerOf(
  config: Config,
  address: string | undefined,
  purpose: keyof typeof USUAL_SCOPES,
): FhirServerSettings {
  const { fhir } = config
  const baseUrl = address ?? fhir?.baseUrl
  if (baseUrl === undefined) {
    throw new NodeError('config/missing', 'rose.json names no FHIR server', {
      hint: 'Give its address on the command line, or as fhir.baseUrl with fhir.access in rose.json.',
    })
  }
  const isConfigured = fhir !== null && withoutSlash(fhir.baseUrl) === withoutSlash(baseUrl)
  if (!isConfigured) return { baseUrl, access: { kind: 'open' }, limits: { ...usualLimits, ...fhir?.limits } }
  return {
    baseUrl,
    access: accessOf(config, fhir, USUAL_SCOPES[purpose]),
    limits: { ...usualLimits, ...fhir.limits },
    ...(fhir.caFile === undefined ? {} : { certificates: readPlain(config, fhir.caFile) }),
  }
}

const withoutSlash = (text: string): string => text.replace(/\/+$/, '')

function accessOf({ paths }: Config, { access }: NonNullable<Config['fhir']>, usualScope: string): FhirAccess {
  switch (access.kind) {
    case 'open':
      return { kind: 'open' }
    case 'token':
      return {
        kind: 'token',
        token: readSecret(resolve(paths.folder, access.tokenFile), 'the token of the FHIR server').trim(),
      }
    case 'smart': {
      const file = access.keyFile === undefined ? paths.fhirClientKey : resolve(paths.folder, access.keyFile)
      return {
        kind: 'smart',
        clientId: access.clientId,
        key: parseClientKey(readSecret(file, 'the key of the FHIR client')),
        scope: access.scope ?? usualScope,
        ...(access.tokenUrl === undefined ? {} : { tokenUrl: access.tokenUrl }),
      }
    }
  }
}

function readPlain({ paths }: Config, file: string): string {
  const path = resolve(paths.folder, file)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw new NodeError('config/missing', 'caFile of the FHIR server is missing', { hint: `Expected at ${path}` })
}

/** The trial's FHIR mapping, which must be that of the node's own mapping. */
export function fhirRulesOf(config: Config): FhirRules {
  const folder = mappingFolderOf(config.mapping, config)
  const rules = parseFhirRules(readFhirMappingFile(folder))
  if (rules.id === mappingOfNode(config).id) return rules
  throw new NodeError('mapping/bad-mapping', 'fhir.json is based on the mapping of another trial', {
    hint: 'See basedOn in fhir.json.',
  })
}

/** What codes of FHIR may be decided to be; undefined where the trial's mapping reads no FHIR server. */
export function fhirCodesOf(config: Config): ReadonlyMap<string, ReturnType<typeof codesOf>> | undefined {
  if (!hasFhirMapping(mappingFolderOf(config.mapping, config))) return undefined
  const { codes } = fhirRulesOf(config)
  return new Map(LIST_NAMES.map(list => [list, codesOf(list, codes)]))
}

export interface FhirIngestion {
  readonly source: RecordSource
  readonly mapping: TrialRules
  readonly reading: DroppableReading
}

export interface FhirReadingParts {
  /** Left out: the server of rose.json. */
  readonly address: string | undefined
  readonly mapping: Mapping
  readonly terminology: Terminology
  readonly decisions: Decisions
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
}

export function fhirIngestion(
  config: Config,
  parts: FhirReadingParts & { readonly key: PseudonymKey; readonly onNotice: (text: string) => void },
): FhirIngestion {
  const { mapping, address, key, onNotice } = parts
  const reading = keptReading({
    folder: config.paths.fhirReading,
    key: keyOfReading(key),
    of: [withoutSlash(fhirServerOf(config, address, 'read').baseUrl), config.trialId, mapping.id],
    version: versionOfReading(mapping, fhirRulesOf(config)),
    now: () => systemClock.now(),
    notice: onNotice,
  })
  return { ...fhirSourceOf(config, parts, reading), reading }
}

/** The trial's patients on a FHIR server; without `kept` nothing is kept of a reading that breaks off. */
export function fhirSourceOf(
  config: Config,
  parts: FhirReadingParts,
  kept: DroppableReading | null = null,
): Pick<FhirIngestion, 'source' | 'mapping'> {
  const { mapping, terminology, stopped, onProgress } = parts
  const { codes, ...rest } = fhirRulesOf(config)
  const rules: FhirRules = { ...rest, codes: decidedFhirCodes(codes, parts.decisions) }
  const settings = fhirServerOf(config, parts.address, 'read')
  const server = openFhirServer(
    {
      server: settings,
      studies: rules.studies,
      observationCodes,
      pageSize: config.fhir?.pageSize ?? USUAL_PAGE,
    },
    { stopped, onWait: seconds => onProgress(`the FHIR server asks to wait ${seconds} s`) },
    kept,
  )
  return {
    source: fhirRecords(server, {
      rules,
      mapping,
      terminology,
      trialId: config.trialId,
      country: config.country,
      validator: r4Validator(),
      speaksOfWithdrawal: phraseFinder(mapping.withdrawal.phrases),
    }),
    mapping: { ...mapping, version: versionOfReading(mapping, rules) },
  }
}

const versionOfReading = (mapping: Pick<TrialRules, 'version'>, rules: Pick<FhirRules, 'version'>): string =>
  `${mapping.version}+fhir.${rules.version}`

/** What is kept of a reading that broke off; a mapping that cannot be read now, or no longer reads FHIR, goes on with none. */
export function keptReadings(config: Config, decisions: () => Decisions): KeptReadings {
  const { fhirReading: folder } = config.paths
  const versionNow = (): string | null => {
    try {
      return versionOfReading(decidedMapping(mappingOfNode(config), decisions()), fhirRulesOf(config))
    } catch (error) {
      if (isNodeError(error)) return null
      throw error
    }
  }
  return {
    isOver: now => isReadingOver(folder, { version: versionNow(), now }),
    remove: () => dropReading(folder),
  }
}

/** From the node's pseudonym key: what is kept of a reading is no use to anybody who lacks that. */
function keyOfReading({ secret, version, trialId }: PseudonymKey): KeyObject {
  const derived = createHmac('sha256', secret)
    .update(lengthPrefixed('prime-rose/kept-reading/1', String(version), trialId))
    .digest()
  return createSecretKey(derived)
}

/** Makes the node's client key unless it has one, and answers the public half for the server. */
export async function fhirClientKey(config: Config, algorithm: ClientAlgorithm | undefined): Promise<object> {
  const { fhirClientKey: path } = config.paths
  if (!existsSync(path)) {
    const made = await generateClientKey(algorithm ?? 'ES384', `rose-${config.member}`)
    writeSecretOnce(path, () => JSON.stringify(made))
  } else if (
    algorithm !== undefined &&
    parseClientKey(readSecret(path, 'the key of the FHIR client'))['alg'] !== algorithm
  ) {
    throw new NodeError('fhir/bad-key', 'the node has a FHIR client key of another kind', {
      hint: `Move ${path} away first, and register the new public key at the server.`,
    })
  }
  return publicKeySet(parseClientKey(readSecret(path, 'the key of the FHIR client')))
}

/** Names a server in file names without saying its address. */
export function serverName(baseUrl: string): string {
  return createHash('sha256').update(withoutSlash(baseUrl)).digest('hex').slice(0, 16)
}
