/** The pages of the demo, on this machine only: made anew for each request, without a script. The demo alone has them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RunningProcess } from './processes.ts'

/** By path. */
export type Pages = Readonly<Record<string, () => Promise<string>>>

const HOST = '127.0.0.1'

/** Nothing is run, framed, sent or brought from elsewhere; each page names its own style sheet by its hash. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "script-src 'none'; object-src 'none'; img-src 'none'; connect-src 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export async function servePages(pages: Pages, port: number): Promise<RunningProcess> {
  const server = createServer((request, reply) => void answer(request, reply, pages))
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, HOST, done))
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${HOST}:${bound}`,
    stop: () =>
      new Promise(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function answer({ method, url, headers }: IncomingMessage, reply: ServerResponse, pages: Pages): Promise<void> {
  const page = Object.hasOwn(pages, url ?? '') ? pages[url ?? ''] : undefined
  // A page of elsewhere whose name was made to point here must read nothing (DNS rebinding).
  const isOurs = /^(?:127\.0\.0\.1|localhost):[0-9]+$/.test(headers.host ?? '')
  if (method !== 'GET' || page === undefined || !isOurs) return void reply.writeHead(404, HEADERS).end('Not found.')
  try {
    const text = await page()
    reply.writeHead(200, HEADERS).end(text)
  } catch {
    reply.writeHead(503, HEADERS).end('Not yet: look again in a moment.')
  }
}
