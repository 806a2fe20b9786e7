/** Starts the engine for one job, confined, and waits for its answer. Part of the root, never of the engine itself. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { NodeError } from '../model/errors.ts'
import type { EngineJob } from '../model/generated/engine-job.ts'
import { confinementFlags } from './confinement.ts'
import type { EngineAnswer } from './engine-answer.ts'
import { type EnginePaths, enginePaths, packagedTables } from './engine-paths.ts'
import { writeWhole } from './write-whole.ts'

export interface LaunchEngine {
  readonly nodeFolder: string
  readonly job: EngineJob
  /** Folder of the tumour tissues and the catalogue; default: those that come with the program. */
  readonly tables?: string
  /** The engine is ended when it takes longer; default five minutes. */
  readonly timeoutMilliseconds?: number
  /** Ends the engine when the caller is asked to stop. */
  readonly signal?: AbortSignal
}

export interface LaunchedEngine {
  /** Full path of what it let out. */
  readonly outFile: string
  /** Of the file's bytes, hex. */
  readonly sha256: string
}

const MAIN = join(import.meta.dirname, `main${extname(import.meta.filename)}`)
const FIVE_MINUTES = 300_000
const MAX_ANSWER_CHARACTERS = 65_536

/** Throws what the engine refused with, or `engine/failed`. */
export async function launchEngine({ nodeFolder, job, ...limits }: LaunchEngine): Promise<LaunchedEngine> {
  const paths = enginePaths(nodeFolder)
  const file = join(paths.in, `${job.cut.id}.${randomBytes(8).toString('hex')}.json`)
  writeWhole(file, JSON.stringify(job), 0o400)
  try {
    const { file: out, sha256 } = await runEngine({ nodeFolder, jobFile: file, ...limits })
    return { outFile: join(paths.out, out), sha256 }
  } finally {
    rmSync(file, { force: true })
  }
}

/** Runs the engine on a job file that is already there. */
export async function runEngine(request: {
  readonly nodeFolder: string
  readonly jobFile: string
  readonly tables?: string
  readonly timeoutMilliseconds?: number
  readonly signal?: AbortSignal
}): Promise<NonNullable<EngineAnswer['done']>> {
  const paths = enginePaths(request.nodeFolder)
  const text = await outputOf(engineArguments(paths, { tables: packagedTables, ...request }), request)
  const { done, refused } = parseAnswer(text)
  if (done !== undefined) return done
  if (refused === undefined) throw failed('the engine gave no answer')
  throw new NodeError(refused.code, refused.message, {
    ...(refused.hint === undefined ? {} : { hint: refused.hint }),
    ...(refused.detail === undefined ? {} : { detail: refused.detail }),
  })
}

function engineArguments(
  paths: EnginePaths,
  { nodeFolder, jobFile, tables }: { nodeFolder: string; jobFile: string; tables: string },
): string[] {
  return [...confinementFlags(paths, tables), MAIN, '--node', nodeFolder, '--job', jobFile, '--tables', tables]
}

function outputOf(
  flags: readonly string[],
  { timeoutMilliseconds = FIVE_MINUTES, signal }: { timeoutMilliseconds?: number; signal?: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    // No variable of the environment is passed on: NODE_OPTIONS alone would undo the confinement.
    const engine = spawn(process.execPath, flags, {
      env: {},
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: timeoutMilliseconds,
      killSignal: 'SIGKILL',
      ...(signal === undefined ? {} : { signal }),
    })
    let text = ''
    engine.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more
      if (text.length > MAX_ANSWER_CHARACTERS) engine.kill('SIGKILL')
    })
    engine.on('error', cause => reject(failed('the engine could not be run', cause)))
    engine.on('close', (_, killedBy) => {
      if (killedBy === null) resolve(text)
      else reject(failed('the engine took too long or was ended'))
    })
  })
}

function parseAnswer(text: string): EngineAnswer {
  try {
    return JSON.parse(text) as EngineAnswer
  } catch (cause) {
    throw failed('the engine gave no answer', cause)
  }
}

function failed(what: string, cause?: unknown): NodeError {
  return new NodeError('engine/failed', what, { hint: 'Nothing new was let out. Try again.', cause })
}
