import { parseDuration } from '../../model/duration.ts'
import { NodeError } from '../../model/errors.ts'

/** `45s`, `30m`, `12h`, `7d` in milliseconds. */
export function durationMs(text: string): number {
  const length = parseDuration(text)
  if (length !== null) return length
  throw new NodeError('usage/bad-argument', 'not a length of time', {
    hint: 'Give a number and s, m, h or d: 30m, 7d.',
  })
}
