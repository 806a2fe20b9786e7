/**
 * COPY ... TO STDOUT in PostgreSQL's text format, read from bytes: rows end with a line feed, fields with a tab, null is
 * `\N`; a line feed, tab or backslash within a value comes escaped, so no such byte is anything but a boundary.
 */
const TAB = 9
const LINE_FEED = 10
const BACKSLASH = 92
const CAPITAL_N = 78

/** One row: its bytes, and where each field begins; the last number lies behind the row's end. */
export type UseRow = (bytes: Uint8Array, starts: Int32Array) => void

export class CopyRows {
  readonly #starts: Int32Array
  readonly #use: UseRow
  /** The beginning of a row whose end is in the next chunk. */
  #rest = new Uint8Array(0)

  constructor(fields: number, use: UseRow) {
    this.#starts = new Int32Array(fields + 1)
    this.#use = use
  }

  /** Throws a RangeError for a row of another number of fields: program and statement do not fit together. */
  push(chunk: Uint8Array): void {
    const bytes = this.#joined(chunk)
    const starts = this.#starts
    let rowStart = 0
    let field = 0
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]
      if (byte !== TAB && byte !== LINE_FEED) continue
      if (field + 1 >= starts.length) throw unexpected()
      if (field === 0) starts[0] = rowStart
      starts[++field] = at + 1
      if (byte === TAB) continue
      if (field + 1 !== starts.length) throw unexpected()
      this.#use(bytes, starts)
      field = 0
      rowStart = at + 1
    }
    this.#rest = bytes.slice(rowStart)
  }

  /** Always a plain array of bytes: code that meets one kind of array alone is several times as fast. */
  #joined(chunk: Uint8Array): Uint8Array {
    const rest = this.#rest
    if (rest.length === 0) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length)
    const bytes = new Uint8Array(rest.length + chunk.length)
    bytes.set(rest)
    bytes.set(chunk, rest.length)
    return bytes
  }

  /** Throws a RangeError where the last row has no end. */
  end(): void {
    if (this.#rest.length > 0) throw unexpected()
  }
}

function unexpected(): RangeError {
  return new RangeError('a copied row has another number of fields than was asked for')
}

/** Whether the bytes from `from` up to, without, `to` are null. */
export function isNull(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from === 2 && bytes[from] === BACKSLASH && bytes[from + 1] === CAPITAL_N
}

/** A whole number; throws a RangeError for anything else. */
export function readInteger(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === 45
  const first = isNegative ? from + 1 : from
  let value = 0
  for (let at = first; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 48
    if (digit < 0 || digit > 9) throw new RangeError('a copied number is none')
    value = value * 10 + digit
  }
  if (first === to) throw new RangeError('a copied number is none')
  return isNegative ? -value : value
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** The text of a field. */
export function readText(bytes: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8')
  return text.includes('\\') ? text.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped) : text
}
