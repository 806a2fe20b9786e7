/**
 * Treatments: a Procedure for the course in a cohort; part of it one MedicationStatement an agent and one
 * MedicationAdministration a cycle. Times and status of the course stand in the statements too, since many readers look
 * at those alone; what is read back is the course.
 */
import type { RecordAgent, RecordCycle, RecordTreatment } from '../../../model/generated/record.ts'
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

/** INNs have no official code system. */
const INN = ownCodes('inn')

/** An agent beside the course that it belongs to. */
interface GivenAgent extends RecordAgent {
  readonly treatment: RecordTreatment
  readonly role: 'study' | 'backbone'
}

const medication: Place<GivenAgent> = {
  write({ inn, atc }, draft) {
    draft['medicationCodeableConcept'] = concept(
      { system: INN, code: inn },
      ...(atc === undefined ? [] : [{ system: ATC, code: atc }]),
    )
  },
  read(element) {
    const atc = codeIn(element, ATC)
    return { inn: codeIn(element, INN), ...(atc === undefined ? {} : { atc }), sourceName: null }
  },
}

function codeIn(element: Element, system: string): unknown {
  const codings = elementsOf(elementAt(element, 'medicationCodeableConcept'), 'coding')
  return codings.find(coding => coding['system'] === system)?.['code']
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

/** One drug in one cycle, beside the course that it belongs to. */
interface GivenCycle extends RecordCycle {
  readonly treatmentId: string
}

const cycleKind: Kind<GivenCycle> = {
  name: 'cycle',
  resourceType: 'MedicationAdministration',
  skeleton: ({ treatmentId }, links) => ({
    status: 'completed',
    subject: links.reference('Patient', PATIENT_KEY),
    partOf: [links.reference('Procedure', treatmentId)],
  }),
  places: [
    {
      write({ agent }, draft) {
        draft['medicationCodeableConcept'] = concept({ system: INN, code: agent })
      },
      read: element => ({ agent: codeIn(element, INN) }),
    },
    extension('number', 'cycle-number', 'valuePositiveInt'),
    extension('route', 'route', 'valueCode'),
    // R4 asks for a time: one that is not known says so.
    time('startDay', 'effectivePeriod._start', { precision: 'startDayPrecision', absent: 'missing' }),
    time('endDay', 'effectivePeriod._end', { precision: 'endDayPrecision', absent: 'null' }),
  ],
}

/** Lists that may be missing: an empty one says that there is nothing, a missing one that nobody said. */
const EMPTY_LIST = ownExtension('empty-list')
const OPTIONAL_LISTS = ['backbone', 'cycles'] as const

export function writeTreatment(treatment: RecordTreatment, links: Links): Entry[] {
  const { id, agents, backbone = [], cycles = [] } = treatment
  const course = writeResource(courseKind, id, treatment, links)
  const empty = OPTIONAL_LISTS.filter(list => treatment[list]?.length === 0)
  const extensions = [
    ...elementsOf(course.resource, 'extension'),
    ...empty.map(list => ({ url: EMPTY_LIST, valueCode: list })),
  ]
  const agentsOf = (role: GivenAgent['role'], given: readonly RecordAgent[]) =>
    keyed(`${id}-${role}`, given).map(([key, agent]) =>
      writeResource(agentKind, key, { ...agent, treatment, role }, links),
    )
  return [
    { ...course, resource: { ...course.resource, ...(extensions.length === 0 ? {} : { extension: extensions }) } },
    ...agentsOf('study', agents),
    ...agentsOf('backbone', backbone),
    ...keyed(`${id}-cycle`, cycles).map(([key, cycle]) =>
      writeResource(cycleKind, key, { ...cycle, treatmentId: id }, links),
    ),
  ]
}

export function readTreatments(resources: readonly Element[], links: Links): Facts[] {
  const courses = resources.filter(resource => isOfKind(resource, courseKind))
  return courses.map(course => readTreatment(course, resources, links))
}

function readTreatment(course: Element, resources: readonly Element[], links: Links): Facts {
  const facts = readResource(courseKind, course, links)
  const partsOf = <Entity>(kind: Kind<Entity>): Facts[] =>
    resources
      .filter(one => isOfKind(one, kind) && links.keyOf(elementsOf(one, 'partOf')[0]) === facts['id'])
      .map(one => readResource(kind, one, links))
      .map(({ id: _, ...part }) => part)
  const agents = partsOf(agentKind)
  const inRole = (wanted: GivenAgent['role']) =>
    agents.filter(({ role }) => role === wanted).map(({ role: _, ...agent }) => agent)
  const lists = { backbone: inRole('backbone'), cycles: partsOf(cycleKind) }
  const empty = elementsOf(course, 'extension')
    .filter(one => one['url'] === EMPTY_LIST)
    .map(one => one['valueCode'])
  const stated = OPTIONAL_LISTS.filter(list => lists[list].length > 0 || empty.includes(list))
  return { ...facts, agents: inRole('study'), ...Object.fromEntries(stated.map(list => [list, lists[list]])) }
}
