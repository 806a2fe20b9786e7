/**
 * An ATC list as CSV, one code a row with its name (https://www.whocc.no/atc_ddd_index/): the level of single
 * substances is taken. The list is its publisher's and is not passed on.
 */
import { badFile, counted, type ReadContent, type SubstanceEntry } from './content.ts'
import { columnAt, readListRows } from './read-rows.ts'

const CODE = /^[A-Z](?:\d{2}(?:[A-Z](?:[A-Z](?:\d{2})?)?)?)?$/
const SUBSTANCE = /^[a-z][a-z0-9 -]{2,59}$/
const NOT_ONE = /(?:^|\s)(?:and|combinations?|other|various|with|excl|incl|in|of)(?:\s|$)/

/**
 * Refuses a malformed code, a code with two names, and a list without the group of antineoplastic agents (L01), which
 * every whole list has. A code that stands in several rows (one for each DDD) is taken once.
 */
export function readAtc(text: string): ReadContent {
  const list = readListRows('atc', text)
  const codeAt = columnAt('atc', list, ['atc code', 'atc_code', 'code', 'atc', 'atckode', 'atc-kode'])
  const nameAt = columnAt('atc', list, ['atc level name', 'atc_name', 'name', 'atc name', 'substance', 'navn', 'namn'])
  const named = new Map<string, string>()
  for (const [number, row] of list.rows.entries()) {
    const code = (row[codeAt] ?? '').trim().toUpperCase()
    const name = (row[nameAt] ?? '').trim().toLowerCase()
    if (!CODE.test(code)) throw badFile('atc', `entry ${number + 1} has no ATC code`)
    if (name === '') throw badFile('atc', `${code} has no name`)
    if ((named.get(code) ?? name) !== name) throw badFile('atc', `${code} has two names`)
    named.set(code, name)
  }
  if (![...named.keys()].some(code => /^L01[A-Z]{2}\d{2}$/.test(code))) {
    throw badFile('atc', 'it has no substance of group L01, so it is not whole')
  }
  const level5 = [...named].filter(([code]) => code.length === 7)
  const substances: SubstanceEntry[] = level5
    .filter(([, name]) => SUBSTANCE.test(name) && !NOT_ONE.test(name))
    .map(([code, name]) => ({ code, name }))
  return {
    content: { substances },
    leftOut: counted({
      'groups above the level of substances': named.size - level5.length,
      'names that are not one substance': level5.length - substances.length,
    }),
  }
}
