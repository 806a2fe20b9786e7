import type { FastifyInstance } from 'fastify'
import type { AccessBatch } from '../../discovery/access-batch.ts'
import type { CohortTerms } from '../../discovery/ports.ts'
import { readPublished } from '../../discovery/read-published.ts'
import type { TableShelf } from '../../discovery/table-shelf.ts'
import type { Clock } from '../../model/clock.ts'
import { type ReadingReply, readingReplySchema } from '../../model/generated/reading-reply.ts'
import { type ReadingRequest, readingRequestSchema } from '../../model/generated/reading-request.ts'
import type { Bearer } from '../bearer.ts'
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

/** `POST /api/v1/readings`: a question of a program, by bearer token; its access event is written in a batch. */
export function addReadingRoute(app: FastifyInstance, deps: ReadingDeps): void {
  const { bearer, admit, terms, shelf, events, clock } = deps
  app.post<{ Body: ReadingRequest }>(
    '/api/v1/readings',
    {
      schema: { querystring: noQuery, body: readingRequestSchema, response: { 200: readingReplySchema, ...problems } },
      // Before the body is looked at: a stranger learns nothing of what would be taken.
      preValidation: async request => {
        const { client } = await bearer.check(request, 'discovery.read')
        admit(client)
      },
    },
    async (request): Promise<ReadingReply> => {
      const definition = terms.canonicalise(request.body.cohort)
      const reading = readPublished(definition, shelf.latest(), terms)
      events.note({
        at: new Date(clock.now()).toISOString(),
        kind: 'question.answered',
        member: request.asker,
        code: null,
        cohortHash: terms.hashOf(definition),
        tableSha256: reading.table,
        use: null,
      })
      return { reading }
    },
  )
}
