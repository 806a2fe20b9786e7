/** Spellings of cohort names: what makes equal cohorts look different. */
import type { NameParts } from './cohort-names.ts'
import type { Cohort } from './cohorts.ts'
import type { DirtKind } from './dirt-kind.ts'
import { brandAndIngredient, type Drug } from './drugs.ts'
import { type Random, seededRandom } from './random.ts'
import { writeNames } from './rows-allocation.ts'

interface Respelling {
  readonly name: string
  readonly shows: string
  readonly rate: number
  /** Another spelling of the name; null where the cohort has none of this kind. */
  readonly respell: (name: NameParts, cohort: Cohort, random: Random) => NameParts | null
}

function anotherOf(spellings: readonly string[], random: Random): string | null {
  const others = spellings.slice(1)
  return others.length === 0 ? null : random.pick(others)
}

/** Replaces one drug that has a spelling of the wanted kind. */
function respellDrug(
  name: NameParts,
  cohort: Cohort,
  random: Random,
  spell: (drug: Drug) => readonly string[],
): NameParts | null {
  const at = cohort.drugs.findIndex(drug => spell(drug).length > 0)
  const drug = cohort.drugs[at]
  if (drug === undefined) return null
  // An earlier dirt may have turned the combination round: the place follows the ingredient.
  const place = name.drugs.indexOf(drug.ingredient)
  return place < 0 ? null : { ...name, drugs: name.drugs.with(place, random.pick(spell(drug))) }
}

const respellings: readonly Respelling[] = [
  {
    name: 'biomarker-synonym',
    shows: 'HER2 as ERBB2, mut as inactivating mutation, protein changes in one and three letters',
    rate: 0.3,
    respell: (name, { biomarker }, random) => {
      const text = anotherOf(biomarker.spellings, random)
      return text === null ? null : { ...name, biomarker: text }
    },
  },
  {
    name: 'tumour-synonym',
    shows: 'other words and cases for one tumour',
    rate: 0.25,
    respell: (name, { tumour }, random) => {
      const text = anotherOf(tumour.words, random)
      return text === null ? null : { ...name, tumour: text }
    },
  },
  {
    name: 'norwegian-tumour',
    shows: 'Norwegian tumour words of the site overlay',
    rate: 0.1,
    respell: (name, { tumour }, random) =>
      tumour.norwegian.length === 0 ? null : { ...name, tumour: random.pick(tumour.norwegian) },
  },
  {
    name: 'swapped-combination',
    shows: 'the drugs of a combination in the other order',
    rate: 0.3,
    respell: name => (name.drugs.length < 2 ? null : { ...name, drugs: [...name.drugs].reverse() }),
  },
  {
    name: 'misspelt-drug',
    shows: 'Traztuzumab, Selperkatinib',
    rate: 0.3,
    respell: (name, cohort, random) => respellDrug(name, cohort, random, drug => drug.misspelt),
  },
  {
    name: 'brand-name',
    shows: 'a brand, or brand and ingredient together, in place of the ingredient',
    rate: 0.15,
    respell: (name, cohort, random) =>
      respellDrug(name, cohort, random, drug => (drug.brand === null ? [] : [drug.brand, brandAndIngredient(drug)])),
  },
  {
    name: 'drug-separator',
    shows: 'and, og, & or blanks between the drugs of a combination',
    rate: 0.2,
    respell: (name, _cohort, random) =>
      name.drugs.length < 2 ? null : { ...name, drugSeparator: random.pick([' + ', ' og ', ' and ', ' & ', '/']) },
  },
  {
    name: 'part-separator',
    shows: 'blanks around the slashes of a cohort name',
    rate: 0.1,
    respell: name => ({ ...name, partSeparator: ' / ' }),
  },
  {
    name: 'blanks-in-name',
    shows: 'double blanks in, and blanks around, a cohort name',
    rate: 0.08,
    respell: name => ({
      ...name,
      biomarker: ` ${name.biomarker.replace(' ', '  ')}`,
      drugs: name.drugs.map((drug, at) => (at === name.drugs.length - 1 ? `${drug} ` : drug)),
    }),
  },
  {
    name: 'hyphen-kinds',
    shows: 'an en dash or a non-breaking hyphen where others type a hyphen',
    rate: 0.2,
    respell: (name, _cohort, random) =>
      /Non-V600|TMB-/.test(name.biomarker)
        ? { ...name, biomarker: name.biomarker.replace('-', random.pick(['\u2011', '\u2013'])) }
        : null,
  },
]

function nameDirt({ name, shows, rate, respell }: Respelling): DirtKind {
  return {
    name,
    shows,
    rate,
    alone: false,
    // Whether a spelling exists depends on the cohort alone; any stream will do to find out.
    fits: ({ story, names }) => {
      const [first] = story.enrolments
      const [typed] = names
      if (story.standing !== 'counted' || first?.named !== true || typed === undefined) return false
      return respell(typed, first.cohort, seededRandom('any')) !== null
    },
    lay: (draft, { random }) => {
      for (const [at, enrolment] of draft.story.enrolments.entries()) {
        const typed = draft.names[at]
        if (typed !== undefined) draft.names[at] = respell(typed, enrolment.cohort, random) ?? typed
      }
      writeNames(draft)
    },
  }
}

export const nameDirts: readonly DirtKind[] = respellings.map(nameDirt)
