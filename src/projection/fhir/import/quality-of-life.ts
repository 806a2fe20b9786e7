/** Questionnaires that the mapping names: numbers by item, never a word of an item. */
import type { QualityOfLife } from '../../../model/generated/common-record.ts'
import { type Element, elementsOf, textOf } from '../element.ts'
import { dateOf } from './dates.ts'
import { ofType, type SubjectContext } from './subject.ts'

export function qualityOfLifeOf(context: SubjectContext): QualityOfLife[] {
  return ofType(context, 'QuestionnaireResponse').flatMap(({ resource, origin }) => {
    const rules = context.rules.questionnaires.get((textOf(resource, 'questionnaire') ?? '').replace(/\|.*$/, ''))
    if (rules === undefined) return []
    const answers = itemsIn(resource).flatMap((item): [string, number][] => {
      const name = rules.items.get(textOf(item, 'linkId') ?? '')
      const answer = elementsOf(item, 'answer')[0]
      const value = answer?.['valueInteger'] ?? answer?.['valueDecimal']
      return name === undefined || typeof value !== 'number' ? [] : [[name, value]]
    })
    return [
      {
        origin,
        instrument: rules.instrument,
        visitName: null,
        date: dateOf(resource['authored']),
        items: Object.fromEntries(answers),
      },
    ]
  })
}

/** Groups hold items. */
function itemsIn(element: Element): Element[] {
  return elementsOf(element, 'item').flatMap(item => [item, ...itemsIn(item)])
}
