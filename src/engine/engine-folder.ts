/** Makes the engine's folder: keys of its own, an empty record, and pins without a member. What exists is left as it is. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { WITHDRAWAL_KEY_FILE } from '../cut/withdrawal-mark.ts'
import { defaultPolicy } from '../disclosure/policy.ts'
import type { EnginePins } from '../model/generated/engine-pins.ts'
import { writeWhole } from '../model/whole-file.ts'
import { canonicalHash } from '../trust/canonical-hash.ts'
import { generateKey, type PublicJwk, parsePrivateKey, parsePublicKey, publicKeyOf } from '../trust/keys.ts'
import { type EnginePaths, enginePaths } from './engine-paths.ts'
import { writePins } from './pins-file.ts'

const PRIVATE_FOLDER = 0o700
const SECRET = 0o400
const PUBLIC = 0o444

export function prepareEngineFolder(nodeFolder: string, node: EnginePins['node']): EnginePaths {
  const paths = enginePaths(nodeFolder)
  const folders = [
    paths.folder,
    paths.in,
    paths.out,
    paths.keys,
    paths.snapshotKeys,
    paths.documents,
    dirname(paths.history),
    paths.builds,
  ]
  for (const folder of folders) {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
  }
  writeOnce(join(paths.snapshotKeys, WITHDRAWAL_KEY_FILE), () => randomBytes(32).toString('hex'), SECRET)
  writeOnce(paths.recordKey, () => randomBytes(32).toString('hex'), SECRET)
  writeOnce(paths.historyKey, () => randomBytes(32).toString('hex'), SECRET)
  writeOnce(paths.signingKey, () => JSON.stringify(generateKey()), SECRET)
  writeOnce(paths.publicKey, () => JSON.stringify(publicKeyOf(readSigningKey(paths))), PUBLIC)
  writeOnce(paths.record, () => '', 0o600)
  if (!existsSync(paths.pins)) writePins(paths, firstPins(node))
  return paths
}

/** The key that a published table must verify under. */
export function readEnginePublicKey(nodeFolder: string): PublicJwk {
  return parsePublicKey(readFileSync(enginePaths(nodeFolder).publicKey, 'utf8'))
}

function firstPins(node: EnginePins['node']): EnginePins {
  const { serial, k } = defaultPolicy
  return {
    schema: 'engine-pins/1',
    serial: 0,
    node: { member: node.member, trialId: node.trialId, country: node.country },
    policy: { sha256: canonicalHash(defaultPolicy), serial, k },
    members: [],
  }
}

function readSigningKey(paths: EnginePaths) {
  return parsePrivateKey(readFileSync(paths.signingKey, 'utf8'))
}

/** An interrupted start is finished by the next one: a key that is there is never replaced. */
function writeOnce(path: string, text: () => string, mode: number): void {
  if (!existsSync(path)) writeWhole(path, text(), mode)
}
