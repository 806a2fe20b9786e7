/**
 * The catalogue: the federation's register of cohorts, of which tables and rounds are made. Checked here beyond its
 * schema; who signed it is the business of `trust`.
 */
import { NodeError } from '../../model/errors.ts'
import type { Catalogue, CatalogueCohort, CatalogueDesign } from '../../model/generated/catalogue.ts'
import { checkSchema } from '../../model/validation.ts'
import { byCodeUnit } from '../../terminology/fold.ts'
import { normaliserVersion, type Terminology } from '../../terminology/terminology.ts'
import { definitionKey, definitionOfKey } from '../definition.ts'

export type {
  Catalogue,
  CatalogueCohort,
  CatalogueDesign,
  CatalogueSource,
} from '../../model/generated/catalogue.ts'
export type CohortStatus = CatalogueCohort['status'][string]

const LOOKS = ['S1', 'S2', 'final'] as const

/** Throws `cohort/bad-catalogue` with the place of the first fault, `cohort/unknown-code` for a key of unknown codes. */
export function parseCatalogue(terminology: Terminology, json: unknown): Catalogue {
  const catalogue = checkSchema<Catalogue>('urn:prime-rose:catalogue/1', json, {
    code: 'cohort/bad-catalogue',
    what: 'the catalogue',
  })
  checkCodes(terminology, catalogue)
  for (const day of ['issued', 'validUntil'] as const) {
    if (!isDay(catalogue[day])) throw badCatalogue('the calendar has no such day', `/${day}`)
  }
  if (catalogue.issued > catalogue.validUntil) throw badCatalogue('it ends before it is issued', '/validUntil')
  checkOnce(catalogue.designs, 'designs')
  checkOnce(catalogue.sources, 'sources')
  checkOnce(catalogue.cohorts, 'cohorts')
  catalogue.designs.forEach(checkDesign)
  catalogue.cohorts.forEach((cohort, at) => {
    checkKey(terminology, cohort, at)
    const before = catalogue.cohorts[at - 1]?.key
    if (before !== undefined && byCodeUnit(before, cohort.key) >= 0) {
      throw badCatalogue('its key stands twice or out of order', `/cohorts/${at}/key`, at)
    }
    checkReferences(catalogue, cohort, at)
  })
  return catalogue
}

/** Of the calendar: `2027-02-30` is none. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text
}

/** Keys of other versions name other patients: nothing is compared across them. */
function checkCodes({ oncotreeVersion }: Terminology, { codes }: Catalogue): void {
  if (codes.normaliser === normaliserVersion && codes.oncotree === oncotreeVersion) return
  throw new NodeError('cohort/bad-catalogue', 'the keys of the catalogue are of another version of the codes', {
    hint: 'Write the catalogue anew with this version, or install the program that it was written with.',
    detail: { normaliser: normaliserVersion, oncotree: oncotreeVersion },
  })
}

function checkOnce(entries: readonly { readonly id: string }[], list: string): void {
  const seen = new Set<string>()
  entries.forEach(({ id }, at) => {
    if (seen.has(id)) throw badCatalogue('its id stands twice', `/${list}/${at}/id`, at)
    seen.add(id)
  })
}

function checkDesign({ r1, n1, r, n, p0, p1, looks, expansionTo }: CatalogueDesign, at: number): void {
  const place = `/designs/${at}`
  if (!(r1 < n1 && n1 < n && r1 <= r && r < n)) throw badCatalogue('it is no two-stage design', place, at)
  if (p0 >= p1) throw badCatalogue('p0 is not below p1', place, at)
  if (expansionTo !== undefined && expansionTo <= n)
    throw badCatalogue('its third stage is not larger than the second', place, at)
  const inOrder = LOOKS.filter(look => looks.includes(look))
  if (inOrder.join() !== looks.join()) throw badCatalogue('its looks are out of order', `${place}/looks`, at)
}

function checkKey(terminology: Terminology, { key }: CatalogueCohort, at: number): void {
  if (definitionKey(definitionOfKey(terminology, key)) !== key) {
    throw badCatalogue('its key is not in canonical form', `/cohorts/${at}/key`, at)
  }
}

function checkReferences({ designs, sources }: Catalogue, cohort: CatalogueCohort, at: number): void {
  if (!designs.some(({ id }) => id === cohort.design)) {
    throw badCatalogue('its design is not in the list', `/cohorts/${at}/design`, at)
  }
  const known = new Set(sources.map(({ id }) => id))
  if (cohort.sources?.some(id => !known.has(id)) === true) {
    throw badCatalogue('a source is not in the list', `/cohorts/${at}/sources`, at)
  }
}

function badCatalogue(problem: string, place: string, entry?: number): NodeError {
  return new NodeError('cohort/bad-catalogue', `the catalogue is unusable at ${place}: ${problem}`, {
    hint: 'Cohorts are sorted by key; `rose cohort key` prints canonical keys.',
    detail: { place, ...(entry === undefined ? {} : { entry: entry + 1 }) },
  })
}
