/** Questions to the person at the terminal. A command never asks where nobody can answer: then flags must say it. */
import { createInterface } from 'node:readline/promises'
import { NodeError } from '../model/errors.ts'
import type { Terminal } from './terminal.ts'

export function canAsk(terminal: Terminal): boolean {
  return terminal.interactive && (terminal.stdin as { readonly isTTY?: boolean }).isTTY === true
}

/** The flag's value, else what the person types; where nobody can be asked it is `usage/bad-argument`. */
export async function flagOrAsk(
  terminal: Terminal,
  given: string | undefined,
  { flag, question }: { readonly flag: string; readonly question: string },
): Promise<string> {
  if (given !== undefined) return given
  if (!canAsk(terminal)) {
    throw new NodeError('usage/bad-argument', `--${flag} is missing`, {
      hint: 'Nobody can be asked here: give every option.',
    })
  }
  const answer = await ask(terminal, `${question}: `)
  return answer === '' ? flagOrAsk(terminal, undefined, { flag, question }) : answer
}

export async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  return /^(y|yes)$/i.test(await ask(terminal, `${question} [y/N] `))
}

export async function ask(terminal: Terminal, question: string): Promise<string> {
  const lines = createInterface({ input: terminal.stdin, output: terminal.stderr })
  try {
    return (await lines.question(question, { signal: terminal.stopped })).trim()
  } catch (cause) {
    throw new NodeError('usage/interrupted', 'stopped; what was done stays, run the command again to go on', { cause })
  } finally {
    lines.close()
  }
}
