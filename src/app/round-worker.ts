/** A node at work on its rounds: calls those that are due, and does in each open one what is next in each of its roles. */
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { enginePaths } from '../engine/engine-paths.ts'
import { systemClock } from '../model/clock.ts'
import { isNodeError, type NodeError } from '../model/errors.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type CombineDeps, combine } from '../pooling/round/combine.ts'
import { coordinate } from '../pooling/round/coordinate.ts'
import { type TakePartDeps, takePart } from '../pooling/round/take-part.ts'
import type { RoundView } from '../pooling/round/view.ts'
import { documentFile } from './kept-documents.ts'
import { postRoundDocuments, type Rounds } from './rounds.ts'

export interface RoundWorker {
  wake(): void
  stop(): Promise<void>
}

export interface RoundWorkerDeps {
  readonly config: Config
  readonly rounds: Rounds
  /** Null where combining is done elsewhere. */
  readonly combiner: () => Promise<CombineDeps | null>
  /** Calls the scheduled round that is due; true where it did. */
  readonly callDue: () => Promise<boolean>
  readonly outbox: Outbox
  readonly onError: (error: unknown) => void
  readonly everyMs?: number
}

const LOOK_EVERY_MS = 1000

/** An engine that was killed or is away comes back; what it refuses, it refuses again. */
function pauseAfter({ code }: NodeError): number {
  return code.startsWith('engine/') && code !== 'engine/job-refused' ? AGAIN_MS : Number.POSITIVE_INFINITY
}

const AGAIN_MS = 10_000

/** Looks at all open rounds, again and again, and at once when something came. */
export function workOnRounds({
  config,
  rounds,
  combiner,
  callDue,
  outbox,
  onError,
  everyMs = LOOK_EVERY_MS,
}: RoundWorkerDeps): RoundWorker {
  const contributing = new Set<Promise<unknown>>()
  const busy = new Set<string>()
  const tried = new Map<string, { readonly stamp: string; readonly error: NodeError; readonly until: number }>()
  const stopping = new AbortController()
  let wake = () => {}
  let lastFault = ''
  const told = (error: unknown) => {
    const fault = isNodeError(error) ? error.code : error instanceof Error ? error.message : 'unknown'
    if (fault !== lastFault) onError(error)
    lastFault = fault
  }
  /** The engine takes its time, and refuses the same thing the same way until something is changed. */
  const contribute = (view: RoundView) => {
    if (config.rounds.contribute !== 'automatic' || busy.has(view.round)) return
    busy.add(view.round)
    const stamp = stampOf(config)
    const deps: TakePartDeps = {
      ...rounds.takingPart,
      stopping: stopping.signal,
      contribute: async (manifest, tables, waiting) => {
        const before = tried.get(view.round)
        if (before?.stamp === stamp && Date.now() < before.until) throw before.error
        try {
          return await rounds.takingPart.contribute(manifest, tables, waiting)
        } catch (error) {
          if (isNodeError(error)) tried.set(view.round, { stamp, error, until: Date.now() + pauseAfter(error) })
          throw error
        }
      },
    }
    const work = takePart(view, deps)
      .then(done => {
        if (done) wake()
      })
      .catch(told)
      .finally(() => {
        busy.delete(view.round)
        contributing.delete(work)
      })
    contributing.add(work)
  }
  const turn = async (): Promise<boolean> => {
    let moved = await callDue().catch(error => {
      told(error)
      return false
    })
    for (const view of await rounds.open()) {
      try {
        moved = (await coordinate(view, rounds.coordinating)) || moved
        const combining = view.combiners.includes(config.member) ? await combiner() : null
        if (combining !== null) moved = (await combine(view, combining)) || moved
        contribute(view)
      } catch (error) {
        told(error)
      }
    }
    return (await postRoundDocuments(rounds.store, outbox)) || moved
  }
  const run = async () => {
    while (!stopping.signal.aborted) {
      let timer: NodeJS.Timeout | undefined
      const woken = new Promise<void>(done => {
        wake = done
        timer = setTimeout(done, everyMs)
      })
      const moved = await turn().catch(error => {
        told(error)
        return false
      })
      if (!stopping.signal.aborted && !moved) await woken
      clearTimeout(timer)
    }
    await Promise.all(contributing)
  }
  const running = run()
  return {
    wake: () => wake(),
    async stop() {
      stopping.abort()
      wake()
      await running
    },
  }
}

const ASK_AGAIN_MS = 300_000

/** What people change when they put right why the engine refused. */
function stampOf({ paths, engineJobs }: Config): string {
  const engine = enginePaths(paths.folder)
  const files = [
    ...(['pre-approval', 'directory', 'catalogue', 'policy'] as const).map(name => documentFile(paths, name)),
    engine.pins,
    dirname(engine.history),
    join(paths.folder, 'cuts'),
  ]
  // In a folder of its own the gateway does not see data cuts: it asks again after a while.
  const turn = engineJobs === null ? [] : [Math.floor(systemClock.now() / ASK_AGAIN_MS)]
  return files
    .map<number | string>(file => {
      try {
        return statSync(file).mtimeMs
      } catch {
        return 'none'
      }
    })
    .concat(turn)
    .join()
}
