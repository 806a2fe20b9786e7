/** A pivot this far below the largest variance is rounding: the groups are not connected. */
const SINGULAR = 1e-11

/** u' V⁻¹ u for a symmetric positive definite V, by elimination; null where V is singular. */
export function quadraticForm(u: readonly number[], variance: readonly (readonly number[])[]): number | null {
  const rows = variance.map((row, index) => [...row, u[index] ?? 0])
  const size = u.length
  const largest = Math.max(...variance.map((row, index) => row[index] ?? 0))
  let form = 0
  for (let k = 0; k < size; k += 1) {
    const pivotRow = rows[k] ?? []
    const pivot = pivotRow[k] ?? 0
    if (!(pivot > SINGULAR * largest)) return null
    const value = pivotRow[size] ?? 0
    form += (value * value) / pivot
    for (const row of rows.slice(k + 1)) {
      const factor = (row[k] ?? 0) / pivot
      for (let column = k; column <= size; column += 1) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0)
      }
    }
  }
  return form
}
