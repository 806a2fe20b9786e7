/** Study drugs of the synthetic trial: INN, how sites type it, and how it is given. */

export interface Drug {
  /** WHO INN as it stands in a cohort key: lower case, blanks as hyphens. */
  readonly inn: string
  readonly route: 'iv' | 'oral'
  /** Days from one cycle start to the next. */
  readonly cycleDays: number
  readonly immunotherapy: boolean
  /** Ingredient as typed. */
  readonly ingredient: string
  readonly brand: string | null
  /** Spellings of the network's curated list of mistakes. */
  readonly misspelt: readonly string[]
  /** Amount a dose (iv) or a day (oral), in mg; plausible, no dosing advice. */
  readonly amount: number
  /** Study-local pick-list code. */
  readonly code: string
}

type DrugFacts = Partial<Pick<Drug, 'brand' | 'misspelt' | 'cycleDays' | 'immunotherapy'>> & { amount: number }

const FACTS: Readonly<Record<string, readonly [Drug['route'], DrugFacts]>> = {
  alectinib: ['oral', { brand: 'Alecensa', amount: 1200 }],
  alpelisib: ['oral', { brand: 'Piqray', amount: 300 }],
  atezolizumab: ['iv', { brand: 'Tecentriq', amount: 1200, immunotherapy: true }],
  binimetinib: ['oral', { brand: 'Mektovi', amount: 90 }],
  capmatinib: ['oral', { amount: 800 }],
  cobimetinib: ['oral', { brand: 'Cotellic', amount: 60 }],
  crizotinib: ['oral', { brand: 'Xalkori', amount: 500 }],
  dabrafenib: ['oral', { brand: 'Tafinlar', amount: 300 }],
  encorafenib: ['oral', { brand: 'Braftovi', amount: 450 }],
  entrectinib: ['oral', { brand: 'Rozlytrek', amount: 600 }],
  erdafitinib: ['oral', { amount: 8 }],
  everolimus: ['oral', { amount: 10 }],
  imatinib: ['oral', { brand: 'Glivec', amount: 400 }],
  larotrectinib: ['oral', { brand: 'Vitrakvi', amount: 200 }],
  lorlatinib: ['oral', { brand: 'Lorviqua', amount: 100 }],
  niraparib: ['oral', { brand: 'Zejula', amount: 200 }],
  nivolumab: ['iv', { brand: 'Opdivo', amount: 480, immunotherapy: true, cycleDays: 28 }],
  olaparib: ['oral', { brand: 'Lynparza', amount: 600 }],
  osimertinib: ['oral', { brand: 'Tagrisso', amount: 80 }],
  palbociclib: ['oral', { brand: 'Ibrance', amount: 125 }],
  pembrolizumab: ['iv', { brand: 'Keytruda', amount: 200, immunotherapy: true }],
  pemigatinib: ['oral', { brand: 'Pemazyre', amount: 13.5 }],
  pertuzumab: ['iv', { brand: 'Perjeta', amount: 420 }],
  selpercatinib: ['oral', { brand: 'Retsevmo', misspelt: ['Selperkatinib'], amount: 320 }],
  sotorasib: ['oral', { amount: 960 }],
  sunitinib: ['oral', { brand: 'Sutent', amount: 50 }],
  trametinib: ['oral', { brand: 'Mekinist', amount: 2 }],
  trastuzumab: ['iv', { brand: 'Herceptin', misspelt: ['Traztuzumab'], amount: 432.5 }],
  'trastuzumab-deruxtecan': ['iv', { brand: 'Enhertu', amount: 378.5 }],
  'trastuzumab-emtansine': ['iv', { brand: 'Kadcyla', amount: 252.5 }],
  vemurafenib: ['oral', { brand: 'Zelboraf', amount: 1920 }],
  vismodegib: ['oral', { brand: 'Erivedge', amount: 150 }],
}

function asTyped(inn: string): string {
  return `${inn.slice(0, 1).toUpperCase()}${inn.slice(1).replaceAll('-', ' ')}`
}

export const drugs: ReadonlyMap<string, Drug> = new Map(
  Object.entries(FACTS).map(([inn, [route, facts]], at) => [
    inn,
    {
      inn,
      route,
      cycleDays: route === 'iv' ? 21 : 28,
      immunotherapy: false,
      ingredient: asTyped(inn),
      brand: null,
      misspelt: [],
      code: String(at + 11),
      ...facts,
    },
  ]),
)

/** `Mekinist (Trametinib)`, or the ingredient where the table has no brand. */
export function brandAndIngredient(drug: Drug): string {
  return drug.brand === null ? drug.ingredient : `${drug.brand} (${drug.ingredient})`
}
