/** Ping and pong: whether a member is there, holds its keys, keeps its clock, and what it speaks. No table is touched. */
import type { Ping } from '../model/generated/ping.ts'
import type { Pong } from '../model/generated/pong.ts'
import type { Correspondent } from './correspondents.ts'
import { type Opener, open, type Signer, seal } from './envelope.ts'
import { type Carrier, PROTOCOLS } from './message-types.ts'

/** What a node says of itself. */
export interface Speaker {
  /** Of this program. */
  readonly version: string
}

export function sealPing(
  { to, carrier, version }: Speaker & { readonly to: Correspondent; readonly carrier: Carrier },
  signer: Signer,
): Promise<{ readonly jti: string; readonly message: string }> {
  return seal({ type: 'ping/1', to, carrier, content: pingContent({ version }) }, signer)
}

export function pingContent({ version }: Speaker): Pick<Ping, 'protocols' | 'version'> {
  return { protocols: [...PROTOCOLS], version }
}

export async function sealPong(
  answered: Speaker & { readonly ping: string; readonly to: Correspondent; readonly carrier: Carrier },
  signer: Signer,
): Promise<string> {
  const { ping, to, carrier, version } = answered
  const content = { ping, protocols: [...PROTOCOLS], version } satisfies Partial<Pong>
  return (await seal({ type: 'pong/1', to, carrier, content }, signer)).message
}

/** Throws `trust/...` for anything that is not this member's answer to that ping. */
export async function openPong(
  text: string,
  opener: Opener,
  { ping, carrier }: { readonly ping: string; readonly carrier: Carrier },
): Promise<Pong | null> {
  const pong = await open<Pong>(text, opener, { accept: ['pong/1'], carrier })
  return pong.ping === ping ? pong : null
}
