/** ECOG. Karnofsky is another scale and is not converted. */
import type { Performance } from '../../../model/generated/common-record.ts'
import { type Element, elementsOf } from '../element.ts'
import { LOINC, SNOMED } from '../systems.ts'
import { hasCode } from './codings.ts'
import { effectiveDate } from './dates.ts'
import type { SourceResource } from './references.ts'
import { ofType, readCode, type SubjectContext } from './subject.ts'
import type { VisitFinder } from './visits.ts'

const LOINC_CODES: readonly string[] = ['89247-1', '89262-0']
const SNOMED_CODES: readonly string[] = ['423740007']

function isEcog(element: Element): boolean {
  return hasCode(element['code'], LOINC, LOINC_CODES) || hasCode(element['code'], SNOMED, SNOMED_CODES)
}

export function performanceOf(context: SubjectContext, visits: VisitFinder): Performance[] {
  return ofType(context, 'Observation').flatMap(source => {
    const { resource, origin } = source
    const held = isEcog(resource) ? resource : elementsOf(resource, 'component').find(isEcog)
    if (held === undefined) return []
    const grade = gradeIn(held, source, context)
    if (grade === null) return []
    const date = effectiveDate(resource)
    return [{ origin, visit: visits.baselineVisit(source, date), date, gradeByText: grade, gradeByCode: null }]
  })
}

function gradeIn(held: Element, source: SourceResource, context: SubjectContext): number | null {
  const number = held['valueInteger']
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 5) return number
  const code = readCode(context, 'ecog', held['valueCodeableConcept'], { source, path: 'valueCodeableConcept' })
  return code === null ? null : Number(code)
}
