/**
 * Patterns of whole texts that a mapping may bring. The notation is that of regular expressions, without what could take
 * long or look around: literals, `.`, `\d`, `\w` and escaped signs, classes, groups, alternatives, and the counts `?`, `*`,
 * `+`, `{n}`, `{n,m}`. All ways through a pattern are followed at once (Thompson 1968), so that the time is at most the
 * length of the text times the size of the pattern, whatever both hold.
 */
export interface LinearPattern {
  /** Whether the whole text is one of the pattern. */
  test(text: string): boolean
}

/** Longer texts are none of any pattern. */
const LONGEST_TEXT = 256
const MOST_STATES = 2_000
const DEEPEST = 16

type Accepts = (character: string) => boolean

/** A state reads one character and goes on, or goes on at once. */
interface State {
  readonly accepts: Accepts | null
  readonly next: number[]
}

/** Null where the text is no such pattern, or one that is too large. */
export function parseLinearPattern(source: string): LinearPattern | null {
  const built = build(source)
  return built === null ? null : { test: matcher(built) }
}

interface Automaton {
  readonly states: readonly State[]
  readonly start: number
  readonly end: number
}

/** Two lists of states are used in turn, and the number of the step marks who is in a list: nothing is made for a character. */
function matcher({ states, start, end }: Automaton): (text: string) => boolean {
  const marks = new Float64Array(states.length)
  let step = 0
  let current: number[] = []
  let next: number[] = []

  /** With all states that are reached without reading: the list grows while it is gone through. */
  function close(list: number[]): void {
    for (let at = 0; at < list.length; at++) {
      const state = states[list[at] ?? -1]
      if (state?.accepts === null) addAll(list, state)
    }
  }

  function addAll(list: number[], state: State): void {
    for (const other of state.next) {
      if (marks[other] === step) continue
      marks[other] = step
      list.push(other)
    }
  }

  return text => {
    if (text.length > LONGEST_TEXT) return false
    step += 1
    current.length = 0
    marks[start] = step
    current.push(start)
    close(current)
    for (const character of text) {
      step += 1
      next.length = 0
      for (const at of current) {
        const state = states[at]
        if (state?.accepts?.(character) === true) addAll(next, state)
      }
      if (next.length === 0) return false
      close(next)
      ;[current, next] = [next, current]
    }
    return marks[end] === step
  }
}

/** A piece of the automaton: where it begins and where it ends; ends are states that go on at once. */
interface Piece {
  readonly start: number
  readonly end: number
}

class NotAPattern extends Error {}

function build(source: string): Automaton | null {
  const states: State[] = []
  const signs = [...source]
  let at = 0
  let depth = 0

  function state(accepts: Accepts | null, next: number[] = []): number {
    if (states.length >= MOST_STATES) throw new NotAPattern()
    states.push({ accepts, next })
    return states.length - 1
  }

  function link(from: number, to: number): void {
    states[from]?.next.push(to)
  }

  function alternatives(): Piece {
    const start = state(null)
    const end = state(null)
    do {
      const branch = sequence()
      link(start, branch.start)
      link(branch.end, end)
    } while (take('|'))
    return { start, end }
  }

  function sequence(): Piece {
    const start = state(null)
    let end = start
    while (at < signs.length && signs[at] !== '|' && signs[at] !== ')') {
      const piece = counted()
      link(end, piece.start)
      end = piece.end
    }
    return { start, end }
  }

  /** A count writes its piece out as often as it says; the piece is read again for each copy. */
  function counted(): Piece {
    const from = at
    const first = single()
    const count = readCount()
    if (count === null) return first
    const after = at
    const copies = [first]
    const needed = Math.max(count.most ?? count.least, 1)
    while (copies.length < needed) {
      at = from
      copies.push(single())
    }
    at = after
    const start = state(null)
    const end = state(null)
    let last = start
    for (const [index, copy] of copies.entries()) {
      if (index >= count.least) link(last, end)
      link(last, copy.start)
      last = copy.end
    }
    link(last, end)
    if (count.most === null) link(last, copies.at(-1)?.start ?? start)
    return count.most === 0 ? { start, end: shortcut(start, end) } : { start, end }
  }

  /** `{0}`: the piece is there and never taken. */
  function shortcut(start: number, end: number): number {
    const skipped = states[start]
    if (skipped !== undefined) skipped.next.splice(0, skipped.next.length, end)
    return end
  }

  function readCount(): { readonly least: number; readonly most: number | null } | null {
    if (take('?')) return { least: 0, most: 1 }
    if (take('*')) return { least: 0, most: null }
    if (take('+')) return { least: 1, most: null }
    if (!take('{')) return null
    const least = readNumber()
    const most = take(',') ? (signs[at] === '}' ? null : readNumber()) : least
    if (!take('}') || (most !== null && most < least)) throw new NotAPattern()
    return { least, most }
  }

  function readNumber(): number {
    const from = at
    while (/^[0-9]$/.test(signs[at] ?? '') && at - from < 3) at += 1
    if (at === from) throw new NotAPattern()
    return Number(signs.slice(from, at).join(''))
  }

  function single(): Piece {
    if (take('(')) return group()
    const accepts = take('[') ? characterClass() : character()
    const end = state(null)
    return { start: state(accepts, [end]), end }
  }

  function group(): Piece {
    if (take('?') && !take(':')) throw new NotAPattern()
    depth += 1
    if (depth > DEEPEST) throw new NotAPattern()
    const piece = alternatives()
    if (!take(')')) throw new NotAPattern()
    depth -= 1
    return piece
  }

  function character(): Accepts {
    const sign = signs[at]
    if (sign === undefined || '*+?{}]^$'.includes(sign)) throw new NotAPattern()
    at += 1
    if (sign === '.') return () => true
    return sign === '\\' ? escaped() : other => other === sign
  }

  function escaped(): Accepts {
    const sign = signs[at]
    at += 1
    if (sign === 'd') return isDigit
    if (sign === 'w') return other => /^\w$/.test(other)
    if (sign === undefined || /^[A-Za-z0-9]$/.test(sign)) throw new NotAPattern()
    return other => other === sign
  }

  function characterClass(): Accepts {
    const negated = take('^')
    const accepted: Accepts[] = []
    while (signs[at] !== ']') {
      const first = signs[at]
      if (first === undefined || first === '[') throw new NotAPattern()
      at += 1
      if (first === '\\') accepted.push(escaped())
      else if (signs[at] === '-' && signs[at + 1] !== ']' && signs[at + 1] !== undefined) accepted.push(range(first))
      else accepted.push(other => other === first)
    }
    at += 1
    if (accepted.length === 0) throw new NotAPattern()
    return other => accepted.some(accepts => accepts(other)) !== negated
  }

  function range(first: string): Accepts {
    const last = signs[at + 1] ?? ''
    if (last === '\\' || last < first) throw new NotAPattern()
    at += 2
    return other => other >= first && other <= last
  }

  function take(sign: string): boolean {
    if (signs[at] !== sign) return false
    at += 1
    return true
  }

  try {
    const { start, end } = alternatives()
    return at === signs.length ? { states, start, end } : null
  } catch (error) {
    if (error instanceof NotAPattern) return null
    throw error
  }
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9'
}
