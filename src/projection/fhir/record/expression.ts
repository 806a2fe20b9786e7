/** Protein expression: the scale is a component, the number or call is the value of the Observation. */
import type { RecordAlteration } from '../../../model/generated/record.ts'
import { expressionCalls, expressionScales } from '../concepts.ts'
import { append, concept, type Element, elementAt } from '../element.ts'
import { componentOf, ownComponent } from '../places/component.ts'
import type { Place } from '../places/place.ts'
import { UCUM } from '../systems.ts'

type Expression = NonNullable<RecordAlteration['expression']>

const SCALE = ownComponent('expression-scale', 'Scale of the expression')

/** UCUM unit of each scale: shares of cells are percent, the others are scores. */
const UNITS: Readonly<Record<Expression['scale'], string>> = {
  ihc: '{score}',
  tps: '%',
  cps: '{score}',
  ic: '%',
  call: '{score}',
}

export const expression: Place<RecordAlteration> = {
  write({ expression: held }, draft) {
    if (held === undefined) return
    append(draft, 'component', {
      code: concept(SCALE),
      valueCodeableConcept: concept(...expressionScales.codings(held.scale)),
    })
    if (typeof held.value === 'string') {
      draft['valueCodeableConcept'] = concept(...expressionCalls.codings(held.value))
    } else {
      const unit = UNITS[held.scale]
      draft['valueQuantity'] = { value: held.value, unit, system: UCUM, code: unit }
    }
  },
  read(element) {
    const scale = componentOf(element, SCALE)
    if (scale === undefined) return {}
    return {
      expression: {
        scale: expressionScales.valueOf(elementAt(scale, 'valueCodeableConcept')),
        value: measuredIn(element),
      },
    }
  },
}

function measuredIn(observation: Element): unknown {
  return (
    elementAt(observation, 'valueQuantity')['value'] ??
    expressionCalls.valueOf(elementAt(observation, 'valueCodeableConcept'))
  )
}
