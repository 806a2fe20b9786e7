/** Codes by the code lists of the mapping, and by the trial's code maps. */
import type { CodeReading, ConceptReading } from '../model/generated/mapping.ts'
import { remember } from '../model/remember.ts'
import { judge, translate, type Verdict } from '../terminology/concept-map.ts'
import { compileFirstFilled, type Place, type ReadField } from './compile-cell.ts'
import type { CodeTable, Mapping } from './mapping.ts'
import { byCode, byText } from './read-code.ts'

export function codeTable(mapping: Mapping, list: string): CodeTable {
  const table = mapping.codeLists.get(list)
  // parseMapping refuses a mapping that names a list it does not have.
  if (table === undefined) throw new RangeError(`no code list ${list}`)
  return table
}

/** The code decides where it is filled, also where the list does not know it; else the text (trial-data 2, CD twins). */
export function compileCode(place: Place, rule: CodeReading): ReadField {
  const table = codeTable(place.mapping, rule.list)
  const code = compileFirstFilled(place, rule.code)
  const text = compileFirstFilled(place, rule.text)
  const ofCode = remember(found => byCode(table, found) ?? null)
  const ofText = remember(found => byText(table, found) ?? null)
  return cells => {
    const stated = code(cells)
    if (stated !== '') return ofCode(stated)
    const words = text(cells)
    return words === '' ? null : ofText(words)
  }
}

/** The target's code, where the map gives one that is taken without a person. */
export function compileConcept(place: Place, rule: ConceptReading): ReadField {
  const verdictOf = conceptJudge(place.mapping, rule)
  const read = compileFirstFilled(place, rule.column)
  return cells => {
    const code = read(cells)
    if (code === '') return null
    const verdict = verdictOf(code)
    return verdict.status === 'accepted' ? verdict.code : null
  }
}

/** What a code map says of a code; remembered. */
export function conceptJudge({ conceptMaps, mapUrls }: Mapping, rule: ConceptReading): (code: string) => Verdict {
  const url = mapUrls.get(rule.map) ?? ''
  const system = rule.system ?? null
  const rollUp = rule.rollUp === true
  return remember(code => judge(translate(conceptMaps, url, { system, code }), { rollUp }))
}
