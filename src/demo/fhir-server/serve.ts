/**
 * A small FHIR R4 server of synthetic patients on this machine: searches with pages, conditional updates, SMART Backend
 * Services. It is a stand-in for a hospital's server in the demo and in tests, and keeps everything in memory.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NodeError } from '../../model/errors.ts'
import { createResourceStore, type Json, type ResourceStore } from './resource-store.ts'
import { search } from './search.ts'
import { openTokenDesk, type RegisteredClient, type TokenDesk } from './tokens.ts'
import { applyTransaction } from './transaction.ts'

export interface FhirServerOptions {
  readonly resources: readonly Json[]
  /** 0 = any free one. */
  readonly port: number
  /** Left out: open to everybody on this machine. */
  readonly client?: RegisteredClient
  readonly tokenSeconds?: number
  /** Looks at a request first; true = it has answered. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean
}

export interface RunningFhirServer {
  readonly baseUrl: string
  readonly store: ResourceStore
  /** Undefined where the server is open. */
  readonly tokens: TokenDesk | undefined
  stop(): Promise<void>
}

const BASE = '/fhir'
const MOST_BYTES = 64 * 1024 * 1024
const MOST_ENTRIES = 1000

export function startFhirServer(options: FhirServerOptions): Promise<RunningFhirServer> {
  const store = createResourceStore(options.resources)
  const tokens = options.client === undefined ? undefined : openTokenDesk(options.client, options.tokenSeconds ?? 300)
  const server = createServer((request, response) => {
    if (options.intercept?.(request, response) === true) return
    answer({ request, response, store, tokens, baseUrl: addressOf(server) }).catch(() =>
      send(response, 500, outcome('exception')),
    )
  })
  return new Promise((done, fail) => {
    server.once('error', error => fail(isPortTaken(error) ? portTaken() : error))
    server.listen(options.port, '127.0.0.1', () =>
      done({
        baseUrl: addressOf(server),
        store,
        tokens,
        stop: () =>
          new Promise(stopped => {
            server.close(() => stopped())
            server.closeAllConnections()
          }),
      }),
    )
  })
}

function isPortTaken(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
}

function portTaken(): NodeError {
  return new NodeError('http/port-in-use', 'the port is taken by another process', {
    hint: 'Give another one, or 0 for any.',
  })
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`
}

interface Asked {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly store: ResourceStore
  readonly tokens: TokenDesk | undefined
  readonly baseUrl: string
}

async function answer(asked: Asked): Promise<void> {
  const { request, response, tokens, baseUrl } = asked
  const url = new URL(request.url ?? '/', baseUrl)
  const path = url.pathname.startsWith(`${BASE}/`)
    ? url.pathname.slice(BASE.length + 1)
    : url.pathname === BASE
      ? ''
      : null
  if (path === '.well-known/smart-configuration' && tokens !== undefined) {
    return send(response, 200, {
      token_endpoint: `${baseUrl}/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: tokens.algorithms,
      capabilities: ['client-confidential-asymmetric'],
    })
  }
  if (path === 'token' && request.method === 'POST' && tokens !== undefined) return giveToken(asked, tokens)
  const allowed = tokens?.allows(request.headers.authorization, request.method === 'GET' ? 'read' : 'write') ?? 'yes'
  if (allowed !== 'yes') return send(response, allowed === 'no' ? 401 : 403, outcome('login'))
  if (path === null) return send(response, 404, outcome('not-found'))
  if (path === '' && request.method === 'POST') return transact(asked)
  const [type = '', id] = path.split('/')
  if (!/^[A-Z][A-Za-z]{1,40}$/.test(type)) return send(response, 404, outcome('not-found'))
  if (request.method !== 'GET') return send(response, 405, outcome('not-supported'))
  return id === undefined ? sendPage(asked, type, url) : sendOne(asked, type, id)
}

async function giveToken({ request, response, baseUrl }: Asked, tokens: TokenDesk): Promise<void> {
  const given = await tokens.give(new URLSearchParams(await bodyOf(request)), `${baseUrl}/token`)
  if (given === undefined) return send(response, 400, { error: 'invalid_client' })
  send(response, 200, {
    access_token: given.token,
    token_type: 'bearer',
    expires_in: given.seconds,
    scope: given.scope,
  })
}

async function transact({ request, response, store }: Asked): Promise<void> {
  const result = applyTransaction(store, JSON.parse(await bodyOf(request)) as Json)
  if ('refused' in result) return send(response, result.refused, outcome('conflict'))
  send(response, 200, result.response)
}

function sendOne({ response, store }: Asked, type: string, id: string): void {
  const found = store.find(type, id)
  send(response, found === undefined ? 404 : 200, found ?? outcome('not-found'))
}

function sendPage({ response, store, baseUrl }: Asked, type: string, url: URL): void {
  const found = search(store, type, url.searchParams)
  if ('unknown' in found) {
    send(response, 400, outcome('not-supported'))
    return
  }
  const count = Math.min(Math.max(1, Number(url.searchParams.get('_count') ?? 100)), MOST_ENTRIES)
  const offset = Number(url.searchParams.get('_offset') ?? 0)
  const entry = (resource: Json, mode: string) => ({
    fullUrl: `${baseUrl}/${String(resource['resourceType'])}/${String(resource['id'])}`,
    resource,
    search: { mode },
  })
  const next = new URL(`${baseUrl}/${type}${url.search}`)
  next.searchParams.set('_offset', String(offset + count))
  const isLast = offset + count >= found.matches.length
  send(response, 200, {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.matches.length,
    link: [
      { relation: 'self', url: `${baseUrl}/${type}${url.search}` },
      ...(isLast ? [] : [{ relation: 'next', url: next.href }]),
    ],
    entry: [
      ...found.matches.slice(offset, offset + count).map(one => entry(one, 'match')),
      ...found.included.map(one => entry(one, 'include')),
    ],
  })
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += (chunk as Buffer).length
    if (length > MOST_BYTES) throw new Error('too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function outcome(code: string): Json {
  return { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status
  response.setHeader('content-type', 'application/fhir+json')
  response.end(JSON.stringify(body))
}
