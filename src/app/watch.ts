/** `rose ingest --watch`: a folder of exports, what is known of it in `watched.jsonl` of the node's folder. */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import { type FoundExport, type WatchEvent, watchExports } from '../ingest/watch.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { pause } from '../model/pause.ts'
import { withIngest } from './ingest.ts'

export type { WatchEvent } from '../ingest/watch.ts'

export interface WatchRequest {
  readonly folder: string
  readonly settleSeconds: number
  readonly onlyMarked: boolean
  readonly once: boolean
  readonly localIds: boolean
  readonly allowRemovals: boolean
  readonly stopped: AbortSignal
  readonly onProgress: (text: string) => void
  readonly tell: (event: WatchEvent) => void
}

/** Beside an export, or inside its folder as `.complete`: it is whole. */
export const MARKER = '.complete'

export async function watchFolder(config: Config, request: WatchRequest): Promise<{ readonly allAccepted: boolean }> {
  const folder = resolve(request.folder)
  const { stopped } = request
  return watchExports({
    ...request,
    settle: request.settleSeconds * 1_000,
    look: () => look(folder),
    journal: journalOf(join(config.paths.folder, 'watched.jsonl'), folder),
    take: name =>
      withIngest(config, stopped, ingestion =>
        ingestion.ingest(join(folder, name), {
          localIds: request.localIds,
          allowRemovals: request.allowRemovals,
          onProgress: request.onProgress,
        }),
      ),
    now: () => systemClock.now(),
    wait: milliseconds => pause(milliseconds, stopped),
  })
}

/** Written by copy tools under another name until they are whole. */
const UNFINISHED = /(?:^\.|\.(?:part|partial|tmp|filepart|crdownload|swp)$|~$)/i

async function look(folder: string): Promise<readonly FoundExport[]> {
  const names = await list(folder)
  const found = await Promise.all(names.map(name => lookAt(folder, name, names.includes(`${name}${MARKER}`))))
  return found.filter(one => one !== null)
}

/** Null: no export, or one that is still being written. */
async function lookAt(folder: string, name: string, isMarkedBeside: boolean): Promise<FoundExport | null> {
  if (UNFINISHED.test(name) || name.endsWith(MARKER)) return null
  const path = join(folder, name)
  try {
    const own = await lstat(path)
    if (!own.isDirectory() && !own.isFile()) return null
    const inside = own.isDirectory() ? await readdir(path) : []
    if (own.isDirectory() && inside.filter(file => file !== MARKER).length === 0) return null
    if (inside.some(file => file !== MARKER && UNFINISHED.test(file))) return null
    const files = own.isDirectory() ? inside.filter(file => file !== MARKER).sort() : ['']
    const facts = await Promise.all(
      files.map(async file => {
        const { size, mtimeMs } = file === '' ? own : await lstat(join(path, file))
        return [file, size, mtimeMs] as const
      }),
    )
    return {
      name,
      fingerprint: createHash('sha256')
        .update(JSON.stringify([folder, name, facts]))
        .digest('hex'),
      isMarked: isMarkedBeside || inside.includes(MARKER),
      newest: Math.max(...facts.map(([, , mtimeMs]) => mtimeMs)),
    }
  } catch (error) {
    // It was moved away between the two looks.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw unreadable(error)
  }
}

async function list(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(cause: unknown): NodeError {
  return new NodeError('usage/bad-argument', 'the watched folder cannot be read', {
    hint: 'Give a folder that exists and that this account may list.',
    cause,
  })
}

/** One line an export; a line that was cut off by a crash counts for nothing. Names are not kept. */
function journalOf(file: string, folder: string) {
  const known = new Set<string>()
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const found = /^\{"fingerprint":"([0-9a-f]{64})",.*\}$/.exec(line)
      if (found?.[1] !== undefined) known.add(found[1])
    }
  }
  return {
    has: (fingerprint: string) => known.has(fingerprint),
    add(fingerprint: string, outcome: 'taken' | 'refused'): void {
      known.add(fingerprint)
      const at = new Date(systemClock.now()).toISOString()
      const lead = existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n') ? '\n' : ''
      appendFileSync(file, `${lead}${JSON.stringify({ fingerprint, outcome, at, folder })}\n`, {
        mode: 0o600,
        flush: true,
      })
    },
  }
}
