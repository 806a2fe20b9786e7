/**
 * Has the engine do one job and waits for its answer: starts it, confined, or leaves the job to the account that watches
 * the job folder. Part of the root, never of the engine itself.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { extname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isNodeError, NodeError } from '../model/errors.ts'
import type {
  CloseCutsJob,
  ContributionJob,
  EngineJob,
  NationalTableJob,
  VetoRoundJob,
} from '../model/generated/engine-job.ts'
import { writeWhole } from '../model/whole-file.ts'
import { confinementFlags } from './confinement.ts'
import type { EngineAnswer, EnginePlace } from './engine-answer.ts'
import { type EnginePaths, enginePaths, packagedTables } from './engine-paths.ts'

export interface LaunchEngine<Job extends EngineJob = NationalTableJob> {
  readonly nodeFolder: string
  /** `service`: another account does it (`rose engine watch`). Default: started here. */
  readonly engine?: 'launched' | 'service'
  /** Folder in which jobs are handed over to the engine of another account; null: that of the node. */
  readonly jobs?: string | null
  readonly job: Job
  /** Folder of the tumour tissues and the catalogue; default: those that come with the program. */
  readonly tables?: string
  /** The engine is ended when it takes longer; default five minutes beside what its audit may take. */
  readonly timeoutMilliseconds?: number
  /** Ends the engine when the caller is asked to stop. */
  readonly signal?: AbortSignal
  /** Called once where an engine that is a service has not answered after some seconds. */
  readonly onWaiting?: () => void
}

export interface LaunchedEngine {
  /** Full path of what it let out. */
  readonly outFile: string
  /** Of the file's bytes, hex. */
  readonly sha256: string
}

/** Told of the last entry of the engine's record when it has answered, also with a refusal. */
type OnPlace = (place: EnginePlace) => void

const MAIN = join(import.meta.dirname, `main${extname(import.meta.filename)}`)
const FIVE_MINUTES = 300_000
const MAX_ANSWER_CHARACTERS = 1_048_576
const BUSY_PAUSE_MILLISECONDS = 250
const BUSY_TRIES = 2_400

/** Throws what the engine refused with, or `engine/failed`. */
export async function launchEngine(
  request: LaunchEngine<NationalTableJob | ContributionJob>,
  onPlace?: OnPlace,
): Promise<LaunchedEngine> {
  const done = await launch(request, onPlace)
  if (!('file' in done)) throw failed('the engine gave another answer')
  return { outFile: join(enginePaths(request.nodeFolder, request.jobs).out, done.file), sha256: done.sha256 }
}

/** Tells the engine that no new computation may be made of some cuts; names those that it did not know of. */
export async function closeCutsInEngine(
  request: LaunchEngine<CloseCutsJob>,
  onPlace?: OnPlace,
): Promise<readonly string[]> {
  const done = await launch(request, onPlace)
  if (!('closed' in done)) throw failed('the engine gave another answer')
  return done.closed
}

/** The round gets no contribution of this node any more. */
export async function vetoInEngine(request: LaunchEngine<VetoRoundJob>, onPlace?: OnPlace): Promise<void> {
  const done = await launch(request, onPlace)
  if (!('vetoed' in done)) throw failed('the engine gave another answer')
}

/** Has the engine check its own record and say, signed, what is in it; full path of the file. */
export async function readEngineRecord(
  nodeFolder: string,
  engine: NonNullable<LaunchEngine['engine']> = 'launched',
): Promise<string> {
  const done = await launch({ nodeFolder, engine, job: { schema: 'engine-job/1', act: 'record.read' } })
  if (!('file' in done)) throw failed('the engine gave another answer')
  return join(enginePaths(nodeFolder).out, done.file)
}

