/** Which failures pass by themselves, so that the same message is worth handing on again. */
const PASSING: readonly string[] = [
  'drop/not-written',
  'exchange/in-work',
  'http/not-ready',
  'http/rate-limited',
  'http/request-timeout',
  // Another round is under way there.
  'pooling/busy',
  // The manifest, or the table before, is still on its way.
  'pooling/unknown-round',
  'relay/full',
  'table/not-published',
]

/** `code`: ours, or what another node said of itself. */
export function mayPass(code: string): boolean {
  return code.startsWith('store/') || PASSING.includes(code)
}
