/**
 * Treatments: a Procedure for the course in a cohort, and one MedicationStatement an agent, part of it. Times and status
 * stand in both, since many readers look at statements alone; what is read back is the course.
 */
import type { RecordAgent, RecordTreatment } from '../../../model/generated/record.ts'
import { ownKind, stopReasons } from '../concepts.ts'
import { concept, type Element, elementAt, elementsOf } from '../element.ts'
import { type Entry, isOfKind, type Kind, keyed, readResource, writeResource } from '../kind.ts'
import { type Links, PATIENT_KEY } from '../links.ts'
import { codedConcept } from '../places/concept.ts'
import { extension } from '../places/extension.ts'
import { always, type Facts, orNull, type Place, usually } from '../places/place.ts'
import { coded } from '../places/primitive.ts'
import { time } from '../places/time.ts'
import { ATC, ownCodes, ownExtension } from '../systems.ts'

/** The tumour first, then the alterations that the cohort asks for. */
const reasons: Place<RecordTreatment> = {
  write({ tumourId, alterationIds }, draft, links) {
    draft['reasonReference'] = [
      links.reference('Condition', tumourId),
      ...alterationIds.map(id => links.reference('Observation', id)),
    ]
  },
  read(element, links) {
    const [tumourId, ...alterationIds] = elementsOf(element, 'reasonReference').map(links.keyOf)
    return { tumourId, alterationIds }
  },
}

const start = time<RecordTreatment>('startDay', 'performedPeriod._start', { absent: 'missing' })
const end = time<RecordTreatment>('endDay', 'performedPeriod._end', { precision: 'endDayPrecision', absent: 'null' })

const courseKind: Kind<RecordTreatment> = {
  name: 'treatment',
  resourceType: 'Procedure',
  skeleton: (_, links) => ({
    code: concept(ownKind('study-treatment', 'Study treatment in a cohort')),
    subject: links.reference('Patient', PATIENT_KEY),
  }),
  places: [
    coded('status', 'status', {
      'not-started': 'preparation',
      ongoing: 'in-progress',
      completed: 'completed',
      stopped: 'stopped',
    }),
    orNull('stopReason', codedConcept('stopReason', 'statusReason', stopReasons)),
    start,
    end,
    extension('startQuarter', 'start-quarter', 'valueString'),
    orNull('cohortKey', extension('cohortKey', 'cohort-key', 'valueString')),
    usually('line', 'unknown', extension('line', 'treatment-line', 'valuePositiveInt')),
    extension('priorLines', 'prior-lines', 'valueUnsignedInt'),
    reasons,
    always({ cohortLocalName: null }),
  ],
}

/** An agent beside the course that it belongs to. */
interface GivenAgent extends RecordAgent {
  readonly treatment: RecordTreatment
  readonly role: 'study' | 'backbone'
}

const medication: Place<GivenAgent> = {
  write({ inn, atc }, draft) {
    draft['medicationCodeableConcept'] = concept(
      { system: ownCodes('inn'), code: inn },
      ...(atc === undefined ? [] : [{ system: ATC, code: atc }]),
    )
  },
  read(element) {
    const codings = elementsOf(elementAt(element, 'medicationCodeableConcept'), 'coding')
    const codeIn = (system: string) => codings.find(coding => coding['system'] === system)?.['code']
    const atc = codeIn(ATC)
    return { inn: codeIn(ownCodes('inn')), ...(atc === undefined ? {} : { atc }), sourceName: null }
  },
}

const STATEMENT_STATUS: Readonly<Record<RecordTreatment['status'], string>> = {
  'not-started': 'intended',
  ongoing: 'active',
  completed: 'completed',
  stopped: 'stopped',
}

const agentKind: Kind<GivenAgent> = {
  name: 'agent',
  resourceType: 'MedicationStatement',
  skeleton: ({ treatment }, links) => ({
    status: STATEMENT_STATUS[treatment.status],
    subject: links.reference('Patient', PATIENT_KEY),
    partOf: [links.reference('Procedure', treatment.id)],
    ...effectivePeriod(treatment, links),
  }),
  places: [extension('role', 'agent-role', 'valueCode'), medication],
}

function effectivePeriod(treatment: RecordTreatment, links: Links): Element {
  const period: Record<string, unknown> = {}
  start.write(treatment, period, links)
  end.write(treatment, period, links)
  const written = elementAt(period, 'performedPeriod')
  return Object.keys(written).length === 0 ? {} : { effectivePeriod: written }
}

/** `backbone: []` says that there is none; without the member nobody said. */
const NO_BACKBONE = ownExtension('no-backbone')

export function writeTreatment(treatment: RecordTreatment, links: Links): Entry[] {
  const { id, agents, backbone = [] } = treatment
  const course = writeResource(courseKind, id, treatment, links)
  const none = treatment.backbone?.length === 0 ? [{ url: NO_BACKBONE, valueBoolean: true }] : []
  const extensions = [...elementsOf(course.resource, 'extension'), ...none]
  const agentsOf = (role: GivenAgent['role'], given: readonly RecordAgent[]) =>
    keyed(`${id}-${role}`, given).map(([key, agent]) =>
      writeResource(agentKind, key, { ...agent, treatment, role }, links),
    )
  return [
    { ...course, resource: { ...course.resource, ...(extensions.length === 0 ? {} : { extension: extensions }) } },
    ...agentsOf('study', agents),
    ...agentsOf('backbone', backbone),
  ]
}

export function readTreatments(resources: readonly Element[], links: Links): Facts[] {
  const agents = resources.filter(resource => isOfKind(resource, agentKind))
  return resources
    .filter(resource => isOfKind(resource, courseKind))
    .map(course => readTreatment(course, agents, links))
}

function readTreatment(course: Element, agents: readonly Element[], links: Links): Facts {
  const { id, ...facts } = { ...readResource(courseKind, course, links) }
  const own = agents
    .filter(agent => links.keyOf(elementsOf(agent, 'partOf')[0]) === id)
    .map(agent => readResource(agentKind, agent, links))
  const inRole = (wanted: GivenAgent['role']) =>
    own.filter(({ role }) => role === wanted).map(({ role, id: _, ...agent }) => agent)
  const backbone = inRole('backbone')
  const isNone = elementsOf(course, 'extension').some(one => one['url'] === NO_BACKBONE)
  return { id, ...facts, agents: inRole('study'), ...(backbone.length > 0 || isNone ? { backbone } : {}) }
}
