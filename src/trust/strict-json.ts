/**
 * JSON that every reader understands alike: no duplicate member (RFC 8259 section 4 leaves open which one counts, so a
 * sender could show one value to the checker and another to the reader) and no more than a fixed depth.
 */

const MAX_DEPTH = 32

/** Throws `SyntaxError`, without any part of the text, where it is not JSON or is ambiguous. */
export function parseStrictJson(text: string): unknown {
  const value = parse(text)
  checkMembers(text)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new SyntaxError('not JSON')
  }
}

/** Walks text that is known to be JSON: only strings and brackets matter. */
function checkMembers(text: string): void {
  /** For each open bracket the names seen so far; null in an array. */
  const open: (Set<string> | null)[] = []
  let nameComes = false
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        nameComes = text[at] === '{'
        open.push(nameComes ? new Set() : null)
        if (open.length > MAX_DEPTH) throw new SyntaxError('nested too deeply')
        break
      case '}':
      case ']':
        open.pop()
        nameComes = false
        break
      case ',':
        nameComes = open.at(-1) instanceof Set
        break
      case '"': {
        const end = endOfString(text, at)
        if (nameComes) addName(open.at(-1), JSON.parse(text.slice(at, end + 1)) as string)
        nameComes = false
        at = end
        break
      }
      default:
    }
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function addName(names: Set<string> | null | undefined, name: string): void {
  if (names?.has(name)) throw new SyntaxError('duplicate member')
  names?.add(name)
}
