/**
 * Tumour assessments: Observations of response by a named criterion. mCODE's cancer disease status is a clinician's trend
 * and never becomes one. A response whose criterion nobody names is the clinician's own.
 */
import type { Assessment, Criterion, DeclaredCriterion, ResponseCode } from '../../../model/generated/common-record.ts'
import { elementAt, elementsOf } from '../element.ts'
import { LOINC, ownCodes, SNOMED } from '../systems.ts'
import { hasCode } from './codings.ts'
import { effectiveDate } from './dates.ts'
import type { SourceResource } from './references.ts'
import { ofType, readCode, type SubjectContext } from './subject.ts'
import type { FoundVisit, VisitFinder } from './visits.ts'

const RESPONSE_LOINC: readonly string[] = ['88040-1']
const RESPONSE_SNOMED: readonly string[] = ['396432002']

export function isResponse({ resource }: SourceResource): boolean {
  const code = resource['code']
  return (
    hasCode(code, LOINC, RESPONSE_LOINC) ||
    hasCode(code, SNOMED, RESPONSE_SNOMED) ||
    hasCode(code, ownCodes('kind'), ['response-assessment'])
  )
}

interface ReadAssessment {
  readonly source: SourceResource
  readonly date: string | null
  readonly found: FoundVisit | null
  readonly criterion: Criterion
  readonly response: ResponseCode
}

export function assessmentsOf(context: SubjectContext, visits: VisitFinder): Assessment[] {
  const read = ofType(context, 'Observation')
    .filter(isResponse)
    .map(source => readAssessment(source, context, visits))
  return joinedByVisit(nearestOnly(read))
}

function readAssessment(source: SourceResource, context: SubjectContext, visits: VisitFinder): ReadAssessment {
  const { resource } = source
  const method = { source, path: 'method' }
  const value = { source, path: 'valueCodeableConcept' }
  const date = effectiveDate(resource)
  return {
    source,
    date,
    found: visits.visitOf(source, date),
    criterion: (readCode(context, 'criterion', resource['method'], method) ?? 'clinical') as Criterion,
    response: readCode(context, 'response', resource['valueCodeableConcept'], value) as ResponseCode,
  }
}

/** Of several assessments near one visit's day the nearest is the visit; the others were made between visits. */
function nearestOnly(read: readonly ReadAssessment[]): ReadAssessment[] {
  const nearest = new Map<string, number>()
  for (const { found, criterion } of read) {
    if (found === null || found.away === null || found.visit === 'V00') continue
    const key = `${found.visit} ${criterion}`
    nearest.set(key, Math.min(found.away, nearest.get(key) ?? found.away))
  }
  return read.map(one => {
    const { found, criterion } = one
    if (found === null || found.away === null || found.visit === 'V00') return one
    return found.away === nearest.get(`${found.visit} ${criterion}`) ? one : { ...one, found: null }
  })
}

/** Criteria judged at one visit on one day are one row, as on a trial's form. */
function joinedByVisit(read: readonly ReadAssessment[]): Assessment[] {
  const rows: { readonly visit: string | null; readonly assessment: Assessment }[] = []
  for (const { source, date, found, criterion, response } of read) {
    const visit = found?.visit ?? null
    const held = rows.find(
      row =>
        row.visit === visit &&
        row.assessment.date === date &&
        row.assessment.responses.every(one => one.criterion !== criterion),
    )
    if (held !== undefined) held.assessment.responses.push({ criterion, response })
    else {
      const assessment: Assessment = {
        origin: source.origin,
        visit,
        date,
        responses: [{ criterion, response }],
        sumDiameters: sumOf(source),
        progressionDate: null,
        unconfirmedProgressionDate: null,
      }
      rows.push({ visit, assessment })
    }
  }
  return rows.map(row => row.assessment)
}

/** Only a sum in millimetres is one. */
function sumOf({ resource }: SourceResource): number | null {
  const held = elementsOf(resource, 'component').find(one =>
    hasCode(one['code'], ownCodes('component'), ['sum-of-diameters']),
  )
  const { value, code } = elementAt(held ?? {}, 'valueQuantity')
  return typeof value === 'number' && value >= 0 && code === 'mm' ? value : null
}

/** The criterion that the baseline names. */
export function declaredCriteria(assessments: readonly Assessment[]): DeclaredCriterion[] {
  return assessments
    .filter(row => row.visit === 'V00')
    .flatMap(({ origin, visit, date, responses }) =>
      responses
        .filter(({ criterion }) => criterion !== 'clinical')
        .map(({ criterion }) => ({ origin, visit, date, criterion })),
    )
}
