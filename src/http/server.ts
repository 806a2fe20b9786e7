/** The bare server: limits of time and size, own request ids, TLS where there is a certificate. */
import { randomUUID } from 'node:crypto'
import { type FastifyInstance, fastify, LogController } from 'fastify'
import type { GatewayLimits } from './limits.ts'
import { answerBrokenRequest, replyWithProblem } from './replies.ts'
import { type LogOptions, loggerOptions } from './request-log.ts'
import { followCertificates, type TlsSource } from './tls.ts'

export interface ServerOptions {
  readonly log: LogOptions
  readonly limits: GatewayLimits
  /** Null where TLS ends in front of the process. */
  readonly tls: TlsSource | null
}

export function createServer({ log, limits, tls }: ServerOptions): FastifyInstance {
  const timing = { headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.checkEveryMs }
  const options = {
    logger: loggerOptions(log),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    // The caller does not choose ids: his text would reach the log.
    requestIdHeader: false as const,
    genReqId: () => randomUUID(),
    bodyLimit: limits.bodyBytes,
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
