/** Questions to all nodes of the federation, for programs: asked, followed as they are answered, kept as a signed record. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { NetworkAsker } from '../../discovery/asking/asker.ts'
import type { CohortTerms } from '../../discovery/ports.ts'
import { type NetworkAnswer, networkAnswerSchema } from '../../model/generated/network-answer.ts'
import { type NetworkQuestion, networkQuestionSchema } from '../../model/generated/network-question.ts'
import type { Bearer } from '../bearer.ts'
import type { RouteDescription } from '../openapi/route-description.ts'
import { noQuery, problems } from '../route-schemas.ts'

export interface NetworkQuestionDeps {
  readonly bearer: Bearer
  /** Throws `http/rate-limited`. */
  readonly admit: (member: string) => void
  readonly terms: CohortTerms
  readonly asker: NetworkAsker
}

const PATH = '/api/v1/network/questions'

const idParams = {
  type: 'object',
  additionalProperties: false,
  required: ['id'],
  properties: {
    id: {
      type: 'string',
      pattern: '^nq-[0-9a-f]{16}$',
      description: 'As the question was given when it was asked.',
      examples: ['nq-0123456789abcdef'],
    },
  },
} as const

/** Compact JWS over network-answer/2. */
const signedAnswer = { content: { 'application/jose': { schema: { type: 'string' } } } } as const
/** Server-sent events: `answer`, each with network-answer/2 as it stands; the last one is not open any more. */
const events = { content: { 'text/event-stream': { schema: { type: 'string' } } } } as const

const says = (route: Omit<RouteDescription, 'tag' | 'scope'>) =>
  ({ says: { ...route, tag: 'network', scope: 'network.ask' } }) as const

interface ById {
  Params: { id: string }
}

export function addNetworkQuestionRoutes(app: FastifyInstance, deps: NetworkQuestionDeps): void {
  const { bearer, admit, terms, asker } = deps
  const preValidation = async (request: FastifyRequest) => {
    const { client } = await bearer.check(request, 'network.ask')
    admit(client)
  }
  app.post<{ Body: NetworkQuestion }>(
    PATH,
    {
      schema: {
        querystring: noQuery,
        body: networkQuestionSchema,
        response: { 201: networkAnswerSchema, ...problems },
      },
      config: says({
        id: 'askNetwork',
        summary: 'Asks all nodes of the directory, in the name of this node',
        replies: { 201: 'The question, with a row for each member; its address is in Location.' },
        problems: ['cohort/bad-definition', 'cohort/unknown-code', 'cohort/unknown-field'],
      }),
      preValidation,
    },
    async ({ body }, reply): Promise<NetworkAnswer> => {
      const { cohort, denominator = 'treated', deadlineSeconds = null } = body
      const definition = terms.canonicalise(cohort)
      const answer = await asker.ask({ cohort: definition, denominator, deadlineSeconds, network: null })
      reply.code(201).header('location', `${PATH}/${answer.question}`)
      return answer
    },
  )
  app.get<ById>(
    `${PATH}/:id`,
    {
      schema: { querystring: noQuery, params: idParams, response: { 200: networkAnswerSchema, ...problems } },
      config: says({
        id: 'getNetworkQuestion',
        summary: 'How a question stands',
        replies: { 200: 'What has been answered so far.' },
        problems: ['network/no-question'],
      }),
      preValidation,
    },
    async ({ params }): Promise<NetworkAnswer> => asker.find(params.id),
  )
  app.delete<ById>(
    `${PATH}/:id`,
    {
      schema: { querystring: noQuery, params: idParams, response: { 200: networkAnswerSchema, ...problems } },
      config: says({
        id: 'cancelNetworkQuestion',
        summary: 'Ends a question',
        replies: { 200: 'What was answered until then.' },
        problems: ['network/no-question'],
      }),
      preValidation,
    },
    async ({ params }): Promise<NetworkAnswer> => asker.cancel(params.id),
  )
  app.get<ById>(
    `${PATH}/:id/record`,
    {
      schema: { querystring: noQuery, params: idParams, response: { 200: signedAnswer, ...problems } },
      config: says({
        id: 'getNetworkRecord',
        summary: 'The signed record of a question that has ended',
        replies: { 200: 'Compact JWS over network-answer/2, with the signature of each member over its part.' },
        problems: ['network/no-question', 'network/still-open'],
      }),
      preValidation,
    },
    async ({ params }, reply) => reply.type('application/jose').send(await asker.record(params.id)),
  )
  addEvents(app, deps, preValidation)
}

function addEvents(
  app: FastifyInstance,
  { asker }: NetworkQuestionDeps,
  preValidation: (request: FastifyRequest) => Promise<void>,
): void {
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  app.get<ById>(
    `${PATH}/:id/events`,
    {
      schema: { querystring: noQuery, params: idParams, response: { 200: events, ...problems } },
      config: says({
        id: 'followNetworkQuestion',
        summary: 'A question while it is answered, as server-sent events',
        notes:
          'Each event is named answer; its data is network-answer/2 as it stands. The last one is not open any more.',
        replies: { 200: 'The events.' },
        problems: ['network/no-question'],
      }),
      preValidation,
    },
    async ({ params, log }, reply) => {
      // Before the stream begins: an unknown question is a problem document like any other.
      await asker.find(params.id)
      const stream = openStream(reply, closing.signal)
      await asker
        .follow(params.id, stream.send, stream.left)
        .catch((error: unknown) => log.error({ err: error }, 'a stream of answers ended early'))
        .finally(stream.end)
      return reply
    },
  )
}

/** Below what an idle socket is given. */
const HEARTBEAT_MS = 10_000

function openStream(reply: FastifyReply, closing: AbortSignal) {
  const gone = new AbortController()
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, { ...definedHeaders(reply), 'content-type': 'text/event-stream', connection: 'close' })
  raw.on('close', () => gone.abort())
  const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS)
  return {
    left: AbortSignal.any([gone.signal, closing]),
    send: (answer: NetworkAnswer) => {
      if (!gone.signal.aborted) raw.write(`event: answer\ndata: ${JSON.stringify(answer)}\n\n`)
    },
    end: () => {
      clearInterval(heartbeat)
      raw.end()
    },
  }
}

function definedHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
}
