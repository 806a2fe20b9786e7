/** Questionnaires: item ids and numbers; the wording of the items is licensed and is nowhere. */
import type { RecordQualityOfLife } from '../../../model/generated/record.ts'
import { elementsOf } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import type { Place } from '../places/place.ts'
import { coded } from '../places/primitive.ts'
import { time } from '../places/time.ts'
import { ownQuestionnaire } from '../systems.ts'

const scores: Place<RecordQualityOfLife> = {
  write(answers, draft) {
    const items = Object.entries(answers.scores)
    if (items.length === 0) return
    draft['item'] = items.map(([linkId, score]) => ({ linkId, answer: [{ valueDecimal: score }] }))
  },
  read: element => ({
    scores: Object.fromEntries(
      elementsOf(element, 'item').map(item => [item['linkId'], elementsOf(item, 'answer')[0]?.['valueDecimal']]),
    ),
  }),
}

export const qualityOfLifeKind: Kind<RecordQualityOfLife> = {
  name: 'quality-of-life',
  resourceType: 'QuestionnaireResponse',
  skeleton: (_, links) => ({ status: 'completed', subject: links.reference('Patient', PATIENT_KEY) }),
  places: [
    coded('instrument', 'questionnaire', {
      'EORTC-QLQ-C30': ownQuestionnaire('EORTC-QLQ-C30'),
      'EQ-5D-5L': ownQuestionnaire('EQ-5D-5L'),
    }),
    time('day', '_authored', { precision: 'dayPrecision', absent: 'null' }),
    scores,
  ],
}
