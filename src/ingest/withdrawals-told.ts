/** How many withdrawals are told of: in steps of k, so that no report shows that one person, or a few, withdrew. */

/** `masked`: fewer than k so far; else the largest multiple of k that has been reached ("at least"). */
export function withdrawalsTold(count: number, k: number): number | 'masked' {
  const told = count - (count % k)
  return told === 0 ? 'masked' : told
}
