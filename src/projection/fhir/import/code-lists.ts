/**
 * Which codes of a source mean which value of the record: what the standards say, and before that what the trial's
 * mapping says. A code that neither knows is reported and means nothing.
 */
import {
  adverseEventOutcomes,
  criteria,
  grades,
  responses,
  seriousness,
  stopReasons,
  vitalStatuses,
} from '../concepts.ts'
import { LOINC, ownCodes, SNOMED } from '../systems.ts'
import type { ValueSet } from '../value-set.ts'
import { codingsOf, type SourceCoding } from './codings.ts'

export const LIST_NAMES = [
  'response',
  'criterion',
  'stop-reason',
  'vital-status',
  'visit',
  'consent-kind',
  'relation',
  'adverse-event-outcome',
  'grade',
  'serious',
  'ecog',
  'drug',
  'tumour',
  'msi',
  'expression',
  'in-situ',
] as const

export type ListName = (typeof LIST_NAMES)[number]

/** List -> system -> code -> value, null where people decided that it means nothing; `drug`, `visit` and `tumour` have values of their own, the others those of the common record. */
export type SiteCodes = Readonly<
  Partial<Record<ListName, Readonly<Record<string, Readonly<Record<string, string | null>>>>>>
>

export type CodeRead =
  | { readonly kind: 'value'; readonly value: string }
  /** Codes are there and none is known; `codings` is empty where they are known and contradict each other. */
  | { readonly kind: 'unknown'; readonly codings: readonly SourceCoding[] }
  | { readonly kind: 'none' }

export interface CodeReader {
  read(list: ListName, conceptElement: unknown): CodeRead
}

export function codeReader(site: SiteCodes): CodeReader {
  const tables = new Map(LIST_NAMES.map(list => [list, tableOf(list, site)]))
  return {
    read(list, conceptElement) {
      const codings = codingsOf(conceptElement).filter(coding => coding.code !== '')
      if (codings.length === 0) return { kind: 'none' }
      const read = codings.map(coding => tables.get(list)?.get(nameOf(coding)))
      const values = new Set(read.filter(value => typeof value === 'string'))
      const [value] = values
      // Two codes that mean different things contradict each other: nobody here can tell which was meant.
      if (values.size > 1) return { kind: 'unknown', codings: [] }
      if (value !== undefined) return { kind: 'value', value }
      return read.includes(null) ? { kind: 'none' } : { kind: 'unknown', codings }
    },
  }
}

function nameOf({ system, code }: Pick<SourceCoding, 'system' | 'code'>): string {
  return `${system}|${code}`
}

/** Codes of a list and what they mean, standard and the site's own: what a person may decide a further code to be. */
export function codesOf(list: ListName, site: SiteCodes): readonly { readonly code: string; readonly value: string }[] {
  return [...tableOf(list, site)].flatMap(([name, value]) =>
    value === null ? [] : [{ code: name.slice(name.lastIndexOf('|') + 1), value }],
  )
}

function tableOf(list: ListName, site: SiteCodes): ReadonlyMap<string, string | null> {
  const table = new Map<string, string | null>(
    (STANDARD[list] ?? []).map(([system, code, value]) => [nameOf({ system, code }), value]),
  )
  for (const [system, codes] of Object.entries(site[list] ?? {})) {
    for (const [code, value] of Object.entries(codes)) table.set(nameOf({ system, code }), value)
  }
  return table
}

type Line = readonly [system: string, code: string, value: string]

/** Every coding that the projection writes for a value is read as that value. */
function written(values: ValueSet, list: readonly (string | number | boolean)[]): Line[] {
  return list.flatMap(value => values.codings(value).map(({ system, code }): Line => [system, code, String(value)]))
}

const THO = 'http://terminology.hl7.org/CodeSystem/'
const CAUSALITY = `${THO}adverse-event-causality-assess`
const SERIOUSNESS = `${THO}adverse-event-seriousness`
const MII = 'https://www.medizininformatik-initiative.de/fhir/ext/'
/** German oncology module; only four of its letters are a response by themselves: B, R, D and Y are for a person to read. */
const ONCO_RESPONSE = `${MII}modul-onko/CodeSystem/mii-cs-onko-verlauf-gesamtbeurteilung`
const ONCO_ECOG = `${MII}modul-onko/CodeSystem/mii-cs-onko-allgemeiner-leistungszustand-ecog`
/** The module spells its own name both ways. */
const ONCO_GRADE = ['vs', 'cs'].map(kind => `${MII}modul-onko/CodeSystem/mii-${kind}-onko-nebenwirkung-ctcae-grad`)
/** German molecular tumour board module. */
const BOARD_RESPONSE = `${MII}modul-mtb/CodeSystem/mii-cs-mtb-response-befund-beurteilung`
const BOARD_METHOD = `${MII}modul-mtb/CodeSystem/mii-cs-mtb-response-befund-beurteilungsmethode`

