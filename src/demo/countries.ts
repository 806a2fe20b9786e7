import type { CohortDefinition } from '../model/generated/cohort.ts'

/** What a country's trial is kept in, as its node reads it. */
export type DemoSource = 'ecrf-sheets' | 'flat-csv' | 'fhir-server' | 'omop-tables' | 'json'
/** How partners reach its node. */
export type DemoTransport = 'direct' | 'relay' | 'file-drop'

/** The countries of the demo: synthetic trials of the size of real ones. */
export interface DemoCountry {
  readonly folder: string
  readonly trialId: string
  readonly country: string
  /** Where its gateway listens, where that port is free. */
  readonly port: number
  readonly source: DemoSource
  readonly transport: DemoTransport
  /** What its node does in pooled rounds beside taking part. */
  readonly role?: 'coordinator' | 'combiner'
  /** What its synthetic trial is made of. */
  readonly stories: { readonly scenario: string } | { readonly patients: number; readonly seed: number }
  /** Two invented committee members. */
  readonly committee: readonly [string, string]
}

export const demoCountries: readonly DemoCountry[] = [
  {
    folder: 'norway',
    trialId: 'impress-norway',
    country: 'NO',
    port: 7401,
    source: 'ecrf-sheets',
    transport: 'file-drop',
    stories: { scenario: 'impress-2023-10' },
    committee: ['anne', 'bjorn'],
  },
  {
    folder: 'netherlands',
    trialId: 'drup-netherlands',
    country: 'NL',
    port: 7402,
    source: 'flat-csv',
    transport: 'direct',
    role: 'combiner',
    stories: { patients: 500, seed: 3 },
    committee: ['femke', 'gijs'],
  },
  {
    folder: 'denmark',
    trialId: 'protarget-denmark',
    country: 'DK',
    port: 7403,
    source: 'fhir-server',
    transport: 'direct',
    role: 'coordinator',
    stories: { patients: 400, seed: 2 },
    committee: ['clara', 'ditlev'],
  },
  {
    folder: 'sweden',
    trialId: 'focuse-sweden',
    country: 'SE',
    port: 7404,
    source: 'omop-tables',
    transport: 'relay',
    stories: { patients: 400, seed: 4 },
    committee: ['hanna', 'isak'],
  },
  {
    folder: 'finland',
    trialId: 'finprove-finland',
    country: 'FI',
    port: 7405,
    source: 'json',
    transport: 'relay',
    role: 'combiner',
    stories: { patients: 400, seed: 5 },
    committee: ['kaisa', 'lauri'],
  },
]

export const relayPort = 7480
/** Of the demo's own pages. */
export const pagePort = 7470

/** Who asks the first question, and for the first pooled round: the coordinator. */
export const firstAsker = 'denmark'

/** A cohort that all five countries have treated, each often enough to show its number. */
export const firstQuestion: CohortDefinition = {
  schema: 'cohort/1',
  match: 'named',
  tumour: ['COADREAD'],
  alteration: ['V:HGNC:1097:p.Val600Glu'],
  drugs: 'binimetinib+encorafenib',
  endpoint: null,
}

/** Key of that cohort, of which a report is proposed. */
export const firstCohortKey = 'v1|COADREAD|V:HGNC:1097:p.Val600Glu|binimetinib+encorafenib'

/** In words, as the page and the terminal say them. */
export const SOURCE_WORDS: Readonly<Record<DemoSource, string>> = {
  'ecrf-sheets': 'eCRF sheets',
  'flat-csv': 'a flat CSV file',
  'fhir-server': 'a FHIR R4 server',
  'omop-tables': 'OMOP tables',
  json: 'a JSON export',
}

export const TRANSPORT_WORDS: Readonly<Record<DemoTransport, string>> = {
  direct: 'straight',
  relay: 'by the relay',
  'file-drop': 'by file drop',
}
