/**
 * Every test file starts with the outside world closed: only this machine may be talked to. It stands below whatever
 * connects (`fetch`, HTTP and database clients, TLS), so that none goes round it.
 */
import { Socket } from 'node:net'

const LOOPBACK = /^(127(\.\d+){3}|localhost|::1|\[::1\])$/

type Connect = (this: Socket, ...given: readonly unknown[]) => Socket

const connect = Socket.prototype.connect as unknown as Connect
Socket.prototype.connect = function guarded(this: Socket, ...given: unknown[]): Socket {
  const host = outsideHost(given)
  if (host === null) return connect.apply(this, given)
  const refusal = Object.assign(new Error(`tests do not leave this machine: ${host}`), { code: 'ENETUNREACH' })
  process.nextTick(() => this.destroy(refusal))
  return this
}

/** Null for this machine and for socket files. */
function outsideHost(given: readonly unknown[]): string | null {
  // Node hands its own calls on as one list.
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given
  const options = (typeof first === 'object' && first !== null ? first : {}) as { host?: string; path?: string | null }
  if (options.path !== undefined && options.path !== null) return null
  if (typeof first === 'string' && !/^\d+$/.test(first)) return null
  const host = options.host ?? (typeof second === 'string' ? second : 'localhost')
  return LOOPBACK.test(host) ? null : host
}
