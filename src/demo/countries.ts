import type { CohortDefinition } from '../model/generated/cohort.ts'

/** The countries of the demo: synthetic trials of the size of real ones. */
export interface DemoCountry {
  readonly folder: string
  readonly trialId: string
  readonly country: string
  readonly port: number
  /** What its synthetic trial is made of. */
  readonly source: { readonly scenario: string } | { readonly patients: number; readonly seed: number }
  /** Two invented committee members. */
  readonly committee: readonly [string, string]
}

export const demoCountries: readonly DemoCountry[] = [
  {
    folder: 'norway',
    trialId: 'impress-norway',
    country: 'NO',
    port: 7401,
    source: { scenario: 'impress-2023-10' },
    committee: ['anne', 'bjorn'],
  },
  {
    folder: 'denmark',
    trialId: 'protarget-denmark',
    country: 'DK',
    port: 7402,
    source: { patients: 700, seed: 2 },
    committee: ['clara', 'ditlev'],
  },
]

/** A cohort that both countries have treated. */
export const firstQuestion: CohortDefinition = {
  schema: 'cohort/1',
  match: 'named',
  tumour: ['COADREAD'],
  alteration: ['E:HGNC:3430:pos'],
  drugs: 'pertuzumab+trastuzumab',
  endpoint: null,
}
