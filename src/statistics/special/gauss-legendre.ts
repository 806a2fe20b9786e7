/** Nodes and weights of Gauss-Legendre quadrature on [0, 1] (Abramowitz & Stegun 25.4.30). */

export interface Node {
  readonly at: number
  readonly weight: number
}

export function gaussLegendre(size: number): readonly Node[] {
  return Array.from({ length: size }, (_, index) => {
    let z = Math.cos((Math.PI * (index + 0.75)) / (size + 0.5))
    let slope = 1
    for (let step = 0; step < 30; step += 1) {
      const { value, derivative } = legendre(size, z)
      slope = derivative
      const shift = value / derivative
      z -= shift
      if (Math.abs(shift) < 1e-16) break
    }
    return { at: (1 - z) / 2, weight: 1 / ((1 - z * z) * slope * slope) }
  })
}

function legendre(degree: number, z: number): { value: number; derivative: number } {
  let before = 1
  let value = z
  for (let k = 2; k <= degree; k += 1) {
    const next = ((2 * k - 1) * z * value - (k - 1) * before) / k
    before = value
    value = next
  }
  return { value, derivative: (degree * (before - z * value)) / (1 - z * z) }
}
