/** TLS of the gateway's own: certificates come from outside, and may change while it runs. */
import type { Server } from 'node:https'
import type { FastifyInstance } from 'fastify'

export interface TlsContext {
  /** PEM, with its chain. */
  readonly cert: string
  readonly key: string
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3'
  /** Authorities of partners' certificates. */
  readonly ca?: string
  /** Whether a connection without such a certificate is refused. */
  readonly requestCert: boolean
}

export interface TlsSource {
  context(): TlsContext
  onChange(callback: (context: TlsContext) => void): void
  /** Whether the certificate ends within weeks. */
  isEnding(): boolean
}

/** New connections use the new certificate; those that are open go on. */
export function followCertificates(app: FastifyInstance, source: TlsSource): void {
  const server = app.server as unknown as Server
  source.onChange(context => {
    server.setSecureContext(context)
    app.log.info('took a new certificate')
  })
}