/** A verdict of a laboratory, in the codes of LOINC and SNOMED CT. */
function call(positive: string, negative: string): Line[] {
  return [
    [LOINC, 'LA6576-8', positive],
    [LOINC, 'LA9633-4', positive],
    [SNOMED, '10828004', positive],
    [LOINC, 'LA6577-6', negative],
    [LOINC, 'LA9634-2', negative],
  ]
}

const STANDARD: Readonly<Partial<Record<ListName, readonly Line[]>>> = {
  response: [
    ...written(responses, ['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR-NON-PD', 'iCR', 'iPR', 'iSD', 'iUPD', 'iCPD', 'MR']),
    [LOINC, 'LA9348-9', 'NE'],
    [ONCO_RESPONSE, 'V', 'CR'],
    [ONCO_RESPONSE, 'T', 'PR'],
    [ONCO_RESPONSE, 'K', 'SD'],
    [ONCO_RESPONSE, 'P', 'PD'],
    [ONCO_RESPONSE, 'U', 'NE'],
    [ONCO_RESPONSE, 'X', 'NE'],
    ...['CR', 'PR', 'MR', 'SD', 'PD'].map((code): Line => [BOARD_RESPONSE, code, code]),
    [BOARD_RESPONSE, 'NA', 'NE'],
    [BOARD_RESPONSE, 'NYA', 'NE'],
  ],
  criterion: [
    ...written(criteria, ['RECIST1.1', 'iRECIST', 'RANO', 'IMWG', 'Lugano', 'IWG', 'ELN', 'PCWG3', 'GCIG', 'clinical']),
    [BOARD_METHOD, 'RECIST', 'RECIST1.1'],
    [BOARD_METHOD, 'RANO', 'RANO'],
  ],
  'stop-reason': written(stopReasons, [
    'progression',
    'toxicity',
    'refusal',
    'investigator',
    'deterioration',
    'completed',
    'death',
    'lost',
    'other',
  ]),
  'vital-status': written(vitalStatuses, ['alive', 'dead', 'lost']),
  'adverse-event-outcome': written(adverseEventOutcomes, [
    'recovered',
    'recovering',
    'not-recovered',
    'sequelae',
    'fatal',
  ]),
  grade: [
    ...written(grades, [1, 2, 3, 4, 5]),
    ...ONCO_GRADE.flatMap(system => ['1', '2', '3', '4', '5'].map((code): Line => [system, code, code])),
  ],
  serious: [
    ...written(seriousness, [true, false]),
    [SERIOUSNESS, 'serious', 'true'],
    [SERIOUSNESS, 'Serious', 'true'],
    [SERIOUSNESS, 'non-serious', 'false'],
    [SERIOUSNESS, 'Non-serious', 'false'],
  ],
  // Only a certain relation is one; how a trial reads the words between is for its mapping to say.
  relation: [
    [CAUSALITY, 'Certain', 'related'],
    [CAUSALITY, 'Probably-Likely', 'unknown'],
    [CAUSALITY, 'Possible', 'unknown'],
    [CAUSALITY, 'Unlikely', 'unknown'],
    [CAUSALITY, 'Conditional-Classified', 'unknown'],
    [CAUSALITY, 'Unassessable-Unclassifiable', 'unknown'],
    [ownCodes('relation'), 'yes', 'related'],
    [ownCodes('relation'), 'no', 'not-related'],
    [ownCodes('relation'), 'unknown', 'unknown'],
  ],
  'consent-kind': [
    [ownCodes('consent-category'), 'screening', 'screening'],
    [ownCodes('consent-category'), 'treatment', 'treatment'],
    [ownCodes('consent-category'), 'sharing', 'sharing'],
  ],
  // LOINC answers of 89262-0: not the grade plus one, as many forms have it.
  ecog: [
    ...['LA9622-7', 'LA9623-5', 'LA9624-3', 'LA9625-0', 'LA9626-8', 'LA9627-6'].map(
      (code, grade): Line => [LOINC, code, String(grade)],
    ),
    ...['0', '1', '2', '3', '4'].map((code): Line => [ONCO_ECOG, code, code]),
  ],
  msi: [
    [LOINC, 'LA26203-2', 'high'],
    [LOINC, 'LA14122-8', 'stable'],
  ],
  expression: [...call('pos', 'neg'), [LOINC, 'LA11843-2', '3+']],
  'in-situ': call('positive', 'negative'),
}
