/**
 * Additive secret sharing modulo 2^64: a vector of unsigned 64-bit counts becomes `parts` vectors that add up to it, of
 * which any fewer than all are uniform noise, whatever the vector is. (Prio and DAP share over a prime field instead,
 * because their validity proofs need one.)
 */
import { NodeError } from '../model/errors.ts'
import type { Branded } from '../model/ids.ts'
import type { ExactVector } from './exact-vector.ts'

/** One party's part of a vector: alone it says nothing, and it is kept as if it said everything. */
export type Share = Branded<BigUint64Array, 'Share'>

/** Fills bytes from the platform's cryptographic generator, or from a seed in vectors and tests. */
export type FillRandom = (bytes: Uint8Array) => unknown

/** A generator may refuse more at once (`getRandomValues`: 65,536 bytes). */
const BYTES_AT_ONCE = 65_536
const BYTES_A_CELL = 8

/** All shares but the last are drawn, the last is what is missing to the vector. */
export function splitIntoShares(vector: ExactVector, parts: number, fillRandom: FillRandom): readonly Share[] {
  if (!Number.isInteger(parts) || parts < 2)
    throw new NodeError('internal', 'a vector is split into two or more shares')
  const last = vector.cells.slice()
  const drawn = Array.from({ length: parts - 1 }, () => {
    const share = drawShare(last.length, fillRandom)
    for (let cell = 0; cell < last.length; cell++) last[cell] = at(last, cell) - at(share, cell)
    return share
  })
  return [...drawn, last as Share]
}

/** Sum of shares cell by cell, modulo 2^64. Typed arrays wrap around by themselves. */
export function addShares(shares: readonly BigUint64Array[], cells: number): BigUint64Array {
  const sum = new BigUint64Array(cells)
  for (const share of shares) {
    if (share.length !== cells) throw badShare()
    for (let cell = 0; cell < cells; cell++) sum[cell] = at(sum, cell) + at(share, cell)
  }
  return sum
}

/** Eight bytes a cell, least significant first, whatever the machine. */
export function shareToBytes(share: BigUint64Array): Uint8Array {
  const bytes = new Uint8Array(share.length * BYTES_A_CELL)
  const view = new DataView(bytes.buffer)
  for (let cell = 0; cell < share.length; cell++) view.setBigUint64(cell * BYTES_A_CELL, at(share, cell), true)
  return bytes
}

/** Refuses bytes of another length than the layout's. */
export function shareFromBytes(bytes: Uint8Array, cells: number): Share {
  if (bytes.length !== cells * BYTES_A_CELL) throw badShare()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const share = new BigUint64Array(cells)
  for (let cell = 0; cell < cells; cell++) share[cell] = view.getBigUint64(cell * BYTES_A_CELL, true)
  return share as Share
}

function drawShare(cells: number, fillRandom: FillRandom): Share {
  const bytes = new Uint8Array(cells * BYTES_A_CELL)
  for (let from = 0; from < bytes.length; from += BYTES_AT_ONCE) fillRandom(bytes.subarray(from, from + BYTES_AT_ONCE))
  return shareFromBytes(bytes, cells)
}

const at = (cells: BigUint64Array, cell: number): bigint => cells[cell] ?? 0n

function badShare(): NodeError {
  return new NodeError('pooling/bad-share', 'a share does not have as many cells as the layout of its round', {
    hint: 'Make the contribution again from the manifest of this round.',
  })
}
