/**
 * Where the pseudonym key is kept: in a file of the node, or with a key service of the site that a command speaks to. The
 * store says which key it is under; custody finds that one, and finishes what a broken-off rotation left.
 */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../config.ts'
import type { PseudonymKeyName } from '../ingest/ports.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import {
  formatPseudonymKey,
  nextPseudonymKey,
  type PseudonymKey,
  parsePseudonymKey,
  pseudonymKeyId,
} from '../pseudonymisation/pseudonym-key.ts'
import { readFromCommand } from './key-command.ts'
import { writeSecretOnce } from './node-files.ts'
import { readSecretFile } from './secret-file.ts'

export interface Custody {
  readonly kind: 'file' | 'command'
  /** Throws `pseudonym/key-missing`, `pseudonym/key-exposed`, `pseudonym/key-command`, `pseudonym/bad-key-file`. */
  current(): Promise<PseudonymKey>
  /** The key of a rotation that has begun; null where there is none. */
  next(): Promise<PseudonymKey | null>
  /** Makes the next key and keeps it durably. Call it under the lock of the records. */
  prepareNext(current: PseudonymKey): Promise<PseudonymKey>
  /** Puts the next key in place of the current one, which is set aside. Call it under the lock of the records. */
  promote(onStep: (step: 'set-aside' | 'promoted') => void): void
  /** Whether a key that was set aside is still here. */
  hasOld(): boolean
  destroyOld(): void
  /** Destroys what this node keeps of the key. */
  destroy(): Promise<void>
}

const WHAT = 'the pseudonym key'

export function custodyOf(config: Config): Custody {
  return config.pseudonymKey.kind === 'command' ? commandCustody(config, config.pseudonymKey) : fileCustody(config)
}

function fileCustody({ paths, trialId }: Config): Custody {
  const [file, nextFile, oldFile] = [paths.pseudonymKey, `${paths.pseudonymKey}.next`, `${paths.pseudonymKey}.old`]
  const read = (path: string) => parsePseudonymKey(readSecretFile({ path, what: WHAT }), trialId)
  return {
    kind: 'file',
    current: async () => read(file),
    next: async () => (existsSync(nextFile) ? read(nextFile) : null),
    async prepareNext(current) {
      // What a rotation left that was never committed: nothing is under that key.
      destroyFile(nextFile)
      const next = nextPseudonymKey(current)
      writeSecretOnce(nextFile, () => formatPseudonymKey(next))
      syncFolder(dirname(nextFile))
      return next
    },
    promote(onStep) {
      destroyFile(oldFile)
      if (existsSync(file)) renameSync(file, oldFile)
      onStep('set-aside')
      renameSync(nextFile, file)
      syncFolder(dirname(file))
      onStep('promoted')
    },
    hasOld: () => existsSync(oldFile),
    destroyOld: () => destroyFile(oldFile),
    async destroy() {
      for (const path of [file, nextFile, oldFile]) destroyFile(path)
    },
  }
}

type CommandSettings = Extract<Config['pseudonymKey'], { kind: 'command' }>

function commandCustody({ trialId }: Config, settings: CommandSettings): Custody {
  const { program, timeoutSeconds = 10, nextArguments } = settings
  const read = async (words: readonly string[]) =>
    parsePseudonymKey(await readFromCommand({ program, words, timeoutSeconds }), trialId)
  return {
    kind: 'command',
    current: () => read(settings.arguments ?? []),
    next: async () => (nextArguments === undefined ? null : read(nextArguments).catch(nullWhereFailed)),
    async prepareNext({ version }) {
      if (nextArguments === undefined) throw noNext()
      const next = await read(nextArguments)
      if (next.version === version + 1) return next
      throw new NodeError('pseudonym/key-command', `the key service gives version ${next.version} as the next key`, {
        hint: `It must be of version ${version + 1}, with a secret of its own.`,
      })
    },
    promote() {},
    hasOld: () => false,
    destroyOld() {},
    destroy: async () => {},
  }
}

/** The service has no next key, unless a rotation is going on. */
function nullWhereFailed(error: unknown): null {
  if (isNodeError(error, 'pseudonym/key-command')) return null
  throw error
}

function noNext(): NodeError {
  return new NodeError('pseudonym/key-command', 'the settings name no command for the next key', {
    hint: 'Let the key service make a key of the next version, and set nextArguments of pseudonymKey in rose.json.',
  })
}

export function isSameKey(key: PseudonymKey, { version, id }: PseudonymKeyName): boolean {
  return key.version === version && pseudonymKeyId(key) === id
}

/** What a key was is written over before its file goes. */
function destroyFile(path: string): void {
  if (!existsSync(path)) return
  chmodSync(path, 0o600)
  const handle = openSync(path, 'r+')
  try {
    writeSync(handle, '0'.repeat(256), 0)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  rmSync(path)
  syncFolder(dirname(path))
}

/** A new name is durable only once its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
