/** Digits of a text that could be one number: whole runs of digits, with single separators between them. */

export interface NumberCandidate {
  readonly digits: string
  /** Lengths of the runs: `6-5` for `151086 95088`. */
  readonly shape: string
  /** Separators between the runs, each a blank, hyphen, dot or plus. */
  readonly separators: readonly string[]
  readonly from: number
  readonly to: number
  /** False where a further run hangs on by hyphen or dot, as in `2020-004414-35`. */
  readonly standsAlone: boolean
}

interface Run {
  readonly digits: string
  readonly from: number
  readonly to: number
  /** To the next run; null where the two cannot be one number. */
  readonly separator: string | null
}

const MIN_DIGITS = 8
const MAX_DIGITS = 15
const MAX_RUNS = 8

/** Windows of whole runs with 8 to 15 digits; a number is never part of a longer run. Linear: a window has few runs. */
export function numberCandidates(text: string): NumberCandidate[] {
  const runs = runsOf(text)
  const candidates: NumberCandidate[] = []
  for (let first = 0; first < runs.length; first++) {
    if (isPhoneOrFraction(text, runs, first)) continue
    let digits = ''
    for (let last = first; last < Math.min(runs.length, first + MAX_RUNS); last++) {
      const run = runs[last]
      if (run === undefined || digits.length + run.digits.length > MAX_DIGITS) break
      digits += run.digits
      if (digits.length >= MIN_DIGITS) candidates.push(candidateOf(text, runs.slice(first, last + 1), digits))
      if (run.separator === null) break
    }
  }
  return [...candidates, ...digitByDigit(text, runs)]
}

/** Fewer single digits, one by one, are answers of a questionnaire or a list. */
const MIN_SINGLE_DIGITS = 10

/** `1 5 1 0 8 6 …`: one number where all its runs are single digits, read as if nothing stood between them. */
function digitByDigit(text: string, runs: readonly Run[]): NumberCandidate[] {
  const candidates: NumberCandidate[] = []
  for (let first = 0, last = 0; first < runs.length; first = last) {
    last = first + 1
    while (isSingle(runs[last - 1]) && isSingle(runs[last]) && runs[last - 1]?.separator !== null) last++
    const count = last - first
    if (count < MIN_SINGLE_DIGITS || count > MAX_DIGITS) continue
    const digits = runs.slice(first, last)
    const whole = candidateOf(text, digits, digits.map(run => run.digits).join(''))
    candidates.push({ ...whole, shape: String(count), separators: [] })
  }
  return candidates
}

function isSingle(run: Run | undefined): boolean {
  return run?.digits.length === 1
}

function runsOf(text: string): Run[] {
  const found = [...text.matchAll(/\d+/g)]
  return found.map((match, at) => {
    const to = match.index + match[0].length
    const next = found[at + 1]
    return {
      digits: match[0],
      from: match.index,
      to,
      separator: next === undefined ? null : separator(text, to, next.index),
    }
  })
}

function separator(text: string, from: number, to: number): string | null {
  if (to - from > 3) return null
  const between = text.slice(from, to)
  if (between === ' ' || between === '  ') return ' '
  return /^ ?[-.+] ?$/.test(between) ? between.trim() : null
}

/** `+47…` is a phone's; `0.33333333333` is a measured value. */
function isPhoneOrFraction(text: string, runs: readonly Run[], at: number): boolean {
  const run = runs[at]
  if (run === undefined) return true
  const before = text[run.from - 1]
  const previous = runs[at - 1]
  if (before === '+' && previous?.to !== run.from - 1) return true
  return (
    (before === '.' || before === ',') &&
    previous?.to === run.from - 1 &&
    previous.digits.length <= 3 &&
    run.digits.length >= 6
  )
}

function candidateOf(text: string, runs: readonly Run[], digits: string): NumberCandidate {
  const from = runs[0]?.from ?? 0
  const to = runs.at(-1)?.to ?? 0
  return {
    digits,
    shape: runs.map(run => run.digits.length).join('-'),
    separators: runs.slice(0, -1).map(run => run.separator ?? ''),
    from,
    to,
    standsAlone: !/\d[-.]$/.test(text.slice(Math.max(0, from - 2), from)) && !/^-\d/.test(text.slice(to, to + 2)),
  }
}
