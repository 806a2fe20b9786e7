import type { FastifyInstance } from 'fastify'
import { type AnswerQuestionDeps, answerQuestion } from '../../discovery/answer-question.ts'
import { type Message, messageSchema } from '../../model/generated/message.ts'
import { MESSAGE_PROBLEMS, noQuery, problems } from '../route-schemas.ts'

/** `POST /api/v1/questions`: a signed question in, a signed answer out. */
export function addQuestionRoute(app: FastifyInstance, deps: AnswerQuestionDeps): void {
  app.post<{ Body: Message }>(
    '/api/v1/questions',
    {
      schema: { querystring: noQuery, body: messageSchema, response: { 200: messageSchema, ...problems } },
      config: {
        says: {
          id: 'postQuestion',
          tag: 'messages',
          summary: 'A question of a member',
          notes: 'question/1 in a message; answer/1 comes back, from published tables alone.',
          replies: { 200: 'The answer, signed and sealed.' },
          problems: MESSAGE_PROBLEMS,
        },
      },
    },
    async request => {
      const message = await answerQuestion(request.body.message, deps, asker => {
        request.asker = asker
      })
      return { message }
    },
  )
}
