/** Processes of the program, with the trap of `step-trap.ts` in them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { FromTrap, ToTrap, Trap } from './step-trap.ts'

const main = resolve(import.meta.dirname, '../../src/cli/main.ts')
const preload = resolve(import.meta.dirname, 'step-trap.ts')

export interface Actor {
  /** Where it listens, where it does. */
  readonly url: string
  /** What it did since it was started or armed. */
  readonly steps: readonly string[]
  /** Whether the trap has struck, by a kill or otherwise. */
  readonly isStruck: () => boolean
  readonly isGone: () => boolean
  readonly gone: Promise<void>
  arm(trap: Trap | null): Promise<void>
  stop(): Promise<void>
}

export interface ActorOptions {
  /** From its first step on. */
  readonly trap?: Trap | null
  readonly skewSeconds?: number
  /** Null: it is not waited for. */
  readonly ready: ((message: object, said: string) => string | null) | null
}

/** Resolves once it is ready. */
export async function startActor(
  words: readonly string[],
  { trap = null, skewSeconds = 0, ready }: ActorOptions,
): Promise<Actor> {
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, ['--import', preload, main, ...words], {
    env: {
      ...environment,
      CHAOS_TRAP: JSON.stringify(trap),
      CHAOS_SKEW_SECONDS: String(skewSeconds),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let steps: string[] = []
  let struck = false
  let said = ''
  let complained = ''
  let armed = () => {}
  const gone = new Promise<void>(done => child.once('exit', () => done()))
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    complained += part
  })
  const url = await new Promise<string>((done, fail) => {
    child.on('message', (message: object) => {
      const told = message as Partial<Record<'step' | 'struck', string>> & FromTrap
      if ('step' in told && told.step !== undefined) steps.push(told.step)
      if ('struck' in told) struck = true
      if ('armed' in told) armed()
      const found = ready?.(message, said) ?? null
      if (found !== null) done(found)
    })
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said += part
      const found = ready?.({}, said) ?? null
      if (found !== null) done(found)
    })
    if (ready === null) done('')
    child.once('exit', code => fail(new Error(`rose ${words[0]} ended with ${code}: ${complained}`)))
  })
  return {
    url,
    get steps() {
      return steps
    },
    isStruck: () => struck || child.signalCode === 'SIGKILL',
    isGone: () => child.exitCode !== null || child.signalCode !== null,
    gone,
    async arm(next) {
      const known = new Promise<void>(done => {
        armed = done
      })
      struck = false
      child.send({ arm: next } satisfies ToTrap)
      await known
      steps = []
    },
    stop: () => stopChild(child),
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

const urlOf = (message: object) => ('url' in message && typeof message.url === 'string' ? message.url : null)

export const whenServing: ActorOptions['ready'] = urlOf
export const whenRelaying: ActorOptions['ready'] = (_, said) => /Relay on (http:\/\/\S+)/.exec(said)?.[1] ?? null
export const whenCarrying: ActorOptions['ready'] = message => ('courier' in message ? 'courier' : null)
