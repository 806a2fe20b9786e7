import { betaTails } from '../special/beta.ts'

/** P(X >= x) for X binomial (n, p): the one-sided exact p value against p. */
export function binomialAtLeast({ x, n, p }: { readonly x: number; readonly n: number; readonly p: number }): number {
  if (x <= 0) return 1
  if (x > n) return 0
  return betaTails(p, { a: x, b: n - x + 1 }).lower
}

/** P(X <= x) for X binomial (n, p). */
export function binomialAtMost({ x, n, p }: { readonly x: number; readonly n: number; readonly p: number }): number {
  if (x < 0) return 0
  if (x >= n) return 1
  return betaTails(p, { a: x + 1, b: n - x }).upper
}
