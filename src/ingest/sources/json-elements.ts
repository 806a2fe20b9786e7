/**
 * Takes the elements of certain lists out of a JSON text (RFC 8259) that comes piece by piece, each as the text that it is
 * written in, so that one element is in memory at a time. Lists are named by the path of members that leads to them. What
 * leads to a list is checked sign by sign; what is taken is only measured here, and parsed by whoever gets it. The time
 * is linear in the text, and nesting is counted, not followed by calls.
 */
export interface ElementHandler {
  /** The list at this path begins. */
  list(path: string): void
  /** Text of one element of the list at this path (`/patients`; empty: the whole text is the list). */
  element(path: string, text: string): void
  /** Text of the value of a member beside the way to a list. */
  other(path: string, text: string): void
}

export interface JsonPieces {
  push(piece: string): void
  end(): void
}

/** The text is no JSON, ends too early, or holds a value of a size that no element has. */
export class BrokenJson extends Error {}

export const LONGEST_VALUE = 16 << 20
const DEEPEST_WAY = 32

interface Frame {
  readonly kind: '{' | '['
  readonly path: string
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

/** A value that is being taken. */
interface Taken {
  readonly path: string
  readonly isElement: boolean
  readonly kind: 'container' | 'string' | 'word'
  text: string
  depth: number
  inString: boolean
  escaped: boolean
}

export function jsonElements(lists: ReadonlySet<string>, handler: ElementHandler): JsonPieces {
  const frames: Frame[] = []
  let expected: Expected = 'value'
  let key = ''
  let keyText: { text: string; escaped: boolean } | null = null
  let taken: Taken | null = null

  const leadsToList = (path: string): boolean => [...lists].some(list => list.startsWith(`${path}/`))

  /** Where the value that begins stands; `isElement` in a list that is taken apart. */
  function place(): { readonly path: string; readonly isElement: boolean } {
    const frame = frames.at(-1)
    if (frame === undefined) return { path: '', isElement: false }
    return frame.kind === '['
      ? { path: frame.path, isElement: true }
      : { path: `${frame.path}/${key}`, isElement: false }
  }

  function beginValue(sign: string): void {
    const { path, isElement } = place()
    if (!isElement && sign === '[' && lists.has(path)) {
      step({ kind: '[', path }, 'value-or-end')
      handler.list(path)
    } else if (!isElement && sign === '{' && leadsToList(path)) step({ kind: '{', path }, 'key-or-end')
    else {
      const kind = sign === '{' || sign === '[' ? 'container' : sign === '"' ? 'string' : 'word'
      taken = { path, isElement, kind, text: '', depth: 0, inString: false, escaped: false }
    }
  }

  function step(frame: Frame, next: Expected): void {
    if (frames.length >= DEEPEST_WAY) throw new BrokenJson()
    frames.push(frame)
    expected = next
  }

  function leave(kind: Frame['kind']): void {
    if (frames.pop()?.kind !== kind) throw new BrokenJson()
    expected = frames.length === 0 ? 'nothing' : 'comma-or-end'
  }

  /** One sign of the way; true where it begins a value that is taken and has to be read again as part of it. */
  function walk(sign: string): boolean {
    if (sign === ' ' || sign === '\n' || sign === '\r' || sign === '\t') return false
    switch (expected) {
      case 'value-or-end':
        if (sign === ']') leave('[')
        else beginValue(sign)
        break
      case 'value':
        beginValue(sign)
        break
      case 'key-or-end':
        if (sign === '}') leave('{')
        else beginKey(sign)
        break
      case 'key':
        beginKey(sign)
        break
      case 'colon':
        if (sign !== ':') throw new BrokenJson()
        expected = 'value'
        break
      case 'comma-or-end':
        afterValue(sign)
        break
      case 'nothing':
        throw new BrokenJson()
    }
    return taken !== null
  }

  function beginKey(sign: string): void {
    if (sign !== '"') throw new BrokenJson()
    keyText = { text: '', escaped: false }
  }

  function afterValue(sign: string): void {
    if (sign === ',') expected = frames.at(-1)?.kind === '{' ? 'key' : 'value'
    else if (sign === '}') leave('{')
    else if (sign === ']') leave('[')
    else throw new BrokenJson()
  }

  function readKey(of: { text: string; escaped: boolean }, sign: string): void {
    if (sign === '"' && !of.escaped) {
      key = memberName(of.text)
      keyText = null
      expected = 'colon'
      return
    }
    of.escaped = sign === '\\' && !of.escaped
    of.text += sign
    if (of.text.length > 10_000) throw new BrokenJson()
  }

  function finish({ path, isElement, text }: Taken): void {
    taken = null
    expected = frames.length === 0 ? 'nothing' : 'comma-or-end'
    if (isElement) handler.element(path, text)
    else handler.other(path, text)
  }

  return {
    push(piece) {
      for (let at = 0; at < piece.length; ) {
        if (taken !== null) {
          const end = endOfTaken(taken, piece, at)
          taken.text += piece.slice(at, end.at)
          if (taken.text.length > LONGEST_VALUE) throw new BrokenJson()
          at = end.at
          if (end.isWhole) finish(taken)
        } else if (keyText !== null) readKey(keyText, piece.charAt(at++))
        else if (!walk(piece.charAt(at))) at += 1
      }
    },
    end() {
      if (taken?.kind === 'word' && frames.length === 0) finish(taken)
      if (expected !== 'nothing' || taken !== null) throw new BrokenJson()
    },
  }
}

/** How far the value goes in this piece, and whether it ends there. */
function endOfTaken(taken: Taken, piece: string, from: number): { readonly at: number; readonly isWhole: boolean } {
  if (taken.kind === 'word') {
    const found = piece.slice(from).search(/[,\]}\s]/)
    return found < 0 ? { at: piece.length, isWhole: false } : { at: from + found, isWhole: true }
  }
  const sign = /["\\{}[\]]/g
  sign.lastIndex = from
  for (let found = sign.exec(piece); found !== null; found = sign.exec(piece)) {
    if (takeSign(taken, found[0], found.index, piece, sign)) return { at: found.index + 1, isWhole: true }
  }
  return { at: piece.length, isWhole: false }
}

/** True where the sign ends the value. */
function takeSign(taken: Taken, sign: string, index: number, piece: string, search: RegExp): boolean {
  if (taken.escaped) {
    // The sign after a backslash is part of the string; any other sign than these was passed over.
    taken.escaped = false
    return false
  }
  if (taken.inString) {
    if (sign === '\\') {
      if (index + 1 < piece.length) search.lastIndex = index + 2
      else taken.escaped = true
    } else if (sign === '"') {
      taken.inString = false
      return taken.depth === 0
    }
    return false
  }
  if (sign === '"') taken.inString = true
  else if (sign === '{' || sign === '[') taken.depth += 1
  else if (sign === '}' || sign === ']') {
    taken.depth -= 1
    return taken.depth === 0
  }
  return false
}

/** As a reference token of a JSON Pointer (RFC 6901 section 3). */
function memberName(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`))
      .replaceAll('~', '~0')
      .replaceAll('/', '~1')
  } catch {
    throw new BrokenJson()
  }
}
