/**
 * Adverse events. The CTCAE grade is an extension; the German module files it under `severity` or `seriousness`, where it
 * is known by the system of its code. Grade 3 is not serious by itself, nor the reverse.
 */
import type { AdverseEvent } from '../../../model/generated/common-record.ts'
import { elementAt, elementsOf, textOf } from '../element.ts'
import { CTCAE_GRADE, MEDDRA, NCIT } from '../systems.ts'
import { codeIn, wordsOf } from './codings.ts'
import { dateOf } from './dates.ts'
import { drugOf } from './drugs.ts'
import type { SourceResource } from './references.ts'
import { extensionValue, ofType, readCode, type SubjectContext } from './subject.ts'

export function adverseEventsOf(context: SubjectContext): AdverseEvent[] {
  return ofType(context, 'AdverseEvent')
    .filter(({ resource }) => resource['actuality'] === 'actual')
    .map(source => eventOf(source, context))
}

function eventOf(source: SourceResource, context: SubjectContext): AdverseEvent {
  const { resource, origin } = source
  const outcome = readCode(context, 'adverse-event-outcome', withoutUnknown(resource['outcome']), {
    source,
    path: 'outcome',
  })
  return {
    origin,
    key: null,
    term: wordsOf(resource['event']),
    ncit: codeIn(resource['event'], NCIT)?.code ?? null,
    meddra: codeIn(resource['event'], MEDDRA)?.code ?? null,
    grade: gradeOf(source, context),
    onset: dateOf(resource['date']) ?? dateOf(resource['detected']),
    ended: null,
    outcome: outcome as AdverseEvent['outcome'],
    serious: seriousnessOf(source, context),
    becameSerious: null,
    drugs: elementsOf(resource, 'suspectEntity').map((entity, at) => suspectOf(entity, { source, at }, context)),
  }
}

/** FHIR's own code for an outcome that is not known says what a missing one says. */
function withoutUnknown(outcome: unknown): unknown {
  return elementsOf(elementAt({ outcome }, 'outcome'), 'coding').some(coding => coding['code'] === 'unknown')
    ? null
    : outcome
}

function gradeOf(source: SourceResource, context: SubjectContext): number | null {
  const { resource } = source
  const stated = extensionValue(resource, CTCAE_GRADE, 'valueCodeableConcept')
  if (stated !== undefined) {
    const grade = readCode(context, 'grade', stated, { source, path: 'extension' })
    return grade === null ? null : Number(grade)
  }
  for (const place of [resource['severity'], resource['seriousness']]) {
    const read = context.codes.read('grade', place)
    if (read.kind === 'value') return Number(read.value)
  }
  return null
}

function seriousnessOf(source: SourceResource, context: SubjectContext): boolean | null {
  const { seriousness } = source.resource
  // A grade that was put here says nothing of seriousness.
  if (context.codes.read('grade', seriousness).kind === 'value') return null
  const read = readCode(context, 'serious', seriousness, { source, path: 'seriousness' })
  return read === null ? null : read === 'true'
}

type Suspect = AdverseEvent['drugs'][number]

function suspectOf(
  entity: ReturnType<typeof elementsOf>[number],
  { source, at }: { readonly source: SourceResource; readonly at: number },
  context: SubjectContext,
): Suspect {
  const [causality = {}] = elementsOf(entity, 'causality')
  const path = `suspectEntity.${at}.causality.assessment`
  const suspect = context.references.find(entity['instance'])?.resource
  const instance = elementAt(entity, 'instance')
  return {
    name:
      suspect === undefined
        ? (textOf(instance, 'display') ?? 'not named')
        : (drugOf(suspect, context).name ?? 'not named'),
    relation: readCode(context, 'relation', causality['assessment'], { source, path }) as Suspect['relation'],
    expected: null,
  }
}
