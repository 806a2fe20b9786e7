import { betaTails } from './beta.ts'
import { findRoot } from './root.ts'

/** P(T > t) of Student's t with df degrees of freedom, through the incomplete beta function (Abramowitz & Stegun 26.7.1). */
export function studentUpper(t: number, df: number): number {
  const square = t * t
  const both = betaTails(df / (df + square), { a: df / 2, b: 0.5 }, square / (df + square)).lower
  return t >= 0 ? both / 2 : 1 - both / 2
}

/** The t with P(-t < T < t) = level, 0 < level < 1. */
export function twoSidedStudent(level: number, df: number): number {
  const target = Math.log((1 - level) / 2)
  const excess = (logT: number) => target - Math.log(studentUpper(Math.exp(logT), df))
  return Math.exp(findRoot(excess, { low: -40, high: 300 }))
}
