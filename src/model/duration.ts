/** Lengths of time as people write them: `45s`, `30m`, `12h`, `7d`. */
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds; null for what is no length of time. */
export function parseDuration(text: string): number | null {
  const [, digits, unit] = /^([1-9][0-9]{0,4})([smhd])$/.exec(text) ?? []
  const length = Number(digits) * (UNITS[unit ?? ''] ?? Number.NaN)
  return length > 0 ? length : null
}
