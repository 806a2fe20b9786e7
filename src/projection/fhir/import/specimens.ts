import type { Specimen } from '../../../model/generated/common-record.ts'
import { elementAt } from '../element.ts'
import { SNOMED, SPECIMEN_TYPE } from '../systems.ts'
import { hasCode } from './codings.ts'
import { dateOf } from './dates.ts'
import { ofType, type SubjectContext } from './subject.ts'

/** HL7 v2 table 0487, and the one SNOMED CT code of tissue. */
const KINDS: readonly (readonly [system: string, code: string, kind: Specimen['kind']])[] = [
  [SPECIMEN_TYPE, 'TUMOR', 'tissue'],
  [SPECIMEN_TYPE, 'TISS', 'tissue'],
  [SPECIMEN_TYPE, 'PLAS', 'plasma'],
  [SPECIMEN_TYPE, 'BLD', 'blood'],
  [SPECIMEN_TYPE, 'WB', 'blood'],
  [SPECIMEN_TYPE, 'ORH', 'other'],
  [SNOMED, '119376003', 'tissue'],
]

export function specimensOf(context: SubjectContext): Specimen[] {
  return ofType(context, 'Specimen').map(({ resource, origin, key }) => ({
    origin,
    key,
    kind: KINDS.find(([system, code]) => hasCode(resource['type'], system, [code]))?.[2] ?? null,
    collected:
      dateOf(elementAt(resource, 'collection')['collectedDateTime']) ??
      dateOf(elementAt(resource, 'collection.collectedPeriod')['start']),
  }))
}
