/** A closed list of values of the record and the codings that stand for each, the telling one first. */
import { type Coding, type Element, elementsOf } from './element.ts'
import { ownCodes } from './systems.ts'

export interface ValueSet {
  codings(value: unknown): readonly Coding[]
  /** The value that a CodeableConcept stands for, by the telling coding of each value. */
  valueOf(conceptElement: Element): unknown
  /** Every coding of the set, for checking code against display. */
  readonly all: readonly Coding[]
}

type Key = string | number | boolean

/** Pairs of value and codings; the first coding of each tells the value. */
export function valueSet(pairs: readonly (readonly [Key, ...Coding[]])[]): ValueSet {
  const byValue = new Map<unknown, readonly Coding[]>()
  const byCoding = new Map<string, Key>()
  for (const [value, ...codings] of pairs) {
    byValue.set(value, codings)
    const [telling] = codings
    if (telling !== undefined) byCoding.set(nameOf(telling.system, telling.code), value)
  }
  return {
    all: pairs.flatMap(([, ...codings]) => codings),
    codings: value => byValue.get(value) ?? [],
    valueOf: concept =>
      elementsOf(concept, 'coding')
        .map(coding => byCoding.get(nameOf(coding['system'], coding['code'])))
        .find(value => value !== undefined),
  }
}

/** The project's own codes: the value itself is the code; codings of other systems may stand beside it. */
export function ownValueSet(
  list: string,
  values: Readonly<Record<string, readonly [display: string, ...others: Coding[]]>>,
): ValueSet {
  return valueSet(
    Object.entries(values).map(([code, [display, ...others]]) => [
      code,
      { system: ownCodes(list), code, display },
      ...others,
    ]),
  )
}

function nameOf(system: unknown, code: unknown): string {
  return `${String(system)}|${String(code)}`
}
