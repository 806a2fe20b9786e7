/**
 * Reads delimited text piece by piece: a record is whole when its line ends, a quoted cell (RFC 4180 section 2) holds
 * separators and line breaks, and every record knows the physical line on which it begins. The time is linear in the
 * text whatever it holds, also where a quote is never closed.
 */
export type Separator = ',' | ';' | '\t' | '|'

export interface CsvRecord {
  /** Physical line where the record begins, 1 = first. */
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvReader {
  /** Records that this piece completes. */
  push(piece: string): readonly CsvRecord[]
  /** The last record, where the text does not end with a line break; the line of a quote that was never closed. */
  end(): CsvEnd
}

export interface CsvEnd {
  readonly records: readonly CsvRecord[]
  readonly unclosedQuoteLine: number | null
  /** The last record has no line break after it. */
  readonly isLineOpen: boolean
}

/** Where the reader stands in a cell. */
type State = 'start' | 'plain' | 'quoted' | 'quote-in-quoted'

export function csvReader(separator: Separator): CsvReader {
  const plainEnd = new RegExp(`[${separator}\\r\\n]`, 'g')
  const quotedEnd = /["\r\n]/g
  let records: CsvRecord[] = []
  let cells: string[] = []
  let cell = ''
  let state: State = 'start'
  let line = 1
  let recordLine = 1
  let quoteLine = 1
  let afterReturn = false

  function endCell(): void {
    cells.push(cell)
    cell = ''
    state = 'start'
  }

  function endRecord(): void {
    endCell()
    records.push({ line: recordLine, cells })
    cells = []
  }

  /** CR, LF and CR LF each end one line; the LF of a CR LF may come with the next piece. */
  function breakLine(character: string): void {
    const secondHalf = character === '\n' && afterReturn
    afterReturn = character === '\r'
    if (state === 'quoted') {
      if (secondHalf) return
      cell += '\n'
      line += 1
      return
    }
    if (secondHalf && cells.length === 0 && cell === '' && state === 'start') return
    line += 1
    endRecord()
    recordLine = line
  }

  /** Takes text up to the next character that means something; returns the position after what was taken. */
  function takeRun(piece: string, from: number, stop: RegExp): number {
    stop.lastIndex = from
    const found = stop.exec(piece)?.index ?? piece.length
    cell += piece.slice(from, found)
    return found
  }

  function take(piece: string, position: number): number {
    const character = piece.charAt(position)
    if (state === 'quoted') {
      if (character === '"') state = 'quote-in-quoted'
      else if (character === '\r' || character === '\n') breakLine(character)
      else {
        afterReturn = false
        return takeRun(piece, position, quotedEnd)
      }
      return position + 1
    }
    if (character === '\r' || character === '\n') {
      breakLine(character)
      return position + 1
    }
    afterReturn = false
    if (character === separator) endCell()
    else if (character === '"' && state === 'start') {
      state = 'quoted'
      quoteLine = line
    } else if (character === '"' && state === 'quote-in-quoted') {
      cell += '"'
      state = 'quoted'
    } else {
      state = 'plain'
      return takeRun(piece, position, plainEnd)
    }
    return position + 1
  }

  /** Most records are a line without a quote: they need no look at single characters. Returns `from` where this is none. */
  function takeWholeLine(piece: string, from: number, next: { quote: number; return: number }): number {
    if (state !== 'start' || cells.length > 0 || cell !== '' || afterReturn) return from
    const end = piece.indexOf('\n', from)
    if (end < 0) return from
    if (next.quote < from) next.quote = indexFrom(piece, '"', from)
    if (next.return < from) next.return = indexFrom(piece, '\r', from)
    if (next.quote < end || next.return < end - 1) return from
    records.push({ line: recordLine, cells: piece.slice(from, Math.min(end, next.return)).split(separator) })
    line += 1
    recordLine = line
    return end + 1
  }

  function push(piece: string): readonly CsvRecord[] {
    const next = { quote: -1, return: -1 }
    for (let position = 0; position < piece.length; ) {
      const whole = takeWholeLine(piece, position, next)
      position = whole > position ? whole : take(piece, position)
    }
    return handOver()
  }

  function handOver(): readonly CsvRecord[] {
    const whole = records
    records = []
    return whole
  }

  function end(): CsvEnd {
    if (state === 'quoted') return { records: [], unclosedQuoteLine: quoteLine, isLineOpen: true }
    const isLineOpen = cells.length > 0 || cell !== '' || state !== 'start'
    if (isLineOpen) endRecord()
    return { records: handOver(), unclosedQuoteLine: null, isLineOpen }
  }

  return { push, end }
}

/** The end of the text where it does not hold the sign. */
function indexFrom(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from)
  return found < 0 ? text.length : found
}
