/**
 * Which regions every open union holds one of. What is added to a union must be filled in each witness that shows it; the
 * regions that are added divide those witnesses among them, so that one of them is filled in at least its share: of m
 * witnesses and room for r patients, a region of s patients in m s / r. Where witnesses fill a quarter of all regions,
 * hardly any is in a third or half of them.
 */
import type { RegionBits } from './region-bits.ts'

export interface Witnesses {
  /** Bits of the regions that a witness fills, one witness after the other. */
  readonly filled: Uint32Array
  /** Where those of each witness begin. */
  readonly places: Int32Array
  /** Places that count, 1 to 31. */
  readonly count: number
}

/** Of these regions, all of which have room, those that are filled in their share of the witnesses stay. */
export function keepDense(
  { bits, from, to }: RegionBits,
  { filled, places, count }: Witnesses,
  { fitting, room }: { readonly fitting: readonly Uint32Array[]; readonly room: number },
): void {
  for (let word = from; word < to; word++) {
    const those = bits[word] as number
    if (those === 0) continue
    // Of each of 32 regions in how many witnesses it is filled, in binary: `ones` are the lowest digits of all of them.
    let ones = 0
    let twos = 0
    let fours = 0
    let eights = 0
    let sixteens = 0
    for (let at = 0; at < count; at++) {
      const one = (filled[(places[at] as number) + word] as number) & those
      const two = ones & one
      ones ^= one
      const four = twos & two
      twos ^= two
      const eight = fours & four
      fours ^= four
      sixteens ^= eights & eight
      eights ^= eight
    }
    let dense = 0
    for (let size = 1; size <= room; size++) {
      let same = those & bitsAt(fitting[size], word) & ~bitsAt(fitting[size - 1], word)
      // Digit by digit from the highest: those that are above the share already, and those that are the same so far.
      const share = Math.ceil((count * size) / room)
      dense |= share & 16 ? 0 : same & sixteens
      same &= share & 16 ? sixteens : ~sixteens
      dense |= share & 8 ? 0 : same & eights
      same &= share & 8 ? eights : ~eights
      dense |= share & 4 ? 0 : same & fours
      same &= share & 4 ? fours : ~fours
      dense |= share & 2 ? 0 : same & twos
      same &= share & 2 ? twos : ~twos
      dense |= share & 1 ? same & ones : same
    }
    bits[word] = dense
  }
}

function bitsAt(regions: Uint32Array | undefined, word: number): number {
  return (regions as Uint32Array)[word] as number
}
