/** A combiner's keys of rounds: one file each, readable by its owner alone, gone when its round is over. */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type NodePaths, readSecret } from '../config.ts'
import type { RoundKeys } from '../pooling/round/combine.ts'
import { generateSealingKey, parseSealingPrivateKey } from '../trust/sealing-keys.ts'
import { makePrivateFolder, writeSecretOnce } from './node-files.ts'

export function openRoundKeys({ roundKeys }: Pick<NodePaths, 'roundKeys'>): RoundKeys {
  const fileOf = (round: string) => join(roundKeys, `${round}.jwk`)
  const read = (round: string) => parseSealingPrivateKey(readSecret(fileOf(round), "this combiner's key of the round"))
  return {
    make(round) {
      makePrivateFolder(roundKeys)
      writeSecretOnce(fileOf(round), () => JSON.stringify(generateSealingKey()))
      return read(round)
    },
    find: round => (existsSync(fileOf(round)) ? read(round) : null),
    destroy(round) {
      if (existsSync(fileOf(round))) overwriteAndRemove(fileOf(round))
    },
  }
}

/**
 * Overwritten first, where the file system writes in place. One that copies on write, or a disk that spreads its wear, may
 * keep the old bytes for a while: there the folder belongs on an encrypted volume (README of this folder).
 */
function overwriteAndRemove(path: string): void {
  const file = openSync(path, 'r+')
  try {
    writeSync(file, Buffer.alloc(statSync(path).size))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  rmSync(path)
}
