/**
 * The relay's routes. A member leaves sealed messages for others, fetches its own by long polling, and says what became of
 * them. It cannot see what is not its own: that is 404, as if it were not there.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { NodeError } from '../model/errors.ts'
import { problemSchema } from '../model/generated/problem.ts'
import { type RelayLetter, relayLetterSchema } from '../model/generated/relay-letter.ts'
import { type RelayParcels, relayParcelsSchema } from '../model/generated/relay-parcels.ts'
import { type RelayProgress, relayProgressSchema } from '../model/generated/relay-progress.ts'
import { type RelaySettlement, relaySettlementSchema } from '../model/generated/relay-settlement.ts'
import { readJwe } from '../trust/jwe.ts'
import { type AuthenticateDeps, authenticate } from './authenticate.ts'
import type { RelayLimits } from './limits.ts'
import type { Mailboxes, Progress, Settlement } from './mailboxes.ts'
import type { RelayMetrics } from './metrics.ts'
import type { Signals } from './signals.ts'

export interface RelayDeps extends AuthenticateDeps {
  readonly mailboxes: Mailboxes
  readonly signals: Signals
  readonly limits: RelayLimits
  readonly metrics: RelayMetrics
  /** As its officers signed it; null where the relay has none that holds. */
  readonly directoryText: () => string | null
  /** Aborted when the relay stops: those who wait get what there is. */
  readonly stopping: AbortSignal
}

export const RELAY_PREFIX = '/relay/v1'

const problem = { content: { 'application/problem+json': { schema: problemSchema } } } as const
const problems = { '4xx': problem, '5xx': problem } as const
const noQuery = { type: 'object', additionalProperties: false, properties: {} } as const
const seconds = { type: 'string', pattern: '^[0-9]{1,3}$' } as const
const waitQuery = { type: 'object', additionalProperties: false, properties: { wait_time: seconds } } as const
const inboxQuery = {
  type: 'object',
  additionalProperties: false,
  properties: { wait_time: seconds, wait_count: { type: 'string', pattern: '^(?:[1-9]|[12][0-9]|3[0-2])$' } },
} as const
const idParams = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: { id: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
} as const
const created = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: { id: { type: 'string' } },
} as const
const MOST_AT_ONCE = 32

export function addRelayRoutes(app: FastifyInstance, deps: RelayDeps): void {
  addSending(app, deps)
  addFetching(app, deps)
  addDirectory(app, deps)
}

function addSending(app: FastifyInstance, deps: RelayDeps): void {
  const { mailboxes, limits, metrics } = deps
  app.post<{ Body: RelayLetter }>(
    `${RELAY_PREFIX}/messages`,
    {
      schema: { querystring: noQuery, body: relayLetterSchema, response: { 200: created, 201: created, ...problems } },
    },
    async (request, reply) => {
      const from = await authenticate(request, deps)
      request.asker = from
      const { to, ttl, message } = request.body
      checkEnvelope(message, { from, to }, limits)
      // Absent and unknown look alike to whoever asks for a recipient.
      if (deps.find(to) === null) throw notFound()
      const ttlSeconds = Math.min(ttl, limits.longestTtlSeconds)
      const { id, fresh } = await mailboxes.put({ from, to, message, ttlSeconds })
      if (fresh) metrics.sent(from, Buffer.byteLength(message))
      return reply.code(fresh ? 201 : 200).send({ id })
    },
  )
  app.get<{ Params: { id: string }; Querystring: { wait_time?: string } }>(
    `${RELAY_PREFIX}/messages/:id`,
    {
      schema: {
        querystring: waitQuery,
        params: idParams,
        response: { 200: relayProgressSchema, 206: relayProgressSchema, ...problems },
      },
    },
    async (request, reply) => {
      const sender = await authenticate(request, deps)
      request.asker = sender
      const { id } = request.params
      const look = async () => {
        const progress = await mailboxes.progress(sender, id)
        if (progress === null) throw notFound()
        return progress
      }
      const found = await waitFor({ look, isDone: isSettled, channel: 'progress', name: id }, { request, reply }, deps)
      return reply.code(isSettled(found) ? 200 : 206).send(progressOf(found))
    },
  )
}

