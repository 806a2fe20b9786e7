/** Numbers that follow from a secret and a name: the same for the same job, and unknown to all who lack the secret. */
import { createHmac } from 'node:crypto'

const BITS = 32
const NUMBERS_A_BLOCK = 8

/** 0 <= x < 1; HMAC-SHA-256 over a counter. */
export function secretRandom(secret: Uint8Array, name: string): () => number {
  let block = Buffer.alloc(0)
  let drawn = 0
  return () => {
    const position = drawn % NUMBERS_A_BLOCK
    if (position === 0) {
      block = createHmac('sha256', secret)
        .update(`prime-rose/random/1\n${name}\n${drawn / NUMBERS_A_BLOCK}`)
        .digest()
    }
    drawn += 1
    return block.readUInt32BE(position * 4) / 2 ** BITS
  }
}
