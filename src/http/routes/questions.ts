import type { FastifyInstance } from 'fastify'
import { type AnswerQuestionDeps, answerQuestion } from '../../discovery/answer-question.ts'
import { type Message, messageSchema } from '../../model/generated/message.ts'
import { noQuery, problems } from '../route-schemas.ts'

/** `POST /api/v1/questions`: a signed question in, a signed answer out. */
export function addQuestionRoute(app: FastifyInstance, deps: AnswerQuestionDeps): void {
  app.post<{ Body: Message }>(
    '/api/v1/questions',
    { schema: { querystring: noQuery, body: messageSchema, response: { 200: messageSchema, ...problems } } },
    async request => {
      const message = await answerQuestion(request.body.message, deps, asker => {
        request.asker = asker
      })
      return { message }
    },
  )
}
