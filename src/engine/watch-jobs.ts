/**
 * Does the jobs that others put into the job folder, and into the one that the gateway hands its own over in, one after the other, each in a confined process of its own. Run by
 * the engine's account; part of the root, never of the engine itself. What it is stopped in is done anew at its next start:
 * the same job gives the same bytes.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isNodeError } from '../model/errors.ts'
import { pause } from '../model/pause.ts'
import { writeWhole } from '../model/whole-file.ts'
import type { EngineAnswer } from './engine-answer.ts'
import { type EnginePaths, enginePaths } from './engine-paths.ts'
import { answerFile, askEngine, type RunEngine } from './launch.ts'

export interface WatchJobs {
  readonly nodeFolder: string
  /** Folder by which the gateway's account hands over its jobs (`in`) and gets what they let out (`out`); null: none. */
  readonly jobs: string | null
  readonly stopped: AbortSignal
  /** Act of the job, and the code that it was refused with or null; never what is in it. */
  readonly onDone: (act: string, code: string | null) => void
}

/** `act.16 hex digits.json`, as they are written whole; nothing else is looked at. */
const JOB_NAME = /^(?<act>[a-z-]+(?:\.[a-z]+)?)\.[0-9a-f]{16}\.json$/
const PAUSE_MILLISECONDS = 250

/** Until it is stopped. */
export async function watchJobs(watch: WatchJobs): Promise<void> {
  const folders = watch.jobs === null ? [null] : [null, watch.jobs]
  while (!watch.stopped.aborted) {
    for (const jobs of folders) await doJobsOf(jobs, watch)
    await pause(PAUSE_MILLISECONDS, watch.stopped)
  }
}

async function doJobsOf(jobs: string | null, { nodeFolder, stopped, onDone }: WatchJobs): Promise<void> {
  const paths = enginePaths(nodeFolder, jobs)
  removeRead(paths)
  const open = readdirSync(paths.in)
    .sort()
    .filter(name => JOB_NAME.test(name) && !existsSync(answerFile(paths, name)))
  for (const name of open) {
    if (stopped.aborted) return
    const answer = await answerTo({ nodeFolder, jobs, jobFile: join(paths.in, name), signal: stopped })
    if (answer === null) continue
    writeWhole(answerFile(paths, name), JSON.stringify(answer), 0o440)
    onDone(JOB_NAME.exec(name)?.groups?.['act'] ?? '', answer.refused?.code ?? null)
  }
}

/** Null where it was stopped meanwhile, or whoever asked took the job away. */
async function answerTo(request: RunEngine & { readonly signal: AbortSignal }): Promise<EngineAnswer | null> {
  try {
    return await askEngine(request)
  } catch (error) {
    if (request.signal.aborted || !existsSync(request.jobFile)) return null
    if (!isNodeError(error)) throw error
    return { refused: { code: error.code, message: error.message } }
  }
}

/** Whoever asked takes the job away once the answer is read. */
function removeRead({ in: jobs, out }: EnginePaths): void {
  for (const name of readdirSync(out)) {
    if (!name.endsWith('.answer')) continue
    if (!existsSync(join(jobs, name.slice(0, -'.answer'.length)))) rmSync(join(out, name), { force: true })
  }
}
