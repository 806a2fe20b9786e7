/** The bare server: limits of time and size, own request ids, TLS where there is a certificate. */
import { randomUUID } from 'node:crypto'
import { type FastifyInstance, type FastifyRequest, fastify, LogController, type RouteOptions } from 'fastify'
import type { Clock } from '../model/clock.ts'
import { NodeError } from '../model/errors.ts'
import { checkMayLeave, documentScanner } from '../pseudonymisation/scanner/scan-document.ts'
import { type Schema, type Told, toldBy } from '../pseudonymisation/scanner/told-by-schema.ts'
import { parseStrictJson } from '../trust/strict-json.ts'
import { limitHandlers } from './handler-limit.ts'
import type { GatewayLimits } from './limits.ts'
import { watchMethods } from './method-not-allowed.ts'
import { endConnectionsOnStop } from './orderly-stop.ts'
import { limitRate, networkOf } from './rate-limit.ts'
import { answerBrokenRequest, answerErrorsAsProblems, replyWithProblem } from './replies.ts'
import { type LogOptions, loggerOptions, logRequests } from './request-log.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { useStrictSchemas } from './strict-schemas.ts'
import { followCertificates, type TlsSource } from './tls.ts'

export interface ServerOptions {
  readonly log: LogOptions
  readonly limits: GatewayLimits
  /** Null where TLS ends in front of the process. */
  readonly tls: TlsSource | null
  readonly clock: Clock
  /** Sees each route as it is added. */
  readonly onRoute?: (route: RouteOptions) => void
  /** Sees each body as it came, before it is read. */
  readonly onBody?: (request: FastifyRequest, body: string) => void
}

export interface OpenedServer {
  readonly app: FastifyInstance
  /** Call once all routes are there: a known address with another method is 405. */
  closeOtherMethods(): void
}

/** A server that checks what comes and what goes, answers errors as problems, bounds everything, and logs without contents. */
export function openServer(options: ServerOptions): OpenedServer {
  const { limits, tls, clock, onRoute, onBody = () => {} } = options
  const app = createServer(options)
  limitHandlers(app, limits)
  useStrictSchemas(app)
  useStrictJson(app, onBody)
  answerErrorsAsProblems(app)
  logRequests(app)
  scanReplies(app)
  addSecurityHeaders(app, { isTls: tls !== null })
  endConnectionsOnStop(app)
  limitAddresses(app, limits, clock)
  if (onRoute !== undefined) app.addHook('onRoute', onRoute)
  return { app, closeOtherMethods: watchMethods(app) }
}

function createServer({ log, limits, tls }: ServerOptions): FastifyInstance {
  const timing = { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkEveryMs }
  const options = {
    logger: loggerOptions(log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // The caller does not choose ids: his text would reach the log.
    requestIdHeader: false as const,
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytes,
    routerOptions: { maxParamLength: limits.parameterCharacters },
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleSocketMs,
    keepAliveTimeout: limits.keepAliveMs,
    // A request that is already here when we close is answered; its connection ends with it.
    return503OnClosing: false,
    forceCloseConnections: 'idle' as const,
    frameworkErrors: replyWithProblem,
    clientErrorHandler: answerBrokenRequest,
  }
  const app: FastifyInstance =
    tls === null
      ? fastify({ ...options, http: timing })
      : // The framework's type of an instance names the kind of its server; nothing here depends on it.
        (fastify({ ...options, https: { ...timing, ...tls.context() } }) as unknown as FastifyInstance)
  if (tls !== null) followCertificates(app, tls)
  app.server.maxConnections = limits.connections
  return app
}

function useStrictJson(app: FastifyInstance, onBody: NonNullable<ServerOptions['onBody']>): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (request: FastifyRequest, body: string) => {
    onBody(request, body)
    try {
      return parseStrictJson(body)
    } catch {
      throw new NodeError('http/bad-request', 'the body is not JSON, or names a member twice')
    }
  })
}

/** Of a sealed message nothing can be read here: its content was scanned before it was sealed. */
function scanReplies(app: FastifyInstance): void {
  const scan = documentScanner()
  app.addHook('preSerialization', (request, reply, payload, done) => {
    try {
      checkMayLeave(payload, scan, 'the reply', toldByRoute(request, reply.statusCode))
      done(null, payload)
    } catch (error) {
      done(error as Error)
    }
  })
}

/** Null where no route was found: then everything is read. */
function toldByRoute({ routeOptions }: FastifyRequest, status: number): Told | null {
  const replies = routeOptions.schema?.response as Schema | undefined
  const declared = replies?.[status] ?? replies?.[`${Math.floor(status / 100)}xx`]
  if (typeof declared !== 'object' || declared === null) return null
  const { content } = declared as { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }
  return toldBy(Object.values(content ?? {})[0]?.schema ?? (declared as Schema))
}

function limitAddresses(app: FastifyInstance, limits: GatewayLimits, clock: Clock): void {
  const byAddress = limitRate({ ...limits.perAddress, clock })
  app.addHook('onRequest', (request, _reply, done) => {
    // A probe of the health must see the node even while its address is refused.
    if (!isHealth(request)) byAddress.admit(networkOf(request.ip))
    done()
  })
}

function isHealth(request: FastifyRequest): boolean {
  return request.routeOptions.url?.startsWith('/health/') ?? false
}
