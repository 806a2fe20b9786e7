/** Questions to many members: asked, followed, gone on with after a restart, cancelled. One to a process. */
import { randomBytes } from 'node:crypto'
import { NodeError } from '../../model/errors.ts'
import type { CohortDefinition } from '../../model/generated/cohort.ts'
import type { MemberAnswer, NetworkAnswer } from '../../model/generated/network-answer.ts'
import type { NetworkMember } from '../ports.ts'
import { fetchTable } from './fetch-table.ts'
import { answerOf, timeText } from './network-answer.ts'
import type { PartnerTables } from './ports.ts'
import { ANY, closeQuestion, type RunQuestionDeps, runQuestion } from './run-question.ts'

export interface AskRequest {
  /** Canonical. */
  readonly cohort: CohortDefinition
  readonly denominator: NetworkAnswer['denominator']
  /** Until when members may answer, from now; null: `defaultSeconds`, and a week where files are carried by hand. */
  readonly deadlineSeconds: number | null
  /** A minute where absent. */
  readonly defaultSeconds?: number
  /** As a network file holds it; null: the directory that the node holds. */
  readonly network: unknown
}

export interface NetworkAsker {
  /** Kept, and on its way. */
  ask(request: AskRequest): Promise<NetworkAnswer>
  /** Throws `network/no-question` for an id that is not known here, here and below. */
  find(id: string): Promise<NetworkAnswer>
  /** Newest first. */
  list(): Promise<readonly NetworkAnswer[]>
  /** The signed answer; throws `network/still-open`. */
  record(id: string): Promise<string>
  /** Calls back with each change; resolves with the end of the question, or with how it stands when `stop` is aborted. */
  follow(id: string, onChange: (answer: NetworkAnswer) => void, stop: AbortSignal): Promise<NetworkAnswer>
  /** Goes on with a question that nobody works on. */
  resume(id: string): Promise<void>
  /** The same for all that are open. */
  resumeAll(): Promise<void>
  cancel(id: string): Promise<NetworkAnswer>
  /** Leaves open questions to whoever takes them next. */
  close(): Promise<void>
}

export interface AskerDeps extends Omit<RunQuestionDeps, 'onAnswered'> {
  readonly tables: PartnerTables
  readonly onError: (error: unknown) => void
}

/** Where every member answers by itself; where files are carried by hand it takes days. */
const DEFAULT_SECONDS = 60
const WITH_FILES_SECONDS = 7 * 86_400
/** As long as a message may travel as a file. */
export const LONGEST_DEADLINE_SECONDS = 24 * 86_400

export function openAsker(deps: AskerDeps): NetworkAsker {
  const { store, us } = deps
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  const fetching = new Set<Promise<void>>()

  const onAnswered = (member: NetworkMember, row: MemberAnswer) => {
    if (row.state !== 'answered') return
    const fetched = fetchTable({ member, sha256: row.reading.table }, { ...deps, signal: stopping.signal })
      .catch(deps.onError)
      .finally(() => fetching.delete(fetched))
    fetching.add(fetched)
  }
  const run = async (id: string) => {
    if (!(await store.take(id))) return
    try {
      await runQuestion(id, { ...deps, onAnswered }, stopping.signal)
    } finally {
      await store.release(id)
    }
  }
  const start = (id: string) => {
    if (running.has(id) || stopping.signal.aborted) return
    running.set(
      id,
      run(id)
        .catch(deps.onError)
        .finally(() => running.delete(id)),
    )
  }
  const kept = async (id: string) => (await store.find(id)) ?? unknownQuestion()
  const find = async (id: string) => answerOf(await kept(id))

  return {
    async ask(request) {
      const members = await deps.members(request.network)
      const isByFile = (member: NetworkMember) => deps.carrierTo(member) === 'file'
      const question = newQuestion(request, { members, now: us.clock.now(), askedBy: us.member, isByFile })
      await store.add(question)
      start(question.id)
      return answerOf({ ...question, state: 'open', closedAt: null })
    },
    find,
    list: async () => Promise.all((await store.list({ openOnly: false })).map(find)),
    record: async id => (await kept(id)).record ?? stillOpen(),
    follow: (id, onChange, stop) => follow(id, { find, store, onChange, stop }),
    async resume(id) {
      if ((await kept(id)).state === 'open') start(id)
    },
    async resumeAll() {
      for (const id of await store.list({ openOnly: true })) start(id)
    },
    async cancel(id) {
      await kept(id)
      await closeQuestion(id, deps, true)
      return find(id)
    },
    async close() {
      // Tables are on their way for a moment after the last answer.
      await Promise.race([Promise.all(fetching), new Promise(done => setTimeout(done, TABLES_MS).unref())])
      stopping.abort()
      await Promise.all([...running.values(), ...fetching])
    },
  }
}

const TABLES_MS = 5_000

interface Asking {
  readonly members: readonly NetworkMember[]
  readonly now: number
  readonly askedBy: string
  readonly isByFile: (member: NetworkMember) => boolean
}

function newQuestion(
  { cohort, denominator, deadlineSeconds, defaultSeconds = DEFAULT_SECONDS, network }: AskRequest,
  { members, now, askedBy, isByFile }: Asking,
) {
  const sharesCountry = (member: NetworkMember) =>
    members.some(other => other.id !== member.id && other.country === member.country)
  const seconds = deadlineSeconds ?? (members.some(isByFile) ? WITH_FILES_SECONDS : defaultSeconds)
  return {
    id: `nq-${randomBytes(8).toString('hex')}`,
    cohort,
    denominator,
    askedBy,
    askedAt: now,
    deadline: now + Math.min(seconds, LONGEST_DEADLINE_SECONDS) * 1000,
    network,
    rows: members.map(member => ({
      member: member.id,
      country: member.country,
      sharesCountry: sharesCountry(member),
      at: timeText(now),
      state: 'waiting' as const,
    })),
  }
}

interface Following {
  readonly find: (id: string) => Promise<NetworkAnswer>
  readonly store: RunQuestionDeps['store']
  readonly onChange: (answer: NetworkAnswer) => void
  readonly stop: AbortSignal
}

async function follow(id: string, { find, store, onChange, stop }: Following): Promise<NetworkAnswer> {
  const { promise: ended, resolve: end, reject } = Promise.withResolvers<NetworkAnswer>()
  let looking = Promise.resolve()
  let last = ''
  // One look after the other, so that what is told never goes back.
  const look = () => {
    looking = looking.then(async () => {
      const answer = await find(id)
      const text = JSON.stringify(answer)
      if (text !== last) onChange(answer)
      last = text
      if (answer.state !== 'open' || stop.aborted) end(answer)
    })
    looking.catch(reject)
  }
  // Listening begins before the first look, so that nothing is missed between.
  const unlisten = await store.onChange(changed => {
    if (changed === id || changed === ANY) look()
  })
  stop.addEventListener('abort', look)
  look()
  try {
    return await ended
  } finally {
    stop.removeEventListener('abort', look)
    await unlisten()
  }
}

function unknownQuestion(): never {
  throw new NodeError('network/no-question', 'no question of this id is known here', {
    hint: 'rose question list --node DIR shows those that are.',
  })
}

function stillOpen(): never {
  throw new NodeError('network/still-open', 'the question is open: it is signed when it has ended', {
    hint: 'Wait for it, or end it with: rose question cancel ID --node DIR',
  })
}
