/** Where a command reads and writes; handed in, so that tests can hold it. */
import type { Readable, Writable } from 'node:stream'

export interface Terminal {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  /** True where standard error is a terminal: then a progress line is drawn. */
  readonly interactive: boolean
  /** Aborted at Ctrl-C or at a polite stop from outside. */
  readonly stopped: AbortSignal
}

/** The document of a command: standard output holds this and nothing else. */
export function printJson(terminal: Terminal, document: unknown): void {
  terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

/** One document a line, of commands that stay and write their log as such lines too. */
export function printLine(terminal: Terminal, document: unknown): void {
  terminal.stdout.write(`${JSON.stringify(document)}\n`)
}

/** Text for people: standard output, or standard error where `--json` asked for a document. */
export function say(terminal: Terminal, text: string, options: { readonly json?: boolean } = {}): void {
  const stream = options.json === true ? terminal.stderr : terminal.stdout
  stream.write(`${text}\n`)
}

export interface ProgressLine {
  show(text: string): void
  end(): void
}

/** One line that is drawn over at most ten times a second; silent where standard error is not a terminal. */
export function progressLine(terminal: Terminal, now: () => number = () => Date.now()): ProgressLine {
  if (!terminal.interactive) return { show: () => undefined, end: () => undefined }
  let last = 0
  let drawn = false
  return {
    show(text) {
      if (now() - last < 100) return
      last = now()
      drawn = true
      terminal.stderr.write(`\r\u001b[2K${text.slice(0, 100)}`)
    },
    end() {
      if (drawn) terminal.stderr.write('\r\u001b[2K')
    },
  }
}

/** Columns under their headings, numbers to the right. */
export function formatTable(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [headings, ...rows].map(row => row.map(String))
  const widths = headings.map((_, column) => Math.max(...cells.map(row => [...(row[column] ?? '')].length)))
  const numeric = headings.map((_, column) => rows.length > 0 && rows.every(row => typeof row[column] === 'number'))
  return cells
    .map(row =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return numeric[column] === true ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