function addFetching(app: FastifyInstance, deps: RelayDeps): void {
  const { mailboxes, metrics } = deps
  app.get<{ Querystring: { wait_count?: string; wait_time?: string } }>(
    `${RELAY_PREFIX}/inbox`,
    {
      schema: { querystring: inboxQuery, response: { 200: relayParcelsSchema, 206: relayParcelsSchema, ...problems } },
    },
    async (request, reply) => {
      const recipient = await authenticate(request, deps)
      request.asker = recipient
      const count = Number(request.query.wait_count ?? 1)
      // Claimed only once the wait is over: a claim that waits for the next message would use up its reader's time.
      const look = () => mailboxes.available(recipient, count)
      const isDone = (available: number) => available >= count
      await waitFor({ look, isDone, channel: 'inbox', name: recipient }, { request, reply }, deps)
      const hasLeft = reply.raw.destroyed && !reply.raw.writableEnded
      const parcels = hasLeft ? [] : await mailboxes.claim(recipient, MOST_AT_ONCE)
      if (parcels.length > 0) metrics.delivered(recipient, parcels)
      return reply.code(parcels.length >= count ? 200 : 206).send({ messages: [...parcels] } satisfies RelayParcels)
    },
  )
  app.put<{ Params: { id: string }; Body: RelaySettlement }>(
    `${RELAY_PREFIX}/messages/:id`,
    {
      schema: {
        querystring: noQuery,
        params: idParams,
        body: relaySettlementSchema,
        response: { 204: { type: 'null' }, ...problems },
      },
    },
    async (request, reply) => {
      const recipient = await authenticate(request, deps)
      request.asker = recipient
      await mailboxes.settle(recipient, request.params.id, settlementOf(request.body))
      metrics.settled(recipient, request.body.state)
      return reply.code(204).send()
    },
  )
}

function addDirectory(app: FastifyInstance, { directoryText }: RelayDeps): void {
  const signed = { content: { 'application/jose+json': { schema: { type: 'string' } } } } as const
  app.get(
    `${RELAY_PREFIX}/directory`,
    { schema: { querystring: noQuery, response: { 200: signed, ...problems } } },
    async (_request, reply) => {
      const text = directoryText()
      if (text === null) throw notFound()
      return reply
        .type('application/jose+json')
        .serializer(() => text)
        .send(text)
    },
  )
}

interface Asker {
  readonly request: { readonly query: { readonly wait_time?: string } }
  readonly reply: FastifyReply
}

interface Waiting<T> {
  readonly look: () => Promise<T>
  readonly isDone: (found: T) => boolean
  readonly channel: 'inbox' | 'progress'
  readonly name: string
}

/** Looks at once and at every sign, until it is done, the wait is over, the caller has left or the relay stops. */
async function waitFor<T>(
  { look, isDone, channel, name }: Waiting<T>,
  { request, reply }: Asker,
  { limits, signals, stopping }: RelayDeps,
): Promise<T> {
  const waitMs = Math.min(Number(request.query.wait_time ?? 0), limits.longestWaitSeconds) * 1000
  const until = performance.now() + waitMs
  const left = () => until - performance.now()
  const gone = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) gone.abort()
  })
  const signal = AbortSignal.any([gone.signal, stopping])
  for (;;) {
    const found = await look()
    if (isDone(found) || left() <= 0 || signal.aborted) return found
    await signals.next(channel, name, left(), signal)
    // Nothing is claimed for one who has left: it would wait for its time-out.
    if (signal.aborted) return found
  }
}

/** What the seal says of sender and reader must be what the request says; whether it is true, the reader finds. */
function checkEnvelope(
  message: string,
  { from, to }: { from: string; to: string },
  { messageBytes }: RelayLimits,
): void {
  const jwe = readJwe(message, { maxCharacters: messageBytes })
  if (jwe.from === from && jwe.to === to) return
  throw new NodeError('trust/addressed-elsewhere', 'the seal names another sender or another reader than the request')
}

function isSettled({ state }: Progress): boolean {
  return state === 'succeeded' || state === 'permfailed' || state === 'expired'
}

function progressOf({ id, to, state, reply, code }: Progress): RelayProgress {
  return { id, to, state, ...(reply === null ? {} : { reply }), ...(code === null ? {} : { code }) }
}

function settlementOf(body: RelaySettlement): Settlement {
  switch (body.state) {
    case 'claimed':
      return { state: 'claimed' }
    case 'succeeded':
      return { state: 'succeeded', reply: body.reply ?? null }
    case 'tempfailed':
      return { state: 'tempfailed', code: body.code, retryAfterSeconds: body.retryAfter }
    case 'permfailed':
      return { state: 'permfailed', code: body.code }
  }
}

function notFound(): NodeError {
  return new NodeError('relay/not-found', 'no such message or member')
}
