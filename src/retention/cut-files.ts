/** Keys and snapshots of data cuts, and accounts of tables, by the names of their files. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SnapshotFolder } from '../cut/snapshot-folder.ts'
import type { SnapshotKeys } from '../cut/snapshot-keys.ts'
import type { CutFiles, TableBuilds } from './ports.ts'

export interface CutFilesDeps {
  readonly snapshots: SnapshotFolder
  readonly snapshotKeys: SnapshotKeys
  /** Their folders. */
  readonly folders: { readonly snapshots: string; readonly keys: string }
}

export function openCutFiles({ snapshots, snapshotKeys, folders }: CutFilesDeps): CutFiles {
  return {
    async list(now) {
      const ages = new Map<string, number>()
      for (const [folder, ending] of [
        [folders.snapshots, '.snapshot'],
        [folders.keys, '.key'],
      ] as const) {
        for (const cut of await cutsNamedIn(folder, ending)) {
          const { mtimeMs } = await stat(join(folder, `${cut}${ending}`))
          ages.set(cut, Math.min(now - mtimeMs, ages.get(cut) ?? Number.POSITIVE_INFINITY))
        }
      }
      return [...ages].map(([cut, age]) => ({ cut, age }))
    },
    async destroy(cut) {
      await snapshotKeys.destroy(cut)
      await snapshots.remove(`${cut}.snapshot`)
    },
  }
}

export function openTableBuilds(folder: string, fileNameOf: (cut: string) => string): TableBuilds {
  return {
    list: () => cutsNamedIn(folder, fileNameOf('')),
    remove: cut => rm(join(folder, fileNameOf(cut)), { force: true }),
  }
}

const CUT_ID = /^cut-[0-9a-f]{16}$/

async function cutsNamedIn(folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter(name => name.endsWith(ending))
    .map(name => name.slice(0, -ending.length))
    .filter(cut => CUT_ID.test(cut))
    .sort()
}
