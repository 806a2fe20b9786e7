/** Whole shares of a total by largest remainder: they add up to the total, and equal weights go to the earlier. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum <= 0) return weights.map(() => 0)
  const exact = weights.map(weight => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  const missing = total - shares.reduce((a, b) => a + b, 0)
  const byRemainder = exact
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at)
  for (const { at } of byRemainder.slice(0, missing)) shares[at] = (shares[at] ?? 0) + 1
  return shares
}

/** The same for things that carry their weight with them. */
export function countsByWeight<T extends { readonly weight: number }>(
  total: number,
  kinds: readonly T[],
): Map<T, number> {
  const counts = apportion(
    total,
    kinds.map(kind => kind.weight),
  )
  return new Map(kinds.map((kind, at) => [kind, counts[at] ?? 0]))
}
