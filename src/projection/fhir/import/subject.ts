/** What an importer of one patient works with: the resources, the trial's rules, and where to put what is wrong. */
import type { Origin } from '../../../model/generated/common-record.ts'
import type { ProblemCode } from '../../../model/problems.ts'
import type { Terminology } from '../../../terminology/terminology.ts'
import { type Element, elementsOf } from '../element.ts'
import type { CodeReader, ListName } from './code-lists.ts'
import type { SourceCoding } from './codings.ts'
import type { ReferenceIndex, SourceResource } from './references.ts'
import type { FhirRules } from './rules.ts'

export interface ImportProblem {
  readonly code: ProblemCode
  /** null: the patient is meant, and no single resource. */
  readonly origin: Origin | null
  /** Path of FHIR, e.g. `component.valueQuantity`; null where the resource as a whole is meant. */
  readonly path: string | null
}

/** A code that no list knows, or a drug's words. */
export interface UnreadCode extends Pick<SourceCoding, 'system' | 'code'> {
  readonly vocabulary: `fhir:${ListName}` | 'drug'
  /** Review code. */
  readonly reason: string
  readonly origin: Origin
  readonly path: string
}

export interface SubjectContext {
  readonly patient: SourceResource
  /** Of the patient, and what they share with others (studies, medications), sorted by type and ordinal. */
  readonly resources: readonly SourceResource[]
  readonly references: ReferenceIndex
  readonly rules: FhirRules
  readonly codes: CodeReader
  readonly terminology: Terminology
  note(code: ProblemCode, source: SourceResource | null, path: string | null): void
  noteAt(code: ProblemCode, origin: Origin, path: string | null): void
  /** Leaves a code to a person. */
  ask(code: UnreadCode): void
}

/** Without what was entered in error or never became a result. */
const NEVER_MEANT: ReadonlySet<unknown> = new Set(['entered-in-error', 'cancelled'])

export function ofType(context: SubjectContext, type: string): readonly SourceResource[] {
  return context.resources.filter(one => one.type === type && !NEVER_MEANT.has(one.resource['status']))
}

/** The value of a code, or null; a code that nobody knows is reported at its place. */
export function readCode(
  context: SubjectContext,
  list: ListName,
  conceptElement: unknown,
  at: { readonly source: SourceResource; readonly path: string },
): string | null {
  return readAnyCode(context, list, [conceptElement], at)
}

/** The value of the first of several concepts that has one; where none has, each that nobody knows is reported. */
export function readAnyCode(
  context: SubjectContext,
  list: ListName,
  concepts: readonly unknown[],
  at: { readonly source: SourceResource; readonly path: string },
): string | null {
  const reads = concepts.map(concept => context.codes.read(list, concept))
  const known = reads.find(read => read.kind === 'value')
  if (known?.kind === 'value') return known.value
  for (const read of reads) if (read.kind === 'unknown') leaveToPerson(context, list, read.codings, at)
  return null
}

/** One question a concept: whichever of its codes a person decides, the others are then not needed. */
function leaveToPerson(
  context: SubjectContext,
  list: ListName,
  [coding]: readonly SourceCoding[],
  { source, path }: { readonly source: SourceResource; readonly path: string },
): void {
  context.note('unknown-code', source, path)
  if (coding === undefined) return
  const { system, code } = coding
  context.ask({ vocabulary: `fhir:${list}`, system, code, reason: 'unmapped', origin: source.origin, path })
}

export function extensionValue(resource: Element, url: string, member: string): unknown {
  return elementsOf(resource, 'extension').find(one => one['url'] === url)?.[member]
}
