/** Every error becomes a problem document: thrown by us or by the framework, before a route is found or after. */

import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NodeError } from '../model/errors.ts'
import { problemOf } from './problems.ts'

const PROBLEM_TYPE = 'application/problem+json'

export function answerErrorsAsProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => replyWithProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    replyWithProblem(new NodeError('http/not-found', 'no such resource'), request, reply),
  )
}

export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const ours = error instanceof NodeError ? error : translateFrameworkError(error)
  const problem = problemOf(ours, request.id)
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  const retryAfter = ours instanceof NodeError ? ours.detail?.['retryAfterSeconds'] : undefined
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem)
}

/** Requests that the HTTP parser or its clock gave up: there is no request object, only the socket. */
export function answerBrokenRequest(error: { readonly code?: string }, socket: Socket): void {
  // Already closed by the other side, or a reply is on its way: nothing more can be said.
  if (error.code === 'ECONNRESET' || !socket.writable || hasReplyUnderWay(socket)) {
    socket.destroy()
    return
  }
  const timedOut = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const problem = problemOf(
    timedOut
      ? new NodeError('http/request-timeout', 'the request did not arrive in time')
      : new NodeError('http/bad-request', 'not a request as HTTP/1.1 asks'),
    randomUUID(),
  )
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function hasReplyUnderWay(socket: Socket & { readonly _httpMessage?: ServerResponse | null }): boolean {
  return socket._httpMessage?.headersSent === true
}

function translateFrameworkError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const { code, statusCode = 500, validation } = error as FastifyError
  if (validation !== undefined) return invalidRequest(error as FastifyError)
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new NodeError('http/body-too-large', 'the body is larger than this gateway takes')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new NodeError('http/unsupported-media-type', 'only application/json is taken here')
    default:
      return statusCode >= 400 && statusCode < 500
        ? new NodeError('http/bad-request', 'not a request that this gateway can read')
        : error
  }
}

/** Names the place. A member's name is the sender's own text: it is shown only where it is short and plain. */
function invalidRequest({ validation = [], validationContext = 'body' }: FastifyError): NodeError {
  const [first] = validation
  const extra = first?.params['additionalProperty']
  const isPlain = typeof extra === 'string' && /^[A-Za-z_$][A-Za-z0-9_$-]{0,40}$/.test(extra)
  const place = `${validationContext}${first?.instancePath ?? ''}${isPlain ? `/${extra}` : ''}`
  const what = extra === undefined ? (first?.message ?? 'not as its schema asks') : 'unknown member'
  return new NodeError('http/bad-request', `${what} at ${place}`, {
    hint: 'GET /api/v1/openapi.json has the form of each request, with examples.',
  })
}
