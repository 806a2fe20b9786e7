import { NodeError } from '../../model/errors.ts'

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `45s`, `30m`, `12h`, `7d` in milliseconds. */
export function durationMs(text: string): number {
  const [, digits, unit] = /^([1-9][0-9]{0,4})([smhd])$/.exec(text) ?? []
  const length = Number(digits) * (UNITS[unit ?? ''] ?? Number.NaN)
  if (length > 0) return length
  throw new NodeError('usage/bad-argument', 'not a length of time', {
    hint: 'Give a number and s, m, h or d: 30m, 7d.',
  })
}