/** While another engine is at work it is waited for. */
async function launch(
  { nodeFolder, engine, jobs, job, onWaiting, ...limits }: LaunchEngine<EngineJob>,
  onPlace?: OnPlace,
) {
  const paths = enginePaths(nodeFolder, jobs)
  const name = `${job.act}.${randomBytes(8).toString('hex')}.json`
  const file = join(paths.in, name)
  writeWhole(file, JSON.stringify(job), 0o440)
  const auditSeconds = job.act === 'national-table' ? job.policy.nationalTable.maxAuditSeconds : 0
  const timeoutMilliseconds = FIVE_MINUTES + auditSeconds * 1000
  try {
    for (let tries = 1; ; tries++) {
      try {
        if (engine === 'service') {
          const answer = { timeoutMilliseconds, ...limits, ...(onWaiting === undefined ? {} : { onWaiting }) }
          return resultOf(await answered(answerFile(paths, name), answer), onPlace)
        }
        return await runEngine({ nodeFolder, jobFile: file, timeoutMilliseconds, ...limits }, onPlace)
      } catch (error) {
        if (!isNodeError(error, 'engine/busy') || tries >= BUSY_TRIES || limits.signal?.aborted === true) throw error
        await wait(BUSY_PAUSE_MILLISECONDS)
      }
    }
  } finally {
    rmSync(file, { force: true })
  }
}

/** Where the account that watches the job folder leaves the answer to a job. */
export function answerFile({ out }: EnginePaths, jobName: string): string {
  return join(out, `${jobName}.answer`)
}

async function answered(
  file: string,
  { timeoutMilliseconds = FIVE_MINUTES, signal, onWaiting = () => {} }: ServiceLimits,
): Promise<EngineAnswer> {
  const start = performance.now()
  for (let isTold = false; performance.now() < start + timeoutMilliseconds; ) {
    if (signal?.aborted === true) throw failed('the engine was not waited for')
    if (existsSync(file)) return parseAnswer(readFileSync(file, 'utf8'))
    if (!isTold && performance.now() > start + TOLD_AFTER_MILLISECONDS) {
      isTold = true
      onWaiting()
    }
    await wait(BUSY_PAUSE_MILLISECONDS)
  }
  throw new NodeError('engine/away', 'nobody does the jobs of the engine', {
    hint: 'Look at the service that runs rose engine watch; then try again.',
  })
}

const TOLD_AFTER_MILLISECONDS = 5_000

type Limits = Pick<LaunchEngine, 'timeoutMilliseconds' | 'signal'>
type ServiceLimits = Limits & Pick<LaunchEngine, 'onWaiting'>

export interface RunEngine extends Limits {
  readonly nodeFolder: string
  readonly jobFile: string
  readonly jobs?: string | null
  readonly tables?: string
}

/** Runs the engine on a job file that is already there. */
export async function runEngine(
  request: RunEngine,
  onPlace: OnPlace = () => {},
): Promise<NonNullable<EngineAnswer['done']>> {
  return resultOf(await askEngine(request), onPlace)
}

/** The engine's own answer, a refusal too. Throws `engine/failed` where it gave none. */
export async function askEngine(request: RunEngine): Promise<EngineAnswer> {
  const paths = enginePaths(request.nodeFolder, request.jobs)
  return parseAnswer(await outputOf(engineArguments(paths, { tables: packagedTables, ...request }), request))
}

function resultOf(
  { done, refused, place }: EngineAnswer,
  onPlace: OnPlace = () => {},
): NonNullable<EngineAnswer['done']> {
  if (place !== undefined) onPlace(place)
  if (done !== undefined) return done
  if (refused === undefined) throw failed('the engine gave no answer')
  throw new NodeError(refused.code, refused.message, {
    ...(refused.hint === undefined ? {} : { hint: refused.hint }),
    ...(refused.detail === undefined ? {} : { detail: refused.detail }),
  })
}

function engineArguments(
  paths: EnginePaths,
  { nodeFolder, jobFile, jobs = null, tables }: RunEngine & { readonly tables: string },
): string[] {
  const handedOver = jobs === null ? [] : ['--jobs', jobs]
  const words = ['--node', nodeFolder, '--job', jobFile, ...handedOver, '--tables', tables]
  return [...confinementFlags(paths, tables), MAIN, ...words]
}

function outputOf(flags: readonly string[], { timeoutMilliseconds = FIVE_MINUTES, signal }: Limits): Promise<string> {
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
