import { gaussLegendre } from './gauss-legendre.ts'

const PANELS = 24
const NODES = gaussLegendre(16)
/** exp(-45) is 3e-20: what lies beyond changes no digit. */
const NEGLIGIBLE = -45

/**
 * ∫ exp(decay(u)) du over u = 0 .. end, for a concave `decay` with decay(0) = 0 that falls in the end: the tail of a density
 * relative to its value at the edge. Serves beta and gamma tails whose continued fractions would take millions of steps.
 * `scale` is a first guess of the tail's width.
 */
export function logConcaveTail(decay: (u: number) => number, { scale, end }: { scale: number; end: number }): number {
  let width = Math.min(scale, end)
  while (width < end && decay(width) > NEGLIGIBLE) width = Math.min(end, width * 2)
  while (width > 0 && decay(width / 2) < NEGLIGIBLE) width /= 2
  const panel = width / PANELS
  let sum = 0
  for (let index = PANELS - 1; index >= 0; index -= 1) {
    for (const { at, weight } of NODES) sum += weight * Math.exp(decay((index + at) * panel))
  }
  return sum * panel
}
