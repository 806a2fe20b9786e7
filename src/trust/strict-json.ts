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
        if (nameComes) addName(open.at(-1), nameIn(text.slice(at, end + 1)))
        nameComes = false
        at = end
        break
      }
      default:
    }
  }
}

/** Leaps from quote to quote: a message is one long string. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end
}

/** After an odd number of backslashes. The opening quote ends the count, so that a text is walked once. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text[before] === '\\') before -= 1
  return (at - before) % 2 === 0
}

/** Only an escaped name can be spelt in two ways. */
function nameIn(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
}

function addName(names: Set<string> | null | undefined, name: string): void {
  if (names?.has(name)) throw new SyntaxError('duplicate member')
  names?.add(name)
}
