/** Seeded chance: the same seed gives the same numbers on every machine. Fit for made-up data, never for keys. */
import { NodeError } from '../model/errors.ts'

export interface Random {
  /** At least 0, less than 1. */
  next(): number
  /** A whole number, both ends included; `from` where the range is empty. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  shuffle<T>(list: readonly T[]): T[]
  /** An independent stream of its own, so that one more draw here changes nothing there. */
  fork(name: string): Random
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** Weyl sequence with a multiply-xorshift finaliser (the murmur3 constants). */
function stream(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32
  }
}

export function seededRandom(seed: string): Random {
  const next = stream(hash32(seed))
  const int = (from: number, to: number): number => (to <= from ? from : from + Math.floor(next() * (to - from + 1)))
  return {
    next,
    int,
    chance: probability => next() < probability,
    pick: list => itemAt(list, int(0, list.length - 1)),
    shuffle: list => shuffled(list, int),
    fork: name => seededRandom(`${seed}/${name}`),
  }
}

function itemAt<T>(list: readonly T[], at: number): T {
  if (at >= list.length) throw new NodeError('internal', 'nothing to pick from')
  return list[at] as T
}

/** Fisher-Yates on a copy. */
function shuffled<T>(list: readonly T[], int: Random['int']): T[] {
  const copy = [...list]
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = int(0, last)
    const held = itemAt(copy, last)
    copy[last] = itemAt(copy, other)
    copy[other] = held
  }
  return copy
}
