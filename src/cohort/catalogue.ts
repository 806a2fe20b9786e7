/** The catalogue: the register of cohorts that tables are made of. */
import { NodeError } from '../model/errors.ts'
import type { Catalogue } from '../model/generated/catalogue.ts'
import { checkSchema } from '../model/validation.ts'
import { byCodeUnit } from '../terminology/fold.ts'
import type { Terminology } from '../terminology/terminology.ts'
import { definitionKey, definitionOfKey } from './definition.ts'

export type { Catalogue } from '../model/generated/catalogue.ts'

/** Throws `cohort/bad-catalogue` where a key is not canonical, stands twice or is out of order. */
export function parseCatalogue(terminology: Terminology, json: unknown): Catalogue {
  const catalogue = checkSchema<Catalogue>('urn:prime-rose:catalogue/1', json, {
    code: 'cohort/bad-catalogue',
    what: 'the catalogue',
  })
  catalogue.cohorts.forEach(({ key }, at) => {
    if (definitionKey(definitionOfKey(terminology, key)) !== key) throw badCatalogue('is not in canonical form', at)
    const before = catalogue.cohorts[at - 1]?.key
    if (before !== undefined && byCodeUnit(before, key) >= 0) throw badCatalogue('stands twice or out of order', at)
  })
  return catalogue
}

function badCatalogue(problem: string, at: number): NodeError {
  return new NodeError('cohort/bad-catalogue', `the key of cohort ${at + 1} of the catalogue ${problem}`, {
    hint: 'Sort the cohorts by key; `rose cohort key` prints canonical keys.',
    detail: { cohort: at + 1 },
  })
}
