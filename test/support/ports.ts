/**
 * Ports for what tests start, stop and start again in the same place. They lie outside the range from which the system
 * serves connections and those who listen anywhere, so that none of these gets one while it is not listened on.
 */
import { randomInt } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

const HOST = '127.0.0.1'
const LOWEST = 10_000
const HIGHEST = 65_535
/** Where the system does not say. */
const USUAL_RANGE = [32_768, 60_999] as const
/** Below this many, ports of the system's range are taken too. */
const ENOUGH = 1000

/** Held by this process until it ends. */
const held: Socket[] = []

/** A port that nobody listens on, and that no other test is given before this process ends. */
export async function aPort(): Promise<number> {
  const ports = fixedPorts(systemRange())
  for (let tries = 0; tries < 200; tries++) {
    const port = ports[randomInt(ports.length)] ?? 0
    const socket = await hold(port)
    if (socket === null) continue
    if (await isFree(port)) {
      held.push(socket)
      return port
    }
    socket.close()
  }
  throw new Error('no port is free')
}

/** First and last port that the system gives away by itself. */
function systemRange(): readonly [number, number] {
  try {
    const [first, last] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number)
    return [first ?? USUAL_RANGE[0], last ?? USUAL_RANGE[1]]
  } catch {
    return USUAL_RANGE
  }
}

/** Those outside a range. */
function fixedPorts([first, last]: readonly [number, number]): readonly number[] {
  const all = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, index) => LOWEST + index)
  const outside = all.filter(port => port < first || port > last)
  return outside.length < ENOUGH ? all : outside
}

/** The UDP port of the same number says that the TCP port is promised: it ends with its process, however that ends. */
function hold(port: number): Promise<Socket | null> {
  return new Promise(done => {
    const socket = createSocket('udp4')
    socket.unref()
    socket.once('error', () => {
      socket.close()
      done(null)
    })
    socket.bind({ address: HOST, port, exclusive: true }, () => done(socket))
  })
}

function isFree(port: number): Promise<boolean> {
  return new Promise(done => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => done(true)))
  })
}
