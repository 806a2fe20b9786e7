/** How a cohort is typed: `<biomarker>/<tumour>/<drug>[+<drug>]`, never twice the same. */
import type { Cohort } from './cohorts.ts'
import { brandAndIngredient, type Drug } from './drugs.ts'

/** The parts of a typed name, kept apart so that several spellings can meet in one cell. */
export interface NameParts {
  readonly biomarker: string
  readonly tumour: string
  readonly drugs: readonly string[]
  readonly drugSeparator: string
  /** Between the three parts. */
  readonly partSeparator: '/' | ' / '
}

export function usualName(cohort: Cohort): NameParts {
  return {
    biomarker: cohort.biomarker.spellings[0] ?? cohort.biomarker.id,
    tumour: cohort.tumour.words[0] ?? cohort.tumour.id,
    drugs: cohort.drugs.map(drug => drug.ingredient),
    drugSeparator: '+',
    partSeparator: '/',
  }
}

export function writeName(parts: NameParts): string {
  return [parts.biomarker, parts.tumour, parts.drugs.join(parts.drugSeparator)].join(parts.partSeparator)
}

/** Every way in which one drug of a cohort is typed. */
export function drugSpellings(drug: Drug): readonly string[] {
  const brands = drug.brand === null ? [] : [drug.brand, brandAndIngredient(drug)]
  return [drug.ingredient, drug.ingredient.toLowerCase(), ...brands, ...drug.misspelt]
}

/**
 * Typed names of a cohort, each of which reads as its key: one part at a time differs from the usual name, and the
 * drugs of a combination also change places and separators.
 */
export function cohortSpellings(cohort: Cohort): readonly string[] {
  const usual = usualName(cohort)
  const { biomarker, tumour } = cohort
  const parts: NameParts[] = [
    usual,
    ...biomarker.spellings.map(text => ({ ...usual, biomarker: text })),
    ...[...tumour.words, ...tumour.norwegian].map(text => ({ ...usual, tumour: text })),
    ...cohort.drugs.flatMap((drug, at) =>
      drugSpellings(drug).map(text => ({ ...usual, drugs: usual.drugs.with(at, text) })),
    ),
    { ...usual, drugs: [...usual.drugs].reverse() },
    { ...usual, drugSeparator: ' og ' },
    { ...usual, partSeparator: ' / ' as const },
  ]
  return [...new Set(parts.map(writeName))]
}
