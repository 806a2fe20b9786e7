/**
 * What sums alone say of overlaps. In a room of n patients sets of known size overlap at least by what they have too much:
 * 8 with one gene and 9 with another among 12 are both in 5 at least. In general, of those in none of some sets at least
 * n less all their sizes are left (Fréchet). The bound bites only where the sets nearly cover the room and hardly overlap:
 * a *near cover* leaves 1..k-1 patients, and its sets hold fewer patients twice than it leaves. Such a group is known to be
 * at least 1. A set stands for having something and, as its complement, for lacking it.
 */

export interface RoomSet {
  /** Some may be outside of the room: they count as if they were in it twice. */
  readonly patients: ReadonlySet<number>
  /** A cover counts only where something of it can be masked. */
  readonly isMaskable: boolean
  /** Only covers that hold such a set are looked for. */
  readonly isFirst: boolean
  /** No cover needs two sets of the same name: they say no more together than another set by itself. */
  readonly name: string
}

export interface NearCover {
  /** Positions among the sets, each as it is or as its complement. */
  readonly sets: readonly number[]
  /** Patients whom it leaves. */
  readonly group: number
}

interface Side {
  readonly set: number
  readonly name: string
  readonly isMaskable: boolean
  /** Within the room. */
  readonly bits: Uint32Array
  /** Patients outside of it. */
  readonly outside: number
}

interface State {
  readonly k: number
  readonly sides: readonly Side[]
  /** All patients of the room. */
  readonly everybody: Uint32Array
  steps: number
}

const PATIENTS_LOOKED_AT = 40

/**
 * One of those that are looked for; null where there is none; `undecided` where the room has too many to look at.
 * `steps`: branches that are followed at most.
 */
export function findNearCover(
  room: ReadonlySet<number>,
  sets: readonly RoomSet[],
  { k, steps }: { readonly k: number; readonly steps: number },
): NearCover | 'undecided' | null {
  const numbers = new Map([...room].map((patient, at) => [patient, at]))
  const words = Math.ceil(room.size / 32)
  const sides = sets.flatMap(({ patients, isMaskable, name }, set): Side[] => {
    const bits = new Uint32Array(words)
    for (const patient of patients) setBit(bits, numbers.get(patient))
    const inside = overlap(bits, bits)
    const side = { set, name, isMaskable, bits, outside: patients.size - inside }
    if (inside === 0) return []
    // How many of the room are not in it is known only where all of it is in the room.
    if (side.outside > 0) return [side]
    if (inside === room.size) return []
    const others = new Uint32Array(words)
    for (const patient of room) if (!patients.has(patient)) setBit(others, numbers.get(patient))
    return [side, { ...side, bits: others }]
  })
  const everybody = new Uint32Array(words)
  for (let at = 0; at < room.size; at++) setBit(everybody, at)
  const state: State = { k, sides, everybody, steps }
  let fitting = [...sides.keys()]
  // Those that must be in it come first: cells of genes lie across tissues and cohorts, so that few others fit beside one.
  for (const [at, { set, name, isMaskable, bits, outside }] of sides.entries()) {
    if (sets[set]?.isFirst !== true || outside > k - 2) continue
    const nobody = { left: new Uint32Array(words), leftCount: 0, excess: outside, size: room.size }
    const others = fitting.filter(other => sides[other]?.name !== name)
    const found = cover({ ...nobody, covered: bits, sets: [set], isMaskable, fitting: others }, state)
    if (found !== null) return found
    fitting = fitting.filter(other => other !== at)
  }
  return null
}

interface Partial {
  /** By the first set and what was added to it. */
  readonly covered: Uint32Array
  /** Patients who are to stay outside of all sets. */
  readonly left: Uint32Array
  readonly leftCount: number
  /** Patients counted twice, or outside of the room, so far. */
  readonly excess: number
  readonly sets: readonly number[]
  readonly isMaskable: boolean
  /** Sides that may still be taken. */
  readonly fitting: readonly number[]
  readonly size: number
}

/** Takes the patient whom the fewest sides hold: one of them covers him, or he is left. */
function cover(before: Partial, state: State): NearCover | 'undecided' | null {
  if (state.steps-- <= 0) return 'undecided'
  const fitting = before.fitting.filter(at => {
    const { bits, outside } = state.sides[at] as Side
    return before.excess + outside + overlap(bits, before.covered) <= state.k - 2 && overlap(bits, before.left) === 0
  })
  const partial = leaveUnheld({ ...before, fitting }, state)
  if (partial.leftCount >= state.k) return null
  const { patient, holders } = scarcest(partial, state)
  if (patient === null) {
    const isTight = partial.leftCount > partial.excess
    return isTight && partial.isMaskable ? { sets: partial.sets, group: partial.leftCount } : null
  }
  for (const at of holders) {
    const found = cover(withSide(partial, state.sides[at] as Side, state), state)
    if (found !== null) return found
  }
  const left = Uint32Array.from(partial.left)
  setBit(left, patient)
  return cover({ ...partial, left, leftCount: partial.leftCount + 1 }, state)
}

function withSide(partial: Partial, { set, name, isMaskable, bits, outside }: Side, { sides }: State): Partial {
  return {
    ...partial,
    covered: joined(partial.covered, bits),
    excess: partial.excess + outside + overlap(bits, partial.covered),
    sets: [...partial.sets, set],
    fitting: partial.fitting.filter(at => sides[at]?.name !== name),
    isMaskable: partial.isMaskable || isMaskable,
  }
}

/** Whom no side that still fits holds stays outside. */
function leaveUnheld(partial: Partial, { sides, everybody }: State): Partial {
  const held = Uint32Array.from(partial.covered)
  for (const at of partial.fitting) {
    const { bits } = sides[at] as Side
    for (let word = 0; word < held.length; word++) held[word] = (held[word] ?? 0) | (bits[word] ?? 0)
  }
  const left = partial.left.map((word, at) => word | ((everybody[at] ?? 0) & ~(held[at] ?? 0)))
  return { ...partial, left, leftCount: overlap(left, left) }
}

/** Of the first open patients: any choice is right, a scarce one ends sooner. */
function scarcest({ covered, left, size, fitting }: Partial, { sides }: State) {
  let patient: number | null = null
  let holders: readonly number[] = []
  for (let at = 0, looked = 0; at < size && looked < PATIENTS_LOOKED_AT; at++) {
    if (hasBit(covered, at) || hasBit(left, at)) continue
    looked += 1
    const holding = fitting.filter(side => hasBit((sides[side] as Side).bits, at))
    if (patient !== null && holding.length >= holders.length) continue
    patient = at
    holders = holding
    if (holding.length === 0) break
  }
  return { patient, holders }
}

function setBit(bits: Uint32Array, at: number | undefined): void {
  if (at !== undefined) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31))
}

function hasBit(bits: Uint32Array, at: number): boolean {
  return (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1
}

function overlap(one: Uint32Array, other: Uint32Array): number {
  let count = 0
  for (let word = 0; word < one.length; word++) count += bitCount((one[word] ?? 0) & (other[word] ?? 0))
  return count
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

function joined(one: Uint32Array, other: Uint32Array): Uint32Array {
  return one.map((word, at) => word | (other[at] ?? 0))
}
