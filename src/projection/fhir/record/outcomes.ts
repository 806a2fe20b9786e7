import type { RecordOutcome } from '../../../model/generated/record.ts'
import { noControlReasons, ownKind, responses } from '../concepts.ts'
import { concept, elementAt, elementsOf } from '../element.ts'
import type { Kind } from '../kind.ts'
import { PATIENT_KEY } from '../links.ts'
import { component, fromValueSet, ownComponent, plain } from '../places/component.ts'
import { orNull, type Place } from '../places/place.ts'
import { reference } from '../places/reference.ts'
import { ownCodes } from '../systems.ts'

type Member = keyof RecordOutcome & string

const yesNo = (member: Member, code: string, display: string): Place<RecordOutcome> =>
  component(member, ownComponent(code, display), plain('valueBoolean'))
const number = (member: Member, code: string, display: string): Place<RecordOutcome> =>
  orNull(member, component(member, ownComponent(code, display), plain('valueInteger')))
const fromList = (member: Member, code: string, display: string, list: typeof responses): Place<RecordOutcome> =>
  orNull(member, component(member, ownComponent(code, display), fromValueSet(list)))

const ruleVersion: Place<RecordOutcome> = {
  write(outcome, draft) {
    draft['method'] = concept({ system: ownCodes('derivation-rules'), code: outcome.ruleVersion })
  },
  read: element => ({ ruleVersion: elementsOf(elementAt(element, 'method'), 'coding')[0]?.['code'] }),
}

/** What the derivation rules say of a treatment; all but the references are components, each with a code of the project. */
export const outcomeKind: Kind<RecordOutcome> = {
  name: 'outcome',
  resourceType: 'Observation',
  skeleton: (_, links) => ({
    status: 'final',
    code: concept(ownKind('derived-outcome', 'Outcome of a treatment by the derivation rules')),
    subject: links.reference('Patient', PATIENT_KEY),
  }),
  places: [
    reference('treatmentId', 'partOf[]', 'Procedure'),
    ruleVersion,
    yesNo('treated', 'treated', 'Treated'),
    yesNo('mature', 'mature', 'Mature at week 16'),
    yesNo('awaiting', 'awaiting', 'Week-16 form awaited'),
    yesNo('evaluable', 'evaluable', 'Evaluable'),
    orNull('diseaseControlW16', yesNo('diseaseControlW16', 'disease-control-w16', 'Disease control at week 16')),
    fromList('noControlReason', 'no-control-reason', 'Why there is no control', noControlReasons),
    fromList('bestOverallResponse', 'best-overall-response', 'Best response, unconfirmed', responses),
    orNull('objectiveResponse', yesNo('objectiveResponse', 'objective-response', 'Objective response, unconfirmed')),
    number('pfsDay', 'pfs-day', 'Day of progression-free survival, counted from day 0'),
    number('pfsEvent', 'pfs-event', 'Event of progression-free survival, 1 yes, 0 censored'),
    number('osDay', 'os-day', 'Day of overall survival, counted from day 0'),
    number('osEvent', 'os-event', 'Event of overall survival, 1 yes, 0 censored'),
  ],
}
