/** Adverse events. R4 binds `severity` to mild, moderate, severe: the CTCAE grade is an extension and nothing else. */
import type { RecordAdverseEvent } from '../../../model/generated/record.ts'
import { adverseEventOutcomes, grades, relations, seriousness } from '../concepts.ts'
import { append, concept, elementAt, elementsOf } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { codedConcept } from '../places/concept.ts'
import { extension, extensionOf } from '../places/extension.ts'
import { orNull, type Place } from '../places/place.ts'
import { extensionTime, time } from '../places/time.ts'
import { CTCAE_GRADE, MEDDRA, NCIT } from '../systems.ts'

const term: Place<RecordAdverseEvent> = {
  write({ term: { ncit, meddra } }, draft) {
    const codings = [
      ...(ncit === null ? [] : [{ system: NCIT, code: ncit }]),
      ...(meddra === null ? [] : [{ system: MEDDRA, code: meddra }]),
    ]
    if (codings.length > 0) draft['event'] = concept(...codings)
  },
  read(element) {
    const codings = elementsOf(elementAt(element, 'event'), 'coding')
    const codeIn = (system: string) => codings.find(coding => coding['system'] === system)?.['code'] ?? null
    return { term: { ncit: codeIn(NCIT), meddra: codeIn(MEDDRA), text: null } }
  },
}

const grade: Place<RecordAdverseEvent> = {
  write(event, draft) {
    const codings = grades.codings(event.grade)
    if (codings.length > 0) append(draft, 'extension', { url: CTCAE_GRADE, valueCodeableConcept: concept(...codings) })
  },
  read(element) {
    const held = elementAt(extensionOf(element, CTCAE_GRADE) ?? {}, 'valueCodeableConcept')
    return { grade: grades.valueOf(held) ?? null }
  },
}

/** The suspected entity is the treatment as a whole, since the relation is that to any of its drugs. */
const suspected: Place<RecordAdverseEvent> = {
  write(event, draft, links) {
    draft['suspectEntity'] = [
      {
        instance: links.reference('Procedure', event.treatmentId),
        causality: [{ assessment: concept(...relations.codings(event.related)) }],
      },
    ]
  },
  read(element, links) {
    const [entity = {}] = elementsOf(element, 'suspectEntity')
    const [causality = {}] = elementsOf(entity, 'causality')
    return {
      treatmentId: links.keyOf(entity['instance']),
      related: relations.valueOf(elementAt(causality, 'assessment')),
    }
  },
}

export const adverseEventKind: Kind<RecordAdverseEvent> = {
  name: 'adverse-event',
  resourceType: 'AdverseEvent',
  skeleton: (_, links) => ({ actuality: 'actual', subject: links.reference('Patient', PATIENT_KEY) }),
  places: [
    term,
    grade,
    suspected,
    extension('ctcaeVersion', 'ctcae-version', 'valueCode'),
    orNull('serious', codedConcept('serious', 'seriousness', seriousness)),
    extension('expected', 'expected', 'valueBoolean'),
    time('onsetDay', '_date', { precision: 'onsetDayPrecision', absent: 'null' }),
    extensionTime('endDay', 'end-time', { precision: 'endDayPrecision', absent: 'null' }),
    codedConcept('outcome', 'outcome', adverseEventOutcomes),
  ],
}
