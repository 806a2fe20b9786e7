/**
 * The engine's process: one job, one answer line on standard output, and it ends. Started with the flags of
 * `confinement.ts`, or as a service of its own (`deploy/`).
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../model/clock.ts'
import { isNodeError, NodeError } from '../model/errors.ts'
import type { EngineAnswer, EnginePlace } from './engine-answer.ts'
import { enginePaths, packagedTables } from './engine-paths.ts'
import { HANDED_OVER, runJob } from './run-job.ts'

async function answer(): Promise<EngineAnswer> {
  let place: EnginePlace | undefined
  const keep = (last: EnginePlace) => {
    place = last
  }
  const withPlace = (answer: EngineAnswer) => (place === undefined ? answer : { ...answer, place })
  try {
    const { node, job, jobs, tables } = readArguments()
    const request = {
      paths: enginePaths(node, jobs),
      accepts: jobs === null ? null : HANDED_OVER,
      job: resolve(job),
      tables,
      clock: systemClock,
    }
    return withPlace({ done: await runJob(request, keep) })
  } catch (error) {
    return withPlace({ refused: inWords(error) })
  }
}

function readArguments() {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { node: text, job: text, jobs: text, tables: text }, strict: true })
  if (values.node === undefined || values.job === undefined) {
    throw new NodeError('usage/bad-argument', 'the engine needs --node DIR and --job FILE')
  }
  const { node, job, jobs = null, tables = packagedTables } = values
  return { node, job, jobs, tables }
}

/** Of an unforeseen error only its name is told: its text may quote what it was reading. */
function inWords(error: unknown): NonNullable<EngineAnswer['refused']> {
  if (isNodeError(error)) {
    const { code, message, hint, detail } = error
    return { code, message, ...(hint === undefined ? {} : { hint }), ...(detail === undefined ? {} : { detail }) }
  }
  const name = (error as NodeJS.ErrnoException | undefined)?.code ?? (error instanceof Error ? error.name : 'unknown')
  return { code: 'engine/failed', message: `the engine stopped: ${name}` }
}

const result = await answer()
process.stdout.write(`${JSON.stringify(result)}\n`)
process.exitCode = result.done === undefined ? 1 : 0
