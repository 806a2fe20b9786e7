import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AccessBatch } from '../../discovery/access-batch.ts'
import type { CohortTerms } from '../../discovery/ports.ts'
import { etagOf, readPublished } from '../../discovery/read-published.ts'
import type { TableShelf } from '../../discovery/table-shelf.ts'
import type { Clock } from '../../model/clock.ts'
import { NodeError } from '../../model/errors.ts'
import { type ReadingReply, readingReplySchema } from '../../model/generated/reading-reply.ts'
import { type ReadingRequest, readingRequestSchema } from '../../model/generated/reading-request.ts'
import { checkSchema } from '../../model/validation.ts'
import { parseStrictJson } from '../../trust/strict-json.ts'
import type { Bearer } from '../bearer.ts'
import { namesTag } from '../entity-tags.ts'
import { noQuery, problems } from '../route-schemas.ts'

export interface ReadingDeps {
  readonly bearer: Bearer
  /** Throws `http/rate-limited`. */
  readonly admit: (member: string) => void
  readonly terms: CohortTerms
  readonly shelf: TableShelf
  readonly events: AccessBatch
  readonly clock: Clock
}

const READING_PROBLEMS = [
  'cohort/bad-definition',
  'cohort/unknown-code',
  'cohort/unknown-field',
  'table/not-published',
] as const

const questionParams = {
  type: 'object',
  additionalProperties: false,
  required: ['question'],
  properties: {
    question: {
      type: 'string',
      maxLength: 8_192,
      pattern: '^[A-Za-z0-9_-]+$',
      description: 'A reading request as JSON, in base64url without padding.',
      examples: [Buffer.from(JSON.stringify(readingRequestSchema.examples[0])).toString('base64url')],
    },
  },
} as const

/**
 * `POST /api/v1/readings`: a question of a program, by bearer token; its access event is written in a batch. And `GET
 * /api/v1/readings/:question`, the same in base64url, for whoever keeps answers: with a validator, since the same question
 * and tables give the same bytes whoever asks.
 */
export function addReadingRoutes(app: FastifyInstance, deps: ReadingDeps): void {
  // Before the question is looked at: a stranger learns nothing of what would be taken.
  const preValidation = async (request: FastifyRequest) => {
    const { client } = await deps.bearer.check(request, 'discovery.read')
    deps.admit(client)
  }
  app.post<{ Body: ReadingRequest }>(
    '/api/v1/readings',
    {
      schema: { querystring: noQuery, body: readingRequestSchema, response: { 200: readingReplySchema, ...problems } },
      config: {
        says: {
          id: 'postReading',
          tag: 'readings',
          summary: 'What the published tables say of a cohort',
          notes: 'A number, a range or masked, for any cohort definition; no refusal depends on data.',
          scope: 'discovery.read',
          replies: { 200: 'The reading.' },
          problems: READING_PROBLEMS,
        },
      },
      preValidation,
    },
    async (request): Promise<ReadingReply> => ({ reading: answer(request.body, request, deps) }),
  )
  app.get<{ Params: { question: string } }>(
    '/api/v1/readings/:question',
    {
      schema: {
        querystring: noQuery,
        params: questionParams,
        response: { 200: readingReplySchema, 304: { type: 'null' }, ...problems },
      },
      config: {
        says: {
          id: 'getReading',
          tag: 'readings',
          summary: 'The same, for whoever keeps answers',
          notes: 'The same question and tables give the same bytes, whoever asks.',
          scope: 'discovery.read',
          replies: { 200: 'The reading.', 304: 'It is as it was.' },
          problems: READING_PROBLEMS,
          hasEtag: true,
        },
      },
      preValidation,
    },
    async (request, reply): Promise<ReadingReply> => {
      const reading = answer(parseQuestion(request.params.question), request, deps)
      const etag = etagOf(reading)
      // Kept by whoever asked, and asked for again before it is used: a new table gives another answer.
      reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (namesTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
      return { reading }
    },
  )
}

function answer(
  { cohort, denominator = 'treated' }: ReadingRequest,
  { asker }: FastifyRequest,
  { terms, shelf, events, clock }: ReadingDeps,
): ReadingReply['reading'] {
  const definition = terms.canonicalise(cohort)
  const reading = readPublished({ definition, denominator }, shelf.latest(), terms)
  events.note({
    at: new Date(clock.now()).toISOString(),
    kind: 'question.answered',
    member: asker,
    code: null,
    cohortHash: terms.hashOf(definition),
    tableSha256: reading.table,
    use: null,
  })
  return reading
}

function parseQuestion(text: string): ReadingRequest {
  return checkSchema<ReadingRequest>('urn:prime-rose:reading-request/1', parse(text), {
    code: 'http/bad-request',
    what: 'the question in the address',
  })
}

function parse(text: string): unknown {
  try {
    return parseStrictJson(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw new NodeError('http/bad-request', 'the question in the address is not JSON in base64url', {
      hint: 'Write a reading request as JSON, then in base64url without padding.',
    })
  }
}
