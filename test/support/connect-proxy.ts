/** A small HTTP proxy that knows CONNECT alone, as the ones in front of closed platforms. */
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export interface ConnectProxy {
  readonly url: string
  /** `host:port` of every tunnel that was asked for. */
  readonly tunnels: readonly string[]
  /** Everything that went through, both ways. */
  readonly traffic: readonly Buffer[]
  close(): Promise<void>
}

export async function aConnectProxy(): Promise<ConnectProxy> {
  const tunnels: string[] = []
  const traffic: Buffer[] = []
  const server = createServer((_request, response) => response.writeHead(405).end())
  server.on('connect', (request, socket, head) => {
    const target = request.url ?? ''
    tunnels.push(target)
    const [host, port] = target.split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      for (const [from, to] of [
        [socket, onward],
        [onward, socket],
      ] as const) {
        from.on('data', (chunk: Buffer) => traffic.push(chunk))
        from.pipe(to)
      }
    })
    const end = () => {
      socket.destroy()
      onward.destroy()
    }
    for (const side of [socket, onward]) side.on('error', end).on('close', end)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tunnels,
    traffic,
    close: async () => {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
