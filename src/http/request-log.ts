/** One line a request: ids, route, status, time. No address line, header, body or error text is written: they are the asker's. */
import type { FastifyInstance } from 'fastify'
import { NodeError } from '../model/errors.ts'
import { documentScanner, stopsLeaving } from '../pseudonymisation/scanner/scan-document.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Member that signed the question; null until that is proved. */
    asker: string | null
  }
}

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Standard output where absent. */
  readonly stream?: { write(line: string): void }
}

/** Settings for the framework's pino: an error shows what it is and where, not what it says unless the words are ours. */
export function loggerOptions({ level, stream }: LogOptions) {
  return {
    level,
    base: null,
    serializers: { err: describeError, req: () => ({}), res: () => ({}) },
    hooks: { streamWrite: withoutIdentifiers },
    ...(stream === undefined ? {} : { stream }),
  }
}

/** Of a line: when, and of which request; texts and all else are read. */
const scanLine = documentScanner({
  schema: { properties: { time: { format: 'unix-milliseconds' }, requestId: { format: 'message-id' } } },
})

/** The one place where lines are written. What may hold an identifier is replaced by a line that says so, and where. */
export function withoutIdentifiers(line: string): string {
  const content = parsed(line)
  const hit = scanLine(content ?? line).find(stopsLeaving)
  if (hit === undefined) return line
  const { level = 50, time = null, requestId = null } = typeof content === 'object' && content !== null ? content : {}
  const withheld = { level, time, requestId, code: 'leak/identifier-found', kind: hit.kind, at: hit.path }
  return `${JSON.stringify({ ...withheld, msg: 'a line was withheld: it may hold an identifier' })}\n`
}

type Line = { readonly level?: number; readonly time?: number; readonly requestId?: string }

function parsed(line: string): Line | null {
  try {
    return JSON.parse(line) as Line
  } catch {
    return null
  }
}

export function logRequests(app: FastifyInstance): void {
  app.decorateRequest('asker', null)
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        member: request.asker,
      },
      'request',
    )
    done()
  })
}

/** A type and not an interface, so that it fits the framework's index signature. */
type DescribedError = {
  readonly type: string
  readonly code: string
  readonly message: string
  readonly stack: string
  readonly cause?: DescribedError
}

/** Messages of other people's errors (a parser's, the database's) may quote what they choked on: only ours are written. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, code: '', message: '', stack: '' }
  const { code } = error as { readonly code?: unknown }
  return {
    type: error.name,
    code: typeof code === 'string' ? code : '',
    message: error instanceof NodeError ? error.message : '',
    stack: framesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** Where it happened; the first line of a stack is the message again. */
function framesOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter(line => /^ {4}at /.test(line))
  return frames
    .slice(0, 12)
    .map(line => line.trim())
    .join(' < ')
}
