/** The processes that work on rounds: the gateway, which receives and sends, and a combiner beside it or by itself. */
import type { Config } from '../config.ts'
import type { MessageHandler } from '../discovery/receive-message.ts'
import { systemClock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import type { RoundDocumentMessage } from '../model/generated/round-document.ts'
import { pause } from '../model/pause.ts'
import { type CombineDeps, combine, openedShares } from '../pooling/round/combine.ts'
import { replayed, useOf } from '../trust/replays.ts'
import { type OpenDatabase, openDatabaseAs, withDatabaseAs } from './database.ts'
import { type Partners, watchPartners } from './partners.ts'
import { combinerDeps, federationOf, type Rounds, viewOpen } from './rounds.ts'

/** Kept with the use of its message, or refused; nothing is answered beyond that. */
export function receiveRoundMessage(rounds: Rounds, onKept: () => void): MessageHandler {
  return async claims => {
    const { round, kind, text, iss, jti, exp } = claims as RoundDocumentMessage
    const outcome = await rounds.receive({ round, kind, text, from: iss, use: useOf({ iss, jti, exp }) })
    if (outcome === 'replayed') throw replayed()
    if (outcome === 'conflict') {
      throw new NodeError('pooling/conflict', 'its author said something else before, which stands', {
        hint: 'Both are kept as evidence.',
      })
    }
    onKept()
    return null
  }
}

export interface OpenedCombiner {
  /** Null where the directory does not name this node, or a process of its own combines. */
  find(): Promise<CombineDeps | null>
  close(): Promise<void>
}

/** Opened at its first round, with the login that is its own. */
export function openCombiner(config: Config, partners: Pick<Partners, 'directory' | 'signingKey'>): OpenedCombiner {
  let opened: Promise<OpenDatabase> | null = null
  const shares = openedShares()
  let deps: CombineDeps | null = null
  return {
    async find() {
      if (config.rounds.combiner !== 'gateway') return null
      if (!isCombiner(config, partners)) return null
      opened ??= openDatabaseAs(config, 'combiner')
      const { database } = await opened.catch((error: unknown) => {
        opened = null
        throw error
      })
      deps ??= combinerDeps({ config, database, partners }, shares)
      return deps
    },
    close: async () => void (await opened?.then(({ close }) => close()).catch(() => {})),
  }
}

function isCombiner({ member }: Config, partners: Pick<Partners, 'directory'>): boolean {
  return federationOf(partners).peers.get(member)?.roles.includes('combiner') === true
}

export interface CombinerRun {
  readonly stopped: AbortSignal
  /** A sentence on what it did or could not do. */
  readonly tell: (text: string) => void
  readonly everyMs?: number
}

/** The combiner as a process of its own: it reads and writes documents of rounds, and reaches nothing else. */
export async function runCombiner(config: Config, { stopped, tell, everyMs = 1000 }: CombinerRun): Promise<void> {
  const partners = await watchPartners(config, {
    now: systemClock.now,
    onError: () => tell('the directory does not hold'),
  })
  try {
    if (!isCombiner(config, partners)) {
      throw new NodeError('pooling/not-for-this-role', 'the directory does not name this node as a combiner', {
        hint: 'Officers give the role: rose federation add ENTRY --dir DIR --combiner',
      })
    }
    await withDatabaseAs(config, 'combiner', async database => {
      const deps = combinerDeps({ config, database, partners })
      let lastFault = ''
      while (!stopped.aborted) {
        const moved = await turn(deps).catch((error: unknown) => {
          const fault = error instanceof Error ? error.message : 'unknown'
          if (fault !== lastFault) tell(fault)
          lastFault = fault
          return false
        })
        if (!moved) await pause(everyMs, stopped)
      }
    })
  } finally {
    partners.stop()
  }
}

async function turn(deps: CombineDeps): Promise<boolean> {
  let moved = false
  for (const view of await viewOpen(deps.store)) moved = (await combine(view, deps)) || moved
  return moved
}
