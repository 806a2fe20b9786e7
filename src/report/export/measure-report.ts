/** The pooled measures as FHIR R4 MeasureReports of type summary, in one collection Bundle. */
import type { Bundle, MeasureReport, MeasureReportGroup, MeasureReportGroupPopulation } from '@medplum/fhirtypes'
import { type Bounds, exactOf } from '../../merged-counts/bounds.ts'
import {
  isCountry,
  type Measure,
  type Part,
  partCount,
  partMeasure,
  sumOfCode,
  sumOfMeasure,
} from '../../merged-counts/sums.ts'
import type { ReportResult } from '../../model/generated/report-result.ts'

const POPULATION = 'http://terminology.hl7.org/CodeSystem/measure-population'
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason'
const UCUM = 'http://unitsofmeasure.org'
const COUNTRY = 'urn:iso:std:iso:3166'

interface Reported {
  /** Name of the Measure. */
  readonly name: string
  readonly denominator: Measure['denominator']
  readonly numerator: Measure['measure'] | null
}

const MEASURES: readonly Reported[] = [
  { name: 'dcr-w16-evaluable', denominator: 'evaluable', numerator: 'disease-control-w16' },
  { name: 'dcr-w16-treated-mature', denominator: 'treated-mature', numerator: 'disease-control-w16' },
  { name: 'orr', denominator: 'treated', numerator: 'objective-response' },
  { name: 'ae-grade3plus-treated', denominator: 'treated', numerator: 'ae-grade3-related' },
  { name: 'cohort-size', denominator: 'treated', numerator: null },
]

/** Measures that the document says something of; mixed definitions have no pooled one. */
export function measureReports(result: ReportResult): Bundle {
  const mixed = result.decision.title === 'mixed-definitions'
  const entry = MEASURES.filter(({ numerator }) => !(mixed && numerator === 'disease-control-w16')).flatMap(measure => {
    const group = groupOf(result, measure)
    return group === null ? [] : [{ resource: reportOf(result, measure, group) }]
  })
  return { resourceType: 'Bundle', type: 'collection', entry }
}

function reportOf(result: ReportResult, { name }: Reported, group: MeasureReportGroup): MeasureReport {
  const { document, documentHash } = result
  return {
    resourceType: 'MeasureReport',
    identifier: [{ system: 'urn:prime-rose:merged-counts', value: documentHash }],
    status: 'complete',
    type: 'summary',
    measure: `urn:prime-rose:measure:${name}|1`,
    reporter: { display: document.merged.by },
    period: periodOf(result),
    group: [group],
  }
}

/** Whole years: no date nearer to a patient. */
function periodOf({ document, accrual }: ReportResult): { start: string; end: string } {
  const ends = document.parts.map(({ cut }) => ('cutOff' in cut ? cut.cutOff : cut.to)).sort()
  const last = ends.at(-1)?.slice(0, 4) ?? ''
  const first = accrual.quarters[0]?.quarter.slice(0, 4) ?? ends[0]?.slice(0, 4) ?? last
  return { start: first, end: last }
}

function groupOf({ document }: ReportResult, { name, denominator, numerator }: Reported): MeasureReportGroup | null {
  const n = sumOfCode(document, denominator)
  const x = numerator === null ? null : sumOfMeasure(document, { measure: numerator, denominator })
  if (n === null || (numerator !== null && x === null)) return null
  const countries = document.parts.filter(isCountry).flatMap(part => {
    const own = stratumOf(part, { denominator, numerator })
    return own === null
      ? []
      : [{ value: { coding: [{ system: COUNTRY, code: part.country }], text: part.country }, ...own }]
  })
  return {
    code: { text: name },
    ...contentOf(n, x),
    ...(countries.length === 0 ? {} : { stratifier: [{ code: [{ text: 'country' }], stratum: countries }] }),
  }
}

function stratumOf(part: Part, { denominator, numerator }: Omit<Reported, 'name'>) {
  const n = partCount(part, denominator)
  const x = numerator === null ? null : partMeasure(part, { measure: numerator, denominator })
  return n === null || (numerator !== null && x === null) ? null : contentOf(n, x)
}

/** Populations with their counts; the score is left out as soon as a count is masked, or nobody is counted. */
function contentOf(n: Bounds, x: Bounds | null) {
  const among = exactOf(n)
  const count = x === null ? null : exactOf(x)
  const score = among === null || among === 0 || count === null ? null : count / among
  return {
    population: [
      population('initial-population', n),
      ...(x === null ? [] : [population('denominator', n), population('numerator', x)]),
    ],
    ...(score === null ? {} : { measureScore: { value: score, unit: '1', system: UCUM, code: '1' } }),
  }
}

function population(code: string, bounds: Bounds): MeasureReportGroupPopulation {
  const count = exactOf(bounds)
  return {
    code: { coding: [{ system: POPULATION, code }] },
    ...(count === null ? { _count: { extension: [{ url: ABSENT, valueCode: 'masked' }] } } : { count }),
  }
}
