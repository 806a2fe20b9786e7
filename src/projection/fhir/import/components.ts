/** Components of a variant, found by their LOINC code and never by the names of slices, which guides change. */
import { type Element, elementAt, elementsOf, textOf } from '../element.ts'
import { HGVS, LOINC } from '../systems.ts'
import { codingsOf, hasCode, wordsOf } from './codings.ts'
import { foldSystem } from './uri-aliases.ts'

export function componentsWith(observation: Element, loincCode: string): Element[] {
  return elementsOf(observation, 'component').filter(one => hasCode(one['code'], LOINC, [loincCode]))
}

export function componentWith(observation: Element, system: string, code: string): Element | undefined {
  return elementsOf(observation, 'component').find(one => hasCode(one['code'], foldSystem(system), [code]))
}

export interface HgvsRead {
  readonly protein: string | null
  readonly coding: string | null
  /** Accession before the colon of the coding change. */
  readonly transcript: string | null
  readonly genomic: string | null
}

/** HGVS names say by their own letter what they name: guides put c. names under the code of genomic ones. */
export function hgvsOf(observation: Element): HgvsRead {
  const names = ['48005-3', '48004-6', '81290-9']
    .flatMap(code => componentsWith(observation, code))
    .flatMap(namesIn)
    .map(name => /^(?:([^:\s]+):)?([cpg])\.(.+)$/.exec(name.trim()))
    .filter(found => found !== null)
  const first = (letter: string) => names.find(([, , kind]) => kind === letter)
  const [, accession, , coding] = first('c') ?? []
  const protein = first('p')
  const genomic = first('g')
  return {
    protein: protein === undefined ? null : `p.${protein[3]}`,
    coding: coding === undefined ? null : `c.${coding}`,
    transcript: accession ?? null,
    genomic: genomic === undefined ? null : `${genomic[1] ?? ''}:g.${genomic[3]}`,
  }
}

function namesIn(component: Element): string[] {
  const value = component['valueCodeableConcept']
  const codes = codingsOf(value)
    .filter(({ system }) => system === HGVS || system === '')
    .map(({ code }) => code)
  const words = wordsOf(value) ?? textOf(component, 'valueString')
  return codes.length > 0 ? codes : words === null || words === undefined ? [] : [words]
}

export type Fraction = { readonly value: number } | { readonly unclear: true } | undefined

/** A fraction, or percent by its unit; a number above 1 without a per cent sign may be either. */
export function fractionOf(component: Element | undefined): Fraction {
  const { value, unit, code } = elementAt(component ?? {}, 'valueQuantity')
  if (typeof value !== 'number' || value < 0) return undefined
  if (unit === '%' || code === '%') return value > 100 ? { unclear: true } : { value: Math.round(value * 1e6) / 1e8 }
  return value > 1 ? { unclear: true } : { value }
}

export function numberOf(component: Element | undefined): number | null {
  const { value } = elementAt(component ?? {}, 'valueQuantity')
  return typeof value === 'number' && value >= 0 ? value : null
}
